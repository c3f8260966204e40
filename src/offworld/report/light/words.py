"""Light in words: kinds of light, times of day, lengths and amounts as crews say them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from offworld.film.light import Through


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of light through a window."""

    name: Through
    """As records have it."""
    words: str
    """For people."""
    style: str
    """Class of its colour."""


KINDS: Final = (
    Kind(name="direct sun", words="direct sun", style="sun"),
    Kind(name="earth day", words="Earth by day", style="earthday"),
    Kind(name="terminator", words="terminator", style="terminator"),
    Kind(name="earth night", words="Earth by night", style="earthnight"),
    Kind(name="day", words="day", style="day"),
    Kind(name="night", words="night", style="night"),
    Kind(name="space", words="black sky", style="space"),
)
"""All kinds, the strongest first."""
WORDS: Final = {kind.name: kind.words for kind in KINDS}
"""For people, by name."""
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clock_utc(utc_ms: int, *, seconds: bool = False) -> str:
    """The time of day of a moment: `18:57`, or with its seconds."""
    of_day = (utc_ms if seconds else round(utc_ms / 60_000) * 60_000) // 1000 % 86_400
    shown = f"{of_day // 3600:02}:{of_day // 60 % 60:02}"
    return f"{shown}:{of_day % 60:02}" if seconds else shown


def date_utc(utc_ms: int) -> str:
    """The day of a moment: `15 Oct 2021`."""
    day = dt.datetime.fromtimestamp(utc_ms / 1000.0, tz=dt.UTC)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_name(date: str) -> str:
    """A date of a record, `2021-10-15`, as `15 Oct`."""
    _, month, day = date.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]}"


def lasts(seconds: float) -> str:
    """A length of time as it is said: `22 min`, `40 s`, `3 h 10 min`."""
    if seconds < 99.5:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60.0)
    if minutes < 100:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def lux_words(lux: float) -> str:
    """An amount of light with as many digits as it deserves: `56 000 lx`, `2.3 lx`."""
    if lux < 0.1:
        return "no light"
    if lux < 10:
        return f"{lux:.1f} lx"
    power = 10 ** (len(str(int(lux))) - 2)
    whole = round(lux / power) * power
    return f"{whole:,} lx".replace(",", "\u202f")
