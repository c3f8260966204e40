"""Where props start: in a hand, on Velcro, or afloat where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from offworld.body.asked import hand_on_prop
from offworld.body.cast import Cast
from offworld.body.directions import square
from offworld.body.filters import touch_of
from offworld.body.fit import place
from offworld.body.model import VELCRO
from offworld.body.pierce import pierced
from offworld.body.places import fittings, spot
from offworld.body.start_holds import StartHold, vec3
from offworld.film.prop import Prop
from offworld.film.scene import PropStart
from offworld.film.stage_set import Loop, Rail, Solid
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

STAND_OFF_M = 0.004
"""Between a stuck prop and its surface, m: the hooks of the Velcro."""
NOT_ON_SURFACE_M = 0.05
"""How crowded a place counts where Velcro would have nothing to hold to, m."""


def place_props(cast: Cast) -> list[StartHold]:
    """Place every prop in `cast.data`, everybody being placed, and say what holds it."""
    scene_props = {one.prop: one for one in cast.rehearsal.scene.props}
    carried = {
        prop: (person.id, hand) for person in cast.rehearsal.people for prop, hand in cast.carried(person.id)
    }
    nodes = {node.id: i for i, node in enumerate(cast.body.assembly.nodes)}
    holds: list[StartHold] = []
    kind: Literal["prop", "velcro"]
    for prop in cast.rehearsal.props:
        start = scene_props.get(prop.id, PropStart(prop=prop.id))
        if prop.id in carried:
            who, limb = carried[prop.id]
            into_hand(cast, prop, who, limb)
            anchor = cast.data.site_xpos[cast.site(f"{who}/{limb}")]
            node, partner, kind, thing = (
                nodes[f"{who}/{limb.replace(' ', '_')}"],
                nodes[prop.id],
                "prop",
                prop.id,
            )
        else:
            anchor = _afloat(cast, prop, start)
            if not start.stuck:
                continue
            who, limb, node, partner, kind = prop.id, VELCRO, nodes[prop.id], 0, "velcro"
            thing = start.position.name if start.position is not None else "the wall"
        holds.append(
            StartHold(
                who=who, limb=limb, node=node, partner=partner, anchor=vec3(anchor), thing=thing, kind=kind
            )
        )
    place(cast.body.model, cast.data)
    return holds


def carried_depth(cast: Cast) -> float:
    """How deep, m, what is in hands would be in anything, everybody being where they are; moves nothing in the end."""
    before = cast.data.qpos.copy()
    props = {prop.id: prop for prop in cast.rehearsal.props}
    for person in cast.rehearsal.people:
        for name, hand in cast.carried(person.id):
            into_hand(cast, props[name], person.id, hand)
    depths = [-distance for name in props for _, distance in _others(cast, name)]
    cast.data.qpos[:] = before
    place(cast.body.model, cast.data)
    return max(depths, default=0.0)


def into_hand(cast: Cast, prop: Prop, person: str, hand: str) -> None:
    """Put a prop where a hand holds it."""
    site = cast.site(f"{person}/{hand}")
    palm = rotation.from_matrix(cast.data.site_xmat[site].reshape(3, 3))
    attitude = rotation.multiply(palm, rotation.conjugate(hand_on_prop(prop, hand)))
    point = cast.data.site_xpos[site] - rotation.rotate(attitude, prop.grip)
    cast.put(prop.id, (point, rotation.matrix(attitude)))
    place(cast.body.model, cast.data)


def _afloat(cast: Cast, prop: Prop, start: PropStart) -> FloatArray:
    """Put a prop at the free place nearest to the one that is said."""
    point, normal, tangent = _said(cast, start)
    axes = _axes(prop, start, normal, tangent)
    if start.stuck:
        point = point + (0.5 * _extent(prop, axes, normal) + STAND_OFF_M) * normal
    _awake(cast, prop.id)
    best: tuple[float, FloatArray] | None = None
    for step in _around(normal, tangent, flat=start.stuck):
        crowding = cast.crowding(prop.id, (point + step, axes))
        if start.stuck:
            # Meeting the surface that it is stuck to is what is wanted.
            near, deep = _touches_set(cast, prop.id)
            crowding = deep + _touches_people(cast, prop.id) + (0.0 if near else NOT_ON_SURFACE_M)
        if best is None or crowding < best[0] - 1e-9:
            best = (crowding, point + step)
        if crowding <= 1e-9:
            break
    assert best is not None, "there is at least one place"
    cast.put(prop.id, (best[1], axes))
    place(cast.body.model, cast.data)
    return best[1]


def _said(cast: Cast, start: PropStart) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Place, direction out of the surface, direction along it."""
    up = np.asarray(cast.rehearsal.stage_set.up, dtype=np.float64)
    along = square(np.array([1.0, 0.0, 0.0]), up, np.array([0.0, 1.0, 0.0]))
    target = start.position
    if target is None:
        return cast.centre(), up, along
    if target.kind in {"person", "prop", "camera"}:
        found = cast.where(target)
        point = np.array(cast.data.site_xpos[found]) if isinstance(found, int) else found
        return np.asarray(point + np.asarray(target.offset)), up, along
    found_spot = spot(cast.rehearsal.stage_set, target, cast.centre())
    normal, tangent = found_spot.normal, square(found_spot.tangent, found_spot.normal, along)
    point = found_spot.point
    fitting = fittings(cast.rehearsal.stage_set).get(target.name)
    if isinstance(fitting, Solid):
        turned = rotation.rotate(rotation.conjugate(fitting.attitude), normal)
        point = point + 0.5 * float(np.abs(turned) @ np.asarray(fitting.size_m)) * normal
    elif isinstance(fitting, Rail | Loop):
        point = point + 0.06 * normal
    return np.asarray(point), normal, tangent


def _axes(prop: Prop, start: PropStart, normal: FloatArray, tangent: FloatArray) -> FloatArray:
    """As said; else lying flat: thinnest extent out of the surface, longest along it."""
    if start.attitude is not None:
        return rotation.matrix(start.attitude)
    size = _extents(prop)
    thin, long = int(np.argmin(size)), int(2 - np.argmax(size[::-1]))
    if thin == long:
        thin, long = 2, 0
    axes = np.zeros((3, 3))
    axes[:, thin], axes[:, long] = normal, tangent
    rest = 3 - thin - long
    axes[:, rest] = np.cross(axes[:, (rest + 1) % 3], axes[:, (rest + 2) % 3])
    return axes


def _extents(prop: Prop) -> FloatArray:
    x, y, z = prop.size_m
    return np.array({"box": (x, y, z), "sphere": (x, x, x)}.get(prop.shape, (x, x, z)))


def _extent(prop: Prop, axes: FloatArray, direction: FloatArray) -> float:
    """Whole extent of the prop's box along a direction, m."""
    return float(np.abs(axes.T @ direction) @ _extents(prop))


def _around(normal: FloatArray, tangent: FloatArray, *, flat: bool) -> Iterator[FloatArray]:
    """Steps to other places, the nearest first; on the surface only if flat."""
    across = np.cross(normal, tangent)
    grid = [
        (0.12 * i, 0.09 * j, 0.0 if flat else 0.12 * k)
        for i in range(-8, 9)
        for j in range(-5, 6)
        for k in ((0,) if flat else range(-3, 4))
    ]
    grid.sort(key=lambda step: (round(sum(v * v for v in step), 9), step))
    for i, j, k in grid:
        yield i * tangent + j * across + k * normal


def _awake(cast: Cast, prop: str) -> None:
    """From now on the prop meets others."""
    touches = touch_of(cast.body.assembly)
    model = cast.body.model
    for geom in range(model.ngeom):
        shape = cast.body.assembly.shapes[cast.body.shape[geom]]
        if cast.body.assembly.nodes[shape.node].id == prop:
            model.geom_contype[geom], model.geom_conaffinity[geom] = (
                touches[shape.id].is_,
                touches[shape.id].meets,
            )
            body = int(model.geom_bodyid[geom])
            # Whole bodies are passed over by the same bits, gathered when the model was compiled.
            model.body_contype[body], model.body_conaffinity[body] = (
                touches[shape.id].is_,
                touches[shape.id].meets,
            )


def _others(cast: Cast, prop: str) -> Iterator[tuple[str, float]]:
    """Tree and distance of everything that the prop is near to."""
    contacts = (cast.data.contact[i] for i in range(cast.data.ncon))
    pairs = [(tuple(contact.geom), float(contact.dist)) for contact in contacts]
    pairs += [(one.geoms, -one.depth) for one in pierced(cast.body.model, cast.data)]
    for geoms, distance in pairs:
        trees = [cast.body.assembly.nodes[cast.body.node[cast.body.model.geom_bodyid[g]]].tree for g in geoms]
        if prop in trees:
            yield trees[0] if trees[1] == prop else trees[1], distance


def _touches_set(cast: Cast, prop: str) -> tuple[bool, float]:
    """Whether the set is within reach of Velcro, and how deep the prop is in it, m."""
    distances = [distance for tree, distance in _others(cast, prop) if tree == "set"]
    return bool(distances), sum(max(-distance - 0.001, 0.0) for distance in distances)


def _touches_people(cast: Cast, prop: str) -> float:
    """How near people and other props are, m summed."""
    return sum(max(0.02 - distance, 0.0) for tree, distance in _others(cast, prop) if tree != "set")
