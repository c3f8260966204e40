"""Clocks: UTC in whole milliseconds (`offworld.utc`) and the uniform times that formulas want."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from offworld.geometry.rotation import FloatArray
from offworld.utc import DAY_MS, of

IntArray = NDArray[np.int64]

UNIX_JULIAN: Final = 2440587.5
"""Julian date of 1970-01-01T00:00 UTC: by the definition of the Julian date."""
J2000: Final = 2451545.0
"""Julian date of the epoch J2000.0."""
_TT_TAI: Final = 32.184
"""TT − TAI, s: exact by definition (IAU 1991)."""
# TAI − UTC in whole seconds from the beginning of each date on: IERS Bulletin C, all there were from 1972 to 2026.
_LEAPS: Final = (
    ("1972-01-01", 10), ("1972-07-01", 11), ("1973-01-01", 12), ("1974-01-01", 13), ("1975-01-01", 14),
    ("1976-01-01", 15), ("1977-01-01", 16), ("1978-01-01", 17), ("1979-01-01", 18), ("1980-01-01", 19),
    ("1981-07-01", 20), ("1982-07-01", 21), ("1983-07-01", 22), ("1985-07-01", 23), ("1988-01-01", 24),
    ("1990-01-01", 25), ("1991-01-01", 26), ("1992-07-01", 27), ("1993-07-01", 28), ("1994-07-01", 29),
    ("1996-01-01", 30), ("1997-07-01", 31), ("1999-01-01", 32), ("2006-01-01", 33), ("2009-01-01", 34),
    ("2012-07-01", 35), ("2015-07-01", 36), ("2017-01-01", 37),
)  # fmt: skip


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
