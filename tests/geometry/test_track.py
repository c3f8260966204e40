from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.geometry import rotation
from offworld.geometry.track import poses_at


def track(count=6, step=10):
    rng = np.random.default_rng(3)
    ticks = np.arange(count) * step
    places = rng.normal(size=(count, 2, 3))
    turns = rotation.random(rng, 2 * count).reshape(count, 2, 4)
    return ticks, np.concatenate([places, turns], axis=-1).astype(np.float32)


def test_samples_are_kept():
    ticks, poses = track()
    for row, tick in enumerate(ticks):
        at = poses_at(ticks, poses, tick)
        assert np.allclose(at[:, :3], poses[row, :, :3], atol=1e-6)
        assert np.all(rotation.angle_between(at[:, 3:], rotation.normalise(poses[row, :, 3:])) < 1e-3)


@given(st.floats(min_value=-20.0, max_value=80.0))
def test_attitudes_stay_unit_and_the_ends_rest(tick):
    ticks, poses = track()
    at = poses_at(ticks, poses, tick)
    assert np.allclose(np.linalg.norm(at[:, 3:], axis=-1), 1.0, atol=1e-12)
    if tick <= 0:
        assert np.allclose(at[:, :3], poses[0, :, :3])
    if tick >= 50:
        assert np.allclose(at[:, :3], poses[-1, :, :3])


@given(st.floats(min_value=0.0, max_value=50.0))
def test_steady_motion_is_met_exactly(tick):
    ticks = np.arange(6) * 10
    poses = np.zeros((6, 1, 7))
    poses[:, 0, 0] = 0.3 * ticks
    poses[:, 0, 3:] = rotation.from_axis_angle([0.0, 0.0, 1.0], 0.02 * ticks)
    at = poses_at(ticks, poses, tick)[0]
    assert at[0] == pytest.approx(0.3 * tick, abs=1e-9)
    assert rotation.angle_between(at[3:], rotation.from_axis_angle([0, 0, 1.0], 0.02 * tick)) < 1e-9


def test_a_parabola_is_met_between_inner_samples():
    ticks = np.arange(6) * 10
    poses = np.zeros((6, 1, 7))
    poses[:, 0, 2], poses[:, 0, 3] = 0.01 * ticks**2, 1.0
    assert poses_at(ticks, poses, 24.0)[0, 2] == pytest.approx(0.01 * 24.0**2, abs=1e-9)


def test_one_sample_rests_and_none_is_refused():
    ticks, poses = track(1)
    assert np.allclose(poses_at(ticks, poses, 5.0)[:, :3], poses[0, :, :3])
    with pytest.raises(ValueError, match="without samples"):
        poses_at(np.zeros(0), np.zeros((0, 2, 7)), 0.0)
