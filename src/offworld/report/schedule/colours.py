"""Colours of strips, as data.

White, yellow, blue and green are what schedulers print for inside and outside by day and night; they are recalled, not
read anywhere, so a house with other colours changes this table alone. Morning counts as day, evening as night, and
what is inside and outside as outside. The tint of a dark screen is the same colour, darkened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from offworld.film.board import BoardStrip


@dataclass(frozen=True, slots=True, kw_only=True)
class StripColour:
    """One kind of strip."""

    label: str
    """Its words in the languages of the papers."""
    paper: str
    """On paper and light screens, as CSS has colours."""
    screen: str
    """On dark screens."""


INT_DAY: Final = StripColour(label="int day", paper="#ffffff", screen="#2f2f33")
EXT_DAY: Final = StripColour(label="ext day", paper="#fbedb0", screen="#4d4114")
INT_NIGHT: Final = StripColour(label="int night", paper="#c9dcf4", screen="#1f3657")
EXT_NIGHT: Final = StripColour(label="ext night", paper="#cfe8cd", screen="#1e4230")
COLOURS: Final = (INT_DAY, EXT_DAY, INT_NIGHT, EXT_NIGHT)
"""All of them."""


def colour_of(strip: BoardStrip) -> StripColour:
    """The colour of a strip, by its heading."""
    night = strip.time in {"night", "evening"}
    if strip.inside in {"EXT", "INT/EXT"}:
        return EXT_NIGHT if night else EXT_DAY
    return INT_NIGHT if night else INT_DAY
