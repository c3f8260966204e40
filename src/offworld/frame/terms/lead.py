"""Lead room: free frame where somebody looks (handbook camera, section 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.frame.problem import Measure
from offworld.frame.terms.bounds import on_line, within

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

LOW, HIGH = 0.60, 0.67
"""Share of the line through the eyes that lies ahead (handbook camera, section 2.3)."""
MARGIN: Final = 0.15
"""Share at which it has fallen to 1/e [I]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadWish:
    """Room ahead of a look."""

    who: int
    """Index of the person."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = ""
    """The value is a share."""
    low: float = LOW
    """Share."""
    high: float = HIGH
    """Share."""
    margin: float = MARGIN
    """Share."""

    @property
    def name(self) -> str:
        """For people."""
        return f"room ahead of {self.person}"

    def measure(self, sight: Sight) -> Measure:
        """Share of the line ahead of the eyes; it fades to the middle of the bounds as they look into the lens."""
        local, gaze = sight.eyes(self.who), sight.people[self.who].gaze
        ahead, whole = on_line(sight.spot(self.who), sight.direction(local, gaze))
        seen = sight.across(gaze)
        middle = 0.5 * (self.low + self.high)
        value = middle + (ahead / whole - middle) * np.hypot(seen[:, 0], seen[:, 1])
        return within(value, self.low, self.high, self.margin)
