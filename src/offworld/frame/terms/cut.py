"""Where the frame cuts a body: landmarks that a size keeps, edges between joints (handbook camera, section 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from offworld.film.framing import SIZES, Size
from offworld.frame.problem import Measure
from offworld.frame.terms.bounds import within

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

CLEAN_HEADS = 0.25
"""Head heights from an edge within which a joint is cut badly (handbook camera, section 2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWish:
    """All landmarks of the body that a size keeps are in the frame."""

    who: int
    """Index of the person."""
    size: Size
    """Asked for."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = ""
    """The value is a share."""
    low: float = 1.0
    """All."""
    high: float = 1.0
    """All."""
    margin: float = 0.4
    """Share [I]."""

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.person} kept in the frame"

    def measure(self, sight: Sight) -> Measure:
        """Share of the landmarks from the eyes down to the lowest of the size."""
        ladder = sight.people[self.who].ladder[: SIZES.index(self.size) + 1]
        places, depth = sight.picture(sight.local(ladder))
        inside = np.where(depth > 0.0, 1.0 - np.abs(places).max(axis=-1), -1.0)
        soft = np.clip(0.5 + inside / 0.1, 0.0, 1.0).mean(axis=1)
        return within(soft, self.low, self.high, self.margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeWish:
    """No edge of the frame at a joint."""

    who: int
    """Index of the person."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = "joints"
    """Of the value."""
    low: float = 0.0
    """None."""
    high: float = 0.0
    """None."""
    margin: float = 1.5
    """Joints [I]."""

    @property
    def name(self) -> str:
        """For people."""
        return f"edges at joints of {self.person}"

    def measure(self, sight: Sight) -> Measure:
        """How many joints lie at an edge, each counted less the farther it is from it."""
        places, depth = sight.picture(sight.local(sight.people[self.who].joints))
        # Nearness in head heights as they look in the frame at the person's own depth.
        heads = np.abs(1.0 - np.abs(places).max(axis=-1)) / (2.0 * sight.head_share(self.who))[:, None]
        cut = np.where(depth > 0.0, np.clip(1.0 - heads / CLEAN_HEADS, 0.0, 1.0), 0.0)
        return within(cut.sum(axis=1), self.low, self.high, self.margin)
