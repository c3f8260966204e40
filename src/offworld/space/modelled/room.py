"""The room in a model: a place in it, and how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from offworld.geometry.rotation import FloatArray
from offworld.space.modelled.hits import Triangles
from offworld.space.modelled.model import Thing

_RAYS: Final = 400
_GRID: Final = 5
_CLOSED: Final = 0.7
"""Share of rays that must meet something from a place that counts as inside."""
_LEAST_M: Final = 0.25
"""A place with less about it is inside some thing, not in a room, m."""


def middle_of(things: Sequence[Thing]) -> FloatArray | None:
    """A place (3,) with much free space about it and walls on nearly all sides; None if there is none."""
    corners = np.concatenate([thing.points[thing.faces] for thing in things])
    if not len(corners):
        return None
    whole = Triangles(corners)
    low, high = corners.min(axis=(0, 1)), corners.max(axis=(0, 1))
    steps = np.linspace(0.0, 1.0, _GRID + 2)[1:-1]
    shares = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    places = low + shares * (high - low)
    ways = _around(60)
    met = whole.first(np.repeat(places, len(ways), axis=0), np.tile(ways, (len(places), 1)))[0]
    far = met.reshape(len(places), len(ways))
    closed = np.isfinite(far).mean(axis=1)
    # What is near in the worst few directions tells how free a place is; the middle wins where all else is equal.
    free = np.quantile(np.where(np.isfinite(far), far, 10.0), 0.05, axis=1)
    roomy = (closed >= _CLOSED) & (free >= _LEAST_M)
    score = np.where(roomy, free - 0.05 * np.linalg.norm(shares - 0.5, axis=1), -np.inf)
    best = int(np.argmax(np.round(score, 6)))
    return places[best] if np.isfinite(score[best]) else None


def bounds_of(whole: Triangles, inside: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Lowest and highest corner (3,) of what can be seen from places in the room (k, 3)."""
    ways = _around(_RAYS)
    seen = [inside]
    for place in inside:
        _, which = whole.first(np.broadcast_to(place, ways.shape), ways)
        rows = np.unique(which[which >= 0]).astype(np.int64)
        seen.append(whole.corners[rows].reshape(-1, 3))
    points = np.concatenate(seen)
    return points.min(axis=0), points.max(axis=0)


def _around(count: int) -> FloatArray:
    """Directions (count, 3) spread evenly over the ball, turned by the golden angle from one to the next."""
    k = np.arange(count) + 0.5
    z = 1.0 - 2.0 * k / count
    angle = k * np.pi * (3.0 - np.sqrt(5.0))
    flat = np.sqrt(1.0 - z * z)
    return np.stack([flat * np.cos(angle), flat * np.sin(angle), z], axis=-1)
