"""Where rays first meet the solids of a set."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offworld.film.stage_set import StageSet
from offworld.geometry import hull
from offworld.geometry.rotation import FloatArray
from offworld.space.solids import CAPSULE, CYLINDER, SPHERE, IntArray, Solids, as_solids, outward, to_local

BoolArray = NDArray[np.bool_]
_TINY = 1e-12
_AT_ONCE = 400_000


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Hits:
    """First hits of many rays."""

    distance: FloatArray
    """(m,) m along the ray; infinite if nothing is hit; 0 for a ray that starts inside a solid."""
    normal: FloatArray
    """(m, 3) unit, out of the surface, set frame; zeros if nothing is hit."""
    solid: IntArray
    """(m,) index into `Solids.ids`; −1 if nothing is hit."""


def first_hit(
    where: StageSet | Solids, origins: FloatArray, directions: FloatArray, far_m: float = np.inf
) -> Hits:
    """The first solid on each ray.

    Args:
        where: a set, or its solids made ready.
        origins: (m, 3) m, set frame.
        directions: (m, 3), any length but zero.
        far_m: hits farther than this do not count.

    Raises:
        ValueError: a direction has no length.
    """
    solids = as_solids(where)
    start, way = np.broadcast_arrays(
        np.atleast_2d(np.asarray(origins, float)), np.atleast_2d(np.asarray(directions, float))
    )
    length = np.linalg.norm(way, axis=1, keepdims=True)
    if np.any(length < _TINY):
        raise ValueError("a ray needs a direction")
    way = way / length
    m, n = len(start), len(solids)
    distance, which = np.full(m, np.inf), np.full(m, -1, dtype=np.int64)
    step = max(1, _AT_ONCE // max(n, 1))
    for first in range(0, m if n else 0, step):
        some, along = start[first : first + step], way[first : first + step]
        met = _meet(
            solids, np.repeat(some, n, axis=0), np.repeat(along, n, axis=0), np.tile(np.arange(n), len(some))
        )
        met = met.reshape(len(some), n)
        nearest = np.argmin(met, axis=1)
        distance[first : first + step] = met[np.arange(len(some)), nearest]
        which[first : first + step] = nearest
    hit = distance <= far_m
    hit &= np.isfinite(distance)
    normal = np.zeros((m, 3))
    if np.any(hit):
        at = start[hit] + distance[hit, None] * way[hit]
        normal[hit] = outward(solids, at, which[hit])
    return Hits(distance=np.where(hit, distance, np.inf), normal=normal, solid=np.where(hit, which, -1))


def in_sight(where: StageSet | Solids, eyes: FloatArray, things: FloatArray) -> BoolArray:
    """Whether nothing solid stands between each eye (m, 3) and its thing (m, 3); glass stands in the way too."""
    eye, thing = np.broadcast_arrays(
        np.atleast_2d(np.asarray(eyes, float)), np.atleast_2d(np.asarray(things, float))
    )
    way = thing - eye
    length = np.linalg.norm(way, axis=1)
    apart = length > _TINY
    clear = np.ones(len(eye), dtype=bool)
    if np.any(apart):
        hits = first_hit(where, eye[apart], way[apart])
        # What touches the thing itself (a hand on a wall) does not hide it.
        clear[apart] = hits.distance >= length[apart] - 1e-6
    return clear


def _meet(solids: Solids, origins: FloatArray, ways: FloatArray, index: IntArray) -> FloatArray:
    """Distance (k,) along unit rays to their solids; 0 from inside, infinite if missed."""
    o = to_local(solids, origins, index)
    d = (ways[:, None, :] @ solids.axes[index])[:, 0, :]
    half, kind = solids.half[index], solids.kind[index]
    enter, leave = _slabs(o, d, half)
    if np.any(kind):
        radius = half[:, 0]
        tube = _tube(o, d, radius)
        slab = _slabs(o[:, 2:], d[:, 2:], half[:, 2:])
        inside = (np.maximum(tube[0], slab[0]), np.minimum(tube[1], slab[1]))
        ends = [_ball(o - np.array([0.0, 0.0, 1.0]) * s * half[:, 2:], d, radius) for s in (-1.0, 1.0)]
        # A capsule is convex: its span on a ray is the union of the spans of tube and caps.
        spans = [_none_if_empty(*span) for span in (inside, *ends)]
        capsule = (np.min([s[0] for s in spans], axis=0), np.max([s[1] for s in spans], axis=0))
        for code, span in ((CYLINDER, inside), (CAPSULE, capsule), (SPHERE, _ball(o, d, radius))):
            enter, leave = np.where(kind == code, span[0], enter), np.where(kind == code, span[1], leave)
        for one, rows in solids.hulls(index):
            enter[rows], leave[rows] = hull.span(one, o[rows], d[rows])
    missed = (enter > leave) | (leave < 0.0)
    return np.where(missed, np.inf, np.maximum(enter, 0.0))


def _slabs(o: FloatArray, d: FloatArray, half: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Span (k,), (k,) of rays within all pairs of faces."""
    slow = np.abs(d) < _TINY
    safe = np.where(slow, 1.0, d)
    a, b = (-half - o) / safe, (half - o) / safe
    within = np.abs(o) <= half
    near = np.where(slow, np.where(within, -np.inf, np.inf), np.minimum(a, b))
    far = np.where(slow, np.where(within, np.inf, -np.inf), np.maximum(a, b))
    return near.max(axis=1), far.min(axis=1)


def _tube(o: FloatArray, d: FloatArray, radius: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Span of rays within an endless tube about z."""
    return _quadratic(
        (d[:, :2] ** 2).sum(1), (o[:, :2] * d[:, :2]).sum(1), (o[:, :2] ** 2).sum(1) - radius**2
    )


def _ball(o: FloatArray, d: FloatArray, radius: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Span of rays within a ball at the origin."""
    return _quadratic((d**2).sum(1), (o * d).sum(1), (o**2).sum(1) - radius**2)


def _quadratic(a: FloatArray, b: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Where a t² + 2 b t + c ≤ 0: a span, (inf, −inf) if nowhere."""
    flat = a < _TINY
    safe = np.where(flat, 1.0, a)
    inner = b * b - a * c
    root = np.sqrt(np.maximum(inner, 0.0))
    low, high = (-b - root) / safe, (-b + root) / safe
    none = np.where(flat, c > 0.0, inner < 0.0)
    low, high = np.where(flat, -np.inf, low), np.where(flat, np.inf, high)
    return np.where(none, np.inf, low), np.where(none, -np.inf, high)


def _none_if_empty(low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
    empty = low > high
    return np.where(empty, np.inf, low), np.where(empty, -np.inf, high)
