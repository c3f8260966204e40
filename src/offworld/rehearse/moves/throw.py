"""Throw a prop: bring it back, send it along a straight line by the arm, and open the hand when it flies as asked.

Gather (the prop goes to where its stroke begins), drive (its speed rises along a half cosine), coast (the last errors
are mended at full speed), let go. Everything is judged in the frame that moves with the thrower, who recoils meanwhile.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offworld.film.blocking import USUAL_THROW
from offworld.rehearse.actor import body_spin, point_velocity
from offworld.rehearse.control.tasks import PointTask, Task
from offworld.rehearse.floor import Floor
from offworld.rehearse.holds import Hold
from offworld.rehearse.moves.base import Move, steadied, toward, turned
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.plan import Impossible
from offworld.rehearse.plan_throw import ThrowStroke, launch, plan_throw
from offworld.rehearse.system import Floats

RATE, WEIGHT = 14.0, 3000.0
"""1/s and weight with which the prop is kept to its stroke."""
GATHER_RATE, GATHER_WEIGHT = 4.0, 100.0
"""1/s and weight while it is brought to where the stroke begins."""
GATHERED_M, GATHERED_SPEED, GATHER_LIMIT_S = 0.02, 0.06, 2.5
"""Near and slow enough to begin, m and m/s; no gathering takes longer, s."""
STILL_RATE, STILL_WEIGHT = 10.0, 60.0
"""1/s and weight of keeping the hand from turning: a prop that leaves it then tumbles little."""
SPEED_OK, AIM_OK = 0.05, 0.035
"""Tolerable when letting go: share of the speed, and rad of direction (2°)."""
GOOD = 0.2
"""Let go at this share of what is tolerable."""
HOPELESS = 4.0
"""Times what is tolerable from which it is not let go at all."""
TAIL, LATEST_S = 0.95, 0.12
"""Share of the drive from which it may be let go, and s after its end at which it is let go as it is."""


class Throw(Move):
    """Throw."""

    plan: ThrowStroke | None = None
    phase = "plan"
    since = 0.0
    last_error = np.inf
    drift: Floats
    """Velocity of the frame that moves with the thrower, m/s."""
    home: Floats
    """Centre of mass when it was planned, set frame, m."""
    origin: Floats
    """Where the stroke began, set frame, m."""

    def step(self, floor: Floor) -> Wish:
        """Phase by phase."""
        holds = self._holds(floor)
        if not holds:
            lost = f"{self.actor.name} does not have the {self.intent.prop}"
            return Wish(status="refused" if self.phase == "plan" else "missed", reason=lost)
        if self.phase == "plan":
            refused = self._plan(floor, holds)
            if refused:
                return refused
        if self.phase == "gather":
            return self._gather(floor, holds)
        return self._drive(floor, holds)

    def _holds(self, floor: Floor) -> list[Hold]:
        prop = floor.system.tree(self.intent.prop or "").index
        return [hold for hold in floor.table.by(self.actor.name) if hold.partner == prop]

    def _prop(self, floor: Floor) -> tuple[Floats, Floats]:
        """Centre of mass of the prop, set frame, m, and its velocity, m/s."""
        tree = floor.system.tree(self.intent.prop or "")
        centre = np.array(floor.system.data.subtree_com[tree.root_body])
        return centre, point_velocity(floor.system, tree.root_body, centre)

    def _wanted(self, floor: Floor, start: Floats, wait: float) -> Floats | None:
        """Velocity, set frame, with which it must leave a place after a wait to come to its goal; None: none does."""
        speed = self.intent.speed or USUAL_THROW
        if self.intent.direction is not None:
            return speed * np.asarray(self.intent.direction)
        assert self.intent.target is not None
        target = self.intent.target
        if self.intent.to_channel is not None:
            target = replace(target, part=self.intent.to_channel)
        spot = floor.spot(target, start)
        gravity = np.array(floor.system.model.opt.gravity)
        return launch(spot.point + wait * spot.velocity - start, spot.velocity, gravity, speed)

    def _plan(self, floor: Floor, holds: list[Hold]) -> Wish | None:
        prop = self.intent.prop or ""
        others = [h for h in floor.table.on(prop) if h.holder != self.actor.tree.index] + floor.table.by(prop)
        if others:
            return Wish(status="refused", reason=f"the {prop} is held by {others[0].limb} besides")
        point, _ = self._prop(floor)
        # Who holds on to something stays; who floats goes on as the centre of mass does, whatever the arm does.
        tied = self.actor.anchored()
        self.drift = np.zeros(3) if tied else self.actor.momentum()[0]
        self.home = self.actor.centre()
        velocity = self._wanted(floor, point, 0.0)
        if velocity is None:
            speed = self.intent.speed or USUAL_THROW
            return Wish(status="refused", reason=f"{speed:g} m/s do not carry that far here")
        plan = plan_throw(self.actor, holds[0], floor.system.tree(prop).mass, point, velocity - self.drift)
        if isinstance(plan, Impossible):
            return Wish(status="refused", reason=plan.reason)
        self.plan, self.phase, self.since = plan, "gather", 0.0
        return None

    def _start(self) -> Floats:
        """Where the stroke begins, set frame, m."""
        assert self.plan is not None
        return np.asarray(self.home + self.since * self.drift + self.plan.start)

    def _gather(self, floor: Floor, holds: list[Hold]) -> Wish:
        assert self.plan is not None
        point, velocity = self._prop(floor)
        start = self._start()
        there = float(np.linalg.norm(start - point)) < GATHERED_M
        still = float(np.linalg.norm(velocity - self.drift)) < GATHERED_SPEED
        if (there and still) or self.since > GATHER_LIMIT_S:
            self._aim(floor, point)
            return self._drive(floor, holds)
        self.since += floor.control_s
        body = holds[0].body
        task = toward(
            body, point, velocity, start, self.drift, rate=GATHER_RATE, weight=GATHER_WEIGHT, top=4.0
        )
        return self._wish([task], holds, 0.1)

    def _aim(self, floor: Floor, point: Floats) -> None:
        """Fix the stroke from where the prop is now: its end is where the flight begins."""
        assert self.plan is not None
        plan = self.plan
        for _ in range(4):
            end = point + plan.length * plan.direction + self.drift * plan.duration
            wanted = self._wanted(floor, end, plan.duration)
            if wanted is None:
                break
            plan = plan.turned(wanted - self.drift)
        self.plan, self.phase, self.since = plan, "drive", 0.0
        self.origin = point

    def _drive(self, floor: Floor, holds: list[Hold]) -> Wish:
        plan = self.plan
        assert plan is not None
        point, velocity = self._prop(floor)
        if self.since >= TAIL * plan.duration:
            wanted = self._wanted(floor, point, 0.0)
            if wanted is not None and self._now(velocity, wanted):
                return self._let_go(floor, holds, velocity, wanted)
        way, speed, push = plan.at(self.since)
        goal = self.origin + self.since * self.drift + way * plan.direction
        wanted_now = (
            push * plan.direction
            + RATE * RATE * (goal - point)
            + 2.0 * RATE * (self.drift + speed * plan.direction - velocity)
        )
        self.since += floor.control_s
        body = holds[0].body
        turn = turned(
            body, np.zeros(3), body_spin(floor.system, body), rate=STILL_RATE, weight=STILL_WEIGHT, top=20.0
        )
        stroke = PointTask(body=body, point=point, wanted=wanted_now, weight=WEIGHT)
        return self._wish([stroke, turn], holds, 0.05)

    def _wish(self, tasks: list[Task], holds: list[Hold], posture: float) -> Wish:
        """The tasks of the arm, and a body that holds against them where it has what to hold on to."""
        tied = self.actor.anchored()
        if tied:
            tasks.append(
                steadied(
                    self.actor, velocity=np.zeros(3), rate=4.0, spin_rate=3.0, weight=100.0, spin_weight=30.0
                )
            )
        limbs = tuple(hold.limb for hold in holds)
        return Wish(tasks=tasks, free_limbs=limbs, posture_weight=posture, moves_body=tied)

    def _let_go(self, floor: Floor, holds: list[Hold], velocity: Floats, wanted: Floats) -> Wish:
        spin = body_spin(floor.system, floor.system.tree(self.intent.prop or "").root_body)
        reason = _result(velocity, wanted, float(np.linalg.norm(spin)))
        if self.last_error > HOPELESS:
            return Wish(status="missed", reason=f"kept it in the hand, as it would have {reason}")
        return Wish(status="done", releases=[hold.limb for hold in holds], reason=reason)

    def _now(self, velocity: Floats, wanted: Floats) -> bool:
        """Whether to let go: the errors are small, or smaller a tick ago, or it is high time."""
        assert self.plan is not None
        off, before = _error(velocity, wanted), self.last_error
        self.last_error = off
        late = self.since >= self.plan.duration + LATEST_S
        return off < GOOD or late or (self.since >= self.plan.duration and before < off < 1.0)


def _error(velocity: Floats, wanted: Floats) -> float:
    """How far a velocity is from the one wanted, in units of what is tolerable."""
    speed = float(np.linalg.norm(wanted))
    way = wanted / speed
    along = float(velocity @ way)
    across = float(np.linalg.norm(velocity - along * way))
    return max(abs(along - speed) / (SPEED_OK * speed), across / (AIM_OK * speed))


def _result(velocity: Floats, wanted: Floats, spin: float) -> str:
    speed = float(np.linalg.norm(velocity))
    cosine = float(np.clip(velocity @ wanted / max(speed * float(np.linalg.norm(wanted)), 1e-9), -1.0, 1.0))
    angle = float(np.degrees(np.arccos(cosine)))
    return f"left at {speed:.2f} m/s, {angle:.1f}° off, turning {np.degrees(spin):.0f}°/s"
