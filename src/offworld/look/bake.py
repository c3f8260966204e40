"""Light on the set, worked out once: lamps with their shadows, the sky of a room (walls all around), dark corners.

The set does not move, so its light is stored in its mesh. Everything that moves is lit as it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from offworld.film.assembly import Material, Shape
from offworld.film.basic import Vec3
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.mesh import Mesh
from offworld.look.rays import Blocks, free, inside, nearness

NEAR: Final = 0.5
"""How far away a wall still darkens a corner, metres."""
_RAYS: Final = 12
_LIFT: Final = 0.012
"""Light is taken so far above a surface, metres, so that thin labels and seams on it do not darken it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A place that light comes from."""

    position: Vec3
    """Set frame, metres."""
    facing: Vec3
    """Where most of its light goes, unit; zero: everywhere alike."""
    power: float
    """Against the other lamps."""
    colour: Vec3
    """Linear, 0 to 1."""


def lamps(shapes: Sequence[Shape], look: dict[str, Material], middle: Vec3) -> tuple[Lamp, ...]:
    """The lamps of a set, from its glowing shapes; each sends its light towards the middle line of the room."""
    found = []
    for shape in shapes:
        material = look.get(shape.material)
        if material is None or material.glow < 1.5:
            continue
        size = np.sort(np.asarray(shape.size))[::-1]
        facing = _thin_axis(shape, middle)
        place = np.asarray(shape.position) + 0.06 * facing
        power = material.glow * float(np.clip(4.0 * size[0] * size[1], 0.005, 0.2))
        found.append(Lamp(position=_vec(place), facing=_vec(facing), power=power, colour=material.colour))
    return tuple(found)


def light(mesh: Mesh, blocking: Blocks, sources: Sequence[Lamp], up: Vec3) -> Mesh:
    """The mesh of the set with the light that falls on it; see `light_and_openness`."""
    return light_and_openness(mesh, blocking, sources, up)[0]


def light_and_openness(
    mesh: Mesh, blocking: Blocks, sources: Sequence[Lamp], up: Vec3
) -> tuple[Mesh, FloatArray]:
    """The mesh of the set with the light that falls on it, and the share of the room that each vertex sees, (n,).

    Args:
        mesh: the set, set frame.
        blocking: what throws shadows.
        sources: its lamps.
        up: architectural up, unit; ceilings throw back a little more than floors.
    """
    places = mesh.vertices + _LIFT * mesh.normals
    hidden = inside(places, blocking)
    seen = np.flatnonzero(~hidden)
    where, facing = places[seen], mesh.normals[seen]
    open_to = _openness(where, facing, blocking)
    total = (0.26 + 0.07 * (facing @ np.asarray(up))) * open_to**1.2
    for source in sources:
        total += _from_lamp(source, where, facing, blocking) * (0.55 + 0.45 * open_to)
    # A shoulder, so that a wall beside a lamp is bright but never flat white.
    value = np.where(total < 0.6, total, 0.6 + 0.4 * (1.0 - np.exp(-(total - 0.6) / 0.4)))
    return mesh.lit(_filled(mesh, seen, value)), _filled(mesh, seen, open_to)


def _filled(mesh: Mesh, seen: NDArray[np.int64], value: FloatArray) -> FloatArray:
    """Light at all vertices (n,): where one lies in something, that of the nearest that is seen and faces alike."""
    if not len(seen):
        return np.full(len(mesh.vertices), 0.5)
    keys = np.concatenate([mesh.vertices, 3.0 * mesh.normals], axis=-1)
    _, nearest = cKDTree(keys[seen]).query(keys)
    levels = value[nearest]
    levels[seen] = value
    return np.asarray(levels)


def _from_lamp(source: Lamp, places: FloatArray, normals: FloatArray, blocking: Blocks) -> FloatArray:
    """Light of one lamp on each place, shape (n,)."""
    way = np.asarray(source.position) - places
    distance = np.linalg.norm(way, axis=-1)
    way /= np.maximum(distance, 1e-6)[:, None]
    falls = np.clip(np.sum(way * normals, axis=-1), 0.0, None)
    facing = np.asarray(source.facing)
    sent = np.where(np.any(facing != 0.0), np.clip(-(way @ facing), 0.0, None) * 0.85 + 0.15, 1.0)
    # The lamp has a size: closer than that it gets no brighter.
    strength = source.power * falls * sent / (distance**2 + 0.35)
    bright = np.flatnonzero(strength > 0.006)
    seen = free(places[bright], way[bright], distance[bright] - 0.05, blocking)
    strength[bright] *= np.where(seen, 1.0, 0.0)
    return np.asarray(strength)


def _openness(places: FloatArray, normals: FloatArray, blocking: Blocks) -> FloatArray:
    """Share of the directions before each place that is free for `NEAR` metres, cosine weighted, shape (n,)."""
    turn = rotation.matrix(rotation.between(np.array([0.0, 0.0, 1.0]), normals))
    total = np.zeros(len(places))
    for ray in _hemisphere(_RAYS):
        total += nearness(places, turn @ ray, blocking, NEAR)
    return 1.0 - total / _RAYS


def _thin_axis(shape: Shape, middle: Vec3) -> FloatArray:
    """The direction (3,) across the flattest side of a lamp, towards the middle of the room."""
    turn = rotation.matrix(shape.attitude)
    inward = np.asarray(middle) - np.asarray(shape.position)
    size = np.array(shape.size if shape.kind == "box" else (shape.size[0], shape.size[0], np.inf))
    axis = turn[:, int(np.argmin(size))]
    if shape.kind != "box":
        axis = inward / max(float(np.linalg.norm(inward)), 1e-9)
    return np.asarray(axis if axis @ inward >= 0.0 else -axis)


def _hemisphere(count: int) -> FloatArray:
    """Directions (count, 3) about +z, cosine weighted and evenly turned by the golden angle."""
    k = np.arange(count) + 0.5
    radius = np.sqrt(k / count)
    angle = k * np.pi * (3.0 - np.sqrt(5.0))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle), np.sqrt(1.0 - radius**2)], axis=-1)


def _vec(values: FloatArray) -> Vec3:
    x, y, z = (float(value) for value in values)
    return (x, y, z)
