"""Where the things that a start names are: fittings of the set as points with directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from offworld.errors import NotPossible
from offworld.film.blocking import Target
from offworld.film.stage_set import Bed, Exit, Loop, Mark, Rail, Solid, StageSet, Window
from offworld.geometry import polyline, rotation
from offworld.geometry.rotation import FloatArray

Fitting = Rail | Loop | Bed | Window | Exit | Mark | Solid
END_M = 0.06
"""A hand stays this far from the end of a rail, m."""
HAND_M = 0.14
"""Two hands on a rail are at least this far apart, m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spot:
    """A place that a hand or foot can hold, or that something is at."""

    thing: str
    """As blocking names it."""
    kind: Literal["rail", "loop", "place"]
    """What it is for a limb."""
    point: FloatArray
    """(3,) set frame, m."""
    normal: FloatArray
    """(3,) unit, out of the surface into the room."""
    tangent: FloatArray
    """(3,) unit: along the rail, or where the toes point."""
    line: FloatArray | None = None
    """(n, 3) the rail's points."""


def fittings(stage_set: StageSet) -> dict[str, Fitting]:
    """Everything in a set that has a name; fittings come before solids of the same name."""
    named: dict[str, Fitting] = {solid.id: solid for solid in stage_set.solids}
    groups: tuple[tuple[Fitting, ...], ...] = (
        stage_set.marks, stage_set.exits, stage_set.windows, stage_set.beds, stage_set.loops, stage_set.rails,
    )  # fmt: skip
    for group in groups:
        named |= {one.id: one for one in group}
    return named


def spot(stage_set: StageSet, target: Target, near: FloatArray, taken: Sequence[FloatArray] = ()) -> Spot:
    """The place that a target of the set names.

    Args:
        stage_set: the set.
        target: a fitting, a point, or the nearest rail, loop or handhold.
        near: (3,) where one is: chooses the place on a rail and the nearest thing.
        taken: places that are held already; the nearest loop is one that is free, if any is.

    Raises:
        NotPossible: the set has nothing of that name.
    """
    offset = np.asarray(target.offset, dtype=np.float64)
    if target.kind == "point":
        up = np.asarray(stage_set.up, dtype=np.float64)
        return Spot(thing="the point", kind="place", point=offset, normal=up, tangent=_across(up))
    if target.kind == "nearest":
        return _nearest(stage_set, target.name, near, taken)
    one = fittings(stage_set).get(target.name)
    if one is None:
        raise NotPossible(f"the set {stage_set.id} has no {target.name!r} to start at")
    if isinstance(one, Rail):
        return on_rail(one, near + offset)
    normal, tangent = _directions(one, stage_set)
    kind: Literal["loop", "place"] = "loop" if isinstance(one, Loop) else "place"
    return Spot(
        thing=target.name, kind=kind, point=np.asarray(one.position) + offset, normal=normal, tangent=tangent
    )


def on_rail(rail: Rail, near: FloatArray) -> Spot:
    """The place on a rail nearest to a point, a little away from its ends."""
    found = polyline.nearest(rail.points, near)
    return rail_spot(rail, found.along)


def rail_spot(rail: Rail, along: float) -> Spot:
    """The place at a length along a rail, a little away from its ends."""
    whole = polyline.length(rail.points)
    end = min(END_M, 0.5 * whole)
    if not polyline.closed(rail.points):
        along = min(max(along, end), whole - end)
    found = polyline.at(rail.points, along)
    return Spot(
        thing=rail.id,
        kind="rail",
        point=found.point,
        normal=np.asarray(rail.normal, dtype=np.float64),
        tangent=found.tangent,
        line=np.asarray(rail.points, dtype=np.float64),
    )


def free_spot(rail: Rail, along: float, used: list[FloatArray]) -> Spot:
    """The place nearest to a length along a rail where no other hand is."""
    steps = sorted((i * 0.5 * HAND_M for i in range(-40, 41)), key=abs)
    spots = [rail_spot(rail, along + step) for step in steps]
    return max(spots, key=lambda s: min([HAND_M, *(float(np.linalg.norm(s.point - u)) for u in used)]))


def _nearest(stage_set: StageSet, sort: str, near: FloatArray, taken: Sequence[FloatArray]) -> Spot:
    spots: list[Spot] = []
    if sort in {"rail", "handhold"}:
        spots += [on_rail(rail, near) for rail in stage_set.rails]
    if sort in {"loop", "handhold"}:
        spots += [spot(stage_set, Target(kind="fitting", name=one.id), near) for one in stage_set.loops]
    if not spots:
        raise NotPossible(f"the set {stage_set.id} has no {sort} to start at")

    def order(one: Spot) -> tuple[bool, float]:
        full = any(float(np.linalg.norm(one.point - other)) < 0.5 * HAND_M for other in taken)
        return one.kind == "loop" and full, float(np.linalg.norm(one.point - near))

    return min(spots, key=order)


def _directions(
    one: Loop | Bed | Window | Exit | Mark | Solid, stage_set: StageSet
) -> tuple[FloatArray, FloatArray]:
    """Out of the surface, and along it."""
    if isinstance(one, Loop):
        return np.asarray(one.normal, dtype=np.float64), np.asarray(one.toes, dtype=np.float64)
    if isinstance(one, Bed):
        return np.asarray(one.normal, dtype=np.float64), np.asarray(one.head, dtype=np.float64)
    if isinstance(one, Mark):
        axes = rotation.matrix(one.attitude)
        return np.asarray(axes[:, 2]), np.asarray(axes[:, 0])
    normal = np.asarray(stage_set.up if isinstance(one, Solid) else one.normal, dtype=np.float64)
    return normal, _across(normal)


def _across(direction: FloatArray) -> FloatArray:
    """Some steady unit direction square to a unit one."""
    least = np.eye(3)[int(np.argmin(np.abs(direction)))]
    found = np.cross(direction, least)
    return np.asarray(found / np.linalg.norm(found))
