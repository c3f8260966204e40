"""Signed distances and their gradients, against surfaces sampled densely and by their laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from solids_at_hand import SIZES, arrays, one, room, surface, turned

from offworld.space import Solids, clearance, in_free_room
from offworld.space.solids import outward, signed_distance

KINDS = sorted(SIZES)
seeds = st.integers(0, 2**32 - 1)


@given(seed=seeds, kind=st.sampled_from(KINDS))
def test_distance_is_that_to_the_nearest_point_of_the_surface(seed, kind):
    rng = np.random.default_rng(seed)
    solid = turned(kind, rng)
    skin = surface(solid, 20_000, rng)
    points = solid.position + rng.normal(0, 0.6, (30, 3))
    found = signed_distance(arrays(solid), points, np.zeros(30, dtype=int))
    nearest = np.linalg.norm(points[:, None] - skin, axis=2).min(axis=1)
    # A sampled surface is never nearer than the true one, and at most a grain farther.
    assert np.all(nearest >= np.abs(found) - 1e-9)
    assert np.all(nearest <= np.abs(found) + 0.03)


@given(seed=seeds, kind=st.sampled_from(KINDS))
def test_surface_is_at_distance_zero_and_the_middle_inside(seed, kind):
    rng = np.random.default_rng(seed)
    solid = turned(kind, rng)
    skin = surface(solid, 300, rng)
    solids = arrays(solid)
    np.testing.assert_allclose(signed_distance(solids, skin, np.zeros(300, dtype=int)), 0.0, atol=1e-9)
    # Convex: what lies between two points of the surface is inside.
    between = (skin[:150] + skin[150:]) / 2
    assert np.all(signed_distance(solids, between, np.zeros(150, dtype=int)) <= 1e-9)


@given(seed=seeds, kind=st.sampled_from(KINDS))
def test_outward_is_the_gradient(seed, kind):
    rng = np.random.default_rng(seed)
    solid = turned(kind, rng)
    solids, index = arrays(solid), np.zeros(20, dtype=int)
    points = solid.position + rng.normal(0, 0.5, (20, 3))
    step = 1e-6
    numeric = np.stack(
        [
            (signed_distance(solids, points + e, index) - signed_distance(solids, points - e, index))
            / (2 * step)
            for e in step * np.eye(3)
        ],
        axis=1,
    )
    # Where two faces are equally near the gradient is not defined; such points are left out by its length.
    smooth = np.abs(np.linalg.norm(numeric, axis=1) - 1) < 1e-6
    assert smooth.sum() >= 15
    np.testing.assert_allclose(outward(solids, points, index)[smooth], numeric[smooth], atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_outward_at_the_very_middle_is_still_a_direction(kind):
    solids = arrays(one(kind))
    way = outward(solids, np.zeros((1, 3)), np.zeros(1, dtype=int))
    assert np.linalg.norm(way) == pytest.approx(1.0)


def test_closed_forms():
    solids = arrays(one("box"), one("sphere"), one("cylinder"), one("capsule"))
    points = np.array([[0.4, 0.0, 0.0], [1.0, 0.0, 0.0], [0.55, 0.0, 0.8], [0.0, 0.3, 0.55 - 0.2 + 0.4]])
    found = signed_distance(solids, points, np.arange(4))
    np.testing.assert_allclose(found, [0.1, 0.65, 0.5, np.hypot(0.3, 0.4) - 0.2], atol=1e-12)


def test_clearance_names_the_nearest_solid_and_keeps_the_shape():
    solids = Solids.of(
        room(one("box", id="a"), one("sphere", (3, 0, 0), id="b"), one("box", (9, 0, 0), id="c", solid=False))
    )
    assert solids.ids == ("a", "b")
    distance, which = clearance(solids, np.array([[[0.8, 0, 0], [2.0, 0, 0]], [[9.0, 0, 0], [3.0, 0, 0]]]))
    np.testing.assert_allclose(distance, [[0.5, 0.65], [5.65, -0.35]])
    np.testing.assert_array_equal(which, [[0, 1], [1, 1]])
    assert Solids.of(room(one("box", solid=False)), drawn=True).ids == ("box",)


def test_many_points_are_worked_on_in_parts():
    rng = np.random.default_rng(2)
    stage_set = room(*[turned("box", rng, f"b{k}") for k in range(300)])
    points = rng.normal(0, 2, (2000, 3))
    distance, _ = clearance(stage_set, points)
    again, _ = clearance(stage_set, points[1990:])
    np.testing.assert_array_equal(distance[1990:], again)


def test_empty_set_is_endlessly_clear():
    distance, which = clearance(room(), np.zeros((2, 3)))
    assert np.all(np.isinf(distance))
    assert np.all(which == -1)


def test_free_room_is_between_the_corners_and_off_the_solids():
    stage_set = room(one("sphere", id="ball"), low=(-1.0, -1.0, -1.0), high=(1.0, 1.0, 1.0))
    points = np.array([[0.0, 0, 0], [0.9, 0, 0], [1.2, 0, 0], [0.4, 0, 0]])
    np.testing.assert_array_equal(in_free_room(stage_set, points, 0.1), [False, True, False, False])
