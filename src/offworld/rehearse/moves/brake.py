"""Brake: one who flies past takes hold for a moment, slows down, and lets go; or comes to rest and keeps hold.

Reaching and gripping are those of a catch. While the hand holds, the speed along the flight falls evenly, sideways
motion and spin are held at nothing within what wrist and arm carry, and the hand opens when speed and spin are as asked
or the arm has come to its end.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offworld.film.blocking import Beat, Intent
from offworld.rehearse.actor import Actor
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move, steadied
from offworld.rehearse.moves.hold import Hold
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.plan import Impossible, limb_length
from offworld.rehearse.plan_brake import Braking, plan_brake
from offworld.rehearse.system import Floats

SPEED_OK, SPIN_OK = 0.015, 0.05
"""m/s along and across the flight, and rad/s of true spin, at which the hand opens: 1.5 cm/s and 3°/s."""
STRETCHED = 0.95
"""Share of an arm's length from shoulder to grip at which it has come to its end: the hand opens as things are."""
LATEST_S = 4.0
"""s after the grip at which it opens, or is called at rest, as things are: as long as a catch may take."""
AT_REST = 0.05
"""m/s below which one who was to come to rest has."""
RATE, SPIN_RATE, WEIGHT, SPIN_WEIGHT = 6.0, 4.0, 3000.0, 1500.0
"""1/s at which errors shrink, and weights of the rows of momentum and spin."""


class Brake(Move):
    """Brake on a rail or loop."""

    def __init__(self, actor: Actor, intent: Intent, beat: Beat, channels: tuple[str, ...]) -> None:
        super().__init__(actor, intent, beat, channels)
        self.grasp = Hold(actor, replace(intent, move="catch"), beat, channels)
        """Reaches for the thing, and says when it was missed."""
        self.plan: Braking | None = None
        self.since = 0.0
        """Seconds since the grip."""
        self.slowest = False
        """True once the speed has come down to what was asked."""

    def step(self, floor: Floor) -> Wish:
        """Plan, fly and reach, slow down, let go."""
        if self.plan is None:
            planned = self._plan(floor)
            if isinstance(planned, Impossible):
                return Wish(status="refused", reason=planned.reason)
            self.plan = planned
        self.grasp.age = self.age
        wish = self.grasp.step(floor)
        if wish.status != "running":
            return wish
        if not self.grasp.settled:
            return wish
        self.since += floor.control_s
        return self._slow(wish, self.plan)

    def _plan(self, floor: Floor) -> Braking | Impossible:
        if self.actor.strapped:
            return Impossible(reason=f"{self.actor.name} is strapped down")
        if self.actor.anchored():
            return Impossible(reason=f"{self.actor.name} does not fly: something is held already")
        assert self.intent.target is not None
        spot = floor.spot(self.intent.target, self.actor.limb(self.grasp.wanted[0])[1])
        rail = next((one for one in floor.rehearsal.stage_set.rails if one.id == spot.thing), None)
        if rail is None and spot.kind != "loop":
            return Impossible(reason=f"{spot.thing} is no rail or loop to brake on")
        line = np.asarray(rail.points) if rail is not None else np.array([spot.point, spot.point + 1e-3])
        return plan_brake(self.actor, self.grasp.wanted, line, self.intent.speed or 0.0)

    def _slow(self, wish: Wish, plan: Braking) -> Wish:
        """The speed falls evenly along the flight; nothing else is wanted of the body as a whole."""
        velocity, spin = self.actor.momentum()
        turning = float(np.linalg.norm(np.linalg.solve(self.actor.inertia(), spin)))
        speed = max(plan.after, plan.before - plan.slowing * self.since)
        if self._over(velocity, turning, plan):
            return self._done(velocity, turning, plan)
        push = -plan.slowing * plan.way if speed > plan.after else np.zeros(3)
        top = 1.5 * plan.slowing * self.actor.mass()
        wish.tasks.append(
            steadied(
                self.actor, velocity=speed * plan.way, rate=RATE, spin_rate=SPIN_RATE, weight=WEIGHT,
                spin_weight=SPIN_WEIGHT, push=push, top_force=max(60.0, top), top_torque=25.0,
            )
        )  # fmt: skip
        wish.moves_body = True
        wish.free_limbs = (*wish.free_limbs, *self.grasp.wanted)
        return wish

    def _over(self, velocity: Floats, turning: float, plan: Braking) -> bool:
        off = velocity - plan.after * plan.way
        along, across = float(off @ plan.way), off - (off @ plan.way) * plan.way
        if plan.after == 0.0:
            return float(np.linalg.norm(velocity)) < AT_REST or self.since > LATEST_S
        self.slowest = self.slowest or along < SPEED_OK
        good = abs(along) < SPEED_OK and float(np.linalg.norm(across)) < SPEED_OK and turning < SPIN_OK
        return good or self.since > LATEST_S or (self.slowest and self._stretched())

    def _stretched(self) -> bool:
        for limb in self.grasp.wanted:
            hold = self.actor.hold(limb)
            _, joint, length = limb_length(self.actor, limb)
            if (
                hold is not None
                and np.linalg.norm(self.actor.table.anchor(hold) - joint) > STRETCHED * length
            ):
                return True
        return False

    def _done(self, velocity: Floats, turning: float, plan: Braking) -> Wish:
        speed = float(np.linalg.norm(velocity))
        reason = f"slowed from {plan.before:.2f} to {speed:.2f} m/s, turning {np.degrees(turning):.1f}°/s"
        if plan.after == 0.0:
            return Wish(status="done", reason=reason)
        return Wish(status="done", reason=reason, releases=list(self.grasp.wanted))
