"""The lens: one that does not bend a face, unless another is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.frame.problem import Measure
from offworld.frame.terms.bounds import within

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

MIDDLE_MM: Final = 35.0
"""The focal length that octaves are counted from."""
LOW, HIGH = -0.75, 1.0
"""Octaves: 21 to 70 mm on a Super 35 gate draw people much as they are [I]."""
MARGIN: Final = 0.75
"""Octaves at which it has fallen to 1/e [I]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LensWish:
    """A focal length within bounds."""

    weight: float
    """Share."""
    name: str = "lens"
    """For people."""
    unit: str = "octaves from 35 mm"
    """Of the value."""
    low: float = LOW
    """Octaves."""
    high: float = HIGH
    """Octaves."""
    margin: float = MARGIN
    """Octaves."""

    def measure(self, sight: Sight) -> Measure:
        """Octaves of the focal length from the middle."""
        return within(np.log2(sight.focal_mm / MIDDLE_MM), self.low, self.high, self.margin)
