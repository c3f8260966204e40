"""Tables of light for a terminal: days, windows, spans."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from offworld.film.basic import Vec3
from offworld.film.light import LightDay, Span
from offworld.film.scene import Film
from offworld.film.stage_set import StageSet, Window
from offworld.utc import to_text

if TYPE_CHECKING:
    from offworld.flow.light_spots import SpotWay

_ORDER: Final = ("direct sun", "earth day", "terminator", "earth night", "day", "night", "space")
_MOST_SPANS: Final = 200
"""Spans printed of one window; --json has all."""


def head_lines(film: Film, warnings: Sequence[str]) -> list[str]:
    """What the light is reckoned from, and what is wrong with it."""
    sets = (
        f"  {one.name or 'object'} {one.object_id}, element set of {to_text(one.epoch_ms, places=0)}"
        for one in film.light.elements
    )
    return [f"Light of {film.title}, all times UTC", *sets, *(f"  {text}" for text in warnings)]


def day_table(days: Sequence[LightDay]) -> list[str]:
    """A line for each day."""
    rows = [
        f"{'day':<12}{'beta':>7}{'sunlit':>9}{'sunrises':>10}{'longest night':>16}{'longest sun':>14}{'good to':>9}"
    ]
    for day in days:
        night, sun = _longest(day)
        beta = "" if day.beta is None else f"{math.degrees(day.beta):.1f}°"
        rows.append(
            f"{day.date:<12}{beta:>7}{100.0 * day.sunlit:>7.1f} %{len(day.sunrises_ms):>10}"
            f"{night:>16}{sun:>14}{day.error_s:>7.0f} s"
        )
    return rows


def window_table(stage_set: StageSet, days: Sequence[LightDay]) -> list[str]:
    """A line for each window: share of the time with each light, and what its direct sun is like."""
    kinds = [kind for kind in _ORDER if any(span.condition == kind for span in _all(days))]
    if not stage_set.windows:
        return ["This set has no window: light comes from all sides."]
    head = "".join(f"{kind:>13}" for kind in kinds)
    width = 2 + max(len(window_names([window.id for window in one])) for one in _alike(stage_set))
    fills = any(part.filled is not None for part in days[0].windows)
    earth = f"{'Earth fills':>13}" if fills else ""
    rows = [
        f"{'window':<{width}}{earth}{head}{'sun: times':>12}{'longest':>10}{'lux, most':>11}{'stops/min':>11}"
    ]
    total = sum(day.end_ms - day.start_ms for day in days)
    for windows in _alike(stage_set):
        spans = [
            span
            for day in days
            for part in day.windows
            if part.window == windows[0].id
            for span in part.spans
        ]
        shares = "".join(f"{100.0 * _time(spans, kind) / total:>11.1f} %" for kind in kinds)
        sunny = [span.length_s for span in spans if span.condition == "direct sun"]
        longest = minutes(max(sunny)) if sunny else ""
        most = max((span.lux[2] for span in spans if span.lux is not None), default=0.0)
        fast = max((span.stops_per_min for span in spans if span.stops_per_min is not None), default=0.0)
        name = window_names([window.id for window in windows])
        view = next(part.filled for part in days[0].windows if part.window == windows[0].id)
        filled = "" if view is None else f"{100.0 * view:>11.0f} %"
        rows.append(
            f"{name:<{width}}{filled}{shares}{len(sunny):>12}{longest:>10}{most:>11,.0f}{fast:>11.1f}"
        )
    called = [f"{window.id} is the {window.called}" for window in stage_set.windows if window.called]
    return [*rows, *(["", "; ".join(called)] if called else [])]


def span_lines(window: Window, spans: Sequence[Span], spots: Sequence[SpotWay | None]) -> list[str]:
    """Every span of one window."""
    name = f"{window.id} ({window.called})" if window.called else window.id
    lines = [
        name,
        f"  {'from':<20}{'length':>9}  {'light':<13}{'lux: least':>11}{'mean':>9}{'most':>9}{'stops/min':>11}",
    ]
    for span, spot in list(zip(spans, spots, strict=True))[:_MOST_SPANS]:
        lux = (
            "".join(f"{value:>{width},.0f}" for value, width in zip(span.lux, (11, 9, 9), strict=True))
            if span.lux
            else " " * 29
        )
        rate = "" if span.stops_per_min is None else f"{span.stops_per_min:.1f}"
        lines.append(
            f"  {_shown(span.start_ms):<20}{minutes(span.length_s):>9}  {span.condition:<13}{lux}{rate:>11}"
        )
        if spot is not None:
            lines.append(f"{'':>33}{_spot(spot)}")
    if len(spans) > _MOST_SPANS:
        lines.append(f"  and {len(spans) - _MOST_SPANS} more, with --json")
    return lines


def wish_lines(text: str, spans: Sequence[Span]) -> list[str]:
    """When a light asked for in words is there."""
    if not spans:
        return [f"  {text}: never"]
    lines = [f"  {text}: {len(spans)} times"]
    for span in spans[:_MOST_SPANS]:
        cut = " (cut by the time asked for)" if span.open_start or span.open_end else ""
        lines.append(
            f"  {_shown(span.start_ms)} to {_shown(span.end_ms)[11:]}  {minutes(span.length_s)}{cut}"
        )
    if len(spans) > _MOST_SPANS:
        lines.append(f"  and {len(spans) - _MOST_SPANS} more, with --json")
    return lines


def minutes(seconds: float) -> str:
    """A length as people read it: `23:38` minutes and seconds, `14.2 d`, `5.1 h`."""
    if seconds >= 48 * 3600.0:
        return f"{seconds / 86_400.0:.1f} d"
    if seconds >= 3 * 3600.0:
        return f"{seconds / 3600.0:.1f} h"
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def _spot(spot: SpotWay) -> str:
    stations = list(dict.fromkeys(name for name in spot.on if name))
    if not stations:
        return "spot: meets nothing in the room"
    lux = max(spot.lux)
    return f"spot: {' → '.join(stations)}, {spot.speed_m_min:.2f} m/min, {lux:,.0f} lux on it"


def _longest(day: LightDay) -> tuple[str, str]:
    """The longest night and the longest sun of a day, as far as both their ends lie in it."""
    edges = sorted([(at, True) for at in day.sunrises_ms] + [(at, False) for at in day.sunsets_ms])
    lengths: dict[bool, list[int]] = {True: [], False: []}
    for (start, up), (end, _) in pairwise(edges):
        lengths[up].append(end - start)
    night, sun = (minutes(max(lengths[up]) / 1000.0) if lengths[up] else "" for up in (False, True))
    return night, sun


def _alike(stage_set: StageSet) -> list[list[Window]]:
    """Windows that look the same way through the same porthole, together."""
    found: dict[tuple[Vec3, float, float], list[Window]] = {}
    for window in stage_set.windows:
        found.setdefault((window.normal, window.diameter_m, window.depth_m), []).append(window)
    return list(found.values())


def window_names(ids: Sequence[str]) -> str:
    """Names of windows, what they have in common said once: `window.1, 4, 10`."""
    first, *others = ids
    stem = first.rpartition(".")[0] + "."
    return ", ".join([first, *(name.removeprefix(stem) for name in others)])


def _time(spans: Sequence[Span], kind: str) -> int:
    return sum(span.end_ms - span.start_ms for span in spans if span.condition == kind)


def _all(days: Sequence[LightDay]) -> list[Span]:
    return [span for day in days for part in day.windows for span in part.spans]


def _shown(utc_ms: int) -> str:
    return to_text(utc_ms, places=0)[:19].replace("T", " ")
