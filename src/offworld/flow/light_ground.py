"""What `offworld light` says of a site on the Moon or on Mars: days or sols, and the hours of the first."""

from __future__ import annotations

import math
from dataclasses import asdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from offworld.film.ground import GroundDay, GroundHour, GroundLight
from offworld.film.light import LightDay
from offworld.film.light_said import Days
from offworld.film.scene import Film
from offworld.flow.columns import columns
from offworld.flow.light_exposure import exposure_answer, stop_words
from offworld.flow.light_place import Lit
from offworld.utc import to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOON_STEP: Final = 6
"""Hours between the rows of a day on the Moon, in which the Sun goes 3°."""


def site_and_exposure(
    one: Lit, days: Days, found: Sequence[LightDay], film: Film
) -> tuple[list[str], dict[str, Any]]:
    """What follows the table of windows: the site's days, if the set stands on the ground, and exposure.

    Args:
        one: a set with its light.
        days: the time.
        found: its days.
        film: its frame rate, and the stop that it is shot at.
    """
    lines: list[str] = []
    data: dict[str, Any] = {}
    if (ground := ground_of(one, days, film.rate)) is not None:
        told, data["ground"] = ground_answer(ground)
        lines += ["", *told]
    told, exposure = exposure_answer(one, days, found, film)
    if told:
        data["exposure"] = exposure
        lines += ["", *told]
    return lines, data


def ground_of(one: Lit, days: Days, rate: Fraction) -> GroundLight | None:
    """The site's days; None for a set that stands on no ground."""
    from offworld.light.ground import GroundPlace
    from offworld.light.ground_days import ground_light

    return (
        ground_light(one.place, days.first_ms, days.end_ms, rate)
        if isinstance(one.place, GroundPlace)
        else None
    )


def ground_answer(light: GroundLight) -> tuple[list[str], dict[str, Any]]:
    """The days of a site for people and for programs."""
    site = light.site
    where = f"{_angle(site.latitude, 'N', 'S')} {_angle(site.longitude, 'E', 'W')}"
    lines = [
        f"{site.body.capitalize()} {where}, the set looks to azimuth {math.degrees(site.forward) % 360.0:.0f}°",
        *(_mars_days(light.days) if site.body == "mars" else _moon_days(light)),
        "",
        *_hours(light.days[0]),
    ]
    return lines, {
        "days": [asdict(day) for day in light.days], "paths": [asdict(path) for path in light.paths],
        "error_s": light.error_s,
    }  # fmt: skip


def _mars_days(days: Sequence[GroundDay]) -> list[str]:
    rows = [("", "sunrise", "noon", "sunset", "highest", "daylight", "season", "dust")]
    rows += [
        (
            day.label, _at(day.sunrise_ms), _at(day.noon_ms), _at(day.sunset_ms), _degrees(day.highest),
            f"{100.0 * day.daylight:.0f} %", f"Mars year {day.year}, {day.season}", f"{day.dust or 0.0:.2f}",
        )
        for day in days
    ]  # fmt: skip
    return columns(rows, left={0, 6})


def _moon_days(light: GroundLight) -> list[str]:
    edges = [f"sunrise {_at(day.sunrise_ms)}" for day in light.days if day.sunrise_ms is not None]
    edges += [f"sunset {_at(day.sunset_ms)}" for day in light.days if day.sunset_ms is not None]
    whole = "day" if light.days[0].daylight > 0.5 else "night"
    rows = [("00:00 UTC", "Sun: height", "azimuth", "Earth: height", "azimuth", "lit", "across", "lux")]
    rows += [
        (
            day.label,
            _degrees(day.hours[0].sun_elevation),
            _degrees(day.hours[0].sun_azimuth),
            *_earth(day.hours[0]),
        )
        for day in light.days
    ]
    return ["; ".join(edges) or f"{whole} all the time: from one sunrise of the Moon to the next 29.5 days pass",
            *columns(rows)]  # fmt: skip


def _earth(hour: GroundHour) -> tuple[str, str, str, str, str]:
    if hour.earth_elevation is None or hour.earth_azimuth is None:
        return ("", "", "", "", "")
    across = f"{math.degrees(2.0 * (hour.earth_radius or 0.0)):.2f}°"
    lit, lux = f"{100.0 * (hour.earth_lit or 0.0):.0f} %", f"{hour.earth_lux or 0.0:.2f}"
    return _degrees(hour.earth_elevation), _degrees(hour.earth_azimuth), lit, across, lux


def _hours(day: GroundDay) -> list[str]:
    """Rows of a day: every hour of Mars in which there is light, every sixth on the Moon."""
    mars = day.year is not None
    rows = [(
        "UTC", *(("mean", "true") if mars else ()), "Sun: height", "azimuth", "light", "lux", "colour", "EV100",
        "stop", "shade",
    )]  # fmt: skip
    for hour in [one for one in day.hours if one.face.lux >= 1.0] if mars else day.hours[::_MOON_STEP]:
        face = hour.face
        rows.append((
            _at(hour.utc_ms), *((_clock(hour.mean_time_h), _clock(hour.true_time_h)) if mars else ()),
            _degrees(hour.sun_elevation), _degrees(hour.sun_azimuth), hour.key, f"{face.lux:,.0f}",
            f"{face.kelvin:,.0f} K" if face.kelvin else "", "" if face.ev100 is None else f"{face.ev100:.1f}",
            stop_words(face), "" if hour.contrast_stops is None else f"{-hour.contrast_stops:.1f} stops",
        ))  # fmt: skip
    first = 2 if mars else 0
    return [
        f"{day.label}, out of doors, a face turned to the light",
        *columns(rows, left={0, first + 3, first + 7}),
    ]


def _clock(hours: float | None) -> str:
    if hours is None:
        return ""
    whole = round(hours * 60.0) % 1440
    return f"{whole // 60:02d}:{whole % 60:02d}"


def _at(utc_ms: int | None) -> str:
    return "" if utc_ms is None else to_text(utc_ms, places=0)[:16].replace("T", " ")


def _angle(value: float, plus: str, minus: str) -> str:
    return f"{abs(math.degrees(value)):.2f}° {plus if value >= 0.0 else minus}"


def _degrees(value: float) -> str:
    return f"{math.degrees(value):.1f}°"
