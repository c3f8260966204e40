"""The Sun over a site on Mars: laws, and what must be the same from two sides."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.errors import FilmError
from offworld.film.light_said import Site
from offworld.film.stage_set import StageSet
from offworld.light.horizon import direction, elevation_azimuth, from_hour_angle, local_axes
from offworld.light.mars_clock import DAY_S, SOL_S, mars_sun, mean_solar_time, season_name, true_solar_time
from offworld.light.mars_place import mars_at, mars_place
from offworld.light.mars_sky import half_width_deg, sol_times, sun_direction
from offworld.light.words import read_words
from offworld.utc import DAY_MS, read_utc

days = st.floats(min_value=0.0, max_value=15_000.0)
latitudes = st.floats(min_value=-89.0, max_value=89.0)
longitudes = st.floats(min_value=-180.0, max_value=180.0)
SOL_D = SOL_S / DAY_S


@given(days, latitudes, longitudes)
def test_two_ways_to_the_sun_s_place(day, latitude, longitude):
    """By hour angle, and by turning the direction to the point below the Sun into the axes of the site."""
    sun = mars_sun(day)
    over = local_axes(float(sun.declination_deg), float(sun.longitude_deg))[2]
    assert sun_direction(sun, latitude, longitude) == pytest.approx(
        local_axes(latitude, longitude) @ over, abs=1e-9
    )


@given(days, st.floats(min_value=-60.0, max_value=60.0), longitudes)
def test_the_sun_is_at_the_horizon_when_it_rises_and_sets(day, latitude, longitude):
    times = sol_times(day, latitude, longitude)
    for moment in (times.rise, times.set):
        elevation, _ = elevation_azimuth(sun_direction(mars_sun(moment), latitude, longitude))
        assert abs(float(elevation)) < 1e-4
    assert times.rise < times.noon < times.set
    assert float(true_solar_time(mars_sun(times.noon), longitude)) == pytest.approx(12.0, abs=1e-6)
    high, _ = elevation_azimuth(sun_direction(mars_sun(times.noon), latitude, longitude))
    assert float(high) == pytest.approx(times.noon_elevation_deg, abs=1e-4)


@given(days, longitudes)
def test_the_moment_lies_in_its_sol(day, longitude):
    """Noon is within half a sol and the equation of time, an hour at most, of any moment of the sol."""
    times = sol_times(day, 0.0, longitude)
    assert abs(times.noon - day) < (0.5 + 1.0 / 24.0) * SOL_D


@given(days, latitudes, longitudes)
def test_a_sol_later_the_sun_is_nearly_where_it_was(day, latitude, longitude):
    first, second = (sun_direction(mars_sun(day + n * SOL_D), latitude, longitude) for n in (0, 1))
    # The declination goes 0.3° a sol at most, the equation of time 0.15°.
    assert np.degrees(np.arccos(np.clip(first @ second, -1.0, 1.0))) < 0.5


@given(latitudes, st.floats(min_value=-25.0, max_value=25.0), st.floats(min_value=0.0, max_value=180.0))
def test_morning_mirrors_evening(latitude, declination, hour_angle):
    morning, evening = (from_hour_angle(latitude, declination, side * hour_angle) for side in (-1.0, 1.0))
    assert morning == pytest.approx(evening * np.array([-1.0, 1.0, 1.0]))


@given(latitudes, st.floats(min_value=-25.0, max_value=25.0), st.floats(min_value=-180.0, max_value=180.0))
def test_south_mirrors_north(latitude, declination, hour_angle):
    north, south = (from_hour_angle(side * latitude, side * declination, hour_angle) for side in (1.0, -1.0))
    assert north == pytest.approx(south * np.array([1.0, -1.0, 1.0]))


@given(st.floats(min_value=-89.0, max_value=89.0), st.floats(min_value=0.0, max_value=359.9))
def test_angles_and_directions_are_the_same_thing(elevation, azimuth):
    high, turn = elevation_azimuth(direction(elevation, azimuth))
    assert float(high) == pytest.approx(elevation)
    assert abs((float(turn) - azimuth + 180.0) % 360.0 - 180.0) < 1e-9


def test_the_poles_have_a_summer_and_a_winter():
    """Northern midsummer (Ls 90) began on 2021-08-25, 7906 days after J2000."""
    north, south = sol_times(7906.0, 80.0, 0.0), sol_times(7906.0, -80.0, 0.0)
    assert (north.always, south.always) == (True, False)
    assert north.rise is None
    assert south.set is None
    assert float(mars_sun(7906.0).season_deg) == pytest.approx(90.0, abs=1.0)


def test_a_meridian_east_is_ahead():
    sun = mars_sun(5000.3)
    for clock in (mean_solar_time, true_solar_time):
        ahead = (float(clock(sun, 15.0)) - float(clock(sun, 0.0))) % 24.0
        assert ahead == pytest.approx(1.0)


def test_the_equation_of_time_reaches_fifty_one_minutes():
    equation = mars_sun(np.arange(0.0, 690.0)).equation_of_time_deg * 4.0
    assert equation.min() == pytest.approx(-51.1, abs=0.1)
    assert equation.max() == pytest.approx(39.9, abs=0.1)


def test_the_sun_is_two_thirds_as_wide_as_from_the_earth():
    assert half_width_deg([1.0, 1.524]) == pytest.approx([0.2666, 0.1749], abs=2e-4)


@pytest.mark.parametrize(
    ("season", "latitude", "name"),
    [
        (0.0, 20.0, "spring"), (95.0, 20.0, "summer"), (181.0, 20.0, "autumn"), (359.0, 20.0, "winter"),
        (0.0, -20.0, "autumn"), (95.0, -20.0, "winter"), (270.0, -1.0, "summer"), (360.0, 0.0, "spring"),
    ],
)  # fmt: skip
def test_seasons_have_names(season, latitude, name):
    assert season_name(season, latitude) == name


def test_a_low_sun_in_words():
    """Asked for by its height: the spans end where the Sun has that height."""
    place = mars_place(Site(body="mars", latitude=np.radians(-4.59), longitude=np.radians(137.44)))
    bare = StageSet(id="bare", title="Bare", up=(0.0, 0.0, 1.0), solids=())
    begin = read_utc("2021-10-13")
    asked = read_words("sun above 5 deg and the sun below 14° for at least 30 min", place, bare)
    found = asked.spans(begin, begin + 2 * DAY_MS)
    assert len(found) == 4
    for span in found:
        ends = mars_at(np.array([span.start_ms, span.end_ms]))
        heights, _ = elevation_azimuth(sun_direction(ends, -4.59, 137.44))
        assert sorted(heights) == pytest.approx([5.0, 14.0], abs=1e-3)
    assert not read_words("sun above 5 deg and sun below 14 deg for at least 1 h", place, bare).spans(
        begin, begin + 2 * DAY_MS
    )
    with pytest.raises(FilmError, match="has no unit"):
        read_words("sun below 14", place, bare)
