"""Distances from shapes, and balls that fill them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.audit.clearance import balls, distance, distance_to_line, reach_of
from offworld.film.assembly import Shape

KINDS = ("box", "sphere", "cylinder", "capsule", "ellipsoid")
QUARTER = (0.5**0.5, 0.0, 0.5**0.5, 0.0)
"""Takes z to x."""


def shape(kind, size, position=(0.0, 0.0, 0.0), attitude=(1.0, 0.0, 0.0, 0.0)):
    return Shape(id="s", node=0, kind=kind, size=size, position=position, attitude=attitude)


@pytest.mark.parametrize(
    ("one", "point", "gap"),
    [
        (shape("sphere", (0.1, 0.0, 0.0)), (0.3, 0.0, 0.0), 0.2),
        (shape("sphere", (0.1, 0.0, 0.0)), (0.0, 0.0, 0.0), -0.1),
        (shape("capsule", (0.1, 0.2, 0.0)), (0.0, 0.0, 0.5), 0.2),
        (shape("capsule", (0.1, 0.2, 0.0)), (0.3, 0.0, 0.1), 0.2),
        (shape("capsule", (0.1, 0.2, 0.0), attitude=QUARTER), (0.5, 0.0, 0.0), 0.2),
        (shape("cylinder", (0.1, 0.2, 0.0)), (0.0, 0.0, 0.5), 0.3),
        (shape("cylinder", (0.1, 0.2, 0.0)), (0.4, 0.0, 0.6), 0.5),
        (shape("cylinder", (0.1, 0.2, 0.0)), (0.05, 0.0, 0.0), -0.05),
        (shape("box", (0.1, 0.2, 0.3)), (0.4, 0.6, 0.0), 0.5),
        (shape("box", (0.1, 0.2, 0.3)), (0.05, 0.0, 0.0), -0.05),
        (shape("box", (0.1, 0.2, 0.3), position=(1.0, 0.0, 0.0)), (1.0, 0.0, 0.5), 0.2),
        (shape("ellipsoid", (0.1, 0.2, 0.3)), (0.3, 0.0, 0.0), 0.2),
        (shape("ellipsoid", (0.1, 0.2, 0.3)), (0.0, 0.0, 0.0), -0.1),
    ],
)
def test_distances_of_points(one, point, gap):
    assert distance(one, point) == pytest.approx(gap, abs=1e-12)
    assert distance(one, [point, point]).shape == (2,)


@pytest.mark.parametrize("kind", KINDS)
@given(sizes=st.tuples(*[st.floats(0.02, 0.3)] * 3))
def test_balls_are_inside_their_shape_and_reach_its_ends(kind, sizes):
    one = shape(kind, sizes, position=(0.5, -0.2, 0.1), attitude=QUARTER)
    centres, radii = balls(one)
    assert len(centres) == len(radii) > 0
    slack = 2e-3 * max(sizes) if kind == "ellipsoid" else 1e-9
    assert np.all(distance(one, centres) <= -radii + slack)
    assert np.all(np.linalg.norm(centres - one.position, axis=1) + radii <= reach_of(one) + 1e-6)


@given(
    st.sampled_from(["box", "sphere", "cylinder", "capsule"]),
    st.tuples(*[st.floats(0.02, 0.3)] * 3),
    st.tuples(*[st.floats(-1.0, 1.0)] * 3),
    st.tuples(*[st.floats(-1.0, 1.0)] * 3),
)
def test_a_distance_changes_no_faster_than_the_point_moves(kind, sizes, a, b):
    one = shape(kind, sizes)
    apart = np.linalg.norm(np.subtract(a, b))
    assert abs(distance(one, a) - distance(one, b)) <= apart + 1e-9


def test_distances_from_a_line():
    line = [(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 1.0, 0.0)]
    points = [(0.5, 0.2, 0.0), (-0.3, 0.0, 0.4), (1.5, 0.5, 0.0), (1.0, 1.0, 0.7)]
    assert distance_to_line(points, line) == pytest.approx([0.2, 0.5, 0.5, 0.7])
