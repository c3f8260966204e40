from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from offworld.frame import toric
from offworld.geometry import rotation

GATE = (28.0, 15.7)
number = st.integers(0, 2**32 - 1)


def seen(point, places, axes, focal):
    local = np.einsum("ni,nij->nj", point - places, axes)
    wide, tall = 2 * focal / GATE[0], 2 * focal / GATE[1]
    return np.stack([wide * local[:, 0] / -local[:, 2], tall * local[:, 1] / -local[:, 2]], axis=1), local


def drawn(rng, n):
    focal = rng.uniform(14.0, 100.0, n)
    one = rng.uniform(-0.9, 0.9, (n, 2))
    other = one + rng.uniform(0.25, 0.9, (n, 1)) * np.where(rng.random((n, 2)) < 0.5, -1.0, 1.0)
    gauge = 2 * focal / GATE[0], 2 * focal / GATE[1]
    return focal, one, other, toric.rays(one, *gauge), toric.rays(other, *gauge)


@given(number)
def test_two_people_are_exactly_where_they_are_wanted(seed):
    rng, n = np.random.default_rng(seed), 30
    a, b, start = rng.standard_normal((3, 3))
    focal, one, other, first, second = drawn(rng, n)
    angle = np.arccos((first * second).sum(axis=1))
    at = (rng.uniform(0.1, 0.9, n) * (np.pi - angle), rng.uniform(-np.pi, np.pi, n))
    places, axes = toric.over_two(a, b, (first, second), at, start)
    for point, wanted in ((a, one), (b, other)):
        got, local = seen(point, places, axes, focal)
        assert np.abs(got - wanted).max() < 1e-12
        assert (local[:, 2] < 0).all()
    assert np.abs(axes @ axes.transpose(0, 2, 1) - np.eye(3)).max() < 1e-12
    assert np.linalg.det(axes).min() > 0.999999


@given(number)
def test_the_surface_is_that_of_the_inscribed_angle(seed):
    rng, n = np.random.default_rng(seed), 30
    a, b, start = rng.standard_normal((3, 3))
    *_, first, second = drawn(rng, n)
    angle = np.arccos((first * second).sum(axis=1))
    at = (rng.uniform(0.1, 0.9, n) * (np.pi - angle), rng.uniform(-np.pi, np.pi, n))
    places, _ = toric.over_two(a, b, (first, second), at, start)
    to_a, to_b = a - places, b - places
    cosine = (to_a * to_b).sum(axis=1) / np.linalg.norm(to_a, axis=1) / np.linalg.norm(to_b, axis=1)
    assert np.allclose(np.arccos(cosine), angle, atol=1e-9)


@given(number)
def test_the_angle_for_a_distance_gives_that_distance(seed):
    rng, n = np.random.default_rng(seed), 30
    a, b, start = rng.standard_normal((3, 3))
    *_, first, second = drawn(rng, n)
    angle = np.arccos((first * second).sum(axis=1))
    wanted = rng.uniform(0.2, 3.0, n)
    found = 0
    for at in toric.angle_at_first(a, b, angle, wanted):
        good = ~np.isnan(at)
        found += good.sum()
        places, _ = toric.over_two(a, b, (first[good], second[good]), (at[good], np.zeros(good.sum())), start)
        assert np.allclose(np.linalg.norm(places - a, axis=1), wanted[good], atol=1e-9)
    reach = np.linalg.norm(b - a) / np.sin(angle)
    assert found >= (wanted <= reach).sum()


@given(number)
def test_one_person_is_exactly_placed_and_the_axis_upright(seed):
    rng, n = np.random.default_rng(seed), 40
    target, up = rng.standard_normal(3), rotation.rotate(rotation.random(rng, 1)[0], [0.0, 0.0, 1.0])
    focal, spot, _, way, _ = drawn(rng, n)
    come = rotation.rotate(rotation.random(rng, n), [1.0, 0.0, 0.0])
    far, roll = rng.uniform(0.3, 3.0, n), rng.uniform(-np.pi, np.pi, n)
    places, axes = toric.upright(target, up, (come, far), way, roll)
    got, local = seen(target, places, axes, focal)
    assert np.abs(got - spot).max() < 1e-12
    assert np.allclose(np.linalg.norm(local, axis=1), far)
    top = up @ axes
    across = np.abs(come @ up) < 0.6
    lean = np.arctan2(top[:, 0], top[:, 1])
    assert np.allclose(np.exp(1j * lean[across]), np.exp(1j * roll[across]), atol=1e-9)


def test_an_axis_along_the_line_of_sight_is_as_upright_as_can_be():
    up = np.array([[0.0, 0.0, 1.0]])
    way = toric.rays(np.zeros((1, 2)), np.array([2.0]), np.array([3.0]))
    places, axes = toric.upright(np.zeros(3), up[0], (up, np.ones(1)), way, np.zeros(1))
    assert np.allclose(places, [[0.0, 0.0, 1.0]])
    assert np.isfinite(axes).all()
    assert np.allclose(axes[0][:, 2], [0.0, 0.0, 1.0])
