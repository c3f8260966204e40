"""Where the Sun's spot lies in a room: the outline of a porthole's light on each surface that it falls on.

Sunlight is taken as parallel; the Sun's half degree softens an edge by 9 mm for every metre of its way.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.light import Patch
from offworld.film.stage_set import StageSet, Window
from offworld.geometry.rotation import FloatArray
from offworld.light.pane import outward, passes
from offworld.space.frame import Frame
from offworld.space.ray import BoolArray, first_hit
from offworld.space.solids import IntArray, Solids

_RIM: Final = 32
"""Points on the outline of the light; the chord of a 23 cm pane then lies within 0.6 mm of its circle."""
_RINGS: Final = (1.0, 0.97, 0.8, 0.6, 0.4, 0.2)
"""Where rays are sent, as shares of the way from the middle of the light to its outline."""
_OFF_M: Final = 0.002
"""m in front of the glass from which rays start."""
_SAME: Final = 1e-3
"""Two surfaces of one solid are the same if their normals differ by less."""
_LEAST_M2: Final = 1e-5
"""m²: a smaller spot is not told."""


def sun_patches(stage_set: StageSet, window: Window, sun: FloatArray, beam_lux: float) -> tuple[Patch, ...]:
    """The spots of direct sun from one window, the largest first.

    Args:
        stage_set: the room; what only draws lets light by, people and props are not there.
        window: one of its windows.
        sun: (3,) unit, towards the Sun, set frame.
        beam_lux: of the Sun behind the glass, on a plane square to it.

    Returns:
        None if the Sun does not come through. An outline is exact where one surface catches the light whole, and the
        hull of what it catches where several share it.
    """
    cosine = float(sun @ outward(window))
    if float(passes(cosine, window.diameter_m, window.depth_m)) <= 0.0:
        return ()
    rim = _lens(window, sun)
    middle = rim.mean(axis=0)
    starts = np.concatenate([middle + (rim - middle) * ring for ring in _RINGS])
    hits = first_hit(_solids(stage_set), starts, -sun)
    met = np.isfinite(hits.distance) & (hits.distance > 0.0)
    at = starts - hits.distance.clip(max=1e3)[:, None] * sun
    spots: list[tuple[float, Patch]] = []
    for name, normal, mine in _surfaces(_solids(stage_set), hits.solid, hits.normal, met):
        outline, area = _hull(at[mine], normal)
        if area > _LEAST_M2:
            spots.append((
                area,
                Patch(window=window.id, solid=name, points=outline, normal=_vec(normal),
                      lux=beam_lux * max(0.0, float(normal @ sun))),
            ))  # fmt: skip
    spots.sort(key=lambda one: -one[0])
    return tuple(patch for _, patch in spots)


def middle_of(patches: tuple[Patch, ...]) -> FloatArray | None:
    """(3,) middle of the largest spot, m; None without one."""
    return np.mean(patches[0].points, axis=0) if patches else None


@lru_cache(maxsize=8)
def _solids(stage_set: StageSet) -> Solids:
    return Solids.of(stage_set)


def _lens(window: Window, sun: FloatArray) -> FloatArray:
    """(_RIM, 3) outline, just inside the glass, of the light that gets through the porthole's depth."""
    frame = Frame(np.asarray(window.position), np.asarray(window.normal), np.array([0.0, 0.0, 1.0]))
    local = frame.axes.T @ sun
    # The outer opening as the beam carries it to the inner one: moved away from the Sun.
    shift = np.array([local[1], local[2]]) / local[0] * window.depth_m
    radius = window.diameter_m / 2.0
    turn = np.arange(_RIM) * (2.0 * math.pi / _RIM)
    ways = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    # From the middle of the overlap, the nearer of both circles bounds it.
    middle = shift / 2.0
    reach = np.minimum(_to_circle(middle, ways, radius), _to_circle(middle - shift, ways, radius))
    flat = middle + ways * reach[:, None]
    return np.asarray(frame.origin + _OFF_M * frame.axes[:, 0] + flat @ frame.axes[:, 1:].T)


def _to_circle(start: FloatArray, ways: FloatArray, radius: float) -> FloatArray:
    """Distance (m,) along unit ways (m, 2) from a point inside a circle about the origin to it."""
    along = ways @ start
    return np.asarray(-along + np.sqrt(np.maximum(along**2 - start @ start + radius**2, 0.0)))


def _surfaces(
    solids: Solids, solid: IntArray, normal: FloatArray, met: BoolArray
) -> list[tuple[str, FloatArray, FloatArray]]:
    """Id, normal and hits of every surface that was met, in the order of the rays."""
    found: list[tuple[int, FloatArray, list[int]]] = []
    for index in np.flatnonzero(met):
        for which, facing, mine in found:
            if which == solid[index] and float(np.abs(facing - normal[index]).max()) < _SAME:
                mine.append(int(index))
                break
        else:
            found.append((int(solid[index]), normal[index], [int(index)]))
    return [(solids.ids[which], facing, np.array(mine)) for which, facing, mine in found]


def _hull(points: FloatArray, normal: FloatArray) -> tuple[tuple[Vec3, ...], float]:
    """Convex outline of points in one plane, in order, and its area in m² (A. Andrew's chain, 1979)."""
    frame = Frame(points[0], normal, np.array([0.0, 0.0, 1.0]))
    flat = (points - points[0]) @ frame.axes[:, 1:]
    order = np.lexsort((flat[:, 1], flat[:, 0]))
    chain: list[int] = []
    for way in (order, order[::-1]):
        half: list[int] = []
        for index in way:
            while len(half) > 1 and _left(flat[half[-2]], flat[half[-1]], flat[index]) <= 1e-12:
                half.pop()
            half.append(int(index))
        chain += half[:-1]
    x, y = flat[chain].T
    area = 0.5 * abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))))
    return tuple(_vec(points[index]) for index in chain), area


def _left(a: FloatArray, b: FloatArray, c: FloatArray) -> float:
    """Above zero if c lies to the left of the way from a to b."""
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _vec(values: FloatArray) -> Vec3:
    x, y, z = (round(float(value), 6) for value in values)
    return (x, y, z)
