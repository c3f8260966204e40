"""How much of somebody is seen: points of the face, and of the body in wider shots (handbook camera, section 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.frame.problem import Measure

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

MARGIN: Final = 0.4
"""Share of hidden points at which it has fallen to 1/e [I]."""
HINT_M: Final = 0.03
"""m over which a search feels that a point is about to come into sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleWish:
    """A share of somebody's points seen: in the frame, in front of the lens, and not hidden."""

    who: int
    """Index of the person."""
    body: bool
    """Whether points of the body count as well as those of the face."""
    low: float
    """Share that is enough: a face seen from the side shows half of itself."""
    weight: float
    """Share among the wishes."""
    person: str = ""
    """Id, for the table."""
    unit: str = ""
    """The value is a share."""
    high: float = 1.0
    """All of them."""
    margin: float = MARGIN
    """Share."""

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.person} seen"

    def measure(self, sight: Sight) -> Measure:
        """Share of the points that are seen."""
        person = sight.people[self.who]
        local = sight.face(self.who)
        if self.body:
            local = np.concatenate([local, sight.local(person.body)], axis=1)
        places, depth = sight.picture(local)
        slack = sight.slack(self.who) if self.body else sight.face_slack(self.who)
        inside = 1.0 - np.abs(places).max(axis=-1)
        seen = (slack > 0.0) & (inside > 0.0) & (depth > 0.0)
        value = seen.mean(axis=1)
        # As steps have no slope, the search is told of a ramp about each.
        soft = np.clip(0.5 + slack / (2 * HINT_M), 0.0, 1.0) * np.clip(0.5 + inside / 0.2, 0.0, 1.0)
        near = np.where(depth > 0.0, soft, 0.0).mean(axis=1)
        return Measure(
            value=value,
            residual=np.minimum(value - self.low, 0.0)[:, None] / self.margin,
            hint=np.minimum(near - self.low, 0.0)[:, None] / self.margin,
        )
