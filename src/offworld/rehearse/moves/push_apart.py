"""Push apart: two people who hold each other draw together, push along the line of their centres, and let go at once.

One of them leads: works out the plan and both wishes, and decides when hands open. One who is tied to the room stays;
the other then leaves alone. Two who float leave in the ratio of their masses, and their common centre stays.
"""

from __future__ import annotations

import numpy as np

from offworld.rehearse.actor import Actor, turn_error
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move, steadied, turned
from offworld.rehearse.moves.push import (
    AIM_OK,
    DEFAULT_SPEED,
    GATHER_LIMIT_S,
    GATHER_PATIENCE_S,
    GATHER_SPEED,
    GATHERED_LATE_M,
    GATHERED_M,
    GOOD,
    GROWING_AFTER_S,
    LATEST_S,
    SPEED_OK,
    SPIN_OK,
    TAIL,
    TAIL_GOOD,
)
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.plan import Impossible
from offworld.rehearse.plan_parting import Parting, between, plan_parting
from offworld.rehearse.system import Floats


class PushApart(Move):
    """Push each other apart; the first owner's move leads, the other's goes along."""

    mate: PushApart
    parting: Parting | None = None
    phase = "plan"
    since = 0.0
    last_error = np.inf
    told: Wish | None = None
    """For the one who goes along: what the leader wants of it at this tick."""

    def join(self, moves: dict[str, Move]) -> None:
        """Find the other owner's move."""
        super().join(moves)
        mate = next(move for move in moves.values() if move is not self)
        assert isinstance(mate, PushApart)
        self.mate = mate

    def step(self, floor: Floor) -> Wish:
        """The leader decides for both."""
        if self.actor.name != self.beat.who[0]:
            return self.told or Wish()
        mine, self.mate.told = self._lead(floor)
        return mine

    def _lead(self, floor: Floor) -> tuple[Wish, Wish]:
        if self.phase == "plan":
            plan = plan_parting(self.actor, self.mate.actor, self.intent.speed or DEFAULT_SPEED)
            if isinstance(plan, Impossible):
                return _both("refused", plan.reason)
            self.parting, self.phase = plan, "gather"
        assert self.parting is not None
        if not between(*self.parting.pair):
            return _both("missed", "the hold on each other was lost before the push was over")
        wishes = {"gather": self._gather, "drive": self._drive, "coast": self._coast}[self.phase](floor)
        return wishes if self.parting.pair[0] is self.actor else (wishes[1], wishes[0])

    def _gather(self, floor: Floor) -> tuple[Wish, Wish]:
        """Draw together until the centres lie as they must where the stroke begins."""
        plan = self.parting
        assert plan is not None
        one, other = plan.pair
        to_go = plan.apart - (one.centre() - other.centre())
        distance = float(np.linalg.norm(to_go))
        velocity = one.momentum()[0] - other.momentum()[0]
        late = max(0.0, (self.since - GATHER_PATIENCE_S) / (GATHER_LIMIT_S - GATHER_PATIENCE_S))
        near = GATHERED_M + late * (GATHERED_LATE_M - GATHERED_M)
        if (distance < near and float(np.linalg.norm(velocity)) < 0.05) or self.since > GATHER_LIMIT_S:
            line = one.centre() - other.centre()
            self.phase, self.since = "drive", 0.0
            plan.line = line / np.linalg.norm(line)
            return self._drive(floor)
        self.since += floor.control_s
        wanted = to_go * (min(GATHER_SPEED, 2.0 * distance) / max(distance, 1e-6))
        wishes: list[Wish] = []
        for i, sign in enumerate((1.0, -1.0)):
            actor, stroke, share = plan.pair[i], plan.strokes[i], plan.shares[i]
            if share == 0.0:
                wishes.append(Wish())
                continue
            task = steadied(
                actor, velocity=plan.common + sign * share * wanted, rate=4.0, spin_rate=4.0, weight=100.0,
                spin_weight=10.0,
            )  # fmt: skip
            wish = Wish(tasks=[task], posture_weight=0.1, moves_body=True)
            if stroke is not None:
                error = turn_error(actor.attitude("pelvis"), stroke.first.attitude)
                pelvis, spin = actor.part("pelvis"), actor.spin("pelvis")
                wish.tasks.append(turned(pelvis, error, spin, rate=2.5, weight=10.0, top=2.0))
                wish.posture = dict(enumerate(stroke.first.angles.tolist()))
            wishes.append(wish)
        return wishes[0], wishes[1]

    def _drive(self, floor: Floor) -> tuple[Wish, Wish]:
        plan = self.parting
        assert plan is not None
        if self.since >= plan.duration:
            self.phase, self.since = "coast", 0.0
            return self._coast(floor)
        phase = np.pi * self.since / plan.duration
        self.since += floor.control_s
        if self.since > TAIL * plan.duration and (self._worsens(TAIL_GOOD) or self.last_error < GOOD):
            return self._let_go()
        speed = 0.5 * plan.speed * (1.0 - np.cos(phase))
        return self._hard(speed, 0.5 * plan.speed * np.pi / plan.duration * np.sin(phase))

    def _coast(self, floor: Floor) -> tuple[Wish, Wish]:
        """Mend the last errors, and let go when they are small or begin to grow again."""
        assert self.parting is not None
        patient = np.inf if self.since >= GROWING_AFTER_S else 0.0
        self.since += floor.control_s
        if self._worsens(patient) or self.last_error < GOOD or self.since > LATEST_S:
            return self._let_go()
        return self._hard(self.parting.speed, 0.0)

    def _hard(self, speed: float, push: float) -> tuple[Wish, Wish]:
        plan = self.parting
        assert plan is not None
        one, other = plan.pair
        gone = float((one.centre() - other.centre() - plan.apart) @ plan.line) / plan.length
        done = float(np.clip(gone, 0.0, 1.0))
        wishes = []
        for i, sign in enumerate((1.0, -1.0)):
            actor, stroke, way = plan.pair[i], plan.strokes[i], sign * plan.shares[i] * plan.line
            if plan.shares[i] == 0.0:
                wishes.append(Wish())
                continue
            task = steadied(
                actor, velocity=plan.common + speed * way, rate=12.0, spin_rate=12.0, weight=3000.0,
                spin_weight=3000.0, push=push * way,
            )  # fmt: skip
            wish = Wish(tasks=[task], posture_weight=0.05, moves_body=True)
            if stroke is not None:
                angles = (1.0 - done) * stroke.first.angles + done * stroke.last.angles
                wish.posture = dict(enumerate(angles.tolist()))
            wishes.append(wish)
        return wishes[0], wishes[1]

    def _worsens(self, below: float) -> bool:
        """True if the errors of a release now would be larger than a tick ago, and below what is said."""
        off, before = self._off(), self.last_error
        self.last_error = off
        return before < off < below

    def _off(self) -> float:
        """How far a release would be from what was asked, in units of what is tolerable."""
        plan = self.parting
        assert plan is not None
        off = _parting_velocity(plan) - plan.speed * plan.line
        along = abs(float(off @ plan.line)) / (SPEED_OK * plan.speed)
        across = float(np.linalg.norm(off - (off @ plan.line) * plan.line)) / (AIM_OK * plan.speed)
        turning = [_turning(who) for who, share in zip(plan.pair, plan.shares, strict=True) if share > 0.0]
        return max(along, across, max(turning) / SPIN_OK)

    def _let_go(self) -> tuple[Wish, Wish]:
        plan = self.parting
        assert plan is not None
        speed = float(np.linalg.norm(_parting_velocity(plan)))
        each = [
            f"{who.name} left at {float(np.linalg.norm(who.momentum()[0])):.2f} m/s, turning "
            f"{np.degrees(_turning(who)):.1f}°/s"
            for who, share in zip(plan.pair, plan.shares, strict=True)
            if share > 0.0
        ]
        wishes = []
        for actor in plan.pair:
            wish = Wish(status="done", reason=f"parted at {speed:.2f} m/s: {'; '.join(each)}")
            wish.releases = [hold.limb for hold in between(*plan.pair) if hold.holder == actor.tree.index]
            wishes.append(wish)
        return wishes[0], wishes[1]


def _both(status: str, reason: str) -> tuple[Wish, Wish]:
    return Wish(status=status, reason=reason), Wish(status=status, reason=reason)  # type: ignore[arg-type]


def _parting_velocity(plan: Parting) -> Floats:
    """Of the first one relative to the second, or to the room where the second is tied to it, m/s."""
    velocity = plan.pair[0].momentum()[0]
    return velocity - plan.pair[1].momentum()[0] if plan.shares[1] > 0.0 else velocity


def _turning(actor: Actor) -> float:
    return float(np.linalg.norm(np.linalg.solve(actor.inertia(), actor.momentum()[1])))
