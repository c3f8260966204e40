"""Headroom: from the crown to the edge of the frame along the head's own up (handbook camera, section 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from offworld.film.framing import Size
from offworld.frame.problem import Measure
from offworld.frame.terms.bounds import on_line, strength, within

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

BOUNDS: Final[dict[Size, tuple[float, float]]] = {
    "BCU": (-0.15, 0.0), "CU": (0.0, 0.05), "MCU": (0.06, 0.10), "bust": (0.07, 0.11), "MS": (0.08, 0.12),
    "cowboy": (0.09, 0.13), "MLS": (0.10, 0.15), "FS": (0.10, 0.15),
}  # fmt: skip
"""Share of the line across the frame for each size [R: practice; handbook camera, section 2.3 has CU, MCU, MS and FS,
the others lie between]. Closer than BCU the crown is cut, and in the widest the person is small: nothing is
wished."""
MARGIN: Final = 0.06
"""Share at which it has fallen to 1/e [I]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadroomWish:
    """Room above a head, whichever way it points in the picture."""

    who: int
    """Index of the person."""
    low: float
    """Share of the line through the crown along the head's up."""
    high: float
    """Likewise."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = ""
    """The value is a share."""
    margin: float = MARGIN
    """Share."""

    @property
    def name(self) -> str:
        """For people."""
        return f"headroom of {self.person}"

    def measure(self, sight: Sight) -> Measure:
        """Share of the line beyond the crown; it fades to the middle of the bounds as the crown points at us."""
        local, up = sight.crown(self.who), sight.people[self.who].up
        places = sight.picture(local[:, None, :])[0][:, 0, :]
        ahead, whole = on_line(places, sight.direction(local, up))
        middle = 0.5 * (self.low + self.high)
        value = middle + (ahead / whole - middle) * strength(sight.across(up))
        return within(value, self.low, self.high, self.margin)
