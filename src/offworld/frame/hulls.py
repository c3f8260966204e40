"""How far rays pass by convex hulls, told as `offworld.frame.room` tells it of plain solids."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.geometry.hull import Hull, distance
from offworld.geometry.rotation import FloatArray

_TINY: Final = 1e-12
_TOUCHING: Final = 1e-3
"""What lies so near the thing looked at belongs to it, m."""


def hull_slack(hull: Hull, start: FloatArray, way: FloatArray) -> FloatArray:
    """How far rays are from being stopped by a hull.

    Args:
        hull: in its own axes.
        start: (m, 3) where the rays of each bundle start, in the same axes, m.
        way: (m, p, 3) from there to each thing looked at, m.

    Returns:
        (m, p) m: negative, the length of the ray inside the hull; positive, how much its spans miss each other by.
    """
    length = np.sqrt((way**2).sum(axis=-1))
    rate = (way / np.maximum(length, _TINY)[..., None]) @ hull.normals.T
    gap = (hull.offsets - start @ hull.normals.T)[:, None, :]
    safe = np.where(np.abs(rate) < _TINY, _TINY, rate)
    at = gap / safe
    low = np.where(safe < 0.0, at, -np.inf).max(axis=-1)
    high = np.where(safe > 0.0, at, np.inf).min(axis=-1)
    return np.asarray(np.maximum(low, 0.0) - np.minimum(high, length - _TOUCHING))


def nearer_hull(hull: Hull, points: FloatArray, known: FloatArray) -> FloatArray:
    """Distances (n,) m of points (n, 3) to a hull, where that is nearer than what is known already (n,)."""
    # The farthest plane is never farther than the hull itself, and decides for nearly all points.
    near = np.flatnonzero((points @ hull.normals.T - hull.offsets).max(axis=1) < known)
    out = known.copy()
    out[near] = np.minimum(known[near], distance(hull, points[near]))
    return out
