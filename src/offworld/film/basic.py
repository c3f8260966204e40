"""The smallest records: vectors, attitudes, and the place in a text file that a thing was read from."""

from __future__ import annotations

from dataclasses import dataclass

Vec3 = tuple[float, float, float]
Quat = tuple[float, float, float, float]

NO_TURN: Quat = (1.0, 0.0, 0.0, 0.0)
ORIGIN: Vec3 = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a text file something was written."""

    file: str
    """Path as the user would name it, relative to the film folder."""
    line: int
    """Line, from 1."""
    column: int
    """Column, from 1."""


NOWHERE = Place(file="", line=0, column=0)
