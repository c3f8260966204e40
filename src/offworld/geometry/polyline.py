"""Lines through points: lengths, points along them, nearest points.

A closed line repeats its first point at the end.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    return float(_starts(_corners(points))[-1])


def closed(points: ArrayLike, tolerance: float = 1e-9) -> bool:
    """True if the line ends where it starts."""
    line = _corners(points)
    return bool(np.linalg.norm(line[0] - line[-1]) <= tolerance) and len(line) > 2


def at(points: ArrayLike, along: float) -> OnLine:
    """The place at a length from the start, m; lengths wrap round a closed line and stop at the ends of others."""
    line = _corners(points)
    starts = _starts(line)
    whole = float(starts[-1])
    where = along % whole if closed(line) else min(max(along, 0.0), whole)
    piece = min(int(np.searchsorted(starts, where, side="right")) - 1, len(line) - 2)
    tangent = _tangent(line, piece)
    return OnLine(
        along=where, point=line[piece] + (where - starts[piece]) * tangent, tangent=tangent, distance=0.0
    )


def nearest(points: ArrayLike, to: ArrayLike) -> OnLine:
    """The place on the line that is nearest to a point (3,)."""
    line = _corners(points)
    target = np.asarray(to, dtype=np.float64)
    step = np.diff(line, axis=0)
    share = np.clip(np.sum((target - line[:-1]) * step, axis=1) / np.sum(step * step, axis=1), 0.0, 1.0)
    feet = line[:-1] + share[:, None] * step
    gaps = np.linalg.norm(target - feet, axis=1)
    piece = int(np.argmin(gaps))
    tangent = _tangent(line, piece)
    along = float(_starts(line)[piece] + share[piece] * np.linalg.norm(step[piece]))
    return OnLine(along=along, point=feet[piece], tangent=tangent, distance=float(gaps[piece]))


def _corners(points: ArrayLike) -> FloatArray:
    line = np.asarray(points, dtype=np.float64)
    if line.ndim != 2 or line.shape[0] < 2 or line.shape[1] != 3:
        raise ValueError("a line needs two points of three coordinates or more")
    line = line[np.r_[True, np.any(np.diff(line, axis=0) != 0.0, axis=1)]]
    if len(line) < 2:
        raise ValueError("a line needs two different points")
    return line


def _starts(line: FloatArray) -> FloatArray:
    """Length from the start to each corner, m."""
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])


def _tangent(line: FloatArray, piece: int) -> FloatArray:
    step = line[piece + 1] - line[piece]
    return np.asarray(step / np.linalg.norm(step))
