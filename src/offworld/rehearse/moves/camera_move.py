"""What pan, tilt, roll and dolly share: the camera at their start, the way of least jerk, the body behind it, the cost.

The frame is moved relative to the set. One who floats can only trade momentum with the own body: the frame goes where
it is asked to, the body goes the other way, and what the arms cannot reach is missing in the frame. One who holds on
or is held also lets the trunk follow.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

import numpy as np

from offworld.film.blocking import Beat, Intent
from offworld.film.camera import SetUp
from offworld.geometry import rotation
from offworld.geometry.least_jerk import least_jerk
from offworld.rehearse.actor import Actor, turn_error
from offworld.rehearse.control.tasks import Task
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move, steadied, turned
from offworld.rehearse.moves.framing import Frame, Goal, frame_of, set_up_of
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.system import Floats

HEAD_RATE, HEAD_WEIGHT = 4.0, 3.0
"""1/s and weight of turning the head along with the finder: less than those of looking at something as a beat."""
STEADY_RATE, STEADY_WEIGHT = 3.0, 300.0
"""1/s and weight of keeping the trunk's place by the holds."""
SHORT_SHARE = 0.5
"""Share of what was asked below which the frame has not got there at all, and the move is missed; a choice."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """How things were when the move began."""

    frame: Frame
    """The camera."""
    offset: Floats
    """(3,) from the eyes to it, camera axes, m."""
    head: Floats
    """(4,) attitude of the operator's head."""
    chest: Floats
    """(4,) attitude of the operator's chest."""
    centre: Floats
    """(3,) centre of mass of the operator alone, m."""
    seconds: float
    """Time that the move takes."""


class CameraMove(Move):
    """One move of a camera in somebody's hands."""

    start: Setting | None = None

    def __init__(self, actor: Actor, intent: Intent, beat: Beat, channels: tuple[str, ...]) -> None:
        super().__init__(actor, intent, beat, channels)
        self.strayed = 0.0
        """Most that the frame was off its way, rad or m."""
        self.turned = np.zeros(3)
        """How far the operator's body as a whole has turned, rotation vector, set frame, rad."""
        self.lens_mm = 1.0
        """Of the camera."""

    def step(self, floor: Floor) -> Wish:
        """A little further along the way."""
        frame, set_up = frame_of(self.actor, floor), set_up_of(self.actor, floor)
        if frame is None or set_up is None:
            return self._without(set_up)
        if self.start is None:
            seconds = self.intent.within_s or self.usual_s()
            refused = self.refusal(frame, floor, seconds)
            if refused:
                return Wish(status="refused", reason=refused)
            self.lens_mm = set_up.lens_mm
            self.start = Setting(
                frame=frame, offset=frame.offset(), head=self.actor.attitude("head").copy(),
                chest=self.actor.attitude("chest").copy(),
                centre=own_centre(self.actor), seconds=seconds,
            )  # fmt: skip
        share, rate, change = (float(one) for one in least_jerk(self.age / self.start.seconds))
        goal = self.goal(frame, share, rate / self.start.seconds, change / self.start.seconds**2)
        self.strayed = max(self.strayed, self.error(frame, goal))
        self.turned += turning(self.actor) * floor.control_s
        if self.age >= self.start.seconds:
            return self._over(frame)
        return Wish(frame=goal, tasks=[self.head(goal)], at_rest=self.body(share, rate / self.start.seconds))

    def _without(self, set_up: SetUp | None) -> Wish:
        """Why there is no camera to move."""
        if set_up is None:
            return Wish(status="refused", reason=f"{self.actor.name} operates no camera")
        gone = f"camera {set_up.id} is not in {self.actor.name}'s hands"
        return Wish(status="refused" if self.start is None else "missed", reason=gone)

    def _over(self, frame: Frame) -> Wish:
        assert self.start is not None
        asked, reached, words = self.told(frame)
        reason = f"{words}; {self._recoil()}"
        return Wish(status="done" if reached >= SHORT_SHARE * asked else "missed", reason=reason)

    def _recoil(self) -> str:
        """What it did to the operator, in words."""
        assert self.start is not None
        turn = float(np.degrees(np.linalg.norm(self.turned)))
        moved = own_centre(self.actor) - self.start.centre
        way = "the other way " if float(self.turned @ self.sense()) < 0.0 else ""
        return (
            f"{self.actor.name} turned {turn:.0f}° {way}and moved {100 * float(np.linalg.norm(moved)):.0f} cm"
        )

    def head(self, goal: Goal) -> Task:
        """The head turns as the frame does, so that the eye stays at the finder."""
        assert self.start is not None
        way = rotation.multiply(goal.attitude, rotation.conjugate(self.start.frame.attitude))
        error = turn_error(self.actor.attitude("head"), rotation.multiply(way, self.start.head))
        spin = self.actor.spin("head") - goal.spin
        return turned(self.actor.part("head"), error, spin, rate=HEAD_RATE, weight=HEAD_WEIGHT)

    @abstractmethod
    def sense(self) -> Floats:
        """(3,) axis of the move, set frame; zeros if it turns nothing."""

    @abstractmethod
    def usual_s(self) -> float:
        """The time that it takes when none is said, s."""

    @abstractmethod
    def refusal(self, frame: Frame, floor: Floor, seconds: float) -> str:
        """Why it cannot be done, with numbers; empty if it can."""

    @abstractmethod
    def goal(self, frame: Frame, share: float, rate: float, change: float) -> Goal:
        """Where the frame is to be.

        Args:
            frame: the camera now.
            share: of the whole way, 0 to 1.
            rate: of that, 1/s.
            change: of the rate, 1/s².
        """

    @abstractmethod
    def error(self, frame: Frame, goal: Goal) -> float:
        """How far the frame is off its goal, rad or m."""

    @abstractmethod
    def body(self, share: float, rate: float) -> list[Task]:
        """What the whole body does for it, of one who is anchored."""

    @abstractmethod
    def told(self, frame: Frame) -> tuple[float, float, str]:
        """Asked, reached (rad or m), and the same in words."""


def held_still(actor: Actor, velocity: Floats, goal: Floats) -> list[Task]:
    """Keep a person's centre of mass to a moving place by the holds, and leave the turning to others.

    Args:
        actor: who holds on.
        velocity: of the place, m/s, set frame.
        goal: the place, m.
    """
    towards = velocity + STEADY_RATE * (goal - own_centre(actor))
    return [
        steadied(
            actor, velocity=towards, rate=STEADY_RATE, spin_rate=0.0, weight=STEADY_WEIGHT, spin_weight=0.0
        )
    ]


def own_centre(actor: Actor) -> Floats:
    """(3,) centre of mass of a person without what is in the hands, set frame, m."""
    return np.array(actor.system.data.subtree_com[actor.tree.root_body])


def turning(actor: Actor) -> Floats:
    """(3,) how fast a person's body turns as a whole, without what is in the hands, set frame, rad/s.

    Angular momentum over inertia, about the own centre of mass.
    """
    actor.momentum()
    data, root = actor.system.data, actor.tree.root_body
    xx, yy, zz, xy, xz, yz = data.crb[root][:6]
    inertia = np.array([[xx, xy, xz], [xy, yy, yz], [xz, yz, zz]])
    return np.asarray(np.linalg.solve(inertia, data.subtree_angmom[root]))
