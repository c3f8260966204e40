"""Named things of a set: what there is, where it is, and what is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from offworld.film.blocking import Target
from offworld.film.stage_set import Bed, Exit, Loop, Mark, Rail, Solid, StageSet, Window
from offworld.geometry.rotation import FloatArray
from offworld.space.rails import at_length, nearest_on_rail, rail_closed, rail_length

FittingKind = Literal["rail", "loop", "window", "exit", "mark", "bed", "solid"]
Fitting = Rail | Loop | Window | Exit | Mark | Bed | Solid


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Handhold:
    """The nearest place of a thing that can be held."""

    name: str
    """Its id."""
    kind: FittingKind
    """Rail or loop."""
    point: FloatArray
    """(3,) m, set frame."""
    distance_m: float
    """From the point that was asked about, m."""


def fitting_kinds(stage_set: StageSet) -> dict[str, FittingKind]:
    """Every name of a set that blocking may use, with its kind; things to hold come before mere solids."""
    found: dict[str, FittingKind] = {}
    rows: tuple[tuple[FittingKind, tuple[Fitting, ...]], ...] = (
        ("rail", stage_set.rails), ("loop", stage_set.loops), ("window", stage_set.windows),
        ("exit", stage_set.exits), ("mark", stage_set.marks), ("bed", stage_set.beds),
        ("solid", tuple(solid for solid in stage_set.solids if solid.solid)),
    )  # fmt: skip
    for kind, things in rows:
        for thing in things:
            found.setdefault(thing.id, kind)
    return found


def fitting(stage_set: StageSet, name: str) -> Fitting:
    """The thing of that name.

    Raises:
        KeyError: there is none.
    """
    for things in (
        stage_set.rails, stage_set.loops, stage_set.windows, stage_set.exits, stage_set.marks, stage_set.beds,
        stage_set.solids,
    ):  # fmt: skip
        for thing in things:
            if thing.id == name:
                return thing
    raise KeyError(f"the set {stage_set.id} has nothing named {name!r}")


def place_of(thing: Fitting, near: FloatArray | None = None) -> FloatArray:
    """Where a thing is: of a rail the point nearest to ``near``, else its middle.

    Args:
        thing: the thing.
        near: (3,) m, set frame; None: the middle of a rail (of a rim the middle of its opening).

    Returns:
        (3,) m, set frame.
    """
    if isinstance(thing, Rail):
        if near is not None:
            return nearest_on_rail(thing, near).point
        if rail_closed(thing):
            return np.asarray(np.array(thing.points[:-1]).mean(axis=0))
        return at_length(thing, rail_length(thing) / 2.0).point
    return np.array(thing.position, dtype=float)


def resolve(stage_set: StageSet, target: Target, near: FloatArray | None = None) -> FloatArray:
    """The place that a target means, for targets that are part of the set.

    Args:
        stage_set: the set.
        target: a fitting, a point, or the nearest of a sort.
        near: (3,) m, set frame: where the one who asks is; needed for the nearest of a sort.

    Returns:
        (3,) m, set frame, with the target's offset added.

    Raises:
        KeyError: the set has nothing of that name or sort.
        ValueError: the target is a person, prop or camera, or ``near`` is missing.
    """
    offset = np.array(target.offset, dtype=float)
    if target.kind == "point":
        return offset
    if target.kind == "fitting":
        return np.asarray(place_of(fitting(stage_set, target.name), near) + offset)
    if target.kind != "nearest":
        raise ValueError(f"{target.kind} {target.name!r} is no part of the set")
    if near is None:
        raise ValueError(f"nearest {target.name} to what?")
    found = nearest_handhold(stage_set, near, sort=target.name)
    if found is None:
        raise KeyError(f"the set {stage_set.id} has no {target.name}")
    return np.asarray(found.point + offset)


def nearest_handhold(
    stage_set: StageSet, point: FloatArray, *, within_m: float = np.inf, sort: str = "handhold"
) -> Handhold | None:
    """The nearest place to hold.

    Args:
        stage_set: the set.
        point: (3,) m, set frame.
        within_m: farther ones do not count.
        sort: ``rail``, ``loop``, or ``handhold`` for either.

    Returns:
        The place; None if there is none so near. Of equally near ones the first of the set.
    """
    best: Handhold | None = None
    for kind, things in (("rail", stage_set.rails), ("loop", stage_set.loops)):
        if sort not in {kind, "handhold"}:
            continue
        for thing in things:
            place = place_of(thing, np.asarray(point))
            distance = float(np.linalg.norm(place - np.asarray(point)))
            if distance <= within_m and (best is None or distance < best.distance_m):
                best = Handhold(
                    name=thing.id, kind="rail" if kind == "rail" else "loop", point=place, distance_m=distance
                )
    return best
