"""A planned turn as poses over time: from the person's own posture into a loop of poses, round it, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.rehearse.system import Floats
from offworld.rehearse.turning.technique import HARMONICS

RAMP: Final = 0.3
"""Share of a cycle in which the limbs start, and stop."""
SOFT: Final = 0.08
"""rad before the end of a range within which a path bends away from it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Swinging:
    """A planned turn: poses over time."""

    start: Floats
    """(hinges,) the posture it begins and ends in, rad."""
    lift: Floats
    """(hinges,) from there to the beginning of the loop, rad."""
    cos: Floats
    """(2, hinges) of the loop, rad."""
    sin: Floats
    """(2, hinges) of the loop, rad."""
    used: Floats
    """(hinges,) 1 where it moves a hinge."""
    low: Floats
    """(hinges,) lower ends of the ranges that it keeps to, rad."""
    high: Floats
    """(hinges,) upper ends."""
    cycles: int
    """How often."""
    duration: float
    """s."""

    def at(self, time: float) -> tuple[Floats, Floats, Floats]:
        """(hinges,) angles, rad, speeds, rad/s, and accelerations, rad/s², at a time since the beginning."""
        phase, rate, change = _phase(np.array([time]), self.cycles, self.duration)
        pose, slope, curve = (self._free(phase, k)[0] for k in range(3))
        give, bend = self._give(pose, 1), self._give(pose, 2)
        turn = curve * rate[0] ** 2 + slope * change[0]
        speed = slope * rate[0]
        return self._limited(pose), give * speed, give * turn + bend * speed**2

    def path(self, times: Floats) -> tuple[Floats, Floats]:
        """(n, hinges) angles, rad, and speeds, rad/s, at times (n,)."""
        phase, rate, _ = _phase(times, self.cycles, self.duration)
        return self.poses(phase), self.slopes(phase) * rate[:, None]

    def poses(self, phase: Floats) -> Floats:
        """(n, hinges) of the path at phases (n,) gone through."""
        return self._limited(self._free(phase))

    def slopes(self, phase: Floats) -> Floats:
        """(n, hinges) how the path goes on at phases (n,), rad per rad of phase."""
        return np.asarray(self._give(self._free(phase), 1) * self._free(phase, 1))

    def _limited(self, poses: Floats) -> Floats:
        """Angles that keep to the ranges."""
        return np.asarray(self.start + self._give(poses, 0) - self._give(self.start, 0))

    def _give(self, poses: Floats, derivative: int) -> Floats:
        """Angles that bend smoothly away from the ends of ranges, or a derivative of that over the angle."""
        under, over = (self.low - poses) / SOFT, (poses - self.high) / SOFT
        if derivative == 0:
            return np.asarray(poses + SOFT * (np.logaddexp(0.0, under) - np.logaddexp(0.0, over)))
        low, high = 1.0 / (1.0 + np.exp(-under)), 1.0 / (1.0 + np.exp(-over))
        if derivative == 1:
            return np.asarray(1.0 - low - high)
        return np.asarray((low * (1.0 - low) - high * (1.0 - high)) / SOFT)

    def _free(self, phase: Floats, derivative: int = 0) -> Floats:
        """(n, hinges) of the path as if joints had no ends, or a derivative over the phase."""
        share = into_loop(phase, 2.0 * np.pi * self.cycles)[derivative]
        angle = np.multiply.outer(phase, HARMONICS) + derivative * np.pi / 2.0
        scale = HARMONICS**derivative
        swing = (scale * np.cos(angle)) @ self.cos + (scale * np.sin(angle)) @ self.sin
        still = self.start - self.cos.sum(axis=0) if derivative == 0 else 0.0
        return np.asarray(np.multiply.outer(share, self.lift) + swing + still)


def into_loop(phase: Floats, whole: float) -> tuple[Floats, Floats, Floats]:
    """How far the body is in the loop, from 0 at both ends to 1, with two derivatives over the phase.

    Args:
        phase: (n,) from 0 to the whole.
        whole: of all cycles.
    """
    near = np.minimum(np.minimum(phase, whole - phase), np.pi)
    sign = np.where(phase < 0.5 * whole, 1.0, -1.0)
    inside = near < np.pi
    return (
        np.sin(0.5 * near) ** 2, 0.5 * sign * np.sin(near) * inside, 0.5 * np.cos(near) * inside,
    )  # fmt: skip


def _phase(times: Floats, cycles: int, duration: float) -> tuple[Floats, Floats, Floats]:
    """Phase, its rate, 1/s, and the change of that, 1/s²: raised cosines at both ends, even between."""
    ramp = RAMP * duration / cycles
    top = 2.0 * np.pi * cycles / (duration - ramp)
    time = np.clip(times, 0.0, duration)
    back = time > 0.5 * duration
    near = np.where(back, duration - time, time)
    slow = near < ramp
    turn = np.pi * near / ramp
    there = np.where(
        slow, top * (0.5 * near - ramp / (2.0 * np.pi) * np.sin(turn)), top * (near - 0.5 * ramp)
    )
    rate = np.where(slow, 0.5 * top * (1.0 - np.cos(turn)), top)
    change = np.where(slow, 0.5 * top * np.pi / ramp * np.sin(turn), 0.0)
    whole = 2.0 * np.pi * cycles
    return np.where(back, whole - there, there), rate, np.where(back, -change, change)
