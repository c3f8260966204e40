"""Rooms as geometry: rays, clearances and what is near, without a simulator."""
