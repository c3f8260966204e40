"""Places in the picture: where somebody's eyes are to be (handbook camera, section 2.3, thirds)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.frame.problem import Measure

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

MARGIN: Final = 0.17
"""Half frames at which a place has fallen to 1/e: 0.12 √2 (handbook camera, section 2.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotWish:
    """Somebody's eyes at a place in the picture."""

    who: int
    """Index of the person."""
    x: float
    """−1 left to 1 right."""
    y: float | None
    """−1 bottom to 1 top; None: any."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = "half frames"
    """Of the value."""
    low: float = 0.0
    """Bounds of the distance."""
    high: float = 0.0
    """Bounds of the distance."""
    margin: float = MARGIN
    """In half frames."""

    @property
    def name(self) -> str:
        """For people."""
        return f"place of {self.person}"

    def measure(self, sight: Sight) -> Measure:
        """Distance of the eyes from their place."""
        away = sight.spot(self.who) - np.array([self.x, 0.0 if self.y is None else self.y])
        if self.y is None:
            away = away[:, :1]
        return Measure(value=np.linalg.norm(away, axis=1), residual=away / self.margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapWish:
    """How far apart two people's eyes are in the picture: 0.5 to 1.2 half frames (handbook camera, section 2.3)."""

    first: int
    """Index of a person."""
    second: int
    """Index of the other."""
    weight: float
    """Share."""
    name: str = "gap between the two"
    """For people."""
    unit: str = "half frames"
    """Of the value."""
    low: float = 0.5
    """In half frames."""
    high: float = 1.2
    """In half frames."""
    margin: float = MARGIN
    """In half frames."""

    def measure(self, sight: Sight) -> Measure:
        """Distance between both pairs of eyes."""
        value = np.linalg.norm(sight.spot(self.first) - sight.spot(self.second), axis=1)
        outside = value - np.clip(value, self.low, self.high)
        return Measure(value=value, residual=outside[:, None] / self.margin)
