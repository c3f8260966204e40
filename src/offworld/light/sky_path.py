"""The ways of Sun and Earth over the sky of a site, as points to be drawn."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from offworld.film.ground import SkyMark, SkyPath
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import IntArray
from offworld.light.ground import GroundPlace
from offworld.light.horizon import elevation_azimuth
from offworld.utc import DAY_MS, date_of

LUNAR_DAY_MS: Final = round(29.530589 * DAY_MS)
"""Mean synodic month: from sunrise to sunrise on the Moon."""
_POINTS: Final = 288
_EARTH_POINTS: Final = 120
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def sky_paths(place: GroundPlace, start_ms: int, end_ms: int) -> tuple[SkyPath, ...]:
    """The Sun's way over a sol, or over the lunar day about a day of the Moon with the Earth's loop beside it.

    Args:
        place: the site.
        start_ms: beginning of the sol or day, UTC.
        end_ms: its end.
    """
    if place.site.body == "mars":
        hours = (start_ms + (end_ms - start_ms) * np.arange(25, dtype=np.int64) // 24).astype(np.int64)
        labels = [f"{hour}" for hour in range(24)] + ["24"]
        return (sky_path(place, "sun", _even(start_ms, end_ms, _POINTS), hours, labels),)
    first = _sunrise_before(place, start_ms)
    last = first + LUNAR_DAY_MS
    days = np.arange(-(-first // DAY_MS) * DAY_MS, last, DAY_MS, dtype=np.int64)
    labels = [_short(int(day)) for day in days]
    return (
        sky_path(place, "sun", _even(first, last, _POINTS), days, labels),
        sky_path(place, "earth", _even(first, last, _EARTH_POINTS), days, labels),
    )


def sky_path(
    place: GroundPlace, what: Literal["sun", "earth"], points: IntArray, marks: IntArray, labels: list[str]
) -> SkyPath:
    """The way of one body through moments (n,), with marks (m,) and their names."""
    at, marked = _directions(place, what, points), _directions(place, what, marks)
    middle = place.sky(points[len(points) // 2 : len(points) // 2 + 1])
    radius = middle.radius if what == "sun" or middle.earth is None else middle.earth.radius
    return SkyPath(
        what=what,
        points=tuple((int(t), float(turn), float(high)) for t, (high, turn) in zip(points, at, strict=True)),
        marks=tuple(
            SkyMark(label=label, utc_ms=int(t), azimuth=float(turn), elevation=float(high))
            for label, t, (high, turn) in zip(labels, marks, marked, strict=True)
        ),
        radius=float(radius[0]),
    )


def _directions(place: GroundPlace, what: str, utc_ms: IntArray) -> FloatArray:
    """Elevation and azimuth (n, 2), rad."""
    now = place.sky(utc_ms)
    direction = now.sun if what == "sun" or now.earth is None else now.earth.direction
    return np.radians(np.stack(elevation_azimuth(direction), axis=1))


def _sunrise_before(place: GroundPlace, utc_ms: int) -> int:
    """The last sunrise before a moment to an hour; a moment a lunar day ago where the Sun does not rise in it."""
    times = utc_ms - np.arange(0, LUNAR_DAY_MS + DAY_MS, DAY_MS // 24, dtype=np.int64)
    up = place.sky(times).height > 0.0
    rises = np.flatnonzero(up[:-1] & ~up[1:])
    return int(times[rises[0] + 1]) if len(rises) else utc_ms - LUNAR_DAY_MS // 2


def _even(start: int, end: int, count: int) -> IntArray:
    return np.linspace(start, end, count + 1).astype(np.int64)


def _short(utc_ms: int) -> str:
    _, month, day = date_of(utc_ms).split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]}"
