"""Push off, and pull along: leave a hold with a wanted velocity of the centre of mass and no spin.

Four phases: gather (the body goes to where its stroke begins), drive (speed rises along a half-sine of force), coast
(the last errors are mended at full speed), let go. A pull is the same with the goal on the other side of the hold.
"""

from __future__ import annotations

import numpy as np

from offworld.rehearse.actor import turn_error
from offworld.rehearse.bodies import Bodies, Group
from offworld.rehearse.control.tasks import MomentumTask, TurnTask
from offworld.rehearse.floor import Floor
from offworld.rehearse.holds import Hold
from offworld.rehearse.moves.base import Move, steadied, turned
from offworld.rehearse.moves.burden import Burden, carried_by
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.plan import Impossible, Stroke, plan_stroke
from offworld.rehearse.pose import Pose
from offworld.rehearse.system import Floats

GATHER_SPEED = 0.22
"""m/s of the centre while going to the start of the stroke; an unhurried pace, a guess."""
GATHERED_M = 0.02
"""Near enough to begin."""
GATHERED_LATE_M, GATHER_PATIENCE_S = 0.06, 1.5
"""Near enough after the longest gathering, and the time until it need not be nearer than at first."""
GATHER_LIMIT_S = 4.0
"""No gathering takes longer; the push then begins from where it is."""
SPEED_OK, AIM_OK, SPIN_OK = 0.05, 0.035, 0.035
"""Tolerable when letting go: share of the speed, rad of direction (2°), rad/s of true spin (2°/s)."""
GOOD = 0.25
"""Let go at this share of what is tolerable."""
GROWING_AFTER_S = 0.04
"""From here on, errors that grow are not waited for."""
TAIL, TAIL_GOOD = 0.8, 1.0
"""From this share of the drive on, errors that grow, but are still below this share of what is tolerable, are not
waited for either: a limb has come to its end."""
LATEST_S = 0.24
"""After this much coasting it is let go as it is."""
DEFAULT_SPEED = 0.3
"""m/s when the blocking says none: everyday moves are 0.15 to 0.4 (handbook physics, section 4)."""


class Push(Move):
    """Push off or pull."""

    plan: Stroke | None = None
    phase = "plan"
    since = 0.0
    last_error = np.inf
    position: Floats | None = None
    burdens: tuple[Burden, ...] = ()
    """Those in one's hands who come along."""

    def step(self, floor: Floor) -> Wish:
        """Phase by phase."""
        if self.phase == "plan":
            refused = self._plan(floor)
            if refused:
                return refused
        assert self.plan is not None
        if not self._through():
            return Wish(status="missed", reason="the hold was lost before the push was over")
        if self.phase == "gather":
            return self._gather(floor)
        if self.phase == "drive":
            return self._drive(floor)
        return self._coast(floor)

    def _through(self) -> list[Hold]:
        wanted = self.limbs()
        holds = self.actor.holds()
        chosen = [hold for hold in holds if hold.limb in wanted] if self.intent.limbs else holds
        taken = {burden.carried.tree.index for burden in self.burdens}
        return [h for h in chosen if h.record.kind in {"hand", "foot"} and h.partner not in taken]

    def _whole(self) -> Bodies:
        """All that leaves."""
        return Group(self.actor, *(one.carried for one in self.burdens)) if self.burdens else self.actor

    def _take_along(self, floor: Floor) -> None:
        """Whoever floats in one's hand comes along, as long as another hold is there to push from."""
        carried = carried_by(self.actor, floor.actors)
        indices = {one.tree.index for one in carried}
        if any(hold.partner not in indices for hold in self._through()):
            whole = Group(self.actor, *carried)
            self.burdens = tuple(Burden.of(one, whole) for one in carried)

    def _plan(self, floor: Floor) -> Wish | None:
        if self.actor.strapped:
            return Wish(status="refused", reason=f"{self.actor.name} is strapped down")
        speed = self.intent.speed or DEFAULT_SPEED
        direction = self._direction(floor)
        self._take_along(floor)
        whole = self._whole()
        plan = plan_stroke(
            self.actor, self._through(), direction, speed, mass=whole.mass(), balance=whole.centre()
        )
        if isinstance(plan, Impossible):
            return Wish(status="refused", reason=plan.reason)
        self.plan, self.phase, self.since = plan, "gather", 0.0
        return None

    def _direction(self, floor: Floor) -> Floats:
        if self.intent.direction is not None:
            way = np.asarray(self.intent.direction)
        else:
            aim = self.intent.target or self.intent.source
            assert aim is not None
            centre = self.actor.centre()
            way = floor.spot(aim, centre).point - centre
        return np.asarray(way / np.linalg.norm(way))

    def _gather(self, floor: Floor) -> Wish:
        plan = self.plan
        assert plan is not None
        to_go = plan.start - self.actor.centre()
        distance = float(np.linalg.norm(to_go))
        velocity, spin = self.actor.momentum()
        still = float(np.linalg.norm(velocity)) < 0.05 and float(np.linalg.norm(spin)) < 0.5
        if (still and distance < self._near_enough()) or self.since > GATHER_LIMIT_S:
            self.phase, self.since = "drive", 0.0
            return self._drive(floor)
        self.since += floor.control_s
        pace = min(GATHER_SPEED, 2.0 * distance)
        wanted = to_go * (pace / max(distance, 1e-6))
        task = steadied(
            self._whole(), velocity=wanted, rate=4.0, spin_rate=4.0, weight=100.0, spin_weight=10.0
        )
        wish = Wish(
            tasks=[task, self._facing(plan.first, 10.0)], posture=_angles(plan.first.angles), posture_weight=0.1,
            moves_body=True,
        )  # fmt: skip
        return self._along(wish, np.zeros(3))

    def _along(self, wish: Wish, push: Floats) -> Wish:
        """What keeps those beside one who come along."""
        for burden in self.burdens:
            burden.keep(wish, self._whole(), push)
        return wish

    def _near_enough(self) -> float:
        """How near to the start of its stroke the centre must come: less near, the longer it takes."""
        late = (self.since - GATHER_PATIENCE_S) / (GATHER_LIMIT_S - GATHER_PATIENCE_S)
        return GATHERED_M + max(0.0, late) * (GATHERED_LATE_M - GATHERED_M)

    def _facing(self, pose: Pose, weight: float) -> TurnTask:
        pelvis = self.actor.part("pelvis")
        error = turn_error(self.actor.attitude("pelvis"), pose.attitude)
        return turned(pelvis, error, self.actor.spin("pelvis"), rate=2.5, weight=weight, top=2.0)

    def _drive(self, floor: Floor) -> Wish:
        plan = self.plan
        assert plan is not None
        if self.since >= plan.duration:
            self.phase, self.since = "coast", 0.0
            return self._coast(floor)
        phase = np.pi * self.since / plan.duration
        speed = 0.5 * plan.speed * (1.0 - np.cos(phase))
        push = 0.5 * plan.speed * np.pi / plan.duration * np.sin(phase)
        self.since += floor.control_s
        if self.since > TAIL * plan.duration and (self._worsens(TAIL_GOOD) or self.last_error < GOOD):
            return self._let_go()
        return self._hard(speed, push * plan.direction)

    def _hard(self, speed: float, push: Floats) -> Wish:
        assert self.plan is not None
        task: MomentumTask = steadied(
            self._whole(), velocity=speed * self.plan.direction, rate=12.0, spin_rate=12.0, weight=3000.0,
            spin_weight=3000.0, push=push,
        )  # fmt: skip
        done = float((self.actor.centre() - self.plan.start) @ self.plan.direction) / self.plan.length
        share = float(np.clip(done, 0.0, 1.0))
        angles = (1.0 - share) * self.plan.first.angles + share * self.plan.last.angles
        wish = Wish(tasks=[task], posture=_angles(angles), posture_weight=0.05, moves_body=True)
        return self._along(wish, push)

    def _coast(self, floor: Floor) -> Wish:
        """Mend the last errors, and let go when they are small or begin to grow again."""
        plan = self.plan
        assert plan is not None
        patient = np.inf if self.since >= GROWING_AFTER_S else 0.0
        self.since += floor.control_s
        if self._worsens(patient) or self.last_error < GOOD or self.since > LATEST_S:
            return self._let_go()
        return self._hard(plan.speed, np.zeros(3))

    def _worsens(self, below: float) -> bool:
        """True if the errors of a release now would be larger than a tick ago, and below what is said."""
        off, before = self._off(), self.last_error
        self.last_error = off
        return before < off < below

    def _off(self) -> float:
        assert self.plan is not None
        velocity, spin = self._whole().momentum()
        return _error(self.plan, velocity, self._turning(spin))

    def _turning(self, spin: Floats) -> float:
        return float(np.linalg.norm(np.linalg.solve(self._whole().inertia(), spin)))

    def _let_go(self) -> Wish:
        assert self.plan is not None
        velocity, spin = self._whole().momentum()
        done = Wish(status="done", reason=_result(self.plan, velocity, self._turning(spin)))
        done.releases = [hold.limb for hold in self._through()]
        return done


def _error(plan: Stroke, velocity: Floats, turning: float) -> float:
    """How far a release would be from what was asked, in units of what is tolerable."""
    off = velocity - plan.speed * plan.direction
    along = abs(float(off @ plan.direction)) / (SPEED_OK * plan.speed)
    across = float(np.linalg.norm(off - (off @ plan.direction) * plan.direction)) / (AIM_OK * plan.speed)
    return max(along, across, turning / SPIN_OK)


def _angles(angles: Floats) -> dict[int, float]:
    return dict(enumerate(angles.tolist()))


def _result(plan: Stroke, velocity: Floats, turning: float) -> str:
    speed = float(np.linalg.norm(velocity))
    cosine = float(np.clip(velocity @ plan.direction / max(speed, 1e-9), -1.0, 1.0))
    angle = float(np.degrees(np.arccos(cosine)))
    return f"left at {speed:.2f} m/s, {angle:.1f}° off, turning {np.degrees(turning):.1f}°/s"
