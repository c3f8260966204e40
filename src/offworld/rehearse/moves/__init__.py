"""Moves: one file for each. A move yields tasks for the channels that it owns, and a status; it never touches a body."""
