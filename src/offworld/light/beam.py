"""Whether the Sun reaches a point of a room through its windows: the way of the light backwards, towards the Sun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from offworld.film.stage_set import StageSet, Window
from offworld.geometry.rotation import FloatArray
from offworld.light.pane import outward, passes
from offworld.space.ray import BoolArray, first_hit
from offworld.space.solids import Solids

_OFF_M = 0.002
"""m before the glass at which a way towards it ends."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Beam:
    """The sunlight of one window and a point of the room."""

    window: str
    """Through which."""
    miss_m: float
    """From the point to the middle of the light."""
    nearest: FloatArray
    """(3,) the place in the middle of the light that is nearest to the point, before it meets a solid, m, set frame."""


def reached(stage_set: StageSet, sun: FloatArray, points: FloatArray) -> BoolArray:
    """Which points (n, 3) direct sun falls on, through any window.

    Light passes both ends of a porthole, as in `offworld.light.pane`, and no solid of the room stands in its way.
    People and props are not there, and which way a surface at the point faces is not asked.

    Args:
        stage_set: the room.
        sun: (3,) unit, towards the Sun, set frame.
        points: m, set frame.
    """
    lit = np.zeros(len(points), dtype=bool)
    for window in _sunny(stage_set, sun):
        out = outward(window)
        cosine = float(sun @ out)
        way = ((np.asarray(window.position) - points) @ out) / cosine
        inner = points + way[:, None] * sun - np.asarray(window.position)
        outer = inner + (window.depth_m / cosine) * sun - window.depth_m * out
        radius = window.diameter_m / 2.0
        through = (way > 0.0) & (np.linalg.norm(inner, axis=1) < radius)
        through &= np.linalg.norm(outer, axis=1) < radius
        for index in np.flatnonzero(through & ~lit):
            met = first_hit(_solids(stage_set), points[index], sun).distance[0]
            lit[index] = met >= way[index] - _OFF_M / cosine
    return lit


def beams(stage_set: StageSet, sun: FloatArray, point: FloatArray) -> tuple[Beam, ...]:
    """The sunlight of every window that has any, and how far past a point (3,) it goes; the nearest first."""
    found = []
    for window in _sunny(stage_set, sun):
        out = outward(window)
        cosine = float(sun @ out)
        # Half of what the depth of the porthole moves its outer end against the inner one, along the beam.
        middle = np.asarray(window.position) - 0.5 * window.depth_m * (sun / cosine - out)
        start = middle - (_OFF_M / cosine) * sun
        far = float(first_hit(_solids(stage_set), start, -sun).distance[0])
        # Inside the room light goes away from the Sun, to the first thing in its way.
        along = max(min(0.0, float((point - middle) @ sun)), -far)
        nearest = middle + along * sun
        miss = float(np.linalg.norm(point - nearest))
        found.append(Beam(window=window.id, miss_m=miss, nearest=nearest))
    return tuple(sorted(found, key=lambda one: one.miss_m))


def _sunny(stage_set: StageSet, sun: FloatArray) -> tuple[Window, ...]:
    return tuple(
        window
        for window in stage_set.windows
        if float(passes(float(sun @ outward(window)), window.diameter_m, window.depth_m)) > 0.0
    )


@lru_cache(maxsize=8)
def _solids(stage_set: StageSet) -> Solids:
    return Solids.of(stage_set)
