"""Sun and Earth over the Moon by a second way that shares nothing with the first.

The Moon by the largest terms of E. W. Brown's theory in its mean elements, the Sun by its mean elements (both as in J.
Meeus, Astronomical Algorithms, chapters 25 and 47), and the Moon's turning by Cassini's laws (chapter 53): the equator
tilted by 1.542° to the ecliptic, its node in that of the orbit, one turn for one mean month. Left out are physical
libration, up to 0.04°, terms of the Moon's longitude below 0.02°, which may add up to 0.07°, and the planets' pull:
0.15° in all.
"""

import numpy as np
import pytest

from offworld.light import sky
from offworld.light.clock import tt_j2000
from offworld.light.moon_sky import moon_sky
from offworld.utc import read_utc

STATED_DEG = 0.15
TILT = np.radians(1.54242)
LONGITUDE = [
    # D, M, M', F and degrees by the sine.
    (0, 0, 1, 0, 6.288774), (2, 0, -1, 0, 1.274027), (2, 0, 0, 0, 0.658314), (0, 0, 2, 0, 0.213618),
    (0, 1, 0, 0, -0.185116), (0, 0, 0, 2, -0.114332), (2, 0, -2, 0, 0.058793), (2, -1, -1, 0, 0.057066),
    (2, 0, 1, 0, 0.053322), (2, -1, 0, 0, 0.045758), (0, 1, -1, 0, -0.040923), (1, 0, 0, 0, -0.034720),
    (0, 1, 1, 0, -0.030383),
]  # fmt: skip
LATITUDE = [
    (0, 0, 0, 1, 5.128122), (0, 0, 1, 1, 0.280602), (0, 0, 1, -1, 0.277693), (2, 0, 0, -1, 0.173237),
    (2, 0, -1, 1, 0.055413), (2, 0, -1, -1, 0.046271), (2, 0, 0, 1, 0.032573), (0, 0, 2, 1, 0.017198),
]  # fmt: skip


def _below(longitude, latitude, node, latitude_argument):
    """Selenographic latitude and longitude (deg) under a direction given on the ecliptic, by Cassini's laws."""
    w = longitude - node
    x = np.cos(latitude) * np.cos(w)
    y = np.cos(latitude) * np.sin(w) * np.cos(TILT) - np.sin(latitude) * np.sin(TILT)
    z = -np.cos(latitude) * np.sin(w) * np.sin(TILT) - np.sin(latitude) * np.cos(TILT)
    turned = np.degrees(np.arctan2(y, x) - latitude_argument)
    return np.degrees(np.arcsin(z)), (turned + 180.0) % 360.0 - 180.0


def _mean_elements(days):
    t = days / 36525.0
    mean = 218.3164477 + 481267.88123421 * t
    d, m = 297.8501921 + 445267.1114034 * t, 357.5291092 + 35999.0502909 * t
    p, f = 134.9633964 + 477198.8675055 * t, 93.2720950 + 483202.0175233 * t
    args = np.radians(np.stack([d, m, p, f]))

    def total(terms):
        return sum(size * np.sin(np.tensordot(np.array(by), args, axes=1)) for *by, size in terms)

    moon = np.radians(mean + total(LONGITUDE)), np.radians(total(LATITUDE))
    sun = np.radians(
        280.46646 + 36000.76983 * t + 1.914602 * np.sin(np.radians(m)) + 0.019993 * np.sin(np.radians(2 * m))
    )
    return moon, sun, np.radians(125.0445479 - 1934.1362891 * t), np.radians(f)


@pytest.fixture(scope="module")
def moments():
    """Two years at all phases."""
    return np.arange(read_utc("2021-01-01"), read_utc("2023-01-01"), 86_400_000 * 1.37).astype(np.int64)


@pytest.fixture(scope="module")
def first(moments):
    moon, sun = sky.positions("moon", moments), sky.positions("sun", moments)
    return moon_sky(tt_j2000(moments), sun - moon, -moon, 0.0, 0.0)


def _apart(a, b):
    return np.max(np.abs((np.asarray(a) - np.asarray(b) + 180.0) % 360.0 - 180.0))


def test_the_earth_stands_over_the_same_ground(moments, first):
    (longitude, latitude), _, node, argument = _mean_elements(tt_j2000(moments))
    second = _below(longitude, latitude, node, argument)
    assert _apart(first.libration_deg[0], second[0]) < STATED_DEG
    assert _apart(first.libration_deg[1], second[1]) < STATED_DEG


def test_the_sun_stands_over_the_same_ground(moments, first):
    """Seen from the Moon the Sun is up to 0.15° from where the Earth sees it (Meeus, chapter 53)."""
    (longitude, latitude), sun, node, argument = _mean_elements(tt_j2000(moments))
    ratio = 384_400.0 / 149_597_870.7
    seen = sun + np.pi + ratio * np.cos(latitude) * np.sin(sun - longitude)
    second = _below(seen, ratio * latitude, node, argument)
    assert _apart(first.subsolar_deg[0], second[0]) < STATED_DEG
    assert _apart(first.subsolar_deg[1], second[1]) < STATED_DEG
