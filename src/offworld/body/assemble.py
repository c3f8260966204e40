"""From a rehearsal to its assembly: the set as node 0, then everyone in the scene, then every prop."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from offworld.body.person import PERSON_COORDINATES, PERSON_DOFS, Part, person_tree
from offworld.body.props import half_size, prop_tree
from offworld.errors import FilmError, Problem
from offworld.film.assembly import FIXED, Assembly, Material, Shape
from offworld.film.basic import Place, Quat, Vec3
from offworld.film.materials import BY_NAME
from offworld.film.scene import Rehearsal
from offworld.film.stage_set import Loop, Rail, Solid, StageSet
from offworld.geometry import rotation

POST_M = 0.055
"""Stand-off of a rail from its wall, m; recalled, 50-60 mm (handbook physics, section 8)."""
STRAP_HALF_M = 0.065
"""Half the width of a drawn foot loop, m."""
STRAP_HEIGHT_M = 0.06
"""Length of a drawn foot loop's legs, m."""


def assemble(rehearsal: Rehearsal) -> Assembly:
    """Everything of a take that has a shape, with the ids that all stages share.

    Args:
        rehearsal: people and props in the order of the scene.

    Raises:
        NotPossible: a person or a prop is outside what can be built.
        FilmError: a colour has no such name.
    """
    _check_colours(rehearsal)
    parts: list[Part] = []
    node, dof, coordinate = 1, 0, 0
    for person in rehearsal.people:
        part = person_tree(person, node, dof, coordinate, seed=rehearsal.seed)
        parts.append(part)
        node, dof, coordinate = node + len(part.nodes), dof + PERSON_DOFS, coordinate + PERSON_COORDINATES
    for prop in rehearsal.props:
        parts.append(prop_tree(prop, node, dof, coordinate))
        node, dof, coordinate = node + 1, dof + 6, coordinate + 7
    shapes = (*set_shapes(rehearsal.stage_set), *(shape for part in parts for shape in part.shapes))
    return Assembly(
        nodes=(FIXED, *(one for part in parts for one in part.nodes)),
        shapes=shapes,
        sites=tuple(site for part in parts for site in part.sites),
        materials=_materials(shapes, rehearsal.stage_set),
        coordinates=coordinate,
        dofs=dof,
        surfaces=rehearsal.stage_set.surfaces,
    )


def set_shapes(stage_set: StageSet) -> tuple[Shape, ...]:
    """The shapes of a set: solids, rails as chains of capsules, loops as straps that only draw."""
    return (
        *(_solid(solid) for solid in stage_set.solids),
        *(shape for rail in stage_set.rails for shape in _rail(rail)),
        *(shape for loop in stage_set.loops for shape in _loop(loop)),
    )


def rail_shape_ids(rail: Rail) -> tuple[str, ...]:
    """Ids of the shapes that a rail's bar is made of, in order along it."""
    return tuple(f"{rail.id}/bar.{i}" for i in range(len(rail.points) - 1))


def _solid(solid: Solid) -> Shape:
    return Shape(
        id=solid.id,
        node=0,
        kind=solid.shape,
        size=half_size(solid.shape, solid.size_m),
        position=solid.position,
        attitude=solid.attitude,
        material=solid.material,
        collides=solid.solid,
        no_touch=solid.no_touch or "",
        drawn=solid.drawn,
        corners=solid.corners,
    )


def _rail(rail: Rail) -> Iterable[Shape]:
    """A capsule for each piece of the bar, and posts that only draw."""
    points = np.array(rail.points)
    for name, start, end in zip(rail_shape_ids(rail), points[:-1], points[1:], strict=True):
        yield _bar(name, start, end, rail, collides=True)
    if np.array_equal(points[0], points[-1]) or not rail.drawn:
        return
    down = -POST_M * np.array(rail.normal)
    for i, foot in enumerate((points[0], points[-1])):
        yield _bar(f"{rail.id}/post.{i}", foot, foot + down, rail, collides=False)


def _bar(
    name: str, start: rotation.FloatArray, end: rotation.FloatArray, rail: Rail, *, collides: bool
) -> Shape:
    way = end - start
    radius = rail.radius_m if collides else 0.8 * rail.radius_m
    return Shape(
        id=name,
        node=0,
        kind="capsule",
        size=(radius, 0.5 * float(np.linalg.norm(way)), 0.0),
        position=_vec(0.5 * (start + end)),
        attitude=_quat(rotation.between((0.0, 0.0, 1.0), way)),
        material="rail",
        collides=collides,
        drawn=rail.drawn,
    )


def _loop(loop: Loop) -> Iterable[Shape]:
    """A strap across the instep and its two legs."""
    up, toes = np.array(loop.normal), np.array(loop.toes)
    across = np.cross(up, toes)
    attitude = _quat(rotation.from_matrix(np.stack([toes, across, up], axis=-1)))
    middle = np.array(loop.position)
    side, low = STRAP_HALF_M * across, -0.5 * STRAP_HEIGHT_M * up
    leg = (0.018, 0.003, 0.5 * STRAP_HEIGHT_M)
    places: tuple[tuple[str, rotation.FloatArray, Vec3], ...] = (
        ("strap", middle, (0.018, STRAP_HALF_M, 0.003)),
        ("left leg", middle + side + low, leg),
        ("right leg", middle - side + low, leg),
    )
    for name, place, size in places:
        yield Shape(
            id=f"{loop.id}/{name}", node=0, kind="box", size=size, position=_vec(place), attitude=attitude,
            material="strap", collides=False, drawn=loop.drawn,
        )  # fmt: skip


def _check_colours(rehearsal: Rehearsal) -> None:
    used: list[tuple[str, str, Place]] = [(p.id, p.suit, p.place) for p in rehearsal.people]
    used += [(p.id, p.colour, p.place) for p in rehearsal.props]
    used += [(s.id, s.material, rehearsal.stage_set.place) for s in rehearsal.stage_set.solids]
    known = {*BY_NAME, *(material.name for material in rehearsal.stage_set.materials)}
    problems = [
        Problem(
            what=f"{who} has the colour {name!r}, which there is not",
            remedy=f"one of {', '.join(sorted(BY_NAME))}",
            file=place.file,
            line=place.line or None,
            column=place.column or None,
            kind="unknown-colour",
        )
        for who, name, place in used
        if name not in known
    ]
    if problems:
        raise FilmError(problems)


def _materials(shapes: tuple[Shape, ...], stage_set: StageSet) -> tuple[Material, ...]:
    """Those that are used, in the order of first use."""
    known = BY_NAME | {material.name: material for material in stage_set.materials}
    used = (*(shape.material for shape in shapes), *(surface.material for surface in stage_set.surfaces))
    return tuple(known[name] for name in dict.fromkeys(used))


def _vec(values: rotation.FloatArray) -> Vec3:
    x, y, z = (float(v) for v in values)
    return (x, y, z)


def _quat(values: rotation.FloatArray) -> Quat:
    w, x, y, z = (float(v) for v in values)
    return (w, x, y, z)
