"""Light on the set, worked out once: lamps with their shadows, the sky of a room (walls all around), dark corners.

The set does not move, so its light is stored in its mesh. Everything that moves is lit as it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.assembly import Material, Shape
from offworld.film.basic import Vec3
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.picture.mesh import Mesh

NEAR: Final = 0.5
"""How far away a wall still darkens a corner, metres."""
_RAYS: Final = 12
_LEAST_OCCLUDER: Final = 0.02
"""Things thinner than this in two directions throw no shadow worth its time, metres."""


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Blocks:
    """Boxes that light cannot pass, about the shapes of the set."""

    centre: FloatArray
    turn: FloatArray
    """(n, 3, 3), columns are the axes of each box."""
    half: FloatArray


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


def light(mesh: Mesh, shapes: Sequence[Shape], sources: Sequence[Lamp], up: Vec3, exposure: float = 1.0) -> Mesh:
    """The mesh of the set with the light that falls on it.

    Args:
        mesh: the set, set frame.
        shapes: what throws shadows (the shapes of the set).
        sources: its lamps.
        up: architectural up, unit; ceilings bounce a little more than floors.
        exposure: factor on all light.
    """
    blocks = _blocks(shapes)
    places = mesh.vertices + 0.012 * mesh.normals
    open_to = _openness(places, mesh.normals, blocks)
    bounce = 0.5 + 0.5 * (mesh.normals @ np.asarray(up))
    total = (0.30 + 0.08 * bounce) * open_to
    for source in sources:
        total += _from_lamp(source, places, mesh.normals, blocks) * (0.6 + 0.4 * open_to)
    value = exposure * total
    # A shoulder, so that a wall beside a lamp is bright but never flat white.
    return mesh.lit(np.where(value < 0.6, value, 0.6 + 0.4 * (1.0 - np.exp(-(value - 0.6) / 0.4))))


def _from_lamp(source: Lamp, places: FloatArray, normals: FloatArray, blocks: _Blocks) -> FloatArray:
    """Light of one lamp on each place, shape (n,)."""
    way = np.asarray(source.position) - places
    distance = np.linalg.norm(way, axis=-1)
    way /= np.maximum(distance, 1e-6)[:, None]
    falls = np.clip(np.sum(way * normals, axis=-1), 0.0, None)
    facing = np.asarray(source.facing)
    sent = np.where(np.any(facing != 0.0), np.clip(-(way @ facing), 0.0, None) * 0.85 + 0.15, 1.0)
    # The lamp has a size: closer than that it gets no brighter.
    strength = source.power * falls * sent / (distance**2 + 0.35)
    bright = np.flatnonzero(strength > 0.004)
    seen = _free(places[bright], way[bright], distance[bright] - 0.05, blocks)
    strength[bright] *= np.where(seen, 1.0, 0.0)
    return np.asarray(strength)


def _openness(places: FloatArray, normals: FloatArray, blocks: _Blocks) -> FloatArray:
    """Share of the directions before each place that is free for `NEAR` metres, cosine weighted, shape (n,)."""
    turn = rotation.matrix(rotation.between(np.array([0.0, 0.0, 1.0]), normals))
    total = np.zeros(len(places))
    for ray in _hemisphere(_RAYS):
        ways = turn @ ray
        total += _nearness(places, ways, blocks)
    return 1.0 - total / _RAYS


def _nearness(places: FloatArray, ways: FloatArray, blocks: _Blocks) -> FloatArray:
    """0 where a way is free for `NEAR` metres, towards 1 where it is blocked at once, shape (n,)."""
    found = np.zeros(len(places))
    reach = np.linalg.norm(blocks.half, axis=-1) + NEAR
    for centre, turn, half, far in zip(blocks.centre, blocks.turn, blocks.half, reach, strict=True):
        close = np.flatnonzero(np.einsum("ij,ij->i", places - centre, places - centre) < far * far)
        if len(close):
            enters, leaves = _slab(places[close], ways[close], centre, turn, half)
            hit = (leaves > np.maximum(enters, 0.0)) & (enters < NEAR) & (leaves > 0.002)
            near = np.where(hit, 1.0 - np.maximum(enters, 0.0) / NEAR, 0.0)
            found[close] = np.maximum(found[close], near)
    return found


def _free(places: FloatArray, ways: FloatArray, lengths: FloatArray, blocks: _Blocks) -> NDArray[np.bool_]:
    """Whether each way is free for its length, shape (n,)."""
    free = np.ones(len(places), dtype=bool)
    for centre, turn, half in zip(blocks.centre, blocks.turn, blocks.half, strict=True):
        left = np.flatnonzero(free)
        if not len(left):
            break
        enters, leaves = _slab(places[left], ways[left], centre, turn, half)
        free[left[(leaves > np.maximum(enters, 0.0)) & (enters < lengths[left]) & (leaves > 0.02)]] = False
    return free


def _slab(
    places: FloatArray, ways: FloatArray, centre: FloatArray, turn: FloatArray, half: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Where each way enters and leaves one box, metres; it misses where it leaves before it enters."""
    start = (places - centre) @ turn
    way = ways @ turn
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)
    one, two = (-half - start) / way, (half - start) / way
    return np.max(np.minimum(one, two), axis=-1), np.min(np.maximum(one, two), axis=-1)


def _blocks(shapes: Sequence[Shape]) -> _Blocks:
    """Boxes about all shapes that are big enough to throw a shadow."""
    boxes = []
    for shape in shapes:
        a, b, c = shape.size
        half = {
            "box": (a, b, c),
            "sphere": (0.8 * a, 0.8 * a, 0.8 * a),
            "cylinder": (0.88 * a, 0.88 * a, b),
            "capsule": (0.88 * a, 0.88 * a, b + a),
            "ellipsoid": (0.8 * a, 0.8 * b, 0.8 * c),
        }[shape.kind]
        if sorted(half)[1] >= _LEAST_OCCLUDER:
            boxes.append((shape.position, rotation.matrix(shape.attitude), half))
    if not boxes:
        return _Blocks(centre=np.empty((0, 3)), turn=np.empty((0, 3, 3)), half=np.empty((0, 3)))
    return _Blocks(
        centre=np.array([entry[0] for entry in boxes]),
        turn=np.array([entry[1] for entry in boxes]),
        half=np.array([entry[2] for entry in boxes]),
    )


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
