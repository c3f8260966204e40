"""Days of light: for every UTC day the Sun's share, sunrises, and what each window gives from minute to minute."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.light import LightDay, Span, WindowDay
from offworld.film.stage_set import StageSet, Window
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import IntArray
from offworld.light.condition import Condition, intervals, partition
from offworld.light.place import Place
from offworld.light.window import through, window_lux
from offworld.utc import DAY_MS, date_of

MINUTE_MS: Final = 60_000
_STOP_FLOOR: Final = 1.0
"""lux: below it no change of light is told in stops; no camera would be set by it."""


def light_days(place: Place, stage_set: StageSet, from_ms: int, to_ms: int) -> tuple[LightDay, ...]:
    """The days of a set's light.

    Args:
        place: where the set is.
        stage_set: the set, with its windows.
        from_ms: where they begin, UTC; a day that is cut is told as far as it goes.
        to_ms: and end.
    """
    edges = [from_ms, *range((from_ms // DAY_MS + 1) * DAY_MS, to_ms, DAY_MS), to_ms]
    return tuple(_day(place, stage_set, start, end) for start, end in pairwise(edges))


def sun_up(place: Place, stage_set: StageSet) -> Condition:
    """Whether the Sun's middle is above limb or horizon."""
    return Condition(
        name="sun", step_s=place.step_s, value=lambda times: place.outside(stage_set, times).height
    )


def _day(place: Place, stage_set: StageSet, start: int, end: int) -> LightDay:
    pieces = intervals(sun_up(place, stage_set), start, end)
    lit = sum(high - low for low, high, up in pieces if up)
    minutes = np.arange(start, end, MINUTE_MS, dtype=np.int64)
    noon = np.array([min(max(start // DAY_MS * DAY_MS + DAY_MS // 2, start), end)], dtype=np.int64)
    beta = place.beta(noon)
    return LightDay(
        date=date_of(start), start_ms=start, end_ms=end, beta=None if beta is None else float(beta[0]),
        sunlit=lit / (end - start),
        sunrises_ms=tuple(low for low, _, up in pieces if up and low > start),
        sunsets_ms=tuple(low for low, _, up in pieces if not up and low > start),
        windows=_windows(place, stage_set, (start, end), minutes),
        error_s=max(place.error_s(start), place.error_s(end)),
    )  # fmt: skip


def _windows(
    place: Place, stage_set: StageSet, ends: tuple[int, int], minutes: IntArray
) -> tuple[WindowDay, ...]:
    """Every window's day; windows that look the same way through the same porthole share one."""
    known: dict[tuple[Vec3, float, float], WindowDay] = {}
    out = []
    for window in stage_set.windows:
        key = (window.normal, window.diameter_m, window.depth_m)
        if key not in known:
            known[key] = _window_day(place, stage_set, window, ends, minutes)
        day = known[key]
        if day.window != window.id:
            spans = tuple(replace(span, where=window.id) for span in day.spans)
            day = WindowDay(window=window.id, spans=spans, lux=day.lux)
        out.append(day)
    return tuple(out)


def _window_day(
    place: Place, stage_set: StageSet, window: Window, ends: tuple[int, int], minutes: IntArray
) -> WindowDay:
    conditions, otherwise = through(place, stage_set, window)
    lux = window_lux(place, stage_set, window, minutes)
    found = partition(conditions, *ends, otherwise, where=window.id)
    return WindowDay(
        window=window.id,
        spans=tuple(with_light(span, minutes, lux) for span in found),
        lux=tuple(lux.tolist()),
    )


def with_light(span: Span, times: IntArray, lux: FloatArray) -> Span:
    """A span with the light of the moments (n,) that lie in it, and its fastest change between two of them."""
    first, last = np.searchsorted(times, (span.start_ms, span.end_ms))
    inside = lux[first:last]
    if not len(inside):
        return span
    rate = None
    if len(inside) > 1:
        minutes = np.diff(times[first:last]) / MINUTE_MS
        rate = float(np.max(np.abs(np.diff(np.log2(np.maximum(inside, _STOP_FLOOR)))) / minutes))
    levels = (float(inside.min()), float(inside.mean()), float(inside.max()))
    return replace(span, lux=levels, stops_per_min=rate)
