"""Sun and Earth over the Moon against digits printed elsewhere: the fixture of the handbook (light, section 4).

They come from a page of Skyfield's documentation, which used a lunar orientation integrated by JPL; here it is the
IAU's trigonometric one, so 0.1° is asked. It is within 0.005°.
"""

import numpy as np
import pytest

from offworld.light import sky
from offworld.light.clock import tt_j2000
from offworld.light.horizon import elevation_azimuth
from offworld.light.moon_sky import moon_sky
from offworld.utc import read_utc

TOLERANCE = 0.1
MOMENT = read_utc("2019-12-20 11:05:00")


@pytest.fixture(scope="module")
def aristarchus():
    """The sky over 26.3 N 46.8 W."""
    moon, sun = sky.positions("moon", MOMENT), sky.positions("sun", MOMENT)
    return moon_sky(tt_j2000(MOMENT), sun - moon, -moon, 26.3, -46.8)


def test_the_earth_stands_where_printed(aristarchus):
    elevation, azimuth = elevation_azimuth(aristarchus.earth)
    assert float(elevation) == pytest.approx(32 + 27 / 60 + 9.7 / 3600, abs=TOLERANCE)
    assert float(azimuth) == pytest.approx(118 + 12 / 60 + 55.9 / 3600, abs=TOLERANCE)


def test_the_sun_stands_over_the_ground_printed(aristarchus):
    latitude, longitude = aristarchus.subsolar_deg
    assert float(latitude) == pytest.approx(0.3, abs=TOLERANCE)
    assert float(longitude) == pytest.approx(-104.9, abs=TOLERANCE)


def test_libration_as_printed(aristarchus):
    latitude, longitude = aristarchus.libration_deg
    assert float(latitude) == pytest.approx(-6.749, abs=TOLERANCE)
    assert float(longitude) == pytest.approx(1.520, abs=TOLERANCE)


def test_the_earth_is_four_times_the_moon(aristarchus):
    """About 2° across: its mean radius over its mean distance."""
    assert np.degrees(2.0 * aristarchus.earth_radius) == pytest.approx(
        np.degrees(2 * 6371 / 384400), abs=0.15
    )
