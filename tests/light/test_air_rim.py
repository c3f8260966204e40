import math

import numpy as np
import pytest

from offworld.light.air_rim import DEPTH, LEAST_KELVIN, SCALE_HEIGHT, disc_share, through_rim

RADIUS = np.array([0.00465])
LIMB = np.array([2.35e6])


def at(height):
    share, kelvin = through_rim(np.array([height]), RADIUS, LIMB, 5900.0)
    return float(share[0]), float(kelvin[0])


def test_a_disc_goes_behind_an_edge():
    heights = np.array([-1.0, -0.5, 0.0, 0.5, 1.0, 2.0]) * 0.005
    shares = disc_share(heights, np.full(6, 0.005))
    half = 0.5 - (math.asin(0.5) + 0.5 * math.sqrt(0.75)) / math.pi
    assert shares == pytest.approx([0.0, half, 0.5, 1.0 - half, 1.0, 1.0])


def test_night_and_full_day():
    assert at(-0.02) == (0.0, 5900.0)
    assert at(0.5) == (1.0, 5900.0)
    share, kelvin = at(0.05)
    assert share > 0.999
    assert kelvin == pytest.approx(5900.0, abs=15.0)


def test_the_sun_rises_red_and_dim():
    heights = np.radians(np.linspace(-0.2, 2.0, 45))
    rows = [at(height) for height in heights]
    assert np.all(np.diff([share for share, _ in rows]) > 0.0)
    assert np.all(np.diff([kelvin for _, kelvin in rows]) >= -1e-6)
    assert rows[0][1] == pytest.approx(LEAST_KELVIN, abs=1.0)


def test_a_ray_high_above_the_ground_loses_what_the_formula_says():
    height = math.radians(0.75)
    metres = height * LIMB[0]
    grazing = math.sqrt(2.0 * math.pi * 6_378_137.0 / SCALE_HEIGHT) * math.exp(-metres / SCALE_HEIGHT)
    expected = np.exp(-grazing * DEPTH) @ (0.2126, 0.7152, 0.0722)
    # The disc is 10 km high there: its mean is near its middle.
    assert at(height)[0] == pytest.approx(expected, abs=0.05)
