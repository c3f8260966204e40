from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.geometry import rotation
from offworld.geometry.pose import Pose

seeds = st.integers(0, 2**32 - 1)


def poses(seed, n):
    rng = np.random.default_rng(seed)
    return [Pose.of(p, q) for p, q in zip(rng.normal(size=(n, 3)), rotation.random(rng, n), strict=True)]


def close(a, b):
    return np.allclose(a.position, b.position) and abs(np.dot(a.attitude, b.attitude)) > 1 - 1e-12


@given(seeds)
def test_poses_are_a_group(seed):
    a, b, c = poses(seed, 3)
    assert close(a.compose(Pose.identity()), a)
    assert close(Pose.identity().compose(a), a)
    assert close(a.compose(a.inverse()), Pose.identity())
    assert close(a.compose(b).compose(c), a.compose(b.compose(c)))


@given(seeds)
def test_composing_is_applying_twice(seed):
    a, b = poses(seed, 2)
    points = np.random.default_rng(seed).normal(size=(4, 3))
    assert np.allclose(a.compose(b).apply(points), a.apply(b.apply(points)))
    assert np.allclose(a.inverse().apply(a.apply(points)), points)


def test_an_attitude_is_scaled_to_unit_length():
    assert Pose.of([1, 2, 3], [2, 0, 0, 0]) == Pose(position=(1.0, 2.0, 3.0))


@pytest.mark.parametrize(
    ("position", "attitude", "message"),
    [
        ((0, 0), (1, 0, 0, 0), "three numbers"),
        ((0, 0, 0), (1, 0, 0), "three numbers"),
        ((0, 0, math.nan), (1, 0, 0, 0), "finite"),
        ((0, 0, math.inf), (1, 0, 0, 0), "finite"),
        ((0, 0, 0), (1, 1, 0, 0), "unit length"),
    ],
)
def test_what_is_no_pose_is_refused(position, attitude, message):
    with pytest.raises(ValueError, match=message):
        Pose(position=position, attitude=attitude)
