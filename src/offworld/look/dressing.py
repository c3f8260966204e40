"""What a stage is made of, from the assembly: the lit set, and a mesh for everything that moves."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.assembly import Assembly, Material, Shape, Surface
from offworld.film.basic import NO_TURN, Vec3
from offworld.film.materials import BY_NAME
from offworld.film.person import Person
from offworld.film.take import TetherRecord
from offworld.geometry.rotation import FloatArray
from offworld.look.bake import Lamp, lamps, light_and_openness
from offworld.look.figure import PARTS, SEGMENTS, Figure
from offworld.look.fit import figure_of
from offworld.look.lines import MATERIAL, link_meshes
from offworld.look.mesh import IntArray, Mesh, box, joined
from offworld.look.palette import UNKNOWN
from offworld.look.rays import blocks
from offworld.look.solids import node_mesh
from offworld.look.surfaces import surface_mesh
from offworld.look.wear import head_wear, patches

_MOVING: Final = 0.92
"""Level of light of what moves, before it is lit as it is drawn."""
_SKINS: Final = ("skin.light", "skin", "skin.light", "skin.dark")
_HAIRS: Final = ("hair", "hair.dark", "hair.fair", "hair.grey", "hair.dark")
_BADGES: Final = ("patch.blue", "red", "yellow", "green", "patch", "white")
"""Badges of those who come one after the other, so that they can be told apart."""
_BARE: Final = tuple(SEGMENTS.index(name) for name in ("left_forearm", "right_forearm"))
_LEGS: Final = tuple(
    SEGMENTS.index(name) for name in ("pelvis", "left_thigh", "right_thigh", "left_shank", "right_shank")
)
_OF_PEOPLE: Final = (
    *(
        BY_NAME[name]
        for name in dict.fromkeys((*_SKINS, *_HAIRS, *_BADGES, "boots", "lips", "eye", "trousers", "label"))
    ),
    Material(name="eyeball", colour=(0.82, 0.80, 0.77), roughness=0.3),
)
PITCH: Final = 0.2
"""Light on the set is worked out at points so far apart, metres."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dressed:
    """A person in costume."""

    figure: Figure
    """Their mesh."""
    materials: IntArray
    """(n,), index of the material at each vertex."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dressing:
    """What a stage is made of."""

    still: Mesh
    """The set with its light, set frame."""
    open: FloatArray
    """(n,), share of the room that each vertex of the set sees, 0 in the farthest corner to 1."""
    moving: tuple[tuple[int, Mesh], ...]
    """Node index and mesh in that node's frame."""
    materials: tuple[Material, ...]
    """What the meshes' materials index."""
    people: tuple[Dressed, ...]
    """Those who are drawn as people."""
    lamps: tuple[Lamp, ...]
    """Where light comes from."""
    up: Vec3
    """Architectural up of the set."""


def dress(
    assembly: Assembly,
    up: Vec3 = (0.0, 0.0, 1.0),
    people: Sequence[Person] = (),
    tethers: Sequence[TetherRecord] = (),
) -> Dressing:
    """Everything that a stage needs.

    Args:
        assembly: what has a shape.
        up: the set's architectural up.
        people: those of the assembly who are drawn as people; all others are drawn by their plain shapes.
        tethers: those of the take; their rods are nodes after those of the assembly (`offworld.look.lines`).
    """
    materials = _materials(assembly, people, (MATERIAL,) if tethers else ())
    index = {material.name: number for number, material in enumerate(materials)}
    fixed = tuple(shape for shape in assembly.shapes if shape.node == 0)
    still, open_to, sources = _lit_set(fixed, assembly.surfaces, materials, up)
    cast = {person.id: figure for person in people if (figure := figure_of(assembly, person)) is not None}
    moving = []
    for number, node in enumerate(assembly.nodes[1:], start=1):
        shapes = () if node.tree in cast else tuple(s for s in assembly.shapes if s.node == number)
        mesh = node_mesh(shapes, index)
        if mesh is not None:
            moving.append((number, mesh.lit(_MOVING)))
    dressed = []
    for number, person in enumerate(each for each in people if each.id in cast):
        figure = cast[person.id]
        dressed.append(Dressed(figure=figure, materials=_costume(figure, person, number, index)))
        moving += _extras(figure, person, number, index)
    rods = link_meshes(tethers, len(assembly.nodes), index[MATERIAL]) if tethers else []
    moving += [(number, mesh.lit(_MOVING)) for number, mesh in rods]
    return Dressing(
        still=still,
        open=open_to,
        moving=tuple(moving),
        people=tuple(dressed),
        materials=materials,
        lamps=sources,
        up=up,
    )


def _costume(figure: Figure, person: Person, number: int, index: Mapping[str, int]) -> IntArray:
    """Material of each vertex of a person; those who come later have other hair, so that they can be told apart."""
    names = {
        "suit": person.suit,
        "skin": _SKINS[number % len(_SKINS)],
        "hair": _HAIRS[number % len(_HAIRS)],
        "boots": "boots",
        "lips": "lips",
        "eyeball": "eyeball",
        "iris": "eye",
    }
    table = np.array([index[names[part]] for part in PARTS])
    worn = np.asarray(table[figure.parts], dtype=np.int64)
    if person.wear == "T-shirt":
        cloth = figure.parts == PARTS.index("suit")
        worn[cloth & np.isin(figure.segments, _BARE)] = index[names["skin"]]
        worn[cloth & np.isin(figure.segments, _LEGS)] = index["trousers"]
    return worn


def _extras(figure: Figure, person: Person, number: int, index: Mapping[str, int]) -> list[tuple[int, Mesh]]:
    """What a person wears that is no part of their skin: node and mesh in its frame."""
    hair = index[_HAIRS[number % len(_HAIRS)]]
    badge = index[_BADGES[number % len(_BADGES)]]
    worn = (
        ("head", head_wear(figure, person, hair, index[person.suit])),
        *patches(figure, index["label"], badge),
    )
    return [(int(figure.nodes[SEGMENTS.index(segment)]), mesh.lit(_MOVING)) for segment, mesh in worn]


def _materials(
    assembly: Assembly, people: Sequence[Person], besides: tuple[str, ...]
) -> tuple[Material, ...]:
    """The assembly's materials, and a grey one for each name that a shape uses and nobody described."""
    known = {material.name: material for material in (*_OF_PEOPLE, *assembly.materials)}
    for name in (
        *(shape.material for shape in assembly.shapes),
        *(surface.material for surface in assembly.surfaces),
        *(person.suit for person in people),
        *besides,
    ):
        if name not in known:
            known[name] = BY_NAME.get(name) or Material(name=name, colour=UNKNOWN.colour)
    return tuple(known.values())


@functools.lru_cache(maxsize=4)
def _lit_set(
    fixed: tuple[Shape, ...], surfaces: tuple[Surface, ...], materials: tuple[Material, ...], up: Vec3
) -> tuple[Mesh, FloatArray, tuple[Lamp, ...]]:
    """The set as one mesh with its light, how open it is, and its lamps. Kept: scenes share sets."""
    index = {material.name: number for number, material in enumerate(materials)}
    blocking = blocks(fixed)
    made = (
        node_mesh(fixed, index, pitch=PITCH, blocking=blocking),
        surface_mesh(surfaces, index, pitch=PITCH, blocking=blocking),
    )
    meshes = [one for one in made if one is not None]
    if not meshes:
        nothing = _nothing()
        return nothing, np.ones(len(nothing.vertices)), _stand_in(np.full(3, -1.0), np.full(3, 1.0), up)
    mesh = joined(meshes)
    look = {material.name: material for material in materials}
    low, high = _extent(mesh)
    middle = 0.5 * (low + high)
    x, y, z = (float(value) for value in middle)
    sources = lamps(fixed, look, (x, y, z)) or _stand_in(low, high, up)
    lit, open_to = light_and_openness(mesh, blocking, sources, up)
    return lit, open_to, sources


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
