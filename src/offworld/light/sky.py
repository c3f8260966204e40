"""Where Sun, Moon and Mars stand, seen from the middle of the Earth: JPL's DE421 through Skyfield, offline.

Positions are worked out at knots and joined by cubic splines: what is asked for a month of seconds costs no more than
a few hundred looks into the ephemeris. The knots lie on a fixed grid, so that an answer does not depend on what else
was asked. Largest error of the splines against the ephemeris: see `tests/light/test_sky.py`.
"""

from __future__ import annotations

from contextlib import closing
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.interpolate import CubicSpline

from offworld.geometry.rotation import FloatArray
from offworld.light.clock import julian_tt
from offworld.utc import DAY_MS

Body = Literal["sun", "moon", "mars"]
AU: Final = 149_597_870_700.0
"""m: exact by definition (IAU 2012)."""
_CHUNK_MS: Final = 16 * DAY_MS
_KNOT_MS: Final = {"sun": DAY_MS // 4, "moon": DAY_MS // 8, "mars": DAY_MS // 2, "teme": DAY_MS // 4}
_MARGIN: Final = 4  # knots beyond either end, so that a spline's free ends lie outside


def positions(body: Body, utc_ms: ArrayLike) -> FloatArray:
    """Apparent places from the Earth's centre, without precession: axes of the ICRF.

    Args:
        body: which.
        utc_ms: (n,) or one moment.

    Returns:
        (n, 3) or (3,) m; light time and aberration are in them.
    """
    return _splined(body, utc_ms)


def teme_axes(utc_ms: ArrayLike) -> FloatArray:
    """Rotations (n, 3, 3) or (3, 3) from ICRF to the frame of element sets (true equator, mean equinox)."""
    flat = _splined("teme", utc_ms)
    return np.asarray(flat.reshape(*flat.shape[:-1], 3, 3))


def sun_teme(utc_ms: ArrayLike) -> FloatArray:
    """The Sun from the Earth's centre in the frame of element sets, (n, 3) or (3,) m."""
    return _splined("sun_teme", utc_ms)


def _splined(what: str, utc_ms: ArrayLike) -> FloatArray:
    times = np.asarray(utc_ms, dtype=np.float64)
    flat = np.atleast_1d(times)
    chunks = np.floor_divide(flat, _CHUNK_MS).astype(np.int64)
    first, last = int(chunks.min()), int(chunks.max())
    parts = [(chunk, chunks == chunk) for chunk in range(first, last + 1)]
    out: FloatArray | None = None
    for chunk, mine in parts:
        if not np.any(mine):
            continue
        values = _spline(what, chunk)(flat[mine] - float(chunk) * _CHUNK_MS)
        if out is None:
            out = np.empty((len(flat), values.shape[1]))
        out[mine] = values
    assert out is not None
    return out if times.ndim else out[0]


@lru_cache(maxsize=256)
def _spline(what: str, chunk: int) -> CubicSpline:
    step = _KNOT_MS.get(what, _KNOT_MS["sun"])
    inside = np.arange(-_MARGIN, _CHUNK_MS // step + _MARGIN + 1) * step
    times = inside + chunk * _CHUNK_MS
    if what == "sun_teme":
        values = np.einsum("nij,nj->ni", _teme(times), _from_earth("sun", times))
    elif what == "teme":
        values = _teme(times).reshape(len(times), 9)
    else:
        values = _from_earth(what, times)
    return CubicSpline(inside.astype(np.float64), values)


def _from_earth(what: str, times: ArrayLike) -> FloatArray:
    from skyfield.api import load_file

    # Opened for one chunk at a time and closed again: splines are kept, so this happens a few times in a run.
    with closing(load_file(str(resources.files("skyfield_data") / "data" / "de421.bsp"))) as kernel:
        seen = kernel["earth"].at(_moments(times)).observe(kernel[what]).apparent()
        return np.asarray(seen.position.m, dtype=np.float64).T


def _teme(times: ArrayLike) -> FloatArray:
    from skyfield.sgp4lib import TEME

    return np.moveaxis(np.asarray(TEME.rotation_at(_moments(times)), dtype=np.float64), -1, 0)


def _moments(times: ArrayLike) -> Any:
    return _timescale().tt_jd(julian_tt(times))


@cache
def _timescale() -> Any:
    from skyfield.api import load

    return load.timescale(builtin=True)
