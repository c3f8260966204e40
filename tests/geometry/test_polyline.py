from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.geometry import polyline

CORNER = [[0.0, 0, 0], [3, 0, 0], [3, 4, 0]]
SQUARE = [[0.0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 0]]


def test_length_and_ends():
    assert polyline.length(CORNER) == 7.0
    assert polyline.length(SQUARE) == 4.0
    assert polyline.closed(SQUARE)
    assert not polyline.closed(CORNER)


@pytest.mark.parametrize(
    ("line", "along", "where", "point"),
    [
        (CORNER, 5.0, 5.0, [3, 2, 0]),
        (CORNER, -1.0, 0.0, [0, 0, 0]),
        (CORNER, 9.0, 7.0, [3, 4, 0]),
        (SQUARE, 5.5, 1.5, [1, 0.5, 0]),
        (SQUARE, -0.5, 3.5, [0, 0.5, 0]),
    ],
)
def test_lengths_wrap_round_a_closed_line_and_stop_at_open_ends(line, along, where, point):
    found = polyline.at(line, along)
    assert found.along == pytest.approx(where)
    assert np.allclose(found.point, point)
    assert found.distance == 0.0


@given(st.floats(0.01, 6.99))
def test_the_nearest_place_to_one_on_the_line_is_itself(along):
    here = polyline.at(CORNER, along)
    found = polyline.nearest(CORNER, here.point)
    assert found.along == pytest.approx(along, abs=1e-9)
    assert found.distance == pytest.approx(0.0, abs=1e-9)


@given(st.tuples(*[st.floats(-10, 10, allow_subnormal=False)] * 3))
def test_no_other_place_is_nearer(point):
    found = polyline.nearest(CORNER, point)
    others = [polyline.at(CORNER, along).point for along in np.linspace(0, 7, 50)]
    assert found.distance <= min(np.linalg.norm(np.array(point) - other) for other in others) + 1e-12
    assert found.distance == pytest.approx(np.linalg.norm(np.array(point) - found.point))


def test_tangents_are_unit_and_point_onwards():
    assert np.allclose(polyline.at(CORNER, 1.0).tangent, [1, 0, 0])
    assert np.allclose(polyline.nearest(CORNER, [9, 2, 5]).tangent, [0, 1, 0])


def test_a_corner_given_twice_counts_once():
    twice = [CORNER[0], CORNER[1], CORNER[1], CORNER[2]]
    assert polyline.length(twice) == 7.0
    assert np.allclose(polyline.at(twice, 5.0).point, [3, 2, 0])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ([[0, 0, 0]], "two points"),
        ([[0, 0], [1, 1]], "two points of three"),
        ([0, 0, 0], "two points"),
        ([[1, 1, 1], [1, 1, 1]], "two different points"),
    ],
)
def test_what_is_no_line_is_refused(line, message):
    with pytest.raises(ValueError, match=message):
        polyline.length(line)
