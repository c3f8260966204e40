"""Convex hulls: distances against their law and against boxes, rays, and what is cut off."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import nnls

from offworld.geometry import hull

CUBE = [[x, y, z] for x in (-0.3, 0.3) for y in (-0.2, 0.2) for z in (-0.1, 0.1)]
seeds = st.integers(0, 2**32 - 1)


def random_hull(seed, n=9):
    rng = np.random.default_rng(seed)
    return hull.of(hull.corners_of(rng.normal(size=(n, 3)))), rng


def test_a_box_has_six_planes_and_its_own_distance():
    box = hull.of(hull.corners_of(CUBE))
    assert len(box.normals) == 6
    assert len(box.triangles) == 12
    points = np.random.default_rng(1).uniform(-1, 1, (500, 3))
    beyond = np.abs(points) - [0.3, 0.2, 0.1]
    known = np.linalg.norm(np.maximum(beyond, 0), axis=1) + np.minimum(beyond.max(axis=1), 0)
    assert hull.distance(box, points) == pytest.approx(known, abs=1e-12)


@given(seeds)
def test_against_the_nearest_mixture_of_corners(seed):
    """Outside, the distance is that to the nearest convex combination of corners, found by least squares."""
    body, rng = random_hull(seed)
    point = 3.0 * rng.normal(size=3)
    far = hull.distance(body, point[None])[0]
    if far <= 0.0:
        return
    # Weights that add up to one, by a heavy last row.
    rows = np.vstack([body.corners.T, np.full((1, len(body.corners)), 1e5)])
    weights, _ = nnls(rows, np.append(point, 1e5))
    assert far == pytest.approx(
        np.linalg.norm(weights / weights.sum() @ body.corners - point), rel=1e-3, abs=1e-6
    )


@given(seeds)
def test_the_direction_given_is_the_slope_of_the_distance(seed):
    body, rng = random_hull(seed)
    points, step = 1.5 * rng.normal(size=(20, 3)), 1e-6
    ahead = points + step * hull.outward(body, points)
    grown = (hull.distance(body, ahead) - hull.distance(body, points)) / step
    assert np.quantile(grown, 0.2) == pytest.approx(1.0, abs=1e-3)
    assert grown.max() <= 1.0 + 1e-6


@given(seeds)
def test_a_ray_enters_and_leaves_on_the_surface(seed):
    body, rng = random_hull(seed)
    starts = 2.0 * rng.normal(size=(40, 3))
    ways = rng.normal(size=(40, 3)) - starts
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    enter, leave = hull.span(body, starts, ways)
    hit = enter < leave
    for at in (enter, leave):
        assert hull.distance(body, (starts + at[:, None] * ways)[hit]) == pytest.approx(
            np.zeros(hit.sum()), abs=1e-9
        )
    steps = starts[:, None] + np.linspace(-9, 9, 400)[:, None] * ways[:, None]
    inside = (hull.distance(body, steps.reshape(-1, 3)) < -1e-9).reshape(40, -1).any(axis=1)
    assert not np.any(inside & ~hit)


def test_a_ray_along_a_face_outside_it_misses():
    box = hull.of(hull.corners_of(CUBE))
    enter, leave = hull.span(
        box, np.array([[-2, 0.5, 0], [-2, 0.1, 0]], float), np.array([[1, 0, 0]] * 2, float)
    )
    assert enter[0] == np.inf
    assert leave[0] == -np.inf
    assert [enter[1], leave[1]] == pytest.approx([1.7, 2.3])


@given(seeds)
def test_what_is_cut_off_is_gone_and_nothing_else(seed):
    body, rng = random_hull(seed)
    normal = rng.normal(size=3)
    normal /= np.linalg.norm(normal)
    offset = float(np.quantile(body.corners @ normal, 0.7))
    left = hull.clipped(body.corners, normal, offset)
    assert (left @ normal).max() <= offset + 1e-8
    if not hull.is_solid(left, 1e-4):
        return
    rest = hull.of(hull.corners_of(left))
    points = rng.normal(size=(200, 3))
    wanted = (hull.distance(body, points) < -1e-6) & (points @ normal < offset - 1e-6)
    found = hull.distance(rest, points) < 1e-6
    assert np.all(found[wanted])
    assert not np.any(found & ((hull.distance(body, points) > 1e-5) | (points @ normal > offset + 1e-5)))


def test_points_in_one_plane_are_no_hull():
    with pytest.raises(ValueError, match="one plane"):
        hull.of(hull.corners_of([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]]))
    assert not hull.is_solid(np.zeros((3, 3)))
