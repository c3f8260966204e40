"""The way of the Sun over the sky of a place on the ground, with its hours or days, and the Earth over the Moon."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from offworld.film.ground import GroundDay, GroundLight, SkyMark, SkyPath
from offworld.report.light.words import clock_utc, date_utc
from offworld.report.markup import number, table, tag, text

_WIDE: Final = 760.0
_TALL: Final = 340.0
"""Of the drawing."""
_LOW: Final = -15.0
_HIGH: Final = 90.0
"""Degrees of elevation that are drawn."""
_QUARTERS: Final = {0: "N", 90: "E", 180: "S", 270: "W"}
_ROOM: Final = (34.0, 8.0)
"""Left for the numbers of the scale, and at the right end."""
_APART: Final = 24.0
"""Marks nearer to each other than this have one name between them."""
_LEVEL: Final = 0.10
"""rad below its highest within which the path is level enough for a name above it."""
_EARTH: Final = 11.0
"""Radius of the Earth's disc as drawn: far larger than it is."""


def sun_paths(light: GroundLight) -> str:
    """The sky of a site as a drawing, and its days as a table."""
    earth = next((path for path in light.paths if path.what == "earth"), None)
    sun = [path for path in light.paths if path.what == "sun"]
    begin = _begin(sun)
    parts = [*_frame(begin), *(_way(path, begin) for path in sun), *(_hours(path, begin) for path in sun)]
    if earth is not None:
        parts.append(_earth(earth, light.days, begin))
    label = f"The Sun over the sky, from north by east; highest {_degrees(_highest(sun))}"
    picture = tag(
        "svg", *parts, viewBox=f"0 0 {_WIDE:g} {_TALL:g}", class_="sun-path", role="img", aria_label=label
    )  # fmt: skip
    return tag("div", picture, class_="wide") + _days(light.days) + tag("p", text(light.note), class_="small")


def _begin(sun: Sequence[SkyPath]) -> float:
    """Azimuth of the left edge, degrees, so that the Sun is highest near the middle: north, or south."""
    points = [point for path in sun for point in path.points]
    if not points:
        return 0.0
    _, azimuth, _ = max(points, key=lambda point: point[2])
    return 180.0 if math.cos(azimuth) > 0.0 else 0.0


def _x(azimuth: float, begin: float) -> float:
    """Of an azimuth in rad."""
    left, right = _ROOM
    return left + ((math.degrees(azimuth) - begin) % 360.0) / 360.0 * (_WIDE - left - right)


def _y(elevation: float) -> float:
    """Of an elevation in rad."""
    share = (math.degrees(elevation) - _LOW) / (_HIGH - _LOW)
    return _TALL - 26.0 - share * (_TALL - 40.0)


def _frame(begin: float) -> list[str]:
    """The sky: horizon, elevations, quarters of the compass."""
    left, right = _ROOM[0], _WIDE - _ROOM[1]
    ground = tag(
        "rect", x=f"{left:.1f}", y=f"{_y(0.0):.1f}", width=f"{right - left:.1f}",
        height=f"{_y(math.radians(_LOW)) - _y(0.0):.1f}", class_="ground",
    )  # fmt: skip
    parts = [ground]
    for degrees in (0, 30, 60, 90):
        y = _y(math.radians(degrees))
        parts.append(tag("path", d=f"M{left:.1f} {y:.1f}H{right:.1f}", class_="axis"))
        parts.append(tag("text", f"{degrees}°", x=f"{left - 6:.1f}", y=f"{y + 4:.1f}", text_anchor="end"))
    for degrees in range(0, 361, 90):
        x = left + degrees / 360.0 * (right - left)
        name = _QUARTERS[(degrees + round(begin)) % 360]
        parts.append(tag("path", d=f"M{x:.1f} {_y(math.pi / 2):.1f}V{_TALL - 24:.1f}", class_="axis"))
        parts.append(tag("text", name, x=f"{x:.1f}", y=f"{_TALL - 8:.1f}", text_anchor="middle"))
    return parts


def _way(path: SkyPath, begin: float) -> str:
    """The path, whole above the horizon and broken below."""
    parts = []
    for below in (False, True):
        pieces: list[str] = []
        last: tuple[float, float] | None = None
        for _, azimuth, elevation in path.points:
            x, y = _x(azimuth, begin), _y(elevation)
            wanted = (elevation < 0.0) == below and math.degrees(elevation) > _LOW
            if wanted:
                joined = last is not None and abs(x - last[0]) < 0.5 * _WIDE
                pieces.append(f"{'L' if joined else 'M'}{x:.1f} {y:.1f}")
            last = (x, y) if wanted else None
        parts.append(tag("path", d="".join(pieces), class_="way below" if below else "way"))
    return "".join(parts)


def _hours(path: SkyPath, begin: float) -> str:
    """Marks along the path; names beside it where there is room."""
    parts, named = [], [(-1e9, -1e9)]
    top = max((mark.elevation for mark in path.marks), default=0.0)
    noon = next((mark.utc_ms for mark in path.marks if mark.elevation == top), 0)
    for mark in path.marks:
        if mark.elevation < 0.0:
            continue
        x, y = _x(mark.azimuth, begin), _y(mark.elevation)
        parts.append(
            tag("circle", tag("title", text(_said(mark))), cx=f"{x:.1f}", cy=f"{y:.1f}", r=4, class_="hour")
        )
        if min(math.dist((x, y), other) for other in named) > _APART:
            named.append((x, y))
            side = 0 if mark.elevation > top - _LEVEL else (-1 if mark.utc_ms < noon else 1)
            anchor = {-1: "end", 0: "middle", 1: "start"}[side]
            lift = -10.0 if side == 0 else 4.0
            parts.append(
                tag(
                    "text", text(mark.label), x=f"{x + 9 * side:.1f}", y=f"{y + lift:.1f}", text_anchor=anchor
                )
            )
    return "".join(parts)


def _earth(path: SkyPath, days: Sequence[GroundDay], begin: float) -> str:
    """The Earth where it stands, with the share of it that is lit on the first day."""
    _, azimuth, elevation = path.points[len(path.points) // 2]
    lit = next((hour.earth_lit for day in days for hour in day.hours if hour.earth_lit is not None), None)
    x, y = _x(azimuth, begin), _y(elevation)
    disc = tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=_EARTH, class_="earth")
    parts = [disc]
    words = "Earth"
    if lit is not None:
        # The terminator of a disc lit from one side is half an ellipse.
        bulge = abs(2.0 * lit - 1.0) * _EARTH
        sweep = 0 if lit > 0.5 else 1
        shade = (
            f"M{x:.1f} {y - _EARTH:.1f}A{_EARTH:g} {_EARTH:g} 0 0 0 {x:.1f} {y + _EARTH:.1f}"
            f"A{bulge:.1f} {_EARTH:g} 0 0 {sweep} {x:.1f} {y - _EARTH:.1f}"
        )
        parts.append(tag("path", d=shade, class_="dark"))
        words = f"Earth, {round(100 * lit)} % lit"
    below = f"{y + _EARTH + 15:.1f}"
    parts.append(tag("text", text(words), x=f"{x:.1f}", y=below, text_anchor="middle", class_="strong"))
    return "".join(parts)


def _days(days: Sequence[GroundDay]) -> str:
    """The days as a table."""
    rows = []
    for day in days:
        sky = " · ".join(
            part for part in (day.season, f"dust {day.dust:.2g}" if day.dust is not None else "") if part
        )
        cells = [day.label, _when(day.sunrise_ms), _degrees(day.highest), _when(day.noon_ms), _when(day.sunset_ms),
                 f"{round(100 * day.daylight)} %", sky]  # fmt: skip
        rows.append([text(cell) for cell in cells])
    head = ("day", "sunrise", "highest", "when", "sunset", "daylight", "")
    return table(head, rows, "numbers")


def _when(utc_ms: int | None) -> str:
    return "–" if utc_ms is None else f"{date_utc(utc_ms)[:-5]} {clock_utc(utc_ms)}"


def _said(mark: SkyMark) -> str:
    where = f"{_degrees(mark.elevation)} high, azimuth {_degrees(mark.azimuth % (2.0 * math.pi))}"
    return f"{mark.label}: {where}, {date_utc(mark.utc_ms)} {clock_utc(mark.utc_ms)} UTC"


def _highest(paths: Sequence[SkyPath]) -> float:
    return max((elevation for path in paths for _, _, elevation in path.points), default=0.0)


def _degrees(angle: float) -> str:
    return f"{number(math.degrees(angle), 3)}°"
