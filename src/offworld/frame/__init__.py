"""Cameras and lenses found where nothing is up: from people at a moment and a room to set-ups with their scores."""
