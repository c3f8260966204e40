"""The Sun of Mars by a second way that shares nothing with the first: an ellipse and the planet's pole.

Elements: E. M. Standish, Approximate Positions of the Major Planets (JPL Solar System Dynamics, 1800 to 2050), whose
stated error for Mars is 40″ in longitude. Pole and prime meridian: IAU report 2000. Light takes 12 to 14 minutes from
the Sun, in which Mars goes on by 0.005°; neither way has it.
"""

import numpy as np
import pytest

from offworld.light.horizon import below
from offworld.light.mars_clock import mars_sun
from offworld.light.moon_turning import body_axes

STATED_DEG = 0.05
"""40″ of position, 0.008° of the perturbers, 0.01° of the pole and as much of the zero meridian; it comes to 0.03."""
OBLIQUITY = np.radians(23.43928)


def _from_sun_to_mars(days):
    """(n, 3) astronomical units, equator of J2000."""
    t = days / 36525.0
    a, e = 1.52371034 + 0.00001847 * t, 0.09339410 + 0.00007882 * t
    tilt, node = np.radians(1.84969142 - 0.00813131 * t), np.radians(49.55953891 - 0.29257343 * t)
    perihelion = np.radians(-23.94362959 + 0.44441088 * t)
    anomaly = np.radians(-4.55343205 + 19140.30268499 * t) - perihelion
    eccentric = anomaly
    for _ in range(20):
        eccentric = anomaly + e * np.sin(eccentric)
    x, y = a * (np.cos(eccentric) - e), a * np.sqrt(1.0 - e * e) * np.sin(eccentric)
    turn = perihelion - node
    along, across = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
    ecliptic = np.stack([
        along * np.cos(node) - across * np.cos(tilt) * np.sin(node),
        along * np.sin(node) + across * np.cos(tilt) * np.cos(node),
        across * np.sin(tilt),
    ], axis=-1)  # fmt: skip
    spin = np.array([
        [1.0, 0.0, 0.0], [0.0, np.cos(OBLIQUITY), -np.sin(OBLIQUITY)], [0.0, np.sin(OBLIQUITY), np.cos(OBLIQUITY)],
    ])  # fmt: skip
    return ecliptic @ spin.T


@pytest.fixture(scope="module")
def moments():
    """Thirty years from 2000 in steps that fall on all hours and seasons."""
    return np.arange(0.0, 10957.0, 7.317)


def test_the_sun_stands_over_the_same_ground(moments):
    t = moments / 36525.0
    axes = body_axes(317.68143 - 0.1061 * t, 52.88650 - 0.0609 * t, 176.630 + 350.89198226 * moments)
    latitude, longitude = below(np.einsum("nij,nj->ni", axes, -_from_sun_to_mars(moments)))
    sun = mars_sun(moments)
    # The first way gives latitude against the local vertical of an ellipsoid flattened by 1/169.9 (IAU).
    vertical = np.degrees(np.arctan(np.tan(np.radians(latitude)) / (1.0 - 1.0 / 169.9) ** 2))
    assert np.max(np.abs(vertical - sun.declination_deg)) < STATED_DEG
    off = (longitude - sun.longitude_deg + 180.0) % 360.0 - 180.0
    assert np.max(np.abs(off)) < STATED_DEG


def test_the_sun_is_as_far(moments):
    far = np.linalg.norm(_from_sun_to_mars(moments), axis=1)
    assert np.max(np.abs(far - mars_sun(moments).distance_au)) < 3e-4
