from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicHermiteSpline

from offworld.geometry.interpolate import hermite, minimum_jerk

numbers = st.floats(-10, 10, allow_subnormal=False)


@given(numbers, numbers, numbers, numbers, st.floats(0.01, 10), st.floats(0, 1))
def test_against_scipy_spline(p0, v0, p1, v1, h, share):
    spline = CubicHermiteSpline([0.0, h], [p0, p1], [v0, v1])
    value, rate = hermite(p0, v0, p1, v1, share * h, h)
    assert value == pytest.approx(float(spline(share * h)), abs=1e-9)
    assert rate == pytest.approx(float(spline(share * h, 1)), abs=1e-7)


def test_hermite_takes_arrays_and_meets_both_states():
    p0, v0, p1, v1 = np.arange(12.0).reshape(4, 3)
    for t, p, v in ((0.0, p0, v0), (0.2, p1, v1)):
        value, rate = hermite(p0, v0, p1, v1, t, 0.2)
        assert np.allclose(value, p)
        assert np.allclose(rate, v)


@pytest.mark.parametrize("h", [0.0, -1.0, float("nan")])
def test_hermite_needs_time_between_its_states(h):
    with pytest.raises(ValueError, match="positive time"):
        hermite(0, 0, 1, 0, 0, h)


def test_minimum_jerk_starts_and_ends_at_rest():
    value, first, second = minimum_jerk([-1.0, 0.0, 0.5, 1.0, 2.0])
    assert np.allclose(value, [0, 0, 0.5, 1, 1])
    assert np.allclose(first, [0, 0, 1.875, 0, 0])
    assert np.allclose(second, 0)


@given(st.floats(0.01, 0.99))
def test_minimum_jerk_derivatives(s):
    h = 1e-5
    below, here, above = (minimum_jerk(s + d) for d in (-h, 0.0, h))
    assert (above[0] - below[0]) / (2 * h) == pytest.approx(here[1], abs=1e-7)
    assert (above[1] - below[1]) / (2 * h) == pytest.approx(here[2], abs=1e-6)
    assert above[0] >= below[0]
