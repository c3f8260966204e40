"""What one who turns in free flight is imagined to do: the attitude goes over evenly, in the time that it takes."""

from __future__ import annotations

import math

import numpy as np

from offworld.film.blocking import Beat
from offworld.geometry import rotation
from offworld.geometry.pose import Pose
from offworld.imagine import nominal
from offworld.imagine.act import Act
from offworld.imagine.stage import Stage
from offworld.imagine.ways import Way

WAYS = {
    "left": (2, 1.0), "right": (2, -1.0), "forward": (1, 1.0), "backward": (1, -1.0), "sideways right": (0, 1.0),
    "sideways left": (0, -1.0),
}  # fmt: skip
"""Own axis (forward, left, head) and sign about it, by what the blocking says."""


def turn(beat: Beat, stage: Stage, owners: tuple[str, ...]) -> Act:
    """Sets each owner's attitude going; who is on the way somewhere goes on."""
    now, end = stage.tick, stage.tick
    for who in owners:
        pose, way = stage.pose[who], stage.ways.get(who)
        axis, angle = _turning(beat, stage, who, pose)
        over = now + round(1000 * (beat.intent.within_s or _usual(axis, angle)))
        attitude = rotation.multiply(pose.attitude, rotation.exp(angle * np.eye(3)[axis]))
        going = way is not None and way.end > now
        place = way.goal.position if way is not None and going else pose.position
        arrival = max(over, way.end) if way is not None and going else over
        stage.go(who, Way(begin=pose, goal=Pose.of(np.asarray(place), attitude), start=now, end=arrival))
        end = max(end, over)
    return Act(end=end, settled=end)


def _turning(beat: Beat, stage: Stage, who: str, pose: Pose) -> tuple[int, float]:
    """Own axis and angle, rad."""
    intent = beat.intent
    axis, sign = WAYS.get(intent.sense, (2, 1.0))
    if intent.target is None:
        return axis, sign * (intent.angle_rad or 0.0)
    centre = stage.centre(who)
    point = stage.point(intent.target, centre)
    if point is None:
        return 2, 0.0
    ahead, left, _ = rotation.rotate(rotation.conjugate(pose.attitude), point - centre)
    angle = math.atan2(left, ahead)
    return 2, angle + (2.0 * math.pi * sign if intent.sense and angle * sign < 0.0 else 0.0)


def _usual(axis: int, angle: float) -> float:
    """Seconds when none are said: whole cycles of the limbs."""
    degrees = math.degrees(abs(angle))
    return nominal.TURN_CYCLE_S * max(1, math.ceil(degrees / nominal.TURN_CYCLE_DEG[axis]))
