"""Colours of light against printed white points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.light.colour import chromaticity, kelvin_of, mired, mixed_kelvin, white_point

kelvins = st.floats(min_value=2500.0, max_value=12_000.0)


@pytest.mark.parametrize(
    ("kelvin", "x", "y"), [(5003.0, 0.3457, 0.3585), (6504.0, 0.3127, 0.3290), (7504.0, 0.2990, 0.3149)]
)
def test_white_points_of_daylight(kelvin, x, y):
    """D50, D65 and D75 as CIE 15 prints them."""
    assert white_point(kelvin) == pytest.approx((x, y), abs=2e-4)


@given(st.floats(min_value=4500.0, max_value=9000.0))
def test_white_has_its_own_colour(kelvin):
    assert float(kelvin_of([1.0, 1.0, 1.0], kelvin)) == pytest.approx(kelvin, rel=0.01)


def test_red_is_warmer_and_blue_colder():
    assert float(kelvin_of([1.2, 1.0, 0.8], 6500.0)) < 6000.0 < float(kelvin_of([0.9, 1.0, 1.1], 6500.0))
    x, _ = chromaticity([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]], 6504.0)
    assert x == pytest.approx([0.64, 0.15], abs=2e-3)


@given(
    kelvins, kelvins, st.floats(min_value=0.1, max_value=1000.0), st.floats(min_value=0.1, max_value=1000.0)
)
def test_a_mixture_lies_between_its_lights(one, other, lux, more):
    found = mixed_kelvin(((lux, one), (more, other)))
    assert min(one, other) - 1e-6 <= found <= max(one, other) + 1e-6
    assert mixed_kelvin(((lux, one), (more, other))) == pytest.approx(
        mixed_kelvin(((more, other), (lux, one)))
    )


def test_light_without_colour_and_colour_without_light_do_not_count():
    assert mixed_kelvin(((0.0, 3000.0), (5.0, 6000.0), (7.0, 0.0))) == pytest.approx(6000.0)
    assert mixed_kelvin(()) == 0.0
    assert mired(5000.0) == 200.0
