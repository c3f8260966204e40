"""Days of a site on the Moon or on Mars, and the ways of Sun and Earth over its sky."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Final

import numpy as np

from offworld.film.ground import GroundDay, GroundLight
from offworld.light.clock import IntArray
from offworld.light.condition import intervals
from offworld.light.ground import GroundPlace
from offworld.light.ground_hours import ground_hours
from offworld.light.mars_clock import SOL_S, season_name
from offworld.light.mars_place import dust_depth, mars_at
from offworld.light.sky_path import sky_paths
from offworld.utc import DAY_MS, date_of

SOL_MS: Final = SOL_S * 1000.0
"""ms in a mean solar day of Mars."""
_FINE: Final = 96
_HOURS: Final = 24


def ground_light(place: GroundPlace, from_ms: int, to_ms: int, rate: Fraction) -> GroundLight:
    """All that is said of a site over some days.

    Args:
        place: the site.
        from_ms: UTC; the day or sol that it lies in is told whole.
        to_ms: UTC.
        rate: of the film, frames a second.
    """
    edges = _sols(place, from_ms, to_ms) if place.site.body == "mars" else _utc_days(from_ms, to_ms)
    return GroundLight(
        site=place.site, days=tuple(_day(place, *edge, rate) for edge in edges),
        paths=sky_paths(place, edges[0][1], edges[0][2]) if edges else (),
        error_s=place.body.error_s(place.site), note=place.body.note,
    )  # fmt: skip


def _utc_days(from_ms: int, to_ms: int) -> list[tuple[str, int, int]]:
    first = from_ms // DAY_MS * DAY_MS
    return [(date_of(at), at, at + DAY_MS) for at in range(first, to_ms, DAY_MS)]


def _sols(place: GroundPlace, from_ms: int, to_ms: int) -> list[tuple[str, int, int]]:
    """Sols from mean midnight to mean midnight at the site, counted as the Mars Sol Date is at the prime meridian."""
    turn = place.site.longitude / (2.0 * math.pi)
    date = float(mars_at(np.array([from_ms], dtype=np.int64)).sol_date[0])
    first = math.floor(date + turn)
    start = from_ms - (date + turn - first) * SOL_MS
    count = max(1, math.ceil((to_ms - start) / SOL_MS))
    return [
        (f"sol {first + number}", round(start + number * SOL_MS), round(start + (number + 1) * SOL_MS))
        for number in range(count)
    ]


def _day(place: GroundPlace, label: str, start: int, end: int, rate: Fraction) -> GroundDay:
    pieces = intervals(place.day(), start, end)
    fine = np.linspace(start, end, _FINE + 1).astype(np.int64)
    heights = place.sky(fine).height
    top = int(np.argmax(heights))
    noon, highest = _noon(place, fine, top) if 0 < top < _FINE else (None, float(heights[top]))
    season, year, dust = _mars_season(place, (start + end) // 2)
    hours = (start + (end - start) * np.arange(_HOURS, dtype=np.int64) // _HOURS).astype(np.int64)
    return GroundDay(
        label=label, start_ms=start, end_ms=end,
        sunrise_ms=next((low for low, _, up in pieces if up and low > start), None),
        sunset_ms=next((low for low, _, up in pieces if not up and low > start), None),
        noon_ms=noon, highest=highest, daylight=sum(high - low for low, high, up in pieces if up) / (end - start),
        season=season, year=year, dust=dust, hours=ground_hours(place, hours, rate),
    )  # fmt: skip


def _noon(place: GroundPlace, fine: IntArray, top: int) -> tuple[int, float]:
    """When the Sun is highest between the neighbours of the highest sample, and how high: by a parabola, twice."""
    low, high = int(fine[top - 1]), int(fine[top + 1])
    at, height = int(fine[top]), 0.0
    for _ in range(2):
        three = np.array([low, (low + high) // 2, high], dtype=np.int64)
        a, b, c = (float(v) for v in place.sky(three).height)
        bend = a - 2.0 * b + c
        at = int(three[1]) if bend >= 0.0 else round(three[1] + 0.25 * (high - low) * (a - c) / bend)
        height = b if bend >= 0.0 else b - (a - c) ** 2 / (8.0 * bend)
        half = max((high - low) // 16, 2)
        low, high = at - half, at + half
    return at, height


def _mars_season(place: GroundPlace, utc_ms: int) -> tuple[str, int | None, float | None]:
    if place.site.body != "mars":
        return "", None, None
    sun = mars_at(np.array([utc_ms], dtype=np.int64))
    season, latitude = float(sun.season_deg[0]), math.degrees(place.site.latitude)
    side = "northern" if latitude >= 0.0 else "southern"
    words = f"{side} {season_name(season, latitude)}, Ls {season:.0f}°"
    return words, int(sun.year[0]), float(dust_depth(place.site, sun)[0])
