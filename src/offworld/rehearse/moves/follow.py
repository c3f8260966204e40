"""Follow: keep somebody or something in the middle of the frame of the camera in one's hands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.film.camera import Sensor, SetUp
from offworld.geometry import rotation
from offworld.geometry.least_jerk import PEAK, least_jerk
from offworld.geometry.lens import on_gate
from offworld.geometry.rotation import cross
from offworld.rehearse.actor import turn_error
from offworld.rehearse.control.tasks import Task
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move, turned
from offworld.rehearse.moves.camera_move import held_still, own_centre
from offworld.rehearse.moves.framing import (
    BEFORE_EYES,
    Frame,
    Goal,
    behind_the_finder,
    frame_of,
    set_up_of,
    up_of,
)
from offworld.rehearse.moves.look import face
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.system import Floats

SWING = np.radians(60.0)
"""rad/s at the height of the swing to a subject that is not in the middle when it begins; a guess."""
LEAST_SWING_S = 0.6
"""s that it takes at least."""
COMFORT = np.radians(30.0)
"""rad between the lens and where the chest faces up to which arms and neck follow alone; a guess."""
TRUNK_RATE, TRUNK_WEIGHT = 2.0, 8.0
"""1/s and weight of the trunk's following beyond that, of one who holds on."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Begun:
    """How things were when it began."""

    error: Floats
    """(3,) rotation vector from the aim to the frame, set frame, rad."""
    offset: Floats
    """(3,) from the eyes to the camera, camera axes, m."""
    seconds: float
    """Time of the swing to the subject."""
    centre: Floats
    """(3,) the operator's centre of mass, m."""


class Follow(Move):
    """Follow with the lens."""

    settled = True
    begun: _Begun | None = None
    worst = 0.0
    """Farthest that the subject was from the middle since the swing to it, share of the frame's width."""
    seen = looked = 0
    """Ticks since then with the subject in the frame, and all of them."""

    def step(self, floor: Floor) -> Wish:
        """The lens on the subject, the frame's top where the set-up has it."""
        frame, set_up = frame_of(self.actor, floor), set_up_of(self.actor, floor)
        if set_up is None:
            return Wish(status="refused", reason=f"{self.actor.name} operates no camera")
        if frame is None:
            reason = f"camera {set_up.id} is not in {self.actor.name}'s hands"
            return Wish(status="refused" if self.begun is None else "missed", reason=reason)
        assert self.intent.target is not None
        aim, spin = self._aim(floor, frame, set_up)
        if self.begun is None:
            error = turn_error(aim, frame.attitude)
            seconds = max(LEAST_SWING_S, PEAK * float(np.linalg.norm(error) / SWING))
            self.begun = _Begun(
                error=error, offset=frame.offset(), seconds=seconds, centre=own_centre(self.actor)
            )
        subject = floor.gaze_point(self.intent.target)
        if self.age >= self.begun.seconds:
            self._measure(frame, set_up, subject)
        wish = Wish(frame=self._goal(frame, aim, spin), tasks=[face(self.actor, subject)])
        wish.at_rest = [*self._trunk(frame), *held_still(self.actor, np.zeros(3), self.begun.centre)]
        return wish

    def _aim(self, floor: Floor, frame: Frame, set_up: SetUp) -> tuple[Floats, Floats]:
        """(4,) attitude with the subject in the middle, and (3,) how it turns as they move, rad/s."""
        assert self.intent.target is not None
        way = floor.gaze_point(self.intent.target) - frame.place
        far = max(float(np.linalg.norm(way)), 1e-6)
        way = way / far
        past = floor.gaze_velocity(self.intent.target) - frame.velocity
        aim = rotation.looking(way, up_of(self.actor, set_up, floor, way))
        return aim, cross(way, past) / far

    def _goal(self, frame: Frame, aim: Floats, spin: Floats) -> Goal:
        """The aim, and what is left of the swing to it."""
        assert self.begun is not None
        share, rate, change = (float(one) for one in least_jerk(self.age / self.begun.seconds))
        rate, change = rate / self.begun.seconds, change / self.begun.seconds**2
        attitude = rotation.multiply(rotation.exp((1.0 - share) * self.begun.error), aim)
        offset = (1.0 - share) * self.begun.offset + share * BEFORE_EYES
        return behind_the_finder(
            frame, attitude, spin - rate * self.begun.error, -change * self.begun.error, offset
        )

    def _measure(self, frame: Frame, set_up: SetUp, subject: Floats) -> None:
        gate = Sensor()
        across, along = np.abs(on_gate(frame.attitude, frame.place, subject, set_up.lens_mm))
        self.looked += 1
        self.seen += bool(across <= 0.5 * gate.width_mm and along <= 0.5 * gate.height_mm)
        self.worst = max(self.worst, float(np.hypot(across, along)) / gate.width_mm)

    def words(self) -> str:
        """How well it was followed, since the swing to it."""
        if not self.looked:
            return "too short to swing over to it"
        share = 100.0 * self.seen / self.looked
        if not np.isfinite(self.worst):
            return f"in frame {share:.0f} % of the time, once behind the lens"
        return f"in frame {share:.0f} % of the time, at most {100 * self.worst:.0f} % of its width from the middle"

    def _trunk(self, frame: Frame) -> list[Task]:
        """The chest turns after the lens as soon as arms and neck alone would be uncomfortable."""
        lens = rotation.rotate(frame.attitude, (0.0, 0.0, -1.0))
        forward = self.actor.axes("chest")[:, 0]
        axis = cross(forward, lens)
        sine = float(np.linalg.norm(axis))
        angle = float(np.arctan2(sine, forward @ lens))
        error = axis * (max(angle - COMFORT, 0.0) / max(sine, 1e-6))
        spin = self.actor.spin("chest")
        return [turned(self.actor.part("chest"), error, spin, rate=TRUNK_RATE, weight=TRUNK_WEIGHT, top=3.0)]
