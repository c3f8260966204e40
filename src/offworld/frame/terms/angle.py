"""From where somebody is seen: about their own up axis and above or below their eyes (handbook camera, section 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.film.framing import Side, Vantage
from offworld.frame.problem import Measure
from offworld.frame.terms.bounds import round_circle, within

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

BANDS_DEG: Final[dict[Vantage, tuple[float, float]]] = {
    "front": (0.0, 20.0), "three-quarter": (20.0, 60.0), "profile": (60.0, 110.0),
    "three-quarter back": (110.0, 160.0), "back": (160.0, 180.0),
}  # fmt: skip
"""Degrees about the person's own up from where the face points (handbook camera, section 2.2)."""
AZIMUTH_MARGIN_DEG: Final = 20.0
"""Handbook camera, section 2.2: 15 to 25."""
ELEVATION_MARGIN_DEG: Final = 10.0
"""Handbook camera, section 2.2: 8 to 12."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AzimuthWish:
    """From which side of the face."""

    who: int
    """Index of the person."""
    low: float
    """Degrees from where the face points; of a side, positive to the person's own left."""
    high: float
    """Likewise."""
    side: Side | None
    """The person's own side on which the camera is; None: either, and the value has no sign."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = "°"
    """Of the value."""
    margin: float = AZIMUTH_MARGIN_DEG
    """In degrees."""

    @property
    def name(self) -> str:
        """For people."""
        return f"angle to {self.person}"

    def measure(self, sight: Sight) -> Measure:
        """Angle of the lens about the person's up from where the face points."""
        way = sight.vantage(self.who)
        angle = np.degrees(np.arctan2(way[:, 1], way[:, 0]))
        if self.side is None:
            return within(np.abs(angle), self.low, self.high, self.margin)
        middle = 0.5 * (self.low + self.high)
        return within(middle + round_circle(angle - middle), self.low, self.high, self.margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevationWish:
    """How far above somebody's eyes, by their own up."""

    who: int
    """Index of the person."""
    low: float
    """Degrees; negative is below."""
    high: float
    """Degrees."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = "°"
    """Of the value."""
    margin: float = ELEVATION_MARGIN_DEG
    """In degrees."""

    @property
    def name(self) -> str:
        """For people."""
        return f"height over {self.person}"

    def measure(self, sight: Sight) -> Measure:
        """Angle of the lens above the plane square to the person's up through the eyes."""
        value = np.degrees(np.arcsin(np.clip(sight.vantage(self.who)[:, 2], -1.0, 1.0)))
        return within(value, self.low, self.high, self.margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApexWish:
    """The line between two people square to the lens, within 15° (handbook camera, section 2.3)."""

    first: int
    """Index of a person."""
    second: int
    """Index of the other."""
    weight: float
    """Share."""
    name: str = "line across the lens"
    """For people."""
    unit: str = "°"
    """Of the value."""
    low: float = -15.0
    """Degrees."""
    high: float = 15.0
    """Degrees."""
    margin: float = 15.0
    """Degrees."""

    def measure(self, sight: Sight) -> Measure:
        """Angle of the line out of the plane of the sensor."""
        line = sight.people[self.second].eyes - sight.people[self.first].eyes
        seen = sight.across(line / max(float(np.linalg.norm(line)), 1e-9))
        return within(np.degrees(np.arcsin(np.clip(seen[:, 2], -1.0, 1.0))), self.low, self.high, self.margin)
