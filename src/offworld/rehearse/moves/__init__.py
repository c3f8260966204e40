"""Moves, one file for each: a move yields tasks for the channels it owns, and a status; it never touches a body."""
