from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from offworld.geometry import rotation

seeds = st.integers(0, 2**32 - 1)
coordinates = st.floats(-5, 5, allow_subnormal=False)
vectors = st.tuples(coordinates, coordinates, coordinates).map(np.array)
directions = vectors.filter(lambda v: np.linalg.norm(v) > 1e-3)


def attitudes(seed, n=5):
    return rotation.random(np.random.default_rng(seed), n)


def same(a, b, tolerance=1e-12):
    """Whether two arrays of unit quaternions are the same rotations (q and -q are one)."""
    return np.all(np.abs(np.sum(np.asarray(a) * b, axis=-1)) > 1 - tolerance)


@given(seeds)
def test_rotations_are_a_group(seed):
    a, b, c = attitudes(seed, 3)
    one = rotation.identity()
    assert np.allclose(rotation.multiply(one, a), a)
    assert np.allclose(rotation.multiply(a, one), a)
    assert np.allclose(rotation.multiply(a, rotation.conjugate(a)), one)
    left = rotation.multiply(rotation.multiply(a, b), c)
    assert np.allclose(left, rotation.multiply(a, rotation.multiply(b, c)))


@given(seeds, vectors)
def test_product_turns_by_the_right_factor_first(seed, v):
    a, b = attitudes(seed, 2)
    assert np.allclose(rotation.rotate(rotation.multiply(a, b), v), rotation.rotate(a, rotation.rotate(b, v)))


@given(seeds, vectors, vectors)
def test_turning_keeps_lengths_angles_and_hands(seed, u, v):
    q = attitudes(seed, 1)[0]
    turned_u, turned_v = rotation.rotate(q, u), rotation.rotate(q, v)
    assert np.dot(turned_u, turned_v) == pytest.approx(np.dot(u, v), abs=1e-11)
    assert np.allclose(rotation.rotate(q, np.cross(u, v)), np.cross(turned_u, turned_v), atol=1e-11)


@given(vectors, vectors)
def test_cross_is_the_vector_product(u, v):
    assert np.allclose(rotation.cross(u, v), np.cross(u, v))


@given(seeds)
def test_against_scipy(seed):
    q = attitudes(seed, 4)
    other = Rotation.from_quat(q, scalar_first=True)
    assert np.allclose(rotation.matrix(q), other.as_matrix())
    assert np.allclose(rotation.log(q), other.as_rotvec(), atol=1e-9)
    v = np.random.default_rng(seed).standard_normal((4, 3))
    assert np.allclose(rotation.rotate(q, v), other.apply(v))


@given(seeds)
def test_matrix_and_back(seed):
    q = attitudes(seed, 20)
    assert same(rotation.from_matrix(rotation.matrix(q)), q)


@pytest.mark.parametrize("axis", np.vstack([np.eye(3), -np.eye(3), [[1, 1, 0], [0, -1, 1], [1, 1, 1]]]))
def test_half_turns_come_back_from_their_matrix(axis):
    q = rotation.from_axis_angle(axis, math.pi)
    assert same(rotation.from_matrix(rotation.matrix(q)), q)


@given(directions, st.floats(-3.1, 3.1))
def test_exp_and_log_undo_each_other(axis, angle):
    rotvec = axis / np.linalg.norm(axis) * angle
    assert np.allclose(rotation.log(rotation.exp(rotvec)), rotvec, atol=1e-10)
    assert same(rotation.exp(rotvec), rotation.from_axis_angle(axis, angle))


@pytest.mark.parametrize("size", [0.0, 1e-300, 1e-12, 1e-8, 9.9e-5, 1.1e-4, 3e-4])
def test_log_of_small_turns_keeps_its_digits(size):
    rotvec = size * np.array([0.6, 0.0, -0.8])
    assert np.allclose(rotation.log(rotation.exp(rotvec)), rotvec, rtol=1e-11, atol=0)


@given(seeds)
def test_log_is_the_shortest(seed):
    q = attitudes(seed, 10)
    assert np.all(np.linalg.norm(rotation.log(q), axis=-1) <= math.pi + 1e-12)
    assert np.allclose(rotation.log(q), rotation.log(-q))


@given(seeds, vectors)
def test_exp_is_the_flow_of_a_spin(seed, spin):
    """Finite difference: a point at r on a body that spins moves with spin x r."""
    q, h = attitudes(seed, 1)[0], 1e-5
    r = rotation.rotate(q, [0.3, -0.2, 0.5])
    ahead = rotation.rotate(rotation.exp(spin * h), r)
    behind = rotation.rotate(rotation.exp(-spin * h), r)
    assert np.allclose((ahead - behind) / (2 * h), np.cross(spin, r), atol=1e-6)


@given(directions, directions)
def test_between_is_the_shortest_arc(u, v):
    q = rotation.between(u, v)
    a, b = u / np.linalg.norm(u), v / np.linalg.norm(v)
    assert np.allclose(rotation.rotate(q, a), b, atol=1e-9)
    arc = math.atan2(np.linalg.norm(np.cross(a, b)), np.dot(a, b))
    assert rotation.angle_between(rotation.identity(), q) == pytest.approx(arc, abs=1e-7)


@given(directions)
def test_between_opposite_directions_is_a_half_turn(u):
    q = rotation.between(u, -u)
    assert np.allclose(rotation.rotate(q, u), -u, atol=1e-9)
    assert np.linalg.norm(rotation.log(q)) == pytest.approx(math.pi)


def test_between_broadcasts():
    q = rotation.between([1.0, 0, 0], [[0.0, 1, 0], [-1.0, 0, 0], [1.0, 0, 0]])
    assert q.shape == (3, 4)
    assert np.allclose(rotation.rotate(q, [1.0, 0, 0]), [[0, 1, 0], [-1, 0, 0], [1, 0, 0]])


@given(seeds, st.floats(0, 1))
def test_slerp_shares_the_angle(seed, t):
    a, b = attitudes(seed, 2)
    whole = rotation.angle_between(a, b)
    assume(whole < math.pi - 1e-6)
    part = rotation.slerp(a, b, t)
    assert rotation.angle_between(a, part) == pytest.approx(t * whole, abs=1e-7)
    assert rotation.angle_between(part, b) == pytest.approx((1 - t) * whole, abs=1e-7)
    assert same(rotation.slerp(a, -b, t), part)


@given(directions, directions)
def test_a_camera_looks_along_its_minus_z(forward, up):
    q = rotation.looking(forward, up)
    ahead = forward / np.linalg.norm(forward)
    assert np.allclose(rotation.rotate(q, [0, 0, -1]), ahead, atol=1e-7)
    assert np.dot(rotation.rotate(q, [0, 1, 0]), up) >= -1e-7
    assert np.dot(rotation.rotate(q, [1, 0, 0]), up) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_camera_that_looks_along_up_still_has_an_attitude(sign):
    q = rotation.looking([0, 0, 1], [0, 0, sign])
    assert np.allclose(rotation.rotate(q, [0, 0, -1]), [0, 0, 1])


def test_random_attitudes_are_even():
    """The mean of each turned axis vanishes, and of its square is a third: four standard errors."""
    n = 40_000
    turned = rotation.rotate(rotation.random(np.random.default_rng(3), n), [0.0, 0.0, 1.0])
    assert np.all(np.abs(turned.mean(axis=0)) < 4 * math.sqrt(1 / 3 / n))
    assert np.all(np.abs((turned**2).mean(axis=0) - 1 / 3) < 4 * math.sqrt(4 / 45 / n))


def test_shapes_broadcast():
    q = attitudes(1, 6).reshape(2, 3, 4)
    assert rotation.matrix(q).shape == (2, 3, 3, 3)
    assert rotation.rotate(q, [1.0, 0, 0]).shape == (2, 3, 3)
    assert rotation.from_axis_angle([0, 0, 1], [0.1, 0.2]).shape == (2, 4)
    assert rotation.from_axis_angle([[0, 0, 1], [0, 1, 0]], 0.1).shape == (2, 4)
    assert rotation.slerp(q[0], q[1], [0.0, 0.5, 1.0]).shape == (3, 4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: rotation.normalise([0, 0, 0, 0]), "no rotation"),
        (lambda: rotation.between([0, 0, 0], [1, 0, 0]), "no direction"),
        (lambda: rotation.looking([1, 0, 0], [0, 0, 0]), "no direction"),
        (lambda: rotation.from_axis_angle([0, 0, 0], 1.0), "no direction"),
    ],
)
def test_what_has_no_length_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
