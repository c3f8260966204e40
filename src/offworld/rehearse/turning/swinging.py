"""A planned turn as poses over time: from the person's own posture into a loop of poses, round it, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.rehearse.system import Floats
from offworld.rehearse.turning.technique import Technique

RAMP: Final = 0.3
"""Share of a cycle in which the limbs start, and stop."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Swinging:
    """A planned turn: poses over time."""

    start: Floats
    """(hinges,) the posture it begins and ends in, rad."""
    main: Technique
    """The loop that turns."""
    aside: tuple[Technique, Technique]
    """The loops that take up the rest."""
    widths: Floats
    """(3,) of the main loop and of those."""
    way: float
    """1 through the loops, -1 backwards."""
    cycles: int
    """How often."""
    duration: float
    """s."""

    def at(self, time: float) -> tuple[Floats, Floats, Floats]:
        """(hinges,) angles, rad, speeds, rad/s, and accelerations, rad/s², at a time since the beginning."""
        phase, rate, change = _phase(np.array([time]), self.cycles, self.duration)
        pose, slope, curve = (self.poses(phase, k)[0] for k in range(3))
        return pose, slope * rate[0], curve * rate[0] ** 2 + slope * change[0]

    def path(self, times: Floats) -> Floats:
        """(n, hinges) angles at times (n,), rad."""
        return self.poses(_phase(times, self.cycles, self.duration)[0])

    def poses(self, phase: Floats, derivative: int = 0) -> Floats:
        """(n, hinges) of the path at phases (n,) gone through, or a derivative over the phase."""
        share = into_loop(phase, 2.0 * np.pi * self.cycles)[derivative]
        towards = self.widths[0] * self.main.used * (self.main.base - self.start)
        poses = np.multiply.outer(share, towards) + (self.start if derivative == 0 else 0.0)
        for width, loop in zip(self.widths, (self.main, *self.aside), strict=True):
            poses = poses + width * self.way**derivative * loop.swing(self.way * phase, derivative)
        return np.asarray(poses)


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
