"""The clock and Sun of Mars against printed digits: Mars24's worked example A and other figures of the handbook."""

import datetime as dt

import numpy as np
import pytest

from offworld.light.clock import tt_j2000
from offworld.light.horizon import elevation_azimuth
from offworld.light.mars_clock import SOL_S, mars_sun, mean_solar_time, true_solar_time
from offworld.light.mars_sky import sun_direction
from offworld.utc import of, read_utc


@pytest.fixture(scope="module")
def example():
    """2000-01-06 00:00:00 UTC."""
    return mars_sun(tt_j2000(read_utc("2000-01-06 00:00:00")))


@pytest.mark.parametrize(
    ("field", "printed"),
    [
        ("days", 4.50074), ("mean_anomaly_deg", 21.74558), ("mean_sun_deg", 272.74566), ("perturbers_deg", 0.00142),
        ("centre_deg", 4.44193), ("season_deg", 277.18758), ("equation_of_time_deg", -5.18774),
        ("sol_date", 44795.99976), ("prime_mean_h", 23.99425),
    ],
)  # fmt: skip
def test_example_a_to_a_hundred_thousandth(example, field, printed):
    assert float(getattr(example, field)) == pytest.approx(printed, abs=1.1e-5)


def test_example_a_as_people_read_it(example):
    assert float(example.declination_deg) == pytest.approx(-25.228, abs=5e-4)
    assert float(example.distance_au) == pytest.approx(1.3936, abs=5e-5)
    assert round(float(mean_solar_time(example, 0.0)) * 3600) == 23 * 3600 + 59 * 60 + 39
    assert round(float(true_solar_time(example, 0.0)) * 3600) == 23 * 3600 + 38 * 60 + 54


def test_curiosity_at_noon():
    """2012-09-21 08:03:55 UTC; two versions of one public code differ by 0.13°, so 0.3° is what can be asked."""
    sun = mars_sun(tt_j2000(read_utc("2012-09-21 08:03:55")))
    latitude, longitude = -4.5895, 137.4417
    elevation, azimuth = elevation_azimuth(sun_direction(sun, latitude, longitude))
    assert float(elevation) == pytest.approx(75.45, abs=0.3)
    assert float(azimuth) == pytest.approx(296.8, abs=0.3)
    # 0.3° of the sky are 72 s.
    assert float(mean_solar_time(sun, longitude)) == pytest.approx(12 + 12 / 60 + 34 / 3600, abs=0.02)
    assert float(true_solar_time(sun, longitude)) == pytest.approx(12 + 52 / 60 + 10 / 3600, abs=0.02)


@pytest.mark.parametrize(
    ("year", "begins"), [(36, "2021-02-07"), (37, "2022-12-26"), (38, "2024-11-12"), (39, "2026-09-30")]
)
def test_mars_years_begin_on_their_days(year, begins):
    day = read_utc(begins)
    moments = tt_j2000(np.array([day, day + 86_400_000], dtype=np.int64))
    assert mars_sun(moments).year.tolist() == [year - 1, year]


def test_the_first_mars_year():
    """It began on 11 April 1955, the zero of the count."""
    start = of(dt.datetime(1955, 4, 11, tzinfo=dt.UTC))
    around = (np.array([start - 43_200_000, start + 2 * 86_400_000]) / 86_400_000.0) - 10957.5
    assert mars_sun(around).year.tolist() == [0, 1]


def test_a_sol_is_as_long_as_published():
    moments = np.array([0.0, 668.0 * SOL_S / 86400.0])
    first, last = mars_sun(moments).sol_date
    assert last - first == pytest.approx(668.0, abs=1e-5)
