"""Turn: one who floats free and holds nothing turns by swinging arms, legs and trunk, and ends as still as before.

The swing is planned on the exact motion without outer forces (`offworld.rehearse.turning`), that the room itself turns
with its orbit or its flight included, and then followed hinge by hinge. What air adds meanwhile is not planned for; how
far the turn came out is told at the end.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.geometry import rotation
from offworld.rehearse.crew import hinge_names
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move
from offworld.rehearse.moves.wish import Trace, Wish
from offworld.rehearse.system import Floats
from offworld.rehearse.turning.plan import Body, NotSo, plan_turn
from offworld.rehearse.turning.swing import Swing
from offworld.rehearse.turning.swinging import Swinging
from offworld.rehearse.turning.technique import AXES, Axis
from offworld.world import turn

WAYS: Final[dict[str, tuple[Axis, float]]] = {
    "left": ("yaw", 1.0), "right": ("yaw", -1.0), "forward": ("pitch", 1.0), "backward": ("pitch", -1.0),
    "sideways right": ("roll", 1.0), "sideways left": ("roll", -1.0),
}  # fmt: skip
"""Axis of the chest and sign by what the blocking says."""
STILL, SETTLE_S = 0.15, 1.0
"""rad/s of the quickest hinge below which one is at rest, and s at most that one waits for it."""
ASTRAY = np.radians(5.0)
"""rad from what was asked beyond which a turn is missed: something was in the way."""
OVERHEAD = np.radians(15.0)
"""rad from one's own long axis within which something is overhead or underfoot: no yaw faces it."""


class Turn(Move):
    """Turn in free flight."""

    plan: Swinging | None = None
    axis: Axis = "yaw"
    angle = 0.0
    goal: Floats | None = None
    began = 0.0

    def step(self, floor: Floor) -> Wish:
        """Come to rest in the own posture, plan, follow."""
        if self.goal is None:
            refused = self._aim(floor)
            if refused:
                return Wish(status="refused", reason=refused)
        if self.plan is None:
            moving = float(np.abs(self.actor.speeds()).max())
            if moving > STILL and self.age < SETTLE_S:
                return Wish(moves_body=True)
            plan = self._plan(floor)
            if isinstance(plan, NotSo):
                return Wish(status="refused", reason=plan.reason)
            self.plan, self.began = plan, self.age
        busy = self._busy()
        if busy:
            return Wish(status="missed", reason=f"{busy}; {self._told()}")
        since = self.age - self.began
        if since >= self.plan.duration:
            off = self._off()
            return Wish(status="done" if off <= ASTRAY else "missed", reason=self._told())
        angles, speeds, _ = self.plan.at(since)
        # What is asked for holds through the coming control step: the acceleration of its middle.
        push = self.plan.at(since + 0.5 * floor.control_s)[2]
        trace = Trace(angles=angles, speeds=speeds, push=push, firm=self.plan.used)
        return Wish(trace=trace, moves_body=True)

    def _busy(self) -> str:
        """Why one is not free; empty if one is."""
        actor = self.actor
        if actor.strapped:
            return f"{actor.name} is strapped down"
        holds = actor.table.by(actor.name)
        if holds:
            return f"the {holds[0].limb} has hold of {holds[0].record.thing}"
        if actor.table.on(actor.name):
            return f"somebody holds {actor.name}"
        return "all muscles are limp" if actor.limp else ""

    def _aim(self, floor: Floor) -> str:
        """Set the goal; the reason if there is none."""
        busy = self._busy()
        if busy:
            return f"{busy}: only one who floats free turns by limbs alone; use 'stay'"
        intent, sense = self.intent, self.intent.sense
        if intent.target is not None:
            angle = self._bearing(floor)
            if angle is None:
                return f"{intent.target.name or 'the place'} is overhead or underfoot: no turn to the side faces it"
            if sense in WAYS and angle * WAYS[sense][1] < 0.0:
                angle += WAYS[sense][1] * 2.0 * np.pi
            self.axis, self.angle = "yaw", angle
        else:
            assert intent.angle_rad is not None
            self.axis, sign = WAYS[sense]
            self.angle = sign * intent.angle_rad
        about = self.actor.axes("chest")[:, AXES.index(self.axis)]
        self.goal = rotation.multiply(rotation.exp(self.angle * about), self.actor.attitude("chest"))
        return ""

    def _bearing(self, floor: Floor) -> float | None:
        """Yaw, rad, left positive, after which the chest faces the target; None if none does."""
        assert self.intent.target is not None
        point = floor.gaze_point(self.intent.target)
        ahead, left, up = self.actor.axes("chest").T @ (
            point - self.actor.site(f"{self.actor.name}/chest")[1]
        )
        if np.hypot(ahead, left) < np.tan(OVERHEAD) * abs(up):
            return None
        return float(np.arctan2(left, ahead))

    def _plan(self, floor: Floor) -> Swinging | NotSo:
        actor, rehearsal = self.actor, floor.rehearsal
        own = rotation.conjugate(actor.attitude("pelvis"))
        frame, _ = turn(rehearsal.world, rehearsal.stage_set, floor.time)
        momentum = actor.momentum()[1] + actor.inertia() @ frame
        body = Body(
            swing=Swing(actor), hinges=hinge_names(actor), start=actor.angles(),
            momentum=rotation.rotate(own, momentum), frame=rotation.rotate(own, frame),
        )  # fmt: skip
        within = self.intent.within_s
        return plan_turn(body, self.axis, self.angle, None if within is None else within - self.age)

    def _off(self) -> float:
        """How far the attitude of the chest is from the goal, rad."""
        assert self.goal is not None
        return float(rotation.angle_between(self.actor.attitude("chest"), self.goal))

    def _told(self) -> str:
        assert self.plan is not None
        way = next(
            way for way, (axis, sign) in WAYS.items() if axis == self.axis and sign * self.angle >= 0.0
        )
        swings = "one swing" if self.plan.cycles == 1 else f"{self.plan.cycles} swings"
        asked = f"{way} by {np.degrees(abs(self.angle)):.3g}° in {self.age:.1f} s"
        return f"{asked}, by {swings} of the limbs: {np.degrees(self._off()):.1f}° off"
