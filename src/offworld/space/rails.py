"""Places on a rail: nearest, at a length along it, and where two hands go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.film.stage_set import Rail
from offworld.geometry.rotation import FloatArray

HANDS_APART_M = 0.4
"""How far apart two hands hold a bar, m: about the breadth of the shoulders (guess)."""
_NO_LENGTH = 1e-12


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OnRail:
    """A place on the centre line of a rail."""

    along_m: float
    """Length along the rail from its first point, m."""
    point: FloatArray
    """(3,) m, set frame."""
    tangent: FloatArray
    """(3,) unit, towards the last point."""
    distance_m: float = 0.0
    """From the point that was asked about, m."""


def rail_length(rail: Rail) -> float:
    """Length of the centre line, m."""
    return float(_marks(rail)[1][-1])


def rail_closed(rail: Rail) -> bool:
    """Whether it is a rim that ends where it begins."""
    return bool(np.allclose(rail.points[0], rail.points[-1], atol=1e-9))


def nearest_on_rail(rail: Rail, point: FloatArray) -> OnRail:
    """The place on a rail nearest to a point (3,)."""
    corners, marks = _marks(rail)
    start, way = corners[:-1], np.diff(corners, axis=0)
    square = np.maximum((way**2).sum(axis=1), _NO_LENGTH)
    share = np.clip(((np.asarray(point) - start) * way).sum(axis=1) / square, 0.0, 1.0)
    feet = start + share[:, None] * way
    distances = np.linalg.norm(feet - np.asarray(point), axis=1)
    k = int(np.argmin(distances))
    length = marks[k + 1] - marks[k]
    return OnRail(
        along_m=float(marks[k] + share[k] * length),
        point=feet[k],
        tangent=way[k] / max(length, _NO_LENGTH),
        distance_m=float(distances[k]),
    )


def at_length(rail: Rail, along_m: float) -> OnRail:
    """The place at a length along a rail; a closed rim goes round, a straight one stops at its ends."""
    corners, marks = _marks(rail)
    total = float(marks[-1])
    along = along_m % total if rail_closed(rail) else min(max(along_m, 0.0), total)
    k = int(np.clip(np.searchsorted(marks, along, side="right") - 1, 0, len(corners) - 2))
    length = max(float(marks[k + 1] - marks[k]), _NO_LENGTH)
    tangent = (corners[k + 1] - corners[k]) / length
    return OnRail(along_m=along, point=corners[k] + (along - marks[k]) * tangent, tangent=tangent)


def two_hands(rail: Rail, point: FloatArray, apart_m: float = HANDS_APART_M) -> tuple[OnRail, OnRail]:
    """Where two hands hold a rail about the place nearest to a point.

    Args:
        rail: the rail.
        point: (3,) m, set frame.
        apart_m: length of rail between the hands; less where the rail is shorter.

    Returns:
        The two places, the one nearer to the first point of the rail first; on a rim in the order of its points.
    """
    total = rail_length(rail)
    middle = nearest_on_rail(rail, point).along_m
    half = min(apart_m, total) / 2.0
    if not rail_closed(rail):
        middle = min(max(middle, half), total - half)
    return at_length(rail, middle - half), at_length(rail, middle + half)


def _marks(rail: Rail) -> tuple[FloatArray, FloatArray]:
    """Corners (n, 3) and the length along the rail at each (n,)."""
    corners = np.array(rail.points, dtype=float)
    steps = np.linalg.norm(np.diff(corners, axis=0), axis=1)
    return corners, np.concatenate([[0.0], np.cumsum(steps)])
