"""The things of a scene that are not skin, with the paths under which every format keeps them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from offworld.exchange.names import PROPS, prim_name, prim_names, set_paths
from offworld.film.assembly import Shape, Surface
from offworld.film.basic import NO_TURN, ORIGIN
from offworld.film.take import Take
from offworld.look.dressing import Dressing
from offworld.look.lines import link_names
from offworld.look.mesh import Mesh
from offworld.look.solids import node_mesh
from offworld.look.surfaces import surface_mesh


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """One thing that moves as a whole."""

    group: str
    """Path of what it belongs to; its own where it is all of it."""
    path: str
    """Its own."""
    node: int
    """Row of its poses."""
    mesh: Mesh
    """In its own frame, m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fixed:
    """One shape of the set."""

    path: str
    """Its own, one group deep."""
    shape: Shape
    """What it is and where it stands."""
    mesh: Mesh
    """In its own frame, m."""


def loose_parts(take: Take, dressing: Dressing) -> tuple[Part, ...]:
    """Everything of a take that moves and is no person: props, and rods of tethers."""
    people = {person.id for person in take.rehearsal.people}
    nodes = take.assembly.nodes
    ids = [node.id for node in nodes] + link_names(take.tethers, nodes)
    trees = [node.tree for node in nodes] + [name.rsplit("/", 1)[0] for name in ids[len(nodes) :]]
    loose = {number: mesh for number, mesh in dressing.moving if trees[number] not in people}
    names = prim_names(trees[number] for number in loose)
    parts = prim_names(ids[number] for number in loose)
    found = []
    for number, mesh in loose.items():
        group = f"{PROPS}/{names[trees[number]]}"
        path = group if ids[number] == trees[number] else f"{group}/{parts[ids[number]]}"
        found.append(Part(group=group, path=path, node=number, mesh=mesh))
    return tuple(found)


def parts_of(take: Take, dressing: Dressing, person: str, path: str) -> tuple[Part, ...]:
    """What is drawn of a person beside their skin, each piece below the person's path by the name of its node."""
    nodes = take.assembly.nodes
    return tuple(
        Part(
            group=path, path=f"{path}/{prim_name(nodes[number].id.split('/', 1)[-1])}", node=number, mesh=mesh
        )
        for number, mesh in dressing.moving
        if number < len(nodes) and nodes[number].tree == person
    )


def worn_names(segments: list[str]) -> list[str]:
    """Names of pieces that are worn on these segments; a second one on the same has a number."""
    counts: dict[str, int] = {}
    names = []
    for segment in segments:
        counts[segment] = counts.get(segment, 0) + 1
        names.append(f"wear_{segment}" if counts[segment] == 1 else f"wear_{segment}_{counts[segment]}")
    return names


def fixed_parts(take: Take, dressing: Dressing) -> tuple[Fixed, ...]:
    """Every fixed shape of the set, by path."""
    index = {material.name: number for number, material in enumerate(dressing.materials)}
    fixed = {shape.id: shape for shape in take.assembly.shapes if shape.node == 0 and shape.drawn}
    modelled = {surface.id: surface for surface in take.assembly.surfaces}
    fixed |= {one.id: _stand_in(one) for one in modelled.values()}
    found = []
    for name, path in sorted(set_paths(fixed).items(), key=lambda pair: pair[1]):
        if name in modelled:
            mesh = surface_mesh((modelled[name],), index)
        else:
            mesh = node_mesh((replace(fixed[name], position=ORIGIN, attitude=NO_TURN),), index)
        assert mesh is not None
        found.append(Fixed(path=path, shape=fixed[name], mesh=mesh))
    return tuple(found)


def _stand_in(surface: Surface) -> Shape:
    """What is told of a surface of a modelled set: a shape in the set's own frame."""
    return Shape(
        id=surface.id, node=0, kind="hull", size=ORIGIN, position=ORIGIN, material=surface.material,
        collides=False, no_touch=surface.no_touch,
    )  # fmt: skip
