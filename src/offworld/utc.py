"""Moments of the world's clock: UTC in whole milliseconds, and as text.

`utc_ms` counts milliseconds since 1970-01-01T00:00:00 UTC without leap seconds, so a day has 86 400 000 of them. A
leap second itself cannot be named; none has been inserted since 2017.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from offworld.errors import FilmError, Problem

DAY_MS: Final = 86_400_000
"""Milliseconds of a UTC day."""
FIRST_YEAR: Final = 1972
"""Before it UTC had no whole seconds."""
LAST_YEAR: Final = 2049
"""The ephemeris that comes along ends in 2053; leap seconds after 2026 are unknown."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT: Final = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}(?:\.\d{1,6})?))?)?"
    r"\s?(?:Z|UTC)?",
    re.ASCII,
)


def read_utc(text: str) -> int:
    """Reads `2021-10-15 17:24:22` (with `T`, fractions, `Z` or `UTC` if wanted; a bare date is its beginning).

    Raises:
        FilmError: it is no such moment.
    """
    match = _TEXT.fullmatch(text.strip())
    day = _day(match["day"]) if match is not None else None
    if match is not None and day is not None:
        hour, minute, second = int(match["hour"] or 0), int(match["minute"] or 0), float(match["second"] or 0)
        if hour < 24 and minute < 60 and second < 60.0:
            return of(day + timedelta(hours=hour, minutes=minute)) + round(second * 1000.0)
    remedy = f"write UTC as 2021-10-15 17:24:22, in the years {FIRST_YEAR} to {LAST_YEAR}"
    raise FilmError(Problem(what=f"{text[:40]!r} is no moment", remedy=remedy, kind="bad-moment"))


def _day(text: str) -> datetime | None:
    try:
        day = datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def of(moment: datetime) -> int:
    """Milliseconds of a moment that knows its zone."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def to_text(utc_ms: float, *, places: int = 3) -> str:
    """A moment as `2021-10-15T17:24:22.000Z`; with no places, rounded to the second."""
    unit = 10 ** (3 - places)
    whole = round(utc_ms / unit) * unit
    moment = _EPOCH + timedelta(milliseconds=whole)
    fraction = f".{moment.microsecond // 1000:03d}"[: places + 1] if places else ""
    return f"{moment:%Y-%m-%dT%H:%M:%S}{fraction}Z"


def date_of(utc_ms: int) -> str:
    """The UTC date of a moment."""
    return f"{_EPOCH + timedelta(milliseconds=int(utc_ms)):%Y-%m-%d}"
