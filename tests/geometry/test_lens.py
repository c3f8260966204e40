"""The pinhole camera and the way of least jerk."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.geometry import rotation
from offworld.geometry.least_jerk import PEAK, least_jerk
from offworld.geometry.lens import on_gate


def test_what_is_ahead_is_in_the_middle_and_what_is_behind_nowhere():
    assert on_gate([1, 0, 0, 0], [0, 0, 0], [0, 0, -2], 25.0) == pytest.approx([0, 0])
    assert on_gate([1, 0, 0, 0], [0, 0, 0], [0.2, 0.1, -2], 25.0) == pytest.approx([2.5, 1.25])
    assert np.all(np.isinf(on_gate([1, 0, 0, 0], [0, 0, 0], [0.0, 0.0, 2], 25.0)))


@given(st.integers(0, 2**32 - 1))
def test_turning_everything_changes_nothing_on_the_gate(seed):
    rng = np.random.default_rng(seed)
    turn, attitude = rotation.random(rng, 2)
    place, point = rng.normal(size=(2, 3))
    whole = on_gate(
        rotation.multiply(turn, attitude), rotation.rotate(turn, place), rotation.rotate(turn, point), 25.0
    )
    plain = on_gate(attitude, place, point, 25.0)
    if np.all(np.isfinite(plain)) and np.abs(plain).max() < 1e4:
        assert whole == pytest.approx(plain, rel=1e-6, abs=1e-6)


def test_the_way_of_least_jerk_rests_at_both_ends_and_is_the_sum_of_its_speed():
    share = np.linspace(-0.2, 1.2, 14_001)
    way, rate, change = least_jerk(share)
    assert way[0] == 0.0
    assert way[-1] == pytest.approx(1.0)
    assert rate[[0, -1]] == pytest.approx([0.0, 0.0])
    assert rate.max() == pytest.approx(PEAK, rel=1e-6)
    assert np.gradient(way, share) == pytest.approx(rate, abs=1e-4)
    assert np.gradient(rate, share) == pytest.approx(change, abs=2e-2)
