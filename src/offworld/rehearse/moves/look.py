"""Look at: turn the head, as far as the neck goes, so that the face is on a thing, and keep it there."""

from __future__ import annotations

import math

import numpy as np

from offworld.geometry import rotation
from offworld.rehearse.actor import Actor
from offworld.rehearse.control.tasks import TurnTask
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move, turned
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.system import Floats

RATE, WEIGHT = 5.0, 4.0
"""1/s, and weight against a posture row of 1."""


class Look(Move):
    """Look at and keep looking."""

    settled = True

    def step(self, floor: Floor) -> Wish:
        """Head towards the thing."""
        assert self.intent.target is not None
        return Wish(tasks=[face(self.actor, floor.gaze_point(self.intent.target))])


def face(actor: Actor, point: Floats) -> TurnTask:
    """Turn the head so that the face is on a point of the set frame."""
    head, eyes = actor.part("head"), actor.site(f"{actor.name}/eyes")[1]
    forward, way = actor.axes("head")[:, 0], point - eyes
    # The turn from one direction to the other, as a vector: its axis times the angle between them.
    axis = rotation.cross(forward, way)
    across, along = math.sqrt(float(axis @ axis)), float(forward @ way)
    if across > 1e-9:
        error = axis * (math.atan2(across, along) / across)
    else:
        error = np.zeros(3) if along >= 0.0 else math.pi * actor.axes("head")[:, 2]
    return turned(head, error, actor.spin("head") - actor.spin("chest"), rate=RATE, weight=WEIGHT, top=12.0)
