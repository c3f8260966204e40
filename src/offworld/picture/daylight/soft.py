"""Soft light in a room: what each pane sends in from the sky, what the Sun's spots throw back, what walls share out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.light import Patch
from offworld.film.stage_set import StageSet, Window
from offworld.geometry.rotation import FloatArray

Reals = NDArray[np.float32]
WALLS: Final = 0.5
"""Share of light that a room's walls throw back, all together; by eye for beige panels."""
_WALL_COLOUR: Final = np.array([1.06, 1.0, 0.88])
_BEFORE: Final = 0.03
"""m before its wall that a spot of sun shines from, so that the wall about it is not left out."""
_LEAST: Final = 0.5
"""Soft light weaker than this everywhere in the picture is left out, lux."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Glow:
    """A bright spot that sends light to all sides before it: a pane, or a wall in the Sun."""

    place: FloatArray
    """Middle, (3,), set frame, metres."""
    facing: FloatArray
    """Unit, (3,)."""
    area: float
    """m²."""


def pane(window: Window) -> Glow:
    """A window as what it sends into the room."""
    return Glow(
        place=np.asarray(window.position),
        facing=np.asarray(window.normal),
        area=float(0.25 * np.pi * window.diameter_m**2),
    )


def spot(patch: Patch) -> Glow:
    """A spot of direct sun as what it throws back, a little before its wall."""
    points, facing = np.asarray(patch.points), np.asarray(patch.normal)
    middle = points.mean(axis=0)
    edges = points - middle
    twice = np.cross(edges, np.roll(edges, -1, axis=0)).sum(axis=0)
    return Glow(place=middle + _BEFORE * facing, facing=facing, area=0.5 * float(abs(twice @ facing)))


def falling(glow: Glow, places: Reals, normals: Reals) -> Reals:
    """Lux on surfaces for each cd/m² of a glow, (n,): a small disc, that from near counts no more than all it fills.

    Args:
        glow: what shines.
        places: of the surfaces, (3, n).
        normals: of the surfaces, (3, n).
    """
    way = glow.place.astype(np.float32)[:, None] - places
    square = dot(way, way)
    leaves = np.maximum(-(glow.facing.astype(np.float32) @ way), 0.0)
    meets = np.maximum(dot(way, normals), 0.0)
    size = np.float32(glow.area)
    return np.asarray(
        size * leaves * meets / (square * (square + size / np.float32(np.pi)) + np.float32(1e-6))
    )


def dot(a: Reals, b: Reals) -> Reals:
    """Products of vectors (3, n), (n,)."""
    return np.asarray(a[0] * b[0] + a[1] * b[1] + a[2] * b[2])


def worth(glow: Glow, bright: float, places: Reals) -> bool:
    """Whether a glow of so many cd/m² can be seen at all on any of the places (3, n)."""
    way = places - glow.place.astype(np.float32)[:, None]
    ahead = glow.facing.astype(np.float32) @ way
    square = dot(way, way)
    nearest = float(square[ahead > 0.0].min(initial=np.inf))
    return bright * glow.area / (nearest + glow.area / np.pi) > _LEAST


def shared(lumens: FloatArray, stage_set: StageSet) -> FloatArray:
    """Lux (3,) everywhere in the room once walls have shared out lumens (3,) that came in.

    The integrating sphere: what comes in, thrown back again and again, over the surface of the room.
    """
    size = np.asarray(stage_set.high) - np.asarray(stage_set.low)
    surface = 2.0 * float(size[0] * size[1] + size[1] * size[2] + size[2] * size[0])
    back = WALLS / (1.0 - WALLS)
    return np.asarray(lumens * _WALL_COLOUR * back / max(surface, 1.0))
