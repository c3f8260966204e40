"""The drawing of the sky of a site: the Sun's way with its hours, the Earth over the Moon, the days below it."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest

from offworld.film.exposure import Exposure
from offworld.film.ground import GroundDay, GroundHour, GroundLight, SkyMark, SkyPath
from offworld.film.light_said import Site
from offworld.report.light.sun_path import sun_paths

FACE = Exposure(what="sun", lux=1.0, kelvin=5900.0, ev100=0.0, stop=2.8, stop_text="T2.8")


def hour(lit):
    return GroundHour(
        utc_ms=0, utc="", mean_time_h=None, true_time_h=None, sun_azimuth=0.0, sun_elevation=0.0, key="sun", face=FACE,
        shade_lux=0.0, contrast_stops=None, earth_lit=lit,
    )  # fmt: skip


def day(**changes):
    plain = {
        "label": "sol 52534", "start_ms": 0, "end_ms": 1, "sunrise_ms": 3_600_000, "sunset_ms": None, "noon_ms": None,
        "highest": math.radians(61.9), "daylight": 0.49, "season": "southern winter, Ls 112°", "year": 36, "dust": 0.6,
        "hours": (),
    }  # fmt: skip
    return GroundDay(**{**plain, **changes})


def path(noon, what="sun", height=60.0):
    """From one side of the horizon to the other by way of an azimuth at noon, degrees."""
    points = []
    for number in range(25):
        share = number / 24.0 * 2.0 - 1.0
        high = height * math.cos(share * 1.8)
        points.append((number * 3_600_000, math.radians(noon + 90.0 * share), math.radians(high)))
    marks = tuple(
        SkyMark(label=str(number), utc_ms=ms, azimuth=azimuth, elevation=elevation)
        for number, (ms, azimuth, elevation) in enumerate(points)
    )
    return SkyPath(what=what, points=tuple(points), marks=marks if what == "sun" else (), radius=0.005)


def light(*paths, days=()):
    site = Site(body="moon", latitude=0.0, longitude=0.0)
    return GroundLight(
        site=site, days=days or (day(),), paths=paths, error_s=1.0, note="level horizon <flat>"
    )


def places(shown):
    """Middles of the marks."""
    return [(float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)" r="4"', shown)]


@pytest.mark.parametrize(("noon", "letters"), [(180.0, "NESWN"), (0.0, "SWNES"), (350.0, "SWNES")])
def test_the_sun_goes_from_left_to_right_and_is_highest_near_the_middle(noon, letters):
    shown = sun_paths(light(path(noon)))
    found = places(shown)
    assert found == sorted(found)
    top = min(found, key=lambda place: place[1])
    assert top[0] == pytest.approx(34.0 + (760.0 - 42.0) / 2.0, abs=25.0)
    assert "".join(re.findall(r'text-anchor="middle">([NESW])<', shown)) == letters
    # 60 degrees of 105 that are drawn.
    assert top[1] == pytest.approx(340.0 - 26.0 - 75.0 / 105.0 * 300.0, abs=0.2)


def test_what_lies_below_the_horizon_is_broken_and_has_no_hours():
    shown = sun_paths(light(path(180.0)))
    assert len(places(shown)) == sum(1 for mark in path(180.0).marks if mark.elevation >= 0.0)
    above, below = re.findall(r'<path d="([^"]*)" class="way(?: below)?">', shown)
    assert above.count("M") == 1
    assert below.count("M") == 2
    assert "highest 60°" in shown


def test_the_earth_stands_over_the_moon_as_it_is_lit():
    earth = path(180.0, "earth", 40.0)
    half = sun_paths(light(path(180.0), earth, days=(day(hours=(hour(0.52),)),)))
    assert "Earth, 52 % lit" in half
    crescent = sun_paths(light(path(180.0), earth, days=(day(hours=(hour(0.2),)),)))
    assert 'class="dark"' in crescent
    assert half != crescent
    unknown = sun_paths(light(path(180.0), earth))
    assert ">Earth<" in unknown
    assert 'class="dark"' not in unknown


def test_days_are_told_below_and_everything_is_escaped():
    shown = sun_paths(
        light(path(180.0), days=(day(), day(label="<b>", season="", dust=None, sunset_ms=7_200_000)))
    )
    assert "1 Jan 01:00" in shown
    assert "61.9°" in shown
    assert "southern winter, Ls 112° · dust 0.6" in shown
    assert "level horizon &lt;flat&gt;" in shown
    assert "&lt;b&gt;" in shown
    assert "49 %" in shown
    nothing = sun_paths(replace(light(), paths=()))
    assert 'class="way"' not in nothing
