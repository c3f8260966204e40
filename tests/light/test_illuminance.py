"""Light of the Sun, the Earth and the full Earth, against closed forms and the handbook's figures."""

import numpy as np
import pytest

from offworld.film.light_levels import LightLevels
from offworld.light.discs import above_line, beside_disc
from offworld.light.illuminance import earthlight_lux, earthshine_lux, phase_law, sun_lux, view_factor

LEVELS = LightLevels()


def test_earthlight_at_noon_against_the_table():
    """About 35 000 lx from 420 km at albedo 0.3 (handbook light, section 5)."""
    assert float(earthlight_lux(LEVELS, 420e3, 0.0)) == pytest.approx(35_000.0, rel=0.01)
    assert view_factor(420e3) == pytest.approx(0.88, abs=0.005)


def test_earthlight_goes_with_the_cosine_while_all_that_is_seen_is_lit():
    """The lit cap has in the mean the light of its middle: exact until the terminator enters it, 20° about."""
    noon = float(earthlight_lux(LEVELS, 420e3, 0.0))
    for zenith in (20.0, 45.0, 68.0):
        assert float(earthlight_lux(LEVELS, 420e3, np.radians(zenith))) == pytest.approx(
            noon * np.cos(np.radians(zenith)), rel=0.002
        )


def test_earthlight_ends_when_no_lit_ground_is_seen():
    horizon = np.degrees(np.arccos(6371.0 / 6791.0))
    at = np.radians([90.0, 90.0 + 0.5 * horizon, 90.0 + horizon + 1.0, 180.0])
    lux = earthlight_lux(LEVELS, 420e3, at)
    assert lux[0] > lux[1] > lux[2] == lux[3] == 0.0


def test_earthlight_from_just_above_the_ground_is_that_of_a_plain():
    assert float(earthlight_lux(LEVELS, 1000.0, 0.0)) == pytest.approx(LEVELS.sun_lux * 0.3, rel=0.01)


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


def test_the_sun_above_a_line():
    assert above_line([-2.0, -1.0, 0.0, 1.0, 2.0], 1.0) == pytest.approx([0.0, 0.0, 0.5, 1.0, 1.0])
    height = np.linspace(-1.0, 1.0, 10_001)
    chords = np.cumsum(2.0 * np.sqrt(1.0 - height**2)) * (height[1] - height[0]) / np.pi
    assert np.max(np.abs(above_line(height, 1.0) - chords)) < 1e-3


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
