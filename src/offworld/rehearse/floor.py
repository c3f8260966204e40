"""The floor: what moves and cues can ask about the scene at a tick. Reading only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.blocking import Target
from offworld.film.scene import Rehearsal
from offworld.geometry import polyline
from offworld.rehearse.actor import Actor, point_velocity
from offworld.rehearse.holds import HoldKind, HoldTable
from offworld.rehearse.system import Floats, System
from offworld.rehearse.tethers import Tethers, belt_of

WHOLE = "chest"
"""The part meant when a person is named without one."""
GRIP_APART = 0.42
"""m between two hands on one rail: shoulder width and a little; a person's own choice, a guess."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spot:
    """A place a limb can go to or eyes can look at."""

    point: Floats
    """Set frame, m."""
    velocity: Floats
    """m/s."""
    body: int
    """Body it is on; 0 for the room."""
    thing: str
    """Name, for people."""
    along: Floats
    """Unit direction of a bar there; zeros if it has none."""
    kind: str
    """`rail`, `loop`, `person`, `prop`, `place`."""


class _Placed(Protocol):
    """Anything of a set that has a name and a place."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def position(self) -> Vec3:
        """Set frame, m."""


@dataclass(slots=True, kw_only=True, eq=False)
class Floor:
    """Everything that moves and cues read."""

    rehearsal: Rehearsal
    system: System
    table: HoldTable
    actors: dict[str, Actor]
    tethers: Tethers | None = None
    """Tethers that are on; None: nobody has any."""
    tick: int = 0
    """ms."""
    control_s: float = 0.02
    """Length of a control step, s."""
    touching: set[frozenset[str]] = field(default_factory=set)
    """Pairs of trees in contact since the last tick."""

    @property
    def time(self) -> float:
        """Seconds since the start."""
        return self.tick / 1000.0

    def spot(self, target: Target, near: Floats, *, avoid: Floats | None = None) -> Spot:
        """Where a target is, the nearest part of it to a point.

        Args:
            target: what is meant.
            near: set frame, m.
            avoid: place of the other hand on the same bar, to keep clear of.
        """
        offset = np.asarray(target.offset)
        if target.kind == "person":
            return self._on_site(f"{target.name}/{target.part or WHOLE}", target, "person")
        if target.kind in {"prop", "camera"}:
            return self._on_site(f"{target.name}/grip", target, "prop")
        if target.kind == "nearest":
            return self.nearest_handhold(near, target.name)
        if target.kind == "point":
            return _fixed(offset, "a place", "place")
        return self._fitting(target.name, near, offset, avoid)

    def belt(self, person: str) -> tuple[int, Floats]:
        """Body of a person's belt and where its buckle is, set frame, m."""
        data = self.system.data
        body = int(self.system.model.body(f"{person}/pelvis").id)
        local = np.asarray(belt_of(self.system.assembly, person))
        return body, np.asarray(data.xpos[body] + data.xmat[body].reshape(3, 3) @ local)

    def hook(self, target: Target, near: Floats) -> Spot:
        """Where a tether is clipped to a target: people at the belt, other things where a hand would hold them."""
        if target.kind != "person":
            return self.spot(target, near)
        body, point = self.belt(target.name)
        return Spot(
            point=point, velocity=point_velocity(self.system, body, point), body=body, thing=target.name,
            along=np.zeros(3), kind="person",
        )  # fmt: skip

    def _on_site(self, name: str, target: Target, kind: str) -> Spot:
        body, point = self.system.site(name)
        point = point + np.asarray(target.offset)
        label = f"{target.name}'s {target.part}" if target.part else target.name
        return Spot(
            point=point, velocity=point_velocity(self.system, body, point), body=body, thing=label,
            along=np.zeros(3), kind=kind,
        )  # fmt: skip

    def _fitting(self, name: str, near: Floats, offset: Floats, avoid: Floats | None) -> Spot:
        stage = self.rehearsal.stage_set
        rail = next((rail for rail in stage.rails if rail.id == name), None)
        if rail is not None:
            return _on_rail(rail.points, name, near, offset, avoid)
        for loop in stage.loops:
            if loop.id == name:
                return _fixed(np.asarray(loop.position) + offset, name, "loop")
        things: tuple[_Placed, ...] = (*stage.marks, *stage.beds, *stage.windows, *stage.exits, *stage.solids)
        for thing in things:
            if thing.id == name:
                return _fixed(np.asarray(thing.position) + offset, name, "place")
        raise KeyError(name)

    def nearest_handhold(self, near: Floats, sort: str = "handhold") -> Spot:
        """The nearest rail (or loop) to a point, however far."""
        stage = self.rehearsal.stage_set
        spots: list[Spot] = []
        if sort != "loop":
            spots += [_on_rail(rail.points, rail.id, near, np.zeros(3), None) for rail in stage.rails]
        if sort != "rail":
            spots += [_fixed(np.asarray(loop.position), loop.id, "loop") for loop in stage.loops]
        if not spots:
            return _fixed(near + 1e6, "nothing", "place")
        return min(spots, key=lambda spot: float(np.linalg.norm(spot.point - near)))

    def gaze_point(self, target: Target) -> Floats:
        """What eyes go to when told to look at a target."""
        if target.kind == "person" and not target.part:
            return self.system.site(f"{target.name}/face")[1]
        return self.spot(target, np.zeros(3)).point

    def gaze_velocity(self, target: Target) -> Floats:
        """How fast that moves, set frame, m/s."""
        if target.kind == "person" and not target.part:
            target = replace(target, part="face")
        return self.spot(target, np.zeros(3)).velocity

    def distance(self, a: Target, b: Target) -> float:
        """Metres between two targets."""
        first = self.spot(a, np.zeros(3))
        second = self.spot(b, first.point)
        first = self.spot(a, second.point)
        return float(np.linalg.norm(first.point - second.point))

    def hold_kind(self, limb: str, spot: Spot) -> HoldKind:
        """Sort of hold that a limb makes on a spot."""
        if spot.kind == "prop":
            return "prop"
        return "foot" if limb.endswith("foot") else "hand"


def _fixed(point: Floats, name: str, kind: str) -> Spot:
    return Spot(point=point, velocity=np.zeros(3), body=0, thing=name, along=np.zeros(3), kind=kind)


def _on_rail(
    points: tuple[tuple[float, float, float], ...],
    name: str,
    near: Floats,
    offset: Floats,
    avoid: Floats | None,
) -> Spot:
    place = polyline.nearest(points, near - offset)
    if avoid is not None and np.linalg.norm(place.point - avoid) < GRIP_APART / 2:
        choices = [polyline.at(points, place.along + step) for step in (GRIP_APART, -GRIP_APART)]
        place = min(
            (c for c in choices if np.linalg.norm(c.point - avoid) > GRIP_APART / 3),
            key=lambda c: float(np.linalg.norm(c.point - near)), default=place,
        )  # fmt: skip
    return Spot(
        point=place.point + offset, velocity=np.zeros(3), body=0, thing=name, along=place.tangent, kind="rail"
    )
