"""How an imagined body goes: it rests, or goes straight from one pose to another, or flies on, or is carried along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.geometry import rotation
from offworld.geometry.pose import Pose
from offworld.geometry.rotation import FloatArray
from offworld.imagine.nominal import TURN_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """From one pose to another at a constant pace, the attitude turning evenly along; then at rest."""

    begin: Pose
    """At its start and before."""
    goal: Pose
    """At its end and after."""
    start: int
    """Tick at which it sets out."""
    end: int
    """Tick at which it is there."""

    def at(self, tick: int) -> Pose:
        """The pose at a tick."""
        if tick >= self.end:
            return self.goal
        if tick <= self.start:
            return self.begin
        share = (tick - self.start) / (self.end - self.start)
        place = (1.0 - share) * np.asarray(self.begin.position) + share * np.asarray(self.goal.position)
        return Pose.of(place, rotation.slerp(self.begin.attitude, self.goal.attitude, share))


def straight(begin: Pose, goal: Pose, start: int, speed: float) -> Way:
    """The way to a goal at a speed, m/s; a turn that needs longer than the way makes it slower."""
    seconds = max(distance(begin, goal) / max(speed, 1e-3), turn(begin, goal) / TURN_RATE)
    return Way(begin=begin, goal=goal, start=start, end=start + round(1000 * seconds))


def rest(pose: Pose, tick: int) -> Way:
    """No way at all."""
    return Way(begin=pose, goal=pose, start=tick, end=tick)


def flight(begin: Pose, velocity: FloatArray, start: int, low: FloatArray, high: FloatArray) -> Way:
    """Straight on until the middle of the body would leave a room of these corners (3,)."""
    speed = float(np.linalg.norm(velocity))
    if speed < 1e-6:
        return rest(begin, start)
    place = np.asarray(begin.position)
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.where(velocity > 0.0, (high - place) / velocity, (low - place) / velocity)
    seconds = max(0.0, float(np.min(ends[np.abs(velocity) > 1e-9])))
    goal = Pose.of(place + seconds * velocity, begin.attitude)
    return Way(begin=begin, goal=goal, start=start, end=start + round(1000 * seconds))


def distance(a: Pose, b: Pose) -> float:
    """Metres between two poses."""
    return float(np.linalg.norm(np.subtract(a.position, b.position)))


def turn(a: Pose, b: Pose) -> float:
    """Radians between two poses."""
    return float(rotation.angle_between(a.attitude, b.attitude))
