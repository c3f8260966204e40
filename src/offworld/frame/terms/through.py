"""Through somebody's eyes: there, looking where they look, and with their own up (handbook camera, section 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from offworld.frame.problem import Measure
from offworld.frame.terms.bounds import within

if TYPE_CHECKING:
    from offworld.frame.sight import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWish:
    """The lens at somebody's eyes."""

    who: int
    """Index of the person."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = "m"
    """Of the value."""
    low: float = 0.0
    """m."""
    high: float = 0.05
    """m."""
    margin: float = 0.06
    """m: at the 0.15 m of the handbook little is left."""

    @property
    def name(self) -> str:
        """For people."""
        return f"at the eyes of {self.person}"

    def measure(self, sight: Sight) -> Measure:
        """Distance of the lens from the eyes."""
        value = np.linalg.norm(sight.poses.positions - sight.people[self.who].eyes, axis=1)
        return within(value, self.low, self.high, self.margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class AimWish:
    """The lens along somebody's gaze, within 10°."""

    who: int
    """Index of the person."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = "°"
    """Of the value."""
    low: float = 0.0
    """Degrees."""
    high: float = 10.0
    """Degrees."""
    margin: float = 10.0
    """Degrees [I]."""

    @property
    def name(self) -> str:
        """For people."""
        return f"gaze of {self.person}"

    def measure(self, sight: Sight) -> Measure:
        """Angle between the lens and the gaze."""
        seen = sight.across(sight.people[self.who].gaze)
        value = np.degrees(np.arctan2(np.hypot(seen[:, 0], seen[:, 1]), -seen[:, 2]))
        return within(value, self.low, self.high, self.margin)
