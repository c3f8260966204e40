"""What a stage is made of, from the assembly: the lit set, and a mesh for everything that moves."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.assembly import Assembly, Material, Shape
from offworld.film.basic import NO_TURN, Vec3
from offworld.geometry.rotation import FloatArray
from offworld.picture.bake import Lamp, lamps, light
from offworld.picture.mesh import Mesh, box
from offworld.picture.palette import UNKNOWN
from offworld.picture.rays import blocks
from offworld.picture.solids import node_mesh

_MOVING: Final = 0.92
"""Level of light of what moves, before it is lit as it is drawn."""
PITCH: Final = 0.2
"""Light on the set is worked out at points so far apart, metres."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dressing:
    """What a stage is made of."""

    still: Mesh
    """The set with its light, set frame."""
    moving: tuple[tuple[int, Mesh], ...]
    """Node index and mesh in that node's frame."""
    materials: tuple[Material, ...]
    """What the meshes' materials index."""
    lamps: tuple[Lamp, ...]
    """Where light comes from."""
    up: Vec3
    """Architectural up of the set."""


def dress(assembly: Assembly, up: Vec3 = (0.0, 0.0, 1.0)) -> Dressing:
    """Everything that a stage needs, from the assembly and the set's architectural up."""
    materials = _materials(assembly)
    index = {material.name: number for number, material in enumerate(materials)}
    fixed = tuple(shape for shape in assembly.shapes if shape.node == 0)
    still, sources = _lit_set(fixed, materials, up)
    moving = []
    for number in range(1, len(assembly.nodes)):
        mesh = node_mesh((shape for shape in assembly.shapes if shape.node == number), index)
        if mesh is not None:
            moving.append((number, mesh.lit(_MOVING)))
    return Dressing(still=still, moving=tuple(moving), materials=materials, lamps=sources, up=up)


def _materials(assembly: Assembly) -> tuple[Material, ...]:
    """The assembly's materials, and a grey one for each name that a shape uses and nobody described."""
    known = {material.name: material for material in assembly.materials}
    for shape in assembly.shapes:
        if shape.material not in known:
            known[shape.material] = Material(name=shape.material, colour=UNKNOWN.colour)
    return tuple(known.values()) or (UNKNOWN,)


@functools.lru_cache(maxsize=4)
def _lit_set(
    fixed: tuple[Shape, ...], materials: tuple[Material, ...], up: Vec3
) -> tuple[Mesh, tuple[Lamp, ...]]:
    """The set as one mesh with its light, and its lamps. Kept: scenes share sets."""
    index = {material.name: number for number, material in enumerate(materials)}
    blocking = blocks(fixed)
    mesh = node_mesh(fixed, index, pitch=PITCH, blocking=blocking)
    if mesh is None:
        return _nothing(), _stand_in(np.full(3, -1.0), np.full(3, 1.0), up)
    look = {material.name: material for material in materials}
    low, high = _extent(mesh)
    middle = 0.5 * (low + high)
    x, y, z = (float(value) for value in middle)
    sources = lamps(fixed, look, (x, y, z)) or _stand_in(low, high, up)
    return light(mesh, blocking, sources, up), sources


def _extent(mesh: Mesh) -> tuple[FloatArray, FloatArray]:
    return mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)


def _stand_in(low: FloatArray, high: FloatArray, up: Vec3) -> tuple[Lamp, ...]:
    """Four lamps along the top of a set that has none of its own."""
    top = np.asarray(up)
    middle, half = 0.5 * (low + high), 0.5 * (high - low)
    along = np.where(np.abs(top) > 0.5, 0.0, half)
    along = np.where(along == along.max(), along, 0.0)
    found = []
    for share in (-0.75, -0.25, 0.25, 0.75):
        x, y, z = (float(value) for value in middle + share * along + 0.8 * (half @ np.abs(top)) * top)
        facing = (-up[0], -up[1], -up[2])
        found.append(Lamp(position=(x, y, z), facing=facing, power=0.45, colour=(1.0, 0.95, 0.86)))
    return tuple(found)


def _nothing() -> Mesh:
    """A speck out of sight, in the place of a set without shapes."""
    return box((1e-3, 1e-3, 1e-3), 0).moved((0.0, 0.0, -1e3), NO_TURN)
