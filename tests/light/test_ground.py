"""Sets on the Moon and on Mars as places of light: the same records as a station's, and their laws."""

import math
from fractions import Fraction

import numpy as np
import pytest

from offworld.film.light_levels import LightLevels
from offworld.film.light_said import Site
from offworld.film.stage_set import StageSet
from offworld.geometry import rotation
from offworld.light.condition import spans
from offworld.light.day import light_days
from offworld.light.ground_days import ground_light
from offworld.light.mars_clock import DAY_S
from offworld.light.mars_place import dust_depth, mars_at, mars_place
from offworld.light.mars_sky import sol_times
from offworld.light.moon_place import SUN_DEG_PER_H, moon_place
from offworld.light.window import window_lights
from offworld.utc import DAY_MS, read_utc

DAY = read_utc("2021-10-15")
RATE = Fraction(25)
LEVELS = LightLevels()


def _site(body, latitude, longitude, *, forward=90.0, dust=None):
    angles = (math.radians(angle) for angle in (latitude, longitude, forward))
    return Site(body=body, latitude=next(angles), longitude=next(angles), forward=next(angles), dust=dust)


@pytest.fixture(scope="module")
def tranquility():
    """0.67 N 23.47 E, looking east."""
    return moon_place(_site("moon", 0.67, 23.47))


@pytest.fixture(scope="module")
def gale():
    """4.59 S 137.44 E, looking east."""
    return mars_place(_site("mars", -4.59, 137.44))


def test_the_sun_of_the_moon_goes_half_a_degree_an_hour(tranquility):
    now = tranquility.sky(DAY + np.arange(25, dtype=np.int64) * 3_600_000)
    steps = np.degrees(np.arccos(np.sum(now.sun[1:] * now.sun[:-1], axis=1)))
    assert steps == pytest.approx(0.51, abs=0.01)
    assert pytest.approx(0.508, abs=5e-4) == SUN_DEG_PER_H


def test_the_earth_stays_within_eight_degrees_of_its_mean_place(tranquility):
    now = tranquility.sky(DAY + np.arange(60, dtype=np.int64) * DAY_MS)
    mean = now.earth.direction.mean(axis=0)
    off = np.degrees(np.arccos(now.earth.direction @ mean / np.linalg.norm(mean)))
    assert 5.0 < off.max() < 11.0
    # 23.5° east of the middle: the Earth stands that far from the zenith, to the west.
    assert np.degrees(np.arcsin(mean[2] / np.linalg.norm(mean))) == pytest.approx(66.5, abs=2.5)
    assert mean[0] < 0.0


def test_lunar_noon_and_full_earth_are_half_a_month_apart(tranquility):
    """Over the near side the Earth is new about noon and full about midnight."""
    times = DAY + np.arange(0, 60 * 24, dtype=np.int64) * 3_600_000
    now = tranquility.sky(times)
    assert np.degrees(now.earth.phase[np.argmax(now.height)]) > 120.0
    assert np.degrees(now.earth.phase[np.argmin(now.height)]) < 60.0


def test_the_polar_sun_stays_near_the_horizon():
    """Within 1.54° and its own half width, all year (handbook light, section 4)."""
    pole = moon_place(_site("moon", 90.0, 0.0))
    height = np.degrees(pole.sky(DAY + np.arange(0, 380, dtype=np.int64) * DAY_MS).height)
    assert np.max(np.abs(height)) == pytest.approx(1.54, abs=0.06)


def test_a_lunar_eclipse_darkens_the_moon(tranquility):
    """8 November 2022, totality 10:17 to 11:42 UTC (NASA); well before it the Sun is whole."""
    during, before = tranquility.sky(
        np.array([read_utc("2022-11-08 11:00"), read_utc("2022-11-08 05:00")], dtype=np.int64)
    ).lux
    assert during == 0.0
    assert before > 130_000.0


def test_searched_and_closed_sunrise_on_mars_agree(gale):
    """The search of spans against the closed form of a sol, to a second."""
    found = spans(gale.day(), DAY, DAY + 2 * DAY_MS)
    whole = [span for span in found if not (span.open_start or span.open_end)]
    assert whole
    for span in whole:
        middle = float(mars_at(np.array([(span.start_ms + span.end_ms) // 2])).days[0])
        times = sol_times(middle, -4.59, 137.44)
        rise, down = (float(mars_at(np.array([moment])).days[0]) for moment in (span.start_ms, span.end_ms))
        assert rise == pytest.approx(times.rise, abs=1.0 / DAY_S)
        assert down == pytest.approx(times.set, abs=1.0 / DAY_S)


@pytest.mark.parametrize("azimuth", [0.0, 90.0, 200.0])
def test_a_set_looks_where_its_site_says(azimuth, habitat):
    place = moon_place(_site("moon", 10.0, 20.0, forward=azimuth))
    ahead = rotation.rotate(place.attitude(habitat), [1.0, 0.0, 0.0])
    turn = math.radians(azimuth)
    assert ahead == pytest.approx([math.sin(turn), math.cos(turn), 0.0], abs=1e-12)
    assert rotation.rotate(place.attitude(habitat), [0.0, 0.0, 1.0]) == pytest.approx(
        [0.0, 0.0, 1.0], abs=1e-12
    )


def test_a_set_whose_x_is_up_still_stands():
    on_end = StageSet(id="tower", title="Tower", up=(1.0, 0.0, 0.0), solids=())
    place = moon_place(_site("moon", 10.0, 20.0, forward=0.0))
    assert rotation.rotate(place.attitude(on_end), [1.0, 0.0, 0.0]) == pytest.approx(
        [0.0, 0.0, 1.0], abs=1e-12
    )
    assert rotation.rotate(place.attitude(on_end), [0.0, 0.0, 1.0]) == pytest.approx(
        [0.0, 1.0, 0.0], abs=1e-12
    )


def test_shine_says_the_same_as_the_arrays(tranquility, habitat):
    shine = tranquility.shine(habitat, DAY)
    now = tranquility.sky(np.array([DAY], dtype=np.int64))
    assert rotation.rotate(shine.attitude, shine.sun) == pytest.approx(now.sun[0])
    assert rotation.rotate(shine.attitude, shine.body.direction) == pytest.approx(now.earth.direction[0])
    assert (shine.sky_lux, shine.beta, shine.sun_share) == (0.0, None, 1.0)
    assert shine.sun_lux == pytest.approx(LEVELS.sun_lux, rel=0.04)
    assert 0.0 < shine.error_s < 200.0
    assert "level horizon" in shine.note
    assert tranquility.beta(now.utc_ms) is None


def test_windows_get_sky_ground_and_sun(gale, habitat):
    """At a quarter to noon by the Sun: the roof has the sky, the floor window the ground, shade less than light."""
    noon = next(day for day in ground_light(gale, DAY, DAY + 1, RATE).days).noon_ms
    lights = {light.window: light for light in window_lights(gale, habitat, noon - 3 * 3_700_000)}
    assert lights["roof"].through == lights["ahead"].through == "direct sun"
    assert lights["floor"].through == "day"
    assert lights["roof"].lux > lights["ahead"].body_lux > lights["floor"].lux > 100.0
    # What the ground throws up is redder than what comes down.
    assert lights["floor"].kelvin < lights["roof"].kelvin
    assert lights["floor"].day_share == 1.0


def test_a_day_of_windows_has_no_gap(gale, habitat):
    (day,) = light_days(gale, habitat, DAY, DAY + DAY_MS)
    for window in day.windows:
        assert [a.end_ms for a in window.spans[:-1]] == [b.start_ms for b in window.spans[1:]]
        assert {span.condition for span in window.spans} <= {"direct sun", "day", "night"}
    assert day.beta is None


def test_dust_takes_the_sun_and_gives_a_sky():
    clear, storm = (mars_place(_site("mars", -4.59, 137.44, dust=depth)) for depth in (0.3, 5.0))
    noon = np.array([ground_light(clear, DAY, DAY + 1, RATE).days[0].noon_ms], dtype=np.int64)
    first, second = clear.sky(noon), storm.sky(noon)
    assert second.lux[0] < 0.02 * first.lux[0]
    assert second.sky_kelvin[0] < first.sky_kelvin[0] - 500.0
    assert dust_depth(storm.site, mars_at(noon)) == pytest.approx([5.0])


def test_a_sol_is_told_whole(gale):
    light = ground_light(gale, DAY, DAY + 2 * DAY_MS, RATE)
    first = light.days[0]
    assert first.start_ms <= DAY < first.end_ms
    assert light.days[-1].end_ms >= DAY + 2 * DAY_MS
    assert [a.end_ms for a in light.days[:-1]] == [b.start_ms for b in light.days[1:]]
    assert [hour.mean_time_h for hour in first.hours] == pytest.approx(range(24), abs=1e-5)
    assert first.sunrise_ms < first.noon_ms < first.sunset_ms
    assert first.season == "southern winter, Ls 113°"
    assert (first.year, first.dust) == (36, pytest.approx(0.425, abs=0.01))
    noon = float(mars_at(np.array([first.noon_ms])).days[0])
    times = sol_times(noon, -4.59, 137.44)
    assert noon == pytest.approx(times.noon, abs=60.0 / DAY_S)
    assert math.degrees(first.highest) == pytest.approx(times.noon_elevation_deg, abs=0.02)


def test_the_path_of_a_sol_runs_through_its_hours(gale):
    (path,) = ground_light(gale, DAY, DAY + 1, RATE).paths
    assert [mark.label for mark in path.marks[:3]] == ["0", "1", "2"]
    assert len(path.marks) == 25
    moments = [moment for moment, _, _ in path.points]
    assert moments == sorted(moments)
    top = max(path.points, key=lambda point: point[2])
    day = ground_light(gale, DAY, DAY + 1, RATE).days[0]
    assert top[2] == pytest.approx(day.highest, abs=1e-3)


def test_the_path_of_a_lunar_day_goes_from_sunrise_to_sunrise(tranquility):
    light = ground_light(tranquility, DAY, DAY + DAY_MS, RATE)
    sun, earth = light.paths
    assert (sun.what, earth.what) == ("sun", "earth")
    assert abs(math.degrees(sun.points[0][2])) < 1.0
    assert abs(math.degrees(sun.points[-1][2])) < 6.0
    assert sun.points[5][2] > 0.0
    assert len(sun.marks) in {29, 30}
    assert sun.marks[0].label == "12 Oct"
    spread = [elevation for _, _, elevation in earth.points]
    assert math.degrees(max(spread) - min(spread)) < 17.0
    assert earth.radius > 3.0 * sun.radius
    (day,) = light.days
    assert (day.label, day.season, day.year, day.noon_ms) == ("2021-10-15", "", None, None)
    assert day.hours[0].earth_lit == pytest.approx(0.30, abs=0.01)


def test_a_polar_path_begins_half_a_month_before():
    light = ground_light(moon_place(_site("moon", 90.0, 0.0)), DAY, DAY + 1, RATE)
    assert len(light.paths[0].points) == 289


def test_at_night_the_earth_lights_and_after_it_nothing(tranquility):
    """Two weeks later the Sun is down and the Earth is more than half lit."""
    (night,) = ground_light(tranquility, DAY + 15 * DAY_MS, DAY + 15 * DAY_MS + 1, RATE).days
    assert {hour.key for hour in night.hours} == {"earth"}
    hour = night.hours[0]
    assert 5.0 < hour.face.lux < 20.0
    assert hour.face.short_stops >= 0.0
    far = ground_light(moon_place(_site("moon", 0.0, 180.0)), DAY, DAY + 1, RATE).days[0]
    assert {hour.key for hour in far.hours} == {"none"}
    assert far.hours[0].face.stop_text == "dark"
    assert far.hours[0].contrast_stops is None


def test_lunar_shade_lies_four_to_five_stops_down(tranquility):
    """Only the ground lights it: albedo 0.12 of a Sun at 45°, half of the ground in view (closed form)."""
    hour = ground_light(tranquility, DAY, DAY + 1, RATE).days[0].hours[8]
    high = math.sin(hour.sun_elevation)
    ground = LEVELS.regolith_albedo * high
    expected = math.log2((1.0 + 0.5 * (1.0 - high) * ground) / (0.5 * ground))
    assert hour.contrast_stops == pytest.approx(expected, abs=0.01)
    assert 4.0 < hour.contrast_stops < 5.0


def test_mars_at_noon_against_the_exposure_table():
    """EV100 14.2 at the mean distance under dust of 0.5, an estimate (handbook): within a third of a stop."""
    place = mars_place(_site("mars", 0.0, 0.0, dust=0.5))
    noon = ground_light(place, read_utc("2021-04-01"), read_utc("2021-04-01") + 1, RATE).days[0].noon_ms
    now = place.sky(np.array([noon], dtype=np.int64))
    far = float(mars_at(now.utc_ms).distance_au[0])
    level = float(now.lux[0] * now.sun[0, 2] + now.sky_lux[0]) * (far / 1.523679) ** 2 / float(now.sun[0, 2])
    assert math.log2(level / 2.5) == pytest.approx(14.2, abs=1.0 / 3.0)
