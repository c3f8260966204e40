"""What every move is: begun once, asked at each control tick, never touching a body itself."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from offworld.film.blocking import Beat, Intent
from offworld.rehearse.actor import Actor
from offworld.rehearse.bodies import Bodies
from offworld.rehearse.control.tasks import MomentumTask, PointTask, TurnTask
from offworld.rehearse.floor import Floor, Spot
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.system import Floats

MEET_RATE = 12.0
"""1/s with which a limb that goes to meet something takes up the velocity it wants."""
MEET_SPEED, MEET_BRAKE = 1.6, 3.0
"""m/s and m/s² of it at most: an unhurried adult's reach peaks at 1 to 2 m/s [R]."""
MEET_TOP = 9.0
"""m/s² asked of it at most."""
MEET_WEIGHT = 60.0
"""Weight of the task."""


class Move(ABC):
    """One running move of one person. Concrete moves are final."""

    def __init__(self, actor: Actor, intent: Intent, beat: Beat, channels: tuple[str, ...]) -> None:
        self.actor = actor
        self.intent = intent
        self.beat = beat
        self.channels = channels
        self.age = 0.0
        """Seconds since it began."""

    @abstractmethod
    def step(self, floor: Floor) -> Wish:
        """What the move wants now."""

    def join(self, moves: dict[str, Move]) -> None:
        """Get to know the moves of everybody in a joint beat, by owner, before the first step."""
        self.joint = moves

    def words(self) -> str:
        """How it stands, for people, when something else ends it; empty: nothing to tell."""
        return ""

    def limbs(self) -> tuple[str, ...]:
        """Hands and feet that it owns, or those that the intent names."""
        named = self.intent.limbs or self.channels
        return tuple(c for c in named if c.endswith(("hand", "foot")))


def toward(
    body: int, point: Floats, velocity: Floats, goal: Floats, goal_velocity: Floats, *, rate: float, weight: float,
    top: float = 6.0,
) -> PointTask:  # fmt: skip
    """Bring a point to a moving place as a critically damped spring of natural frequency `rate` (1/s) would.

    Args:
        body: body id of the point.
        point: where it is, set frame, m.
        velocity: its velocity, m/s.
        goal: where it should be, m.
        goal_velocity: and how fast, m/s.
        rate: 1/s.
        weight: of the task.
        top: largest acceleration asked, m/s².
    """
    wanted = rate * rate * (goal - point) + 2.0 * rate * (goal_velocity - velocity)
    size = float(np.linalg.norm(wanted))
    if size > top:
        wanted = wanted * (top / size)
    return PointTask(body=body, point=point, wanted=wanted, weight=weight)


def meet(body: int, point: Floats, velocity: Floats, spot: Spot) -> PointTask:
    """Bring a limb to a spot quickly, braking in time to touch it gently.

    Args:
        body: body id of the limb.
        point: its grip point, set frame, m.
        velocity: of that point, m/s.
        spot: where it is to come to, and how fast that moves.
    """
    gap = spot.point - point
    distance = max(float(np.linalg.norm(gap)), 1e-6)
    way = gap / distance
    braking = float(np.sqrt(2.0 * MEET_BRAKE * distance))
    wanted = MEET_RATE * (spot.velocity + min(MEET_SPEED, braking) * way - velocity)
    if braking < MEET_SPEED:
        wanted = wanted - MEET_BRAKE * way
    size = float(np.linalg.norm(wanted))
    return PointTask(
        body=body, point=point, wanted=wanted * min(1.0, MEET_TOP / max(size, 1e-9)), weight=MEET_WEIGHT
    )


def turned(
    body: int, error: Floats, spin: Floats, *, rate: float, weight: float, top: float = 8.0
) -> TurnTask:
    """Turn a body by a rotation vector as a critically damped spring would.

    Args:
        body: body id.
        error: rotation vector still to go, set frame, rad.
        spin: angular velocity relative to the goal's, rad/s.
        rate: 1/s.
        weight: of the task.
        top: largest angular acceleration asked, rad/s².
    """
    wanted = rate * rate * error - 2.0 * rate * spin
    size = float(np.linalg.norm(wanted))
    if size > top:
        wanted = wanted * (top / size)
    return TurnTask(body=body, wanted=wanted, weight=weight)


def steadied(
    actor: Bodies, *, velocity: Floats, rate: float, spin_rate: float, weight: float, spin_weight: float,
    push: Floats | None = None, top_force: float = 60.0, top_torque: float = 30.0,
) -> MomentumTask:  # fmt: skip
    """Bring the whole body to a velocity and to no spin through its holds.

    Args:
        actor: who.
        velocity: wanted, m/s, set frame.
        rate: 1/s at which the velocity error shrinks.
        spin_rate: 1/s at which angular momentum shrinks.
        weight: of the linear rows.
        spin_weight: of the angular rows.
        push: acceleration added, m/s².
        top_force: largest force asked for the errors, N.
        top_torque: largest torque asked, N m.
    """
    now, spin = actor.momentum()
    mass = actor.mass()
    wanted = _clipped(rate * (velocity - now), top_force / mass)
    if push is not None:
        wanted = wanted + push
    return MomentumTask(
        trees=tuple(tree.index for tree in actor.unit()), acceleration=wanted,
        spin_change=_clipped(-spin_rate * spin, top_torque), weight=weight, spin_weight=spin_weight,
    )  # fmt: skip


def _clipped(v: Floats, top: float) -> Floats:
    size = float(np.linalg.norm(v))
    return v * (top / size) if size > top else v
