"""Lines through points: lengths, points along them, nearest points.

A closed line repeats its first point at the end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class OnLine:
    """A place on a line."""

    along: float
    """Length from the line's start, m."""
    point: FloatArray
    """(3,) the place, m."""
    tangent: FloatArray
    """(3,) unit, the way the line goes there."""
    distance: float
    """From the point that was asked about, m; 0 if none was."""


def length(points: ArrayLike) -> float:
    """Whole length of the line through points (n, 3), n at least 2, m."""
    return float(_line(points).starts[-1])


def closed(points: ArrayLike, tolerance: float = 1e-9) -> bool:
    """True if the line ends where it starts."""
    line = _corners(points)
    return bool(np.linalg.norm(line[0] - line[-1]) <= tolerance) and len(line) > 2


def at(points: ArrayLike, along: float) -> OnLine:
    """The place at a length from the start, m; lengths wrap round a closed line and stop at the ends of others."""
    line = _line(points)
    whole = float(line.starts[-1])
    where = along % whole if closed(line.corners) else min(max(along, 0.0), whole)
    piece = min(int(np.searchsorted(line.starts, where, side="right")) - 1, len(line.tangents) - 1)
    tangent = line.tangents[piece]
    point = line.corners[piece] + (where - line.starts[piece]) * tangent
    return OnLine(along=where, point=point, tangent=tangent.copy(), distance=0.0)


def nearest(points: ArrayLike, to: ArrayLike) -> OnLine:
    """The place on the line that is nearest to a point (3,)."""
    line = _line(points)
    target = np.asarray(to, dtype=np.float64)
    way = target - line.corners[:-1]
    lengths = np.clip((way * line.tangents).sum(axis=1), 0.0, line.lengths)
    feet = line.corners[:-1] + lengths[:, None] * line.tangents
    away = target - feet
    squares = (away * away).sum(axis=1)
    piece = int(np.argmin(squares))
    return OnLine(
        along=float(line.starts[piece] + lengths[piece]), point=feet[piece], tangent=line.tangents[piece].copy(),
        distance=math.sqrt(float(squares[piece])),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Line:
    """A line made ready for many questions."""

    corners: FloatArray
    """(n, 3), no two neighbours alike."""
    tangents: FloatArray
    """(n - 1, 3) unit."""
    lengths: FloatArray
    """(n - 1,) of the pieces, m."""
    starts: FloatArray
    """(n,) length from the start to each corner, m."""


def _line(points: ArrayLike) -> _Line:
    """A line of a set is a tuple of tuples, asked about at every tick: those are made ready once."""
    return _kept(points) if isinstance(points, tuple) and isinstance(points[0], tuple) else _ready(points)


@lru_cache(maxsize=512)
def _kept(points: tuple[tuple[float, ...], ...]) -> _Line:
    return _ready(points)


def _ready(points: ArrayLike) -> _Line:
    corners = _corners(points)
    steps = np.diff(corners, axis=0)
    lengths = np.linalg.norm(steps, axis=1)
    starts = np.concatenate([[0.0], np.cumsum(lengths)])
    return _Line(corners=corners, tangents=steps / lengths[:, None], lengths=lengths, starts=starts)


def _corners(points: ArrayLike) -> FloatArray:
    line = np.asarray(points, dtype=np.float64)
    if line.ndim != 2 or line.shape[0] < 2 or line.shape[1] != 3:
        raise ValueError("a line needs two points of three coordinates or more")
    line = line[np.r_[True, np.any(np.diff(line, axis=0) != 0.0, axis=1)]]
    if len(line) < 2:
        raise ValueError("a line needs two different points")
    return line
