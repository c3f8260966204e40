"""A day at a glance: light, modules, people and the ground on one scale of hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from offworld.film.call_sheet import CallSheet
from offworld.film.days import Minutes
from offworld.report.markup import tag, text
from offworld.report.schedule.colours import colour_of
from offworld.report.schedule.tongue import Tongue, span

_AROUND: Final = 60
"""Minutes shown before the first and after the last thing of a day."""
Kind = Literal["scene", "sun", "night", "taken", "comm", "other"]
"""What a bar stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A span of a lane."""

    minutes: Minutes
    """When."""
    kind: Kind
    """What for."""
    label: str
    """On it, if there is room, and when it is pointed at."""
    paper: str = ""
    """Colour of a scene on paper, as in `StripColour`."""
    screen: str = ""
    """And on dark screens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A row of a day."""

    name: str
    """Before it."""
    bars: tuple[Bar, ...]
    """In order."""


def lanes(sheet: CallSheet, told: Tongue) -> tuple[Lane, ...]:
    """Light that is wanted, then modules with scenes and with others in them, the ground, and what people do beside."""
    out = []
    for one in sheet.light:
        if one.scenes:
            kind: Kind = "night" if "night" in one.condition else "sun"
            bars = [Bar(minutes=at, kind=kind, label=one.condition) for at in one.times]
            out.append(Lane(name=one.condition, bars=tuple(bars)))
    places: dict[str, list[Bar]] = {strip.place: [] for strip in sheet.day.strips}
    for strip in sheet.day.strips:
        colour = colour_of(strip)
        when = (strip.start or 0, strip.end or 0)
        places[strip.place].append(
            Bar(minutes=when, kind="scene", label=strip.number, paper=colour.paper, screen=colour.screen)
        )
    for use in sheet.places:
        places.setdefault(use.place, []).append(Bar(minutes=use.minutes, kind="taken", label=use.why))
    out += [Lane(name=place, bars=tuple(bars)) for place, bars in places.items()]
    if sheet.comm:
        bars = [Bar(minutes=one.minutes, kind="comm", label=one.channel) for one in sheet.comm]
        out.append(Lane(name=told.labels["comm"], bars=tuple(bars)))
    doings: dict[str, list[Bar]] = {}
    for each in sheet.routines:
        bar = Bar(minutes=each.minutes, kind="other", label=told.routine(each))
        doings.setdefault(each.who or told.labels["everybody"], []).append(bar)
    return (*out, *(Lane(name=who, bars=tuple(bars)) for who, bars in doings.items()))


def scale(rows: Sequence[Lane], hours: Minutes) -> Minutes:
    """First and last minute to show: the hours of the day and all that is in it, whole hours, at most two days."""
    wanted: Iterable[Minutes] = [
        bar.minutes for lane in rows for bar in lane.bars if bar.kind in {"scene", "taken"}
    ]
    firsts, lasts = (
        zip(*wanted, hours, strict=True) if hours[1] > hours[0] else zip(*wanted, (480, 1200), strict=True)
    )
    first = max(0, min(firsts) - _AROUND) // 60 * 60
    return first, min(2880, -(-(max(lasts) + _AROUND) // 60) * 60)


def glance(sheet: CallSheet, told: Tongue) -> str:
    """The drawing as markup."""
    rows = lanes(sheet, told)
    if not rows:
        return ""
    first, last = scale(rows, sheet.day.hours)
    width = last - first
    step = 60 if width <= 840 else 120
    marks = [
        tag("span", text(f"{minute // 60 % 24:02}"), style=f"left:{100 * (minute - first) / width:.2f}%")
        for minute in range(first, last + 1, step)
    ]
    parts = [tag("span"), tag("span", *marks, class_="row hours")]
    for lane in rows:
        bars = [
            _bar(bar, first, last) for bar in lane.bars if bar.minutes[1] > first and bar.minutes[0] < last
        ]
        parts += [tag("span", text(lane.name), class_="who"), tag("span", *bars, class_="row")]
    return tag("div", *parts, class_="glance")


def _bar(bar: Bar, first: int, last: int) -> str:
    start, end = max(bar.minutes[0], first), min(bar.minutes[1], last)
    place = f"left:{100 * (start - first) / (last - first):.2f}%;width:{100 * (end - start) / (last - first):.2f}%"
    colours = f";--s:{bar.paper};--d:{bar.screen}" if bar.paper else ""
    shown = bar.label if bar.kind not in {"sun", "night"} else ""
    title = f"{bar.label} {span(bar.minutes)}"
    return tag("i", text(shown), class_=bar.kind, style=place + colours, title=title)
