from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.geometry import rotation
from offworld.geometry.track import poses_at

TICKS = np.array([0, 10, 20, 30])


def track(rng, n=2, times=TICKS):
    places = rng.normal(size=(len(times), n, 3))
    turns = rotation.random(rng, len(times) * n).reshape(len(times), n, 4)
    return np.concatenate([places, turns], axis=-1)


@given(st.integers(0, 2**32 - 1))
def test_every_sample_is_met(seed):
    poses = track(np.random.default_rng(seed))
    for tick, row in zip(TICKS, poses, strict=True):
        found = poses_at(TICKS, poses, tick)
        assert np.allclose(found[:, :3], row[:, :3])
        assert np.allclose(np.abs(np.sum(found[:, 3:] * row[:, 3:], axis=-1)), 1.0)


@given(st.floats(0, 30))
def test_steady_motion_stays_steady(tick):
    velocity, spin = np.array([0.01, -0.02, 0.03]), np.array([0.0, 0.02, 0.01])
    times = TICKS[:, None].astype(float)
    poses = np.concatenate([times * velocity, rotation.exp(times * spin)], axis=-1)[:, None, :]
    (found,) = poses_at(TICKS, poses, tick)
    assert np.allclose(found[:3], tick * velocity, atol=1e-12)
    assert rotation.angle_between(found[3:], rotation.exp(tick * spin)) < 1e-7


def test_before_and_after_it_rests():
    poses = track(np.random.default_rng(1))
    assert np.allclose(poses_at(TICKS, poses, -5), poses[0])
    assert np.allclose(poses_at(TICKS, poses, 99), poses[-1])
    assert np.allclose(poses_at(TICKS[:1], poses[:1], 5), poses[0])


def test_attitudes_stored_in_single_precision_come_back_unit():
    poses = track(np.random.default_rng(2)).astype(np.float32)
    found = poses_at(TICKS, poses, 13.7)
    assert found.dtype == np.float64
    assert np.allclose(np.linalg.norm(found[:, 3:], axis=-1), 1.0, atol=1e-15)


def test_there_is_no_jump_at_a_sample():
    poses = track(np.random.default_rng(3))
    before, after = poses_at(TICKS, poses, 10 - 1e-6), poses_at(TICKS, poses, 10 + 1e-6)
    assert np.allclose(before[:, :3], after[:, :3], atol=1e-5)


def test_an_empty_track_is_refused():
    with pytest.raises(ValueError, match="without samples"):
        poses_at([], np.zeros((0, 1, 7)), 0)
