"""How far points are from the solids of a set."""

from __future__ import annotations

import numpy as np

from offworld.film.stage_set import StageSet
from offworld.geometry.rotation import FloatArray
from offworld.space.solids import IntArray, Solids, as_solids, signed_distance

_AT_ONCE = 400_000
"""Pairs of point and solid worked on together: about 100 MB."""


def clearance(where: StageSet | Solids, points: FloatArray) -> tuple[FloatArray, IntArray]:
    """Signed distance of points to the nearest solid.

    Args:
        where: a set, or its solids made ready (quicker if asked often).
        points: (..., 3) m, set frame.

    Returns:
        Distances (...) m, negative inside a solid, infinite if there are none; and the index of the solid in
        `Solids.ids` (...), −1 if there are none.
    """
    solids = as_solids(where)
    shape = np.asarray(points).shape[:-1]
    flat = np.asarray(points, dtype=float).reshape(-1, 3)
    best, which = np.full(len(flat), np.inf), np.full(len(flat), -1, dtype=np.int64)
    if len(solids) and len(flat):
        step = max(1, _AT_ONCE // len(solids))
        for start in range(0, len(flat), step):
            some = flat[start : start + step]
            all_distances = pair_distances(solids, some)
            nearest = np.argmin(all_distances, axis=1)
            which[start : start + step] = nearest
            best[start : start + step] = all_distances[np.arange(len(some)), nearest]
    return best.reshape(shape), which.reshape(shape)


def pair_distances(solids: Solids, points: FloatArray) -> FloatArray:
    """Signed distance (m, n) m of points (m, 3) to each of n solids."""
    m, n = len(points), len(solids)
    index = np.tile(np.arange(n), m)
    return signed_distance(solids, np.repeat(points, n, axis=0), index).reshape(m, n)


def in_free_room(stage_set: StageSet, points: FloatArray, margin_m: float = 0.0) -> FloatArray:
    """Whether points (..., 3) lie between the set's corners and at least ``margin_m`` from every solid, (...)."""
    at = np.asarray(points, dtype=float)
    within = np.all((at >= np.array(stage_set.low)) & (at <= np.array(stage_set.high)), axis=-1)
    return np.asarray(within & (clearance(stage_set, at)[0] >= margin_m))
