import numpy as np
import pytest

from offworld.light import sky
from offworld.utc import DAY_MS, read_utc

START = read_utc("2021-09-20 05:17:11")
TIMES = START + np.arange(0, 33 * DAY_MS, 7_919_000, dtype=np.int64)


@pytest.mark.parametrize("body", ["sun", "moon", "mars"])
def test_splines_follow_the_ephemeris(body):
    splined, true = sky.positions(body, TIMES), sky._from_earth(body, TIMES)
    apart = np.linalg.norm(splined - true, axis=1) / np.linalg.norm(true, axis=1)
    # A hundredth of an arc second.
    assert apart.max() < 5e-8


def test_axes_of_element_sets_follow_theirs():
    turns = sky.teme_axes(TIMES)
    assert np.abs(turns - sky._teme(TIMES)).max() < 1e-9
    assert np.einsum("nij,nkj->nik", turns, turns) == pytest.approx(
        np.broadcast_to(np.eye(3), turns.shape), abs=1e-9
    )


def test_one_moment_is_one_of_many():
    many = sky.sun_teme(TIMES[:3])
    assert many.shape == (3, 3)
    assert sky.sun_teme(int(TIMES[1])) == pytest.approx(many[1])
    assert sky.positions("moon", int(TIMES[1])).shape == (3,)


def test_the_earth_is_nearest_the_sun_in_january():
    """Perihelion 2021-01-02 13:51 UTC at 0.9832571 AU (the almanac's)."""
    distance = np.linalg.norm(sky.positions("sun", read_utc("2021-01-02 13:51"))) / sky.AU
    assert distance == pytest.approx(0.9832571, abs=2e-6)


def test_the_march_equinox_of_2021():
    """2021-03-20 09:37 UTC: the Sun stands in the equator of the date (the almanac's)."""
    sun = sky.sun_teme(read_utc("2021-03-20 09:37"))
    assert np.degrees(np.arcsin(sun[2] / np.linalg.norm(sun))) == pytest.approx(0.0, abs=0.001)
