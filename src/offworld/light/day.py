"""Days of light: for every UTC day the Sun's share, sunrises, and what each window gives from minute to minute.

Days are worked out ten at a time, because many moments in one array cost little more than few, and cut at midnight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.light import LightDay, Span, WindowDay
from offworld.film.stage_set import StageSet, Window
from offworld.light.clock import IntArray
from offworld.light.condition import Condition, intervals, partition
from offworld.light.place import Place
from offworld.light.span_lux import with_lux
from offworld.light.window import through, window_lux
from offworld.utc import DAY_MS, date_of

MINUTE_MS: Final = 60_000
_BLOCK_DAYS: Final = 10
"""Their minutes still fit into one look of a search."""


def light_days(place: Place, stage_set: StageSet, from_ms: int, to_ms: int) -> tuple[LightDay, ...]:
    """The days of a set's light.

    Args:
        place: where the set is.
        stage_set: the set, with its windows.
        from_ms: where they begin, UTC; a day that is cut is told as far as it goes.
        to_ms: and end.
    """
    edges = [from_ms, *range((from_ms // DAY_MS + 1) * DAY_MS, to_ms, DAY_MS), to_ms]
    out: list[LightDay] = []
    for first in range(0, len(edges) - 1, _BLOCK_DAYS):
        out += _block(place, stage_set, edges[first : first + _BLOCK_DAYS + 1])
    return tuple(out)


def sun_up(place: Place, stage_set: StageSet) -> Condition:
    """Whether the Sun's middle is above limb or horizon."""
    return Condition(
        name="sun", step_s=place.step_s, value=lambda times: place.outside(stage_set, times).height
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A time in which the Sun is up or down, within one day."""

    low: int
    high: int
    up: bool
    begins: bool
    """Whether the Sun rises or sets at its beginning."""


def _block(place: Place, stage_set: StageSet, edges: Sequence[int]) -> list[LightDay]:
    """The days between edges."""
    pieces = [
        _Piece(low=max(low, start), high=min(high, end), up=up, begins=low > edges[0] and low >= start)
        for low, high, up in intervals(sun_up(place, stage_set), edges[0], edges[-1])
        for start, end in pairwise(edges)
        if low < end and high > start
    ]
    minutes = np.concatenate([_minutes(start, end) for start, end in pairwise(edges)])
    windows = [_window_days(place, stage_set, window, edges, minutes) for window in _different(stage_set)]
    keys = [_key(window) for window in _different(stage_set)]
    out = []
    for number, (start, end) in enumerate(pairwise(edges)):
        mine = [piece for piece in pieces if start <= piece.low < end]
        noon = min(max(start // DAY_MS * DAY_MS + DAY_MS // 2, start), end)
        beta = place.beta(np.array([noon], dtype=np.int64))
        out.append(
            LightDay(
                date=date_of(start), start_ms=start, end_ms=end, beta=None if beta is None else float(beta[0]),
                sunlit=sum(piece.high - piece.low for piece in mine if piece.up) / (end - start),
                sunrises_ms=tuple(piece.low for piece in mine if piece.up and piece.begins),
                sunsets_ms=tuple(piece.low for piece in mine if not piece.up and piece.begins),
                windows=tuple(
                    _of(window, windows[keys.index(_key(window))][number]) for window in stage_set.windows
                ),
                error_s=max(place.error_s(start), place.error_s(end)),
            )
        )  # fmt: skip
    return out


def _key(window: Window) -> tuple[Vec3, float, float]:
    return window.normal, window.diameter_m, window.depth_m


def _different(stage_set: StageSet) -> list[Window]:
    """One of all windows that look the same way through the same porthole."""
    return list({_key(window): window for window in reversed(stage_set.windows)}.values())


def _of(window: Window, day: WindowDay) -> WindowDay:
    """A day of another window that sees the same."""
    if day.window == window.id:
        return day
    spans = tuple(replace(span, where=window.id) for span in day.spans)
    return replace(day, window=window.id, spans=spans)


def _window_days(
    place: Place, stage_set: StageSet, window: Window, edges: Sequence[int], minutes: IntArray
) -> list[WindowDay]:
    conditions, otherwise = through(place, stage_set, window)
    whole = partition(conditions, edges[0], edges[-1], otherwise, where=window.id)
    lux = window_lux(place, stage_set, window, minutes)
    middles = np.array([(start + end) // 2 for start, end in pairwise(edges)], dtype=np.int64)
    filled = place.diffuse(stage_set, window, middles).filled
    out = []
    for number, (start, end) in enumerate(pairwise(edges)):
        first, last = np.searchsorted(minutes, (start, end))
        times, own = minutes[first:last], lux[first:last]
        spans = [_cut(span, start, end) for span in whole if span.start_ms < end and span.end_ms > start]
        out.append(
            WindowDay(
                window=window.id, spans=with_lux(spans, times, own), lux=tuple(own.tolist()),
                filled=None if filled is None else float(filled[number]),
            )
        )  # fmt: skip
    return out


def _cut(span: Span, start: int, end: int) -> Span:
    """The part of a span that lies in a day."""
    if start <= span.start_ms and span.end_ms <= end:
        return span
    return replace(
        span, start_ms=max(span.start_ms, start), end_ms=min(span.end_ms, end),
        open_start=span.open_start or span.start_ms < start, open_end=span.open_end or span.end_ms > end,
    )  # fmt: skip


def minutes_of(day: LightDay) -> IntArray:
    """The moments that `WindowDay.lux` is of."""
    return _minutes(day.start_ms, day.end_ms)


def _minutes(start: int, end: int) -> IntArray:
    return np.arange(start, end, MINUTE_MS, dtype=np.int64)
