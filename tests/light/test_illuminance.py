"""Light of the Sun and of the full Earth, against closed forms and the handbook's figures."""

import numpy as np
import pytest

from offworld.film.light_levels import LightLevels
from offworld.light.discs import beside_disc
from offworld.light.illuminance import earthshine_lux, phase_law, sun_lux

LEVELS = LightLevels()


def test_the_full_earth_against_the_table():
    """10 to 20 lx on the Moon (handbook light, section 5)."""
    full = float(earthshine_lux(LEVELS, np.arcsin(6371.0 / 384_400.0), 0.0))
    assert 10.0 < full < 20.0
    assert float(earthshine_lux(LEVELS, np.arcsin(6371.0 / 384_400.0), np.pi)) == pytest.approx(0.0, abs=1e-6)


def test_phases_of_a_dull_ball():
    """1 full, 1/π at half, 0 new; its mean over the sphere makes the Bond albedo 3/2 of the geometric one."""
    assert phase_law([0.0, np.pi / 2.0, np.pi]) == pytest.approx([1.0, 1.0 / np.pi, 0.0], abs=1e-12)
    angle = np.linspace(0.0, np.pi, 20_001)
    whole = 2.0 * np.trapezoid(phase_law(angle) * np.sin(angle), angle)
    assert whole == pytest.approx(1.5, abs=1e-6)


def test_the_inverse_square():
    assert float(sun_lux(LEVELS, 2.0)) == pytest.approx(LEVELS.sun_lux / 4.0)


@pytest.mark.parametrize(
    ("apart", "other", "free"),
    [(3.0, 1.0, 1.0), (0.0, 1.0, 0.0), (0.0, 4.0, 0.0), (0.0, 0.5, 0.75), (3.6, 4.0, None), (1.0, 1.0, None)],
)
def test_one_disc_before_another(apart, other, free):
    """Against counting points; the first four are plain."""
    y, x = np.mgrid[-1.0:1.0:801j, -1.0:1.0:801j]
    inside = x**2 + y**2 <= 1.0
    counted = np.mean((x[inside] - apart) ** 2 + y[inside] ** 2 > other**2)
    found = float(beside_disc(apart, 1.0, other))
    assert found == pytest.approx(counted, abs=3e-3)
    if free is not None:
        assert found == pytest.approx(free, abs=1e-12)
