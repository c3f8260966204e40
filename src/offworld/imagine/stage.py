"""The imagined stage: where everybody and everything is at a tick."""

from __future__ import annotations

import numpy as np

from offworld.film.blocking import Target
from offworld.film.take import Take
from offworld.geometry.pose import Pose
from offworld.geometry.rotation import FloatArray
from offworld.imagine.bodies import WHOLE, Figure, figures
from offworld.imagine.nominal import REACH
from offworld.imagine.ways import Way, flight, rest
from offworld.space import resolve

_MARGIN_M = 0.3
"""m from the walls at which a flight with no goal is imagined to end."""


class Stage:
    """What cues and beats ask about, at the tick that `advance` was last called with."""

    def __init__(self, take: Take) -> None:
        self.rehearsal = take.rehearsal
        self.scene = take.rehearsal.scene
        self.set = take.rehearsal.stage_set
        start = take.poses[0]
        self.figures: dict[str, Figure] = figures(
            take.assembly, start, tuple(person.id for person in take.rehearsal.people)
        )
        self.pose = {who: figure.start for who, figure in self.figures.items()}
        self.ways: dict[str, Way] = {who: rest(figure.start, 0) for who, figure in self.figures.items()}
        self.beside: dict[str, tuple[str, Pose]] = {}
        """Who is carried along with whom, and how their pelvis lies to the other's."""
        self.in_hand: dict[str, tuple[str, str]] = {}
        """Prop to the person and hand that has it."""
        self.fixed = {
            one.person
            for one in self.scene.people
            if one.strapped or one.held_by or any(hold.limb.endswith("foot") for hold in one.holds)
        }
        """Those who stay where they are when somebody else comes into reach."""
        self.tick = 0
        self._props = _props(take)
        for prop in self.scene.props:
            if prop.held_by is not None:
                self.in_hand[prop.prop] = (prop.held_by, prop.hand or "right hand")
        for one in self.scene.people:
            if one.person in self.figures and any(one.drift):
                self.fly(one.person, np.asarray(one.drift), 0)

    def advance(self, tick: int) -> None:
        """Everybody to where they are imagined at a tick."""
        self.tick = tick
        for who, way in self.ways.items():
            if who not in self.beside:
                self.pose[who] = way.at(tick)
        for who, (other, lies) in self.beside.items():
            self.pose[who] = self.pose[other].compose(lies)

    def go(self, who: str, way: Way) -> None:
        """From now on a person goes so."""
        self.beside.pop(who, None)
        self.ways[who] = way

    def fly(self, who: str, velocity: FloatArray, start: int) -> None:
        """From a tick on a person flies straight on until near a wall."""
        low = np.asarray(self.set.low, dtype=np.float64) + _MARGIN_M
        high = np.asarray(self.set.high, dtype=np.float64) - _MARGIN_M
        if np.any(high <= low):
            low, high = np.full(3, -50.0), np.full(3, 50.0)
        self.go(who, flight(self.pose[who], velocity, start, low, high))

    def rests(self, who: str) -> bool:
        """True if a person has come to the end of their way."""
        return who not in self.ways or self.tick >= self.ways[who].end

    def under_way(self, who: str) -> bool:
        """True if a person has set out and is not there yet."""
        return who in self.ways and self.ways[who].start < self.tick < self.ways[who].end

    def speed(self, who: str) -> float:
        """m/s of a person on the way."""
        way = self.ways[who]
        if self.rests(who) or way.end <= way.start:
            return 0.0
        length = float(np.linalg.norm(np.subtract(way.goal.position, way.begin.position)))
        return 1000.0 * length / (way.end - way.start)

    def site(self, who: str, part: str, pose: Pose | None = None) -> FloatArray:
        """Where a part of a person is, now or with the pelvis elsewhere; the pelvis where there is no such part."""
        figure = self.figures[who]
        return (pose or self.pose[who]).apply(figure.sites.get(part, np.zeros(3)))

    def centre(self, who: str) -> FloatArray:
        """The middle of a person's body, (3,)."""
        return self.pose[who].apply(self.figures[who].centre)

    def point(self, target: Target, near: FloatArray) -> FloatArray | None:
        """Where a target is, the part of it nearest to a point; None if it is nowhere to be found."""
        offset = np.asarray(target.offset, dtype=np.float64)
        if target.kind == "person":
            return (
                self.site(target.name, target.part or WHOLE) + offset if target.name in self.figures else None
            )
        if target.kind in {"prop", "camera"}:
            place = self._prop(target.name)
            return None if place is None else place + offset
        try:
            return resolve(self.set, target, near - offset)
        except KeyError:
            return None

    def short_of(self, who: str, limbs: tuple[str, ...], target: Target, share: float = REACH) -> float:
        """Metres by which a target is beyond the reach of the limb that is nearest to it; negative: within reach."""
        gaps = []
        for limb in limbs:
            if limb in self.figures[who].limbs:
                inside, length = self.figures[who].limbs[limb]
                joint = self.pose[who].apply(inside)
                point = self.point(target, joint)
                if point is not None:
                    gaps.append(float(np.linalg.norm(point - joint)) - share * length)
        return min(gaps, default=np.inf)

    def _prop(self, name: str) -> FloatArray | None:
        if name in self.in_hand:
            who, hand = self.in_hand[name]
            if who in self.figures:
                return self.site(who, hand)
        return self._props.get(name)


def _props(take: Take) -> dict[str, FloatArray]:
    """Where the grip of every prop is when the scene begins, (3,); cameras among them."""
    found = {}
    names = {prop.id for prop in take.rehearsal.props}
    for site in take.assembly.sites:
        tree, _, part = site.id.partition("/")
        if tree in names and part == "grip":
            row = np.asarray(take.poses[0][site.node], dtype=np.float64)
            found[tree] = Pose.of(row[:3], row[3:]).apply(site.position)
    return found
