"""Dolly: carry the camera along a line of the set; the frame keeps its attitude."""

from __future__ import annotations

import numpy as np

from offworld.film.camera import FRAME_WAYS
from offworld.geometry import rotation
from offworld.geometry.least_jerk import PEAK
from offworld.rehearse.control.tasks import Task
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.camera_move import CameraMove, held_still
from offworld.rehearse.moves.framing import Frame, Goal, hands_on, set_up_of
from offworld.rehearse.plan import limb_length
from offworld.rehearse.system import Floats

USUAL = 0.15
"""m/s on average when no time is said, a guess."""
FASTEST = 1.2
"""m/s at the height: hands carry a camera no faster, a guess."""
STRETCH = 0.97
"""Share of its length to which an arm with a camera stretches."""
LEAN = 0.16
"""m that bending the trunk adds to an arm's reach, measured here on people of 1.66 and 1.80 m."""


class Dolly(CameraMove):
    """Carry a camera along a line."""

    line: Floats | None = None
    """(3,) unit, set frame, fixed at the start."""

    def sense(self) -> Floats:
        """It turns nothing."""
        return np.zeros(3)

    def usual_s(self) -> float:
        """At an unhurried pace."""
        return max(1.0, (self.intent.distance_m or 0.0) / USUAL)

    def refusal(self, frame: Frame, floor: Floor, seconds: float) -> str:
        """Faster than hands go, or for one who floats farther than the arm."""
        far = self.intent.distance_m or 0.0
        self.line = self._line(frame, floor)
        if PEAK * far / seconds > FASTEST:
            least = PEAK * far / FASTEST
            return (
                f"{far:.2f} m in {seconds:.1f} s peaks at {PEAK * far / seconds:.1f} m/s, and hands carry a camera at "
                f"{FASTEST:.1f} m/s at most: give it {least:.1f} s"
            )
        if self.actor.anchored():
            return ""
        room = self._room(floor)
        if far <= room:
            return ""
        return (
            f"arm and trunk reach {100 * room:.0f} cm further that way, and one who floats has nothing else"
        )

    def _line(self, frame: Frame, floor: Floor) -> Floats:
        if self.intent.direction is not None:
            return np.asarray(self.intent.direction)
        if self.intent.target is not None:
            way = floor.gaze_point(self.intent.target) - frame.place
            return np.asarray(way / max(float(np.linalg.norm(way)), 1e-9))
        return rotation.rotate(frame.attitude, FRAME_WAYS[self.intent.sense])

    def _room(self, floor: Floor) -> float:
        """How far the hand on the camera can still go along the line, m: arm and trunk, less the own recoil."""
        set_up = set_up_of(self.actor, floor)
        assert set_up is not None
        assert set_up.prop is not None
        assert self.line is not None
        hand = hands_on(self.actor, floor, set_up.prop)[0]
        _, joint, length = limb_length(self.actor, hand)
        arm = self.actor.limb(hand)[1] - joint
        along = float(arm @ self.line)
        across = float(arm @ arm) - along * along
        room = float(np.sqrt(max((STRETCH * length) ** 2 - across, 0.0))) - along
        camera = floor.system.tree(set_up.prop).mass
        return (max(room, 0.0) + LEAN) * (1.0 - camera / self.actor.mass())

    def goal(self, frame: Frame, share: float, rate: float, change: float) -> Goal:
        """Along the line, the frame as it was."""
        del frame
        assert self.start is not None
        assert self.line is not None
        way = (self.intent.distance_m or 0.0) * self.line
        still = np.zeros(3)
        return Goal(
            attitude=self.start.frame.attitude, spin=still, spin_change=still,
            place=self.start.frame.place + share * way, velocity=rate * way, acceleration=change * way,
        )  # fmt: skip

    def error(self, frame: Frame, goal: Goal) -> float:
        """Metres off the place."""
        return float(np.linalg.norm(frame.place - goal.place))

    def body(self, share: float, rate: float) -> list[Task]:
        """The whole body goes along."""
        assert self.start is not None
        assert self.line is not None
        way = (self.intent.distance_m or 0.0) * self.line
        return held_still(self.actor, rate * way, self.start.centre + share * way)

    def told(self, frame: Frame) -> tuple[float, float, str]:
        """How far it came along the line."""
        assert self.start is not None
        assert self.line is not None
        asked = self.intent.distance_m or 0.0
        came = frame.place - self.start.frame.place
        reached = float(came @ self.line)
        off = 100.0 * float(np.linalg.norm(came - asked * self.line))
        tip = float(np.degrees(rotation.angle_between(frame.attitude, self.start.frame.attitude)))
        words = f"the camera came {100 * reached:.0f} of {100 * asked:.0f} cm, {off:.1f} cm from its place"
        return asked, reached, f"{words}, the frame {tip:.1f}° off"
