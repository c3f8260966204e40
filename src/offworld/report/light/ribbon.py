"""Ribbons: a day of a window as a band of colours, a row for each day, so that one reads a month at a glance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from offworld.film.light import LightDay, Span, WindowDay
from offworld.report.light.words import KINDS, Kind, clock_utc, day_name, lasts, lux_words
from offworld.report.markup import number, tag, text

MINUTES: Final = 1440
"""Width of a day in a ribbon."""
TITLES: Final = 16
"""Days up to which every span can be pointed at; a page with more would be too heavy to open."""
_DAY_MS: Final = 86_400_000
_STOPS: Final = 17.0
"""Stops from 1 lx to the Sun itself: the height of a drawing of brightness."""
_EVERY: Final = 3
"""A drawing of brightness has a point every so many minutes."""
_HOURS: Final = (0, 3, 6, 9, 12, 15, 18, 21, 24)
_BY_NAME: Final[dict[str, Kind]] = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment worth a mark on a ribbon."""

    utc_ms: int
    """When."""
    name: str
    """For example `scene 1`."""


def groups(days: Sequence[LightDay]) -> list[list[str]]:
    """Windows of a set that give the same light at the same times, together, in the order of the set."""
    found: dict[tuple[tuple[tuple[int, str], ...], ...], list[str]] = {}
    for number_, window in enumerate(days[0].windows if days else ()):
        key = tuple(_marks(day.windows[number_]) for day in days)
        found.setdefault(key, []).append(window.window)
    return list(found.values())


def over_days(days: Sequence[LightDay], window: str, moments: Sequence[Moment] = ()) -> str:
    """One window over many days: a row for each, under one scale of hours."""
    titled = len(days) <= TITLES
    rows = []
    for day in days:
        one = next(each for each in day.windows if each.window == window)
        rows.append(
            _row(text(day_name(day.date)), _band(day, one, moments, titled=titled), text(_facts(day)))
        )
    return tag("div", _scale(), *rows, class_="ribbon many" if len(days) > 7 else "ribbon")


def over_windows(day: LightDay, moments: Sequence[Moment] = ()) -> str:
    """All windows over one day, those alike together, each with how bright it is."""
    rows = []
    for names in groups([day]):
        one = next(each for each in day.windows if each.window == names[0])
        bands = _band(day, one, moments, titled=True, full=True) + _brightness(one)
        rows.append(_row(window_names(names), bands, ""))
    return tag("div", _scale(), *rows, class_="ribbon tall")


def window_names(names: Sequence[str]) -> str:
    """Windows as people say them: `window.2` and `window.5` are windows 2 and 5."""
    bare = [name.removeprefix("window.") for name in names]
    if any(bare_ == name for bare_, name in zip(bare, names, strict=True)):
        return text(", ".join(names))
    return text(f"{'window' if len(bare) == 1 else 'windows'} {', '.join(bare)}")


def legend(days: Sequence[LightDay]) -> str:
    """What the colours mean; those that are there."""
    there = {span.condition for day in days for window in day.windows for span in window.spans}
    items = [tag("li", tag("i", class_=kind.style), text(kind.words)) for kind in KINDS if kind.name in there]
    return tag("ul", *items, class_="key light-key")


def _row(name: str, bands: str, facts: str) -> str:
    end = tag("span", facts, class_="facts-end") if facts else ""
    return tag("div", tag("span", name, class_="name"), tag("div", bands, class_="bands"), end, class_="row")


def _scale() -> str:
    ticks = [
        tag("span", f"{hour:02}", style=f"left:{100 * hour / 24:g}%", class_="less" if hour % 6 else None)
        for hour in _HOURS
    ]
    return tag(
        "div", tag("span", "UTC", class_="name"), tag("div", *ticks, class_="hours"), class_="row scale"
    )


def _band(
    day: LightDay, window: WindowDay, moments: Sequence[Moment], *, titled: bool, full: bool = False
) -> str:
    """The colours of one day of one window; spans can be pointed at if titled, and then say all if full."""
    start = _midnight(day)
    boxes = []
    for style in dict.fromkeys(_style(span) for span in window.spans):
        inner = "".join(_box(span, start, titled, full) for span in window.spans if _style(span) == style)
        boxes.append(tag("g", inner, class_=style))
    marks = []
    for moment in moments:
        if start <= moment.utc_ms < start + _DAY_MS:
            share = 100.0 * (moment.utc_ms - start) / _DAY_MS
            flag = tag("b", text(moment.name.removeprefix("scene ")))
            words = f"{moment.name}, {clock_utc(moment.utc_ms)}"
            marks.append(tag("i", flag, class_="at", style=f"left:{share:.3f}%", title=words))
    picture = tag(
        "svg", *boxes, viewBox=f"0 0 {MINUTES} 10", preserveAspectRatio="none", role="img", class_="band",
        aria_label=f"{window.window} on {day.date}: {_said(window)}",
    )  # fmt: skip
    return picture + "".join(marks)


def _box(span: Span, start: int, titled: bool, full: bool) -> str:
    left, right = _minute(span.start_ms, start), _minute(span.end_ms, start)
    inner = tag("title", text(_title(span, full))) if titled else ""
    return tag("rect", inner, x=f"{left:.1f}", width=f"{right - left:.1f}", height=10)


def _brightness(window: WindowDay) -> str:
    """How bright a window is through its day, on a scale of stops."""
    count = max(1, len(window.lux))
    points = [
        f"{MINUTES * number_ / count:.0f},{20.0 - math.log2(max(lux, 1.0)) / _STOPS * 19.0:.1f}"
        for number_, lux in list(enumerate(window.lux))[::_EVERY]
    ]
    said = f"brightness of the pane, up to {lux_words(max(window.lux, default=0.0))}"
    area = tag("polygon", points=f"0,20 {' '.join(points)} {MINUTES},20", class_="bright")
    return tag(
        "svg", tag("title", text(said)), area, viewBox=f"0 0 {MINUTES} 20", preserveAspectRatio="none",
        class_="brightness", role="img", aria_label=f"{window.window}: {said}",
    )  # fmt: skip


def _facts(day: LightDay) -> str:
    """The day in a few numbers."""
    parts = [] if day.beta is None else [f"β {number(math.degrees(day.beta), 2)}°"]
    if day.sunsets_ms:
        parts.append(f"{len(day.sunsets_ms)} {'sunset' if len(day.sunsets_ms) == 1 else 'sunsets'}")
    return " · ".join([*parts, f"{round(100 * day.sunlit)} % sun"])


def _title(span: Span, full: bool) -> str:
    """A span for who points at it."""
    parts = [f"{clock_utc(span.start_ms)}–{clock_utc(span.end_ms)} {_words(span)}", lasts(span.length_s)]
    if full and span.lux is not None:
        low, _, high = span.lux
        shown = lux_words(high) if high - low < 0.1 * high else f"{lux_words(low)} to {lux_words(high)}"
        parts.append(shown if high > 0.0 else "no light")
    if full and span.stops_per_min is not None and abs(span.stops_per_min) >= 0.1:
        parts.append(f"up to {abs(span.stops_per_min):.1f} stops a minute")
    return ", ".join(parts)


def _said(window: WindowDay) -> str:
    """The day of a window in words, for those who cannot see it."""
    total: dict[str, float] = {}
    for span in window.spans:
        total[_words(span)] = total.get(_words(span), 0.0) + span.length_s
    return ", ".join(f"{name} {lasts(seconds)}" for name, seconds in total.items())


def _words(span: Span) -> str:
    kind = _BY_NAME.get(span.condition)
    return kind.words if kind is not None else span.condition


def _style(span: Span) -> str:
    kind = _BY_NAME.get(span.condition)
    return kind.style if kind is not None else "space"


def _marks(window: WindowDay) -> tuple[tuple[int, str], ...]:
    """What two windows alike have in common: when each span begins, to the minute."""
    return tuple((round(span.start_ms / 60_000), span.condition) for span in window.spans)


def _midnight(day: LightDay) -> int:
    return day.start_ms - day.start_ms % _DAY_MS


def _minute(utc_ms: int, start: int) -> float:
    return min(max((utc_ms - start) / 60_000.0, 0.0), float(MINUTES))
