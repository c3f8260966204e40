"""Clocks: UTC in whole milliseconds, as text, and the uniform times that formulas want.

`utc_ms` counts milliseconds since 1970-01-01T00:00:00 UTC without leap seconds, so a day has 86 400 000 of them. A
leap second itself cannot be named; none has been inserted since 2017.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from offworld.errors import FilmError, Problem
from offworld.geometry.rotation import FloatArray

IntArray = NDArray[np.int64]

DAY_MS: Final = 86_400_000
"""Milliseconds of a UTC day."""
UNIX_JULIAN: Final = 2440587.5
"""Julian date of 1970-01-01T00:00 UTC: by the definition of the Julian date."""
J2000: Final = 2451545.0
"""Julian date of the epoch J2000.0."""
_TT_TAI: Final = 32.184
"""TT − TAI, s: exact by definition (IAU 1991)."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT: Final = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}(?:\.\d{1,6})?))?)?"
    r"\s?(?:Z|UTC)?"
)
# TAI − UTC in whole seconds from the beginning of each date on: IERS Bulletin C, all there were from 1972 to 2026.
_LEAPS: Final = (
    ("1972-01-01", 10), ("1972-07-01", 11), ("1973-01-01", 12), ("1974-01-01", 13), ("1975-01-01", 14),
    ("1976-01-01", 15), ("1977-01-01", 16), ("1978-01-01", 17), ("1979-01-01", 18), ("1980-01-01", 19),
    ("1981-07-01", 20), ("1982-07-01", 21), ("1983-07-01", 22), ("1985-07-01", 23), ("1988-01-01", 24),
    ("1990-01-01", 25), ("1991-01-01", 26), ("1992-07-01", 27), ("1993-07-01", 28), ("1994-07-01", 29),
    ("1996-01-01", 30), ("1997-07-01", 31), ("1999-01-01", 32), ("2006-01-01", 33), ("2009-01-01", 34),
    ("2012-07-01", 35), ("2015-07-01", 36), ("2017-01-01", 37),
)  # fmt: skip
FIRST_YEAR: Final = 1972
"""Before it UTC had no whole seconds."""
LAST_YEAR: Final = 2049
"""The ephemeris that comes along ends in 2053; leap seconds after 2026 are unknown."""


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


def julian_utc(utc_ms: ArrayLike) -> FloatArray:
    """Julian dates (...) of UTC moments; 64 bits of float leave about 40 µs."""
    return np.asarray(UNIX_JULIAN + np.asarray(utc_ms, dtype=np.float64) / DAY_MS)


def tt_j2000(utc_ms: ArrayLike) -> FloatArray:
    """Days (...) of terrestrial time since J2000.0."""
    times = np.asarray(utc_ms, dtype=np.float64)
    return np.asarray((UNIX_JULIAN - J2000) + (times / 1000.0 + tai_utc(times) + _TT_TAI) / 86_400.0)


def julian_tt(utc_ms: ArrayLike) -> FloatArray:
    """Julian dates (...) of terrestrial time."""
    return np.asarray(J2000 + tt_j2000(utc_ms))


def tai_utc(utc_ms: ArrayLike) -> FloatArray:
    """TAI − UTC (...), s."""
    index = np.searchsorted(_LEAP_MS, np.asarray(utc_ms, dtype=np.float64), side="right") - 1
    return np.asarray(_LEAP_S[np.maximum(index, 0)])


_LEAP_MS: Final = np.array(
    [of(datetime.fromisoformat(day).replace(tzinfo=UTC)) for day, _ in _LEAPS], dtype=np.float64
)
_LEAP_S: Final = np.array([seconds for _, seconds in _LEAPS], dtype=np.float64)
