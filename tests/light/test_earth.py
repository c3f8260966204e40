"""Earthlight against closed forms: the view factor of a sphere, and what the handbook says of a nadir window."""

import math

import numpy as np
import pytest

from offworld.light.earth import day_share, earthlight, extremes, ground_seen

RATIO = 6378.137 / (6378.137 + 420.0)
OPEN = (1.0, 1e-9)
DOWN, UP = (0.0, 0.0, 1.0), (0.0, 0.0, -1.0)
NOON, MIDNIGHT, SIDE = np.array([UP]), np.array([DOWN]), np.array([(1.0, 0.0, 0.0)])


def test_a_pane_towards_the_earth_has_its_view_factor():
    """(R / r)² for a plane that faces the middle of a sphere."""
    assert ground_seen(DOWN, *OPEN, RATIO).view == pytest.approx(RATIO**2, abs=0.002)


def test_a_pane_along_the_flight_has_that_of_a_plane_square_to_it():
    """(asin k − k √(1 − k²)) / π with k the ratio of the radii."""
    factor = (math.asin(RATIO) - RATIO * math.sqrt(1.0 - RATIO**2)) / math.pi
    assert ground_seen((1.0, 0.0, 0.0), *OPEN, RATIO).view == pytest.approx(factor, abs=0.005)


def test_how_much_of_a_view_the_earth_fills():
    assert ground_seen(DOWN, 0.23, 0.12, RATIO).filled == pytest.approx(1.0)
    assert ground_seen(DOWN, *OPEN, RATIO).filled == pytest.approx(RATIO**2, abs=0.002)
    assert ground_seen(UP, *OPEN, RATIO).filled == 0.0
    # Level with the horizon half of a narrow view would be Earth, were it not 20 deg lower.
    assert 0.0 < ground_seen((1.0, 0.0, 0.0), 0.23, 0.12, RATIO).filled < 0.3


def test_a_pane_that_looks_away_sees_nothing():
    ground = ground_seen(UP, 0.23, 0.12, RATIO)
    assert (ground.view, len(ground.edge)) == (0.0, 0)
    assert earthlight(ground, NOON) == pytest.approx([0.0])
    assert day_share(ground, NOON) == pytest.approx([0.0])
    assert np.array(extremes(ground, NOON)) == pytest.approx(-1.0)


def test_a_nadir_window_at_orbit_noon_has_the_handbooks_35_000_lux():
    lux = 133_100.0 * 0.30 * earthlight(ground_seen(DOWN, *OPEN, RATIO), NOON)
    assert lux[0] == pytest.approx(35_000.0, rel=0.02)


def test_light_falls_as_the_cosine_while_all_ground_has_day():
    ground = ground_seen(DOWN, *OPEN, RATIO)
    angle = math.radians(60.0)
    slanting = np.array([(math.sin(angle), 0.0, -math.cos(angle))])
    assert earthlight(ground, slanting) / earthlight(ground, NOON) == pytest.approx([0.5], abs=0.005)


def test_day_and_night_and_the_terminator_between():
    ground = ground_seen(DOWN, *OPEN, RATIO)
    assert day_share(ground, np.concatenate([NOON, MIDNIGHT, SIDE])) == pytest.approx(
        [1.0, 0.0, 0.5], abs=0.01
    )
    low, high = extremes(ground, SIDE)
    # The horizon lies 20.2 deg of the ground away: there the Sun stands as high, or as low.
    assert np.degrees(np.arcsin(high)) == pytest.approx([math.degrees(math.acos(RATIO))], abs=0.05)
    assert np.degrees(np.arcsin(low)) == pytest.approx([-math.degrees(math.acos(RATIO))], abs=0.05)


@pytest.mark.parametrize("normal", [DOWN, (0.6, 0.0, 0.8), (0.0, 1.0, 0.0)])
def test_the_extremes_bound_all_that_is_seen(normal):
    ground = ground_seen(normal, 0.23, 0.12, RATIO)
    suns = np.random.default_rng(3).normal(size=(200, 3))
    suns /= np.linalg.norm(suns, axis=1)[:, None]
    low, high = extremes(ground, suns)
    heights = suns @ ground.up.T
    inside = (np.abs(heights) < 0.999).all(axis=1)
    assert np.all(low[inside] <= heights[inside].min(axis=1) + 1e-3)
    assert np.all(high[inside] >= heights[inside].max(axis=1) - 1e-3)


def test_many_moments_are_those_one_by_one():
    ground = ground_seen(DOWN, 0.23, 0.12, RATIO)
    suns = np.random.default_rng(5).normal(size=(20_000, 3))
    suns /= np.linalg.norm(suns, axis=1)[:, None]
    whole = earthlight(ground, suns)
    assert whole[[0, 8191, 8192, 19_999]] == pytest.approx(
        [float(earthlight(ground, suns[[at]])[0]) for at in (0, 8191, 8192, 19_999)]
    )
