"""Pan, tilt, roll: turn the frame about its own top, its own right, or the lens. No up of the world is in it."""

from __future__ import annotations

import numpy as np

from offworld.film.camera import FRAME_TURNS
from offworld.geometry import rotation
from offworld.geometry.least_jerk import PEAK
from offworld.rehearse.actor import turn_error
from offworld.rehearse.control.tasks import Task
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import turned
from offworld.rehearse.moves.camera_move import CameraMove, held_still
from offworld.rehearse.moves.framing import Frame, Goal, behind_the_finder, share_of_width
from offworld.rehearse.system import Floats

USUAL = np.radians(15.0)
"""rad/s on average when no time is said: an unhurried pan, a guess."""
FASTEST = np.radians(240.0)
"""rad/s at the height of the turn: a whip pan; hands with a camera do no more, a guess."""
TRUNK_SHARE = 1.0
"""Share of the turn that the trunk takes part in where holds allow; a guess."""
TRUNK_RATE, TRUNK_WEIGHT = 3.0, 8.0
"""1/s and weight of that."""


CLOSE_DEG = 0.5
"""Degrees within which it came to what was asked."""


class CameraTurn(CameraMove):
    """Turn a camera about one of its own axes."""

    def axis(self) -> Floats:
        """(3,) unit, camera axes; about which it turns."""
        return np.asarray(FRAME_TURNS[self.intent.move, self.intent.sense])

    def sense(self) -> Floats:
        """(3,) the same in the set frame, as the frame was at the start."""
        assert self.start is not None
        return rotation.rotate(self.start.frame.attitude, self.axis())

    def usual_s(self) -> float:
        """At an unhurried pace."""
        return max(1.0, float((self.intent.angle_rad or 0.0) / USUAL))

    def refusal(self, frame: Frame, floor: Floor, seconds: float) -> str:
        """Faster than hands go."""
        del frame, floor
        angle = self.intent.angle_rad or 0.0
        peak = PEAK * angle / seconds
        if peak <= FASTEST:
            return ""
        least = PEAK * angle / FASTEST
        return (
            f"{np.degrees(angle):.0f}° in {seconds:.1f} s peaks at {np.degrees(peak):.0f}°/s, and hands turn a camera "
            f"at {np.degrees(FASTEST):.0f}°/s at most: give it {least:.1f} s"
        )

    def goal(self, frame: Frame, share: float, rate: float, change: float) -> Goal:
        """About the operator's eyes."""
        assert self.start is not None
        angle = self.intent.angle_rad or 0.0
        first = self.start.frame.attitude
        way = self.sense()
        attitude = rotation.multiply(first, rotation.exp(share * angle * self.axis()))
        return behind_the_finder(frame, attitude, rate * angle * way, change * angle * way, self.start.offset)

    def error(self, frame: Frame, goal: Goal) -> float:
        """Angle between the frame and where it should be, rad."""
        return float(rotation.angle_between(frame.attitude, goal.attitude))

    def body(self, share: float, rate: float) -> list[Task]:
        """The trunk goes along with a part of the turn and keeps its place."""
        assert self.start is not None
        angle = TRUNK_SHARE * (self.intent.angle_rad or 0.0)
        way = self.sense()
        wanted = rotation.multiply(rotation.exp(share * angle * way), self.start.chest)
        chest = self.actor.part("chest")
        error = turn_error(self.actor.attitude("chest"), wanted)
        spin = self.actor.spin("chest") - rate * angle * way
        return [
            turned(chest, error, spin, rate=TRUNK_RATE, weight=TRUNK_WEIGHT, top=4.0),
            *held_still(self.actor, np.zeros(3), self.start.centre),
        ]

    def told(self, frame: Frame) -> tuple[float, float, str]:
        """How far it came about its axis, and what it is off in all."""
        assert self.start is not None
        asked = self.intent.angle_rad or 0.0
        first = self.start.frame.attitude
        came = rotation.log(rotation.multiply(rotation.conjugate(first), frame.attitude))
        reached = float(came @ self.axis())
        if reached < asked - np.pi:
            reached += 2.0 * np.pi  # more than half a turn: the short way back is not the way it went
        goal = rotation.multiply(first, rotation.exp(asked * self.axis()))
        off = float(rotation.angle_between(frame.attitude, goal))
        most = max(self.strayed, off)
        words = (
            f"the frame came {_short(asked, reached, off)}, at most {np.degrees(most):.1f}° off on the way"
        )
        share = share_of_width(most, self.lens_mm)
        return asked, reached, f"{words} ({100 * share:.0f} % of its width)"


def _short(asked: float, reached: float, off: float) -> str:
    """How a turn came out, in words: short or past where that is most of it."""
    angle = f"{np.degrees(asked):.0f}°"
    if off < np.radians(CLOSE_DEG):
        return f"to {angle}"
    short = asked - reached
    if abs(short) < 0.5 * off:
        return f"{np.degrees(off):.1f}° askew at {angle}"
    return f"{np.degrees(abs(short)):.1f}° {'short of' if short > 0.0 else 'past'} {angle}"
