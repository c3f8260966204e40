"""Earthlight through windows by a second way: rings of ground in closed coordinates; and the handbook's figure."""

import numpy as np
import pytest

from offworld.film.light_levels import LightLevels
from offworld.light.earth import earthlight, ground_seen

LEVELS = LightLevels()
RADIUS_KM, ALTITUDE_KM = 6371.0, 420.0
RATIO = RADIUS_KM / (RADIUS_KM + ALTITUDE_KM)


def _rings(zenith, rings=200, turns=400):
    """Light on a plane facing straight down as a share of albedo times sunlight.

    By the sine squared of the angle off straight down each ring counts alike on such a plane; the ground there lies
    asin(sin η / ratio) − η from the point below.
    """
    edge = np.arcsin(RATIO)
    off = np.arcsin(np.sqrt((np.arange(rings) + 0.5) / rings) * np.sin(edge))
    ground = np.arcsin(np.sin(off) / RATIO) - off
    turn = (np.arange(turns) + 0.5) / turns * 2.0 * np.pi
    height = np.cos(zenith) * np.cos(ground)[:, None] + np.sin(zenith) * np.sin(ground)[:, None] * np.cos(
        turn
    )
    return np.maximum(height, 0.0).mean() * RATIO**2


def _first(zenith):
    whole = ground_seen((0.0, 0.0, 1.0), 1.0, 1e-9, RATIO)
    # Local axes: z points to the Earth, so an overhead Sun is at −z.
    return float(earthlight(whole, np.array([[np.sin(zenith), 0.0, -np.cos(zenith)]]))[0])


def test_noon_against_the_table():
    """About 35 000 lx on a nadir window at orbit noon (handbook light, section 5)."""
    assert LEVELS.sun_lux * LEVELS.earth_albedo * _first(0.0) == pytest.approx(35_000.0, rel=0.01)


@pytest.mark.parametrize("degrees", [0.0, 30.0, 60.0, 75.0, 85.0, 90.0, 95.0])
def test_rings_and_rays_agree(degrees):
    """Rays are good to about 1 % of the noon light (stated in `pane`)."""
    zenith = np.radians(degrees)
    assert _first(zenith) == pytest.approx(_rings(zenith), abs=0.01 * _rings(0.0))


@pytest.mark.parametrize("degrees", [20.0, 45.0, 68.0])
def test_light_goes_with_the_cosine_while_all_that_is_seen_is_lit(degrees):
    """The lit cap has in the mean the light of its middle, until the terminator enters it."""
    zenith = np.radians(degrees)
    assert _rings(zenith) == pytest.approx(_rings(0.0) * np.cos(zenith), rel=1e-3)
