"""Values of schedules as programs write them: lengths of pages, lengths of time, dates."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Final

_FRACTION: Final = re.compile(r"(?:(\d{1,4})\s+)?(\d{1,4})\s*/\s*(\d{1,4})")
_CLOCK: Final = re.compile(r"(\d{1,3}):(\d{2})(?::\d{2})?")
_SPOKEN: Final = re.compile(
    r"(?:(\d{1,3})\s*(?:h|hrs?|hours?|ч|час\w*)\.?)?\s*(?:(\d{1,4})\s*(?:m|mins?|minutes?|мин\w*)\.?)?",
    re.IGNORECASE,
)
_NUMERIC: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_NAMED: Final = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST: Final = 10_000


def words_of(value: object) -> str:
    """A value as text; None is empty, whole numbers have no point."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    return str(value).strip() if isinstance(value, str | int | float) else ""


def eighths_of(value: object) -> int | None:
    """Eighths of a page from `1 4/8`, `12/8`, `1.5` or 1.5, or what a spreadsheet made of `4/8`; None: none of it."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return round(value * 8) if math.isfinite(value) and 0 <= value < _MOST else None
    words = str(value).strip()
    taken_for_date = re.fullmatch(r"\d{4}-(?:(0[1-7])-08|08-(0[1-7]))", words)
    if taken_for_date is not None:
        # A spreadsheet took `4/8` for a day and a month; only eighths come out of that as an eighth day or month.
        return int(taken_for_date[1] or taken_for_date[2])
    match = _FRACTION.fullmatch(words)
    if match is not None and int(match[3]) > 0:
        return int(match[1] or 0) * 8 + math.ceil(int(match[2]) * 8 / int(match[3]))
    try:
        return eighths_of(float(words.replace(",", ".")))
    except ValueError:
        return None


def minutes_of(words: str) -> int | None:
    """Minutes from `1:30`, `1h 30m`, `90 min` or `90`; None: it is none of these."""
    plain = words.strip()
    clock = _CLOCK.fullmatch(plain)
    if clock is not None:
        return int(clock[1]) * 60 + int(clock[2])
    if re.fullmatch(r"\d{1,4}", plain, re.ASCII):
        return int(plain)
    spoken = _SPOKEN.fullmatch(plain)
    if spoken is None or not (spoken[1] or spoken[2]):
        return None
    return int(spoken[1] or 0) * 60 + int(spoken[2] or 0)


def iso_date(words: str) -> str:
    """A date as `2021-10-08`.

    Read are that, `10/8/2021` (month first, unless it cannot be), `08.10.2021` and `Fri, Oct 8, 2021`.

    Returns:
        Empty: it holds no date.
    """
    plain = words.strip()
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", plain)
    if found is not None:
        return _date(int(found[1]), int(found[2]), int(found[3]))
    numeric = _NUMERIC.search(plain)
    if numeric is not None:
        first, second, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
        month_first = numeric[2] == "/" and first <= 12
        return _date(year, first, second) if month_first else _date(year, second, first)
    for pattern in _NAMED:
        named = pattern.search(plain)
        if named is not None and named["month"][:3].lower() in _MONTHS:
            return _date(int(named["year"]), _MONTHS.index(named["month"][:3].lower()) + 1, int(named["day"]))
    return ""


def _date(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
