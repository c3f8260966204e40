"""Lamps that hide a sunset."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.light_levels import LightLevels
from offworld.light.lamps import LAMP_RANGE_K, hide

LEVELS = LightLevels()
lux = st.floats(min_value=0.0, max_value=5e4)
kelvin = st.floats(min_value=2000.0, max_value=12000.0)


@given(lux, lux, kelvin, kelvin)
def test_what_is_called_hidden_is(before, after, warm, cold):
    found = hide((before, warm), (after, cold), LEVELS)
    assert found.lamp_lux <= LEVELS.lamp_most_lux
    if found.hidden != "in part":
        assert abs(found.left_stops) <= LEVELS.hide + 1e-9
    else:
        assert abs(found.left_stops) > LEVELS.hide - 1e-9
        assert found.lamp_share == pytest.approx(1.0)
    assert LAMP_RANGE_K[0] <= found.lamp_kelvin <= LAMP_RANGE_K[1]


@given(st.floats(min_value=1.0, max_value=5e4), st.floats(min_value=0.0, max_value=0.7))
def test_the_level_needed_leaves_just_what_passes_unseen(bright, share):
    levels = LightLevels(lamp_most_lux=1e9)
    found = hide((bright, 6500.0), (share * bright, 6500.0), levels)
    assert found.left_stops == pytest.approx(-levels.hide)
    assert (bright + found.needed_lux) / (share * bright + found.needed_lux) == pytest.approx(
        2.0**levels.hide
    )


def test_sunset_and_sunrise_ask_for_the_same_lamps():
    down, up = hide((200.0, 6000.0), (5.0, 6500.0), LEVELS), hide((5.0, 6500.0), (200.0, 6000.0), LEVELS)
    assert down.needed_lux == up.needed_lux
    assert down.left_stops == pytest.approx(-up.left_stops)


def test_lamps_too_weak_say_what_is_left():
    """1000 lx go and 500 lx of lamps stay: log2(1500 / 505) = 1.57 stops."""
    found = hide((1000.0, 7000.0), (5.0, 0.0), LEVELS)
    assert found.hidden == "in part"
    assert found.left_stops == pytest.approx(-math.log2(1500.0 / 505.0))
    assert found.bare_stops == pytest.approx(-math.log2(200.0))
    assert found.follow_lux == pytest.approx(500.0 + 995.0)


def test_light_that_stays_needs_no_lamps():
    found = hide((300.0, 6000.0), (290.0, 6000.0), LEVELS)
    assert (found.hidden, found.needed_lux, found.lamp_lux) == ("nothing to hide", 0.0, 0.0)
    assert hide((0.0, 0.0), (0.0, 0.0), LEVELS).bare_stops == 0.0
    assert hide((10.0, 5000.0), (0.0, 0.0), LEVELS).bare_stops == -20.0


def test_lamps_of_the_light_s_own_colour_leave_none_to_be_seen():
    """Cold light that lamps cannot match leaves a warmer picture when it goes."""
    same = hide((200.0, 6000.0), (5.0, 6000.0), LEVELS)
    assert same.left_mired == pytest.approx(0.0, abs=1e-9)
    cold = hide((200.0, 10_000.0), (5.0, 10_000.0), LEVELS)
    assert cold.lamp_kelvin == LAMP_RANGE_K[1]
    assert cold.left_mired > 0.0


def test_lamps_may_have_a_least_level():
    assert hide((20.0, 6000.0), (19.0, 6000.0), LEVELS, floor_lux=150.0).lamp_lux == 150.0
