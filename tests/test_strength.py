"""Torque over speed, and the filter of grips."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.strength import (
    GRIP_FILTER_S,
    HALF_SPEED,
    TOP_SPEED,
    felt,
    filter_gain,
    torque_bounds,
    torque_share,
)

SPEEDS = st.floats(-50.0, 50.0)


@pytest.mark.parametrize(
    ("speed", "share"),
    [(-3.0, 1.0), (0.0, 1.0), (HALF_SPEED, 0.5), (TOP_SPEED, 0.0), (2 * TOP_SPEED, 0.0)],
)
def test_torque_falls_with_speed_as_the_handbook_says(speed, share):
    assert torque_share(speed) == pytest.approx(share, abs=1e-12)


@given(SPEEDS, SPEEDS)
def test_faster_is_never_stronger(one, two):
    slow, fast = sorted((one, two))
    assert torque_share(fast) <= torque_share(slow)


@given(st.floats(0.0, 300.0), SPEEDS)
def test_bounds_are_the_same_both_ways(isometric, speed):
    low, high = torque_bounds(isometric, speed)
    back_low, back_high = torque_bounds(isometric, -speed)
    assert low <= 0.0 <= high
    assert (low, high) == (-back_high, -back_low)


def test_bounds_of_many_joints_at_once():
    low, high = torque_bounds(np.array([10.0, 20.0]), np.array([[0.0, 0.0], [HALF_SPEED, -HALF_SPEED]]))
    assert high == pytest.approx(np.array([[10.0, 20.0], [5.0, 20.0]]))
    assert low == pytest.approx(np.array([[-10.0, -20.0], [-10.0, -10.0]]))


def test_the_filter_follows_a_step_in_its_time():
    steps, load = 10, 0.0
    for _ in range(steps):
        load += filter_gain(GRIP_FILTER_S / steps) * (1.0 - load)
    assert load == pytest.approx(1.0 - np.exp(-1.0))


def test_what_a_grip_feels_follows_the_filter_step_by_step():
    loads, state, wanted = np.random.default_rng(3).normal(size=(40, 6)), np.zeros(6), []
    for load in loads:
        state = state + filter_gain(0.004) * (load - state)
        wanted.append(state)
    assert felt(loads, 0.004) == pytest.approx(np.array(wanted), abs=1e-12)
