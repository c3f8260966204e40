"""Words, dates and lengths of the papers in a language; a language is a file in ``languages``."""

from __future__ import annotations

import datetime as dt
import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

from offworld.film.categories import BY_ID
from offworld.film.company import Routine
from offworld.film.days import Minutes

CODES: Final = ("en", "ru")
"""Languages of the papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """One language."""

    code: str
    """For example `en`, as HTML wants it."""
    name: str
    """What it calls itself."""
    decimal: str
    """Between whole and broken part of a number."""
    weekdays: Sequence[str]
    """From Monday."""
    short_weekdays: Sequence[str]
    """The same for narrow columns."""
    months: Sequence[str]
    """From January, as in a date."""
    labels: Mapping[str, str]
    """Headings and fixed words."""

    def date(self, date: str) -> str:
        """`Friday, 8 October 2021`."""
        day = dt.date.fromisoformat(date)
        return f"{self.weekdays[day.weekday()]}, {day.day} {self.months[day.month - 1]} {day.year}"

    def weekday(self, date: str) -> str:
        """`Fri`."""
        return self.short_weekdays[dt.date.fromisoformat(date).weekday()]

    def short(self, date: str) -> str:
        """`8 Oct`."""
        day = dt.date.fromisoformat(date)
        return f"{day.day} {self.months[day.month - 1][:3]}"

    def lasts(self, minutes: int) -> str:
        """`2 h 15 min`."""
        hours, rest = divmod(minutes, 60)
        parts = [
            f"{hours} {self.labels['h']}" if hours else "",
            f"{rest} {self.labels['min']}" if rest else "",
        ]
        return " ".join(part for part in parts if part) or f"0 {self.labels['min']}"

    def degrees(self, angle: float) -> str:
        """`−23.4°`."""
        return f"{math.degrees(angle):.1f}°".replace("-", "−").replace(".", self.decimal)

    def category(self, name: str) -> str:
        """Title of a category of a breakdown."""
        known = BY_ID.get(name)
        if known is None:
            return name
        return known.title_ru if self.code == "ru" else known.title

    def routine(self, one: Routine) -> str:
        """What a time that is not for filming is for."""
        if one.what and one.what.casefold() != one.kind:
            return one.what
        return self.labels["duty time" if one.kind == "duty" else one.kind]


def span(minutes: Minutes) -> str:
    """`09:00–10:30`; a moment alone as `09:00`."""
    first, last = (f"{one // 60 % 24:02}:{one % 60:02}" for one in minutes)
    return first if minutes[0] == minutes[1] else f"{first}–{last}"


@functools.cache
def tongue(code: str) -> Tongue:
    """A language by its code.

    Raises:
        KeyError: there is none of that code.
    """
    if code not in CODES:
        raise KeyError(code)
    file = resources.files("offworld.report.schedule") / "languages" / f"{code}.json"
    read = json.loads(file.read_text(encoding="utf-8"))
    return Tongue(code=code, short_weekdays=read.pop("short weekdays"), **read)
