"""Operate: carry a camera before the eyes and keep its lens on somebody. It lasts as long as the scene.

A camera move takes its place for as long as it runs; after it the frame stays where the move left it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.film.blocking import Target
from offworld.film.camera import SetUp
from offworld.geometry import rotation
from offworld.rehearse.actor import Actor, turn_error
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import toward, turned
from offworld.rehearse.moves.framing import (
    BEFORE_EYES,
    Frame,
    Goal,
    behind_the_finder,
    frame_of,
    hands_on,
    tracked,
    up_of,
)
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.system import Floats

RATE, TURN_RATE = 4.0, 4.0
"""1/s of carrying and of aiming."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kept:
    """A frame that stays where a camera move left it."""

    attitude: Floats
    """(4,) camera axes to the set frame."""
    offset: Floats
    """(3,) from the operator's eyes to the camera, camera axes, m."""
    angles: Floats
    """(hinges,) the operator's posture then, rad: nobody twists back while a frame is to stand."""


class Operator:
    """One person with one camera."""

    def __init__(self, actor: Actor, set_up: SetUp) -> None:
        self.actor = actor
        self.set_up = set_up
        self.kept: Kept | None = None
        """Where the last camera move left the frame; None: nobody has moved it, it follows what the set-up says."""

    def wish(self, floor: Floor, asked: Goal | None = None) -> Wish | None:
        """Aim the camera, or do with it what a camera move asks; None when it is no longer in the hands."""
        prop = self.set_up.prop
        frame = None if prop is None or self.actor.limp else frame_of(self.actor, floor)
        if prop is None or frame is None:
            return None
        wish = Wish(free_limbs=hands_on(self.actor, floor, prop))
        subject = self.set_up.follows or self.set_up.looks_at
        if asked is not None:
            self.kept = Kept(attitude=frame.attitude, offset=frame.offset(), angles=self.actor.angles())
            wish.tasks += tracked(frame, asked)
        elif self.kept is not None:
            still = np.zeros(3)
            goal = behind_the_finder(frame, self.kept.attitude, still, still, self.kept.offset)
            wish.tasks += tracked(frame, goal)
            wish.posture = dict(enumerate(self.kept.angles.tolist()))
        elif subject is not None:
            self._aim(floor, frame, subject, wish)
        else:
            return None
        return wish

    def _aim(self, floor: Floor, frame: Frame, subject: Target, wish: Wish) -> None:
        """The lens on a subject, the camera before the eyes."""
        way = floor.gaze_point(subject) - frame.place
        way = way / max(float(np.linalg.norm(way)), 1e-9)
        wanted = rotation.looking(way, up_of(self.actor, self.set_up, floor, way))
        error = turn_error(frame.attitude, wanted)
        head = self.actor.axes("head")
        place = frame.eyes - BEFORE_EYES[2] * head[:, 0] + BEFORE_EYES[1] * head[:, 2]
        speed = self.actor.site(f"{self.set_up.prop}/grip")[2]
        wish.tasks.append(
            toward(frame.body, frame.place, speed, place, frame.eyes_velocity, rate=RATE, weight=4.0, top=3.0)
        )
        wish.tasks.append(turned(frame.body, error, frame.spin, rate=TURN_RATE, weight=6.0, top=6.0))
