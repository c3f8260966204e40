"""Light through Martian dust: laws that hold for any dust, and printed tables as referees."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.light_levels import LightLevels
from offworld.light.colour import chromaticity, white_point
from offworld.light.mars_dust import GROUND, dust_light, usual_depth

LEVELS = LightLevels()
heights = st.floats(min_value=0.5, max_value=90.0)
depths = st.floats(min_value=0.01, max_value=9.0)

TABLE = {
    0.1: (0.885, 0.880, 0.857, 0.755, 0.635), 0.5: (0.810, 0.796, 0.708, 0.452, 0.342),
    1.0: (0.732, 0.700, 0.560, 0.317, 0.252), 2.0: (0.582, 0.537, 0.378, 0.208, 0.170),
    3.0: (0.460, 0.414, 0.273, 0.150, 0.128), 5.0: (0.294, 0.258, 0.166, 0.094, 0.080),
}  # fmt: skip
"""J. Appelbaum and D. Flood, Solar radiation on Mars (Solar Energy 45, 1990), table III: net flux over a ground of
albedo 0.1 as a share of what comes in, by optical depth, for the Sun 0, 30, 60, 80 and 85° off the zenith."""
OFF_ZENITH = (0.0, 30.0, 60.0, 80.0, 85.0)


def _global(elevation, depth):
    light = dust_light(elevation, depth, LEVELS)
    return float(light.level_beam + light.sky) / max(np.sin(np.radians(elevation)), 1e-9)


@pytest.mark.parametrize("depth", TABLE)
def test_against_the_net_flux_of_appelbaum_and_flood(depth):
    """Over the whole spectrum and another ground: 5 % where dust is thin and the Sun high; else a third, half at 5°."""
    for off, printed in zip(OFF_ZENITH, TABLE[depth], strict=True):
        ratio = _global(90.0 - off, depth) * 0.9 / printed
        assert abs(np.log2(ratio)) < (1.0 / 3.0 if off <= 80.0 else 0.5), (depth, off, ratio)
        if off <= 60.0 and depth <= 3.0:
            assert ratio == pytest.approx(1.0, abs=0.05), (depth, off)


def test_against_the_colours_of_melgosa():
    """CCT 2333 to 5868 K for depths of 0.1 to 8.1 and the Sun 0 to 72° off the zenith (Applied Sciences 14, 2024)."""
    kelvin = dust_light(np.array([[90.0], [18.0]]), np.array([0.1, 8.1]), LEVELS).kelvin
    assert kelvin.max() == pytest.approx(5868.0, rel=0.03)
    assert kelvin.min() == pytest.approx(2333.0, rel=0.06)


def test_against_the_white_point_of_insight():
    """x 0.35 ± 0.01, y 0.34 ± 0.02 (J. Maki and others, 2021), here for an afternoon of much dust."""
    light = dust_light(40.0, 1.0, LEVELS)
    x, y = white_point(float(light.kelvin))
    assert x == pytest.approx(0.35, abs=0.015)
    assert y == pytest.approx(0.34, abs=0.02)


@given(heights, depths)
def test_light_is_a_share(elevation, depth):
    light = dust_light(elevation, depth, LEVELS)
    assert 0.0 <= float(light.beam) <= 1.0
    assert float(light.sky) > 0.0
    if elevation > 10.0:
        # What the ground throws up and the dust throws back comes on top.
        assert _global(elevation, depth) < 1.0 / (1.0 - GROUND.max())


@given(st.floats(min_value=10.0, max_value=90.0), st.floats(min_value=0.05, max_value=4.0))
def test_more_dust_leaves_less_light_and_redder(elevation, depth):
    thin, thick = dust_light(elevation, depth, LEVELS), dust_light(elevation, 1.3 * depth, LEVELS)
    assert float(thick.level_beam + thick.sky) < float(thin.level_beam + thin.sky)
    assert float(thick.kelvin) < float(thin.kelvin)


def test_without_dust_there_is_the_whole_sun():
    light = dust_light(50.0, 1e-6, LEVELS)
    assert float(light.beam) == pytest.approx(1.0, abs=1e-5)
    assert float(light.sky) == pytest.approx(0.0, abs=1e-4)


def test_the_sky_is_redder_than_the_beam_and_fades_after_sunset():
    light = dust_light(np.array([40.0, 0.0, -1.5, -15.0]), 0.5, LEVELS)
    assert np.all(light.sky_kelvin < light.beam_kelvin)
    assert light.sky[2] == pytest.approx(light.sky[1] / 2.0)
    assert light.sky[3] == pytest.approx(light.sky[1] / 1024.0)


def test_the_sum_has_no_gap_where_its_formula_has_one():
    """Nowhere along a sunrise does the light jump."""
    fine = np.linspace(0.0, 90.0, 40_001)
    light = dust_light(fine, 0.6, LEVELS)
    level = light.level_beam + light.sky
    assert np.max(np.abs(np.diff(level))) < 2e-4


def test_dust_by_season():
    """Clear in northern spring and summer, thick about the perihelion; round the year without a step."""
    assert usual_depth(90.0) < usual_depth(215.0)
    assert usual_depth(360.0 - 1e-9) == pytest.approx(usual_depth(0.0))
    assert np.all((usual_depth(np.arange(360.0)) > 0.3) & (usual_depth(np.arange(360.0)) < 1.2))


def test_white_stays_white():
    x, y = chromaticity([1.0, 1.0, 1.0], 5900.0)
    assert (float(x), float(y)) == pytest.approx(white_point(5900.0), abs=1e-4)
