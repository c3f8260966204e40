"""Whose up the frame follows: roll against a chosen axis (handbook camera, section 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.frame.problem import Measure
from offworld.frame.terms.bounds import round_circle, strength, within

if TYPE_CHECKING:
    from offworld.frame.sight import Sight
    from offworld.frame.subject import Subject
    from offworld.geometry.rotation import FloatArray

MARGIN_DEG: Final = 15.0
"""Degrees at which a roll has fallen to 1/e (handbook camera, section 2.2: 10 to 20)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UpWish:
    """The top of the frame along an axis, or turned from it by a wanted angle."""

    axis: FloatArray | None
    """(3,) unit, set frame; None: that of the people named."""
    people: tuple[int, ...]
    """Whose up it is: of one, or the mean of a group; empty where `axis` is given."""
    roll_deg: float
    """Wanted angle of that up in the frame, clockwise as seen."""
    weight: float
    """Share."""
    name: str = "up"
    """For people."""
    unit: str = "°"
    """Of the value, which fades where the axis lies along the lens."""
    low: float = 0.0
    """Bounds in degrees."""
    high: float = 0.0
    """Bounds in degrees."""
    margin: float = MARGIN_DEG
    """In degrees."""

    def measure(self, sight: Sight) -> Measure:
        """Angle of the axis from the top of the frame, less the wanted one."""
        axis = self.axis if self.axis is not None else mean_up(sight.people, self.people)
        if axis is None:
            zero = np.zeros(len(sight.poses))
            return Measure(value=zero, residual=zero[:, None])
        seen = sight.across(axis)
        roll = np.degrees(np.arctan2(seen[:, 0], seen[:, 1]))
        value = round_circle(roll - self.roll_deg) * strength(seen)
        return within(value, self.low, self.high, self.margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelWish:
    """The line between two people level in the frame, either way round, or at a wanted angle to it."""

    first: int
    """Index of a person."""
    second: int
    """Index of the other."""
    roll_deg: float
    """Wanted angle of the line, clockwise as seen."""
    weight: float
    """Share."""
    name: str = "line between the two"
    """For people."""
    unit: str = "°"
    """Of the value."""
    low: float = 0.0
    """Bounds in degrees."""
    high: float = 0.0
    """Bounds in degrees."""
    margin: float = MARGIN_DEG
    """In degrees."""

    def measure(self, sight: Sight) -> Measure:
        """Angle of the line between the two pairs of eyes as it lies in the picture, −90 to 90."""
        a, b = sight.spot(self.first), sight.spot(self.second)
        aspect = sight.problem.rig.aspect
        run, rise = (b[:, 0] - a[:, 0]) * aspect, b[:, 1] - a[:, 1]
        angle = np.degrees(np.arctan2(-rise, run)) - self.roll_deg
        # Which of the two is on the left is the places' business: half a turn is the same line.
        value = (angle + 90.0) % 180.0 - 90.0
        return within(value, self.low, self.high, self.margin)


def mean_up(people: tuple[Subject, ...], who: tuple[int, ...]) -> FloatArray | None:
    """(3,) unit mean of people's ups; None where they speak against each other (shorter than 0.3 of their number)."""
    total = np.sum([people[i].up for i in who], axis=0)
    length = float(np.linalg.norm(total))
    return None if length < 0.3 * len(who) else np.asarray(total / length)
