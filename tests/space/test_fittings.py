"""Named things of a set and places on rails."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from solids_at_hand import one, room

from offworld.film.blocking import Target
from offworld.film.stage_set import Loop, Mark, Rail
from offworld.space import (
    at_length,
    fitting,
    fitting_kinds,
    nearest_handhold,
    nearest_on_rail,
    place_of,
    rail_closed,
    rail_length,
    resolve,
    two_hands,
)

BENT = Rail(id="rail.1", points=((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 2.0, 0.0)), normal=(0.0, 0.0, 1.0))
RIM = Rail(
    id="rim",
    points=(*((np.cos(a), np.sin(a), 0.0) for a in np.linspace(0, 2 * np.pi, 33)[:-1]), (1.0, 0.0, 0.0)),
    normal=(0.0, 0.0, 1.0),
)
LOOP = Loop(id="loop.1", position=(0.5, -0.4, 0.0), normal=(0.0, 0.0, 1.0), toes=(1.0, 0.0, 0.0))


@pytest.fixture
def stage_set():
    return room(
        one("box", (0, 0, -1), id="floor"), one("box", (5, 0, 0), id="rail.1"), one("box", id="label", solid=False),
        rails=(BENT, RIM), loops=(LOOP,), marks=(Mark(id="mark.a", position=(3.0, 2.0, 1.0)),),
    )  # fmt: skip


def test_nearest_on_a_bent_rail():
    found = nearest_on_rail(BENT, np.array([0.5, 0.3, 0.4]))
    assert found.along_m == pytest.approx(0.5)
    assert found.distance_m == pytest.approx(0.5)
    np.testing.assert_allclose(found.tangent, [1, 0, 0])
    beyond = nearest_on_rail(BENT, np.array([1.0, 5.0, 0.0]))
    assert beyond.along_m == pytest.approx(3.0) == rail_length(BENT)
    np.testing.assert_allclose(beyond.tangent, [0, 1, 0])


@given(point=st.tuples(*[st.floats(-3, 3)] * 3), along=st.floats(0, 3), which=st.sampled_from([BENT, RIM]))
def test_no_other_place_is_nearer_and_lengths_come_back(point, along, which):
    found = nearest_on_rail(which, np.array(point))
    other = at_length(which, along)
    assert np.linalg.norm(other.point - np.array(point)) >= found.distance_m - 1e-9
    np.testing.assert_allclose(at_length(which, found.along_m).point, found.point, atol=1e-9)
    assert nearest_on_rail(which, other.point).distance_m < 1e-9
    assert np.linalg.norm(other.tangent) == pytest.approx(1.0)


def test_a_rim_goes_round_and_a_straight_rail_ends():
    total = rail_length(RIM)
    assert rail_closed(RIM)
    assert not rail_closed(BENT)
    np.testing.assert_allclose(at_length(RIM, total + 0.3).point, at_length(RIM, 0.3).point)
    np.testing.assert_allclose(at_length(RIM, -0.3).point, at_length(RIM, total - 0.3).point)
    np.testing.assert_allclose(at_length(BENT, 99.0).point, BENT.points[-1])
    np.testing.assert_allclose(at_length(BENT, -1.0).point, BENT.points[0])


def test_two_hands_are_a_shoulder_apart():
    left, right = two_hands(BENT, np.array([1.0, 1.0, 0.5]))
    assert (left.along_m, right.along_m) == pytest.approx((1.8, 2.2))
    # Near an end both hands stay on the rail, as far apart.
    left, right = two_hands(BENT, np.array([-1.0, 0.0, 0.0]))
    assert (left.along_m, right.along_m) == pytest.approx((0.0, 0.4))
    stub = Rail(id="stub", points=((0.0, 0.0, 0.0), (0.2, 0.0, 0.0)), normal=(0.0, 0.0, 1.0))
    left, right = two_hands(stub, np.array([0.1, 0.0, 0.0]))
    assert (left.along_m, right.along_m) == pytest.approx((0.0, 0.2))


def test_two_hands_on_a_rim_span_its_seam():
    left, right = two_hands(RIM, np.array([2.0, 0.0, 0.0]))
    assert left.point[1] < 0 < right.point[1]
    np.testing.assert_allclose(left.point * [1, -1, 1], right.point, atol=1e-12)


def test_names_have_kinds_and_what_can_be_held_comes_first(stage_set):
    kinds = fitting_kinds(stage_set)
    assert kinds["rail.1"] == "rail"
    assert (kinds["floor"], kinds["mark.a"], kinds["loop.1"], kinds["rim"]) == (
        "solid",
        "mark",
        "loop",
        "rail",
    )
    assert "label" not in kinds
    assert fitting(stage_set, "rail.1") is BENT


def test_places(stage_set):
    np.testing.assert_allclose(place_of(BENT), [1.0, 0.5, 0.0])
    np.testing.assert_allclose(place_of(RIM), [0, 0, 0], atol=1e-12)
    np.testing.assert_allclose(place_of(LOOP), LOOP.position)
    np.testing.assert_allclose(place_of(BENT, np.array([0.2, -1, 0])), [0.2, 0, 0])


def test_targets_become_points(stage_set):
    near = np.array([0.5, -0.3, 0.0])
    mark = Target(kind="fitting", name="mark.a", offset=(0.0, 0.0, 0.5))
    np.testing.assert_allclose(resolve(stage_set, mark), [3.0, 2.0, 1.5])
    np.testing.assert_allclose(resolve(stage_set, Target(kind="point", offset=(1.0, 2.0, 3.0))), [1, 2, 3])
    np.testing.assert_allclose(resolve(stage_set, Target(kind="nearest", name="rail"), near), [0.5, 0, 0])
    np.testing.assert_allclose(
        resolve(stage_set, Target(kind="nearest", name="handhold"), near), LOOP.position
    )


@pytest.mark.parametrize(
    ("target", "error", "words"),
    [
        (Target(kind="person", name="ivan"), ValueError, "no part of the set"),
        (Target(kind="nearest", name="rail"), ValueError, "to what"),
        (Target(kind="fitting", name="rail.9"), KeyError, "nothing named"),
    ],
)
def test_targets_that_are_not_there(stage_set, target, error, words):
    with pytest.raises(error, match=words):
        resolve(stage_set, target)


def test_no_handhold_at_all():
    with pytest.raises(KeyError, match="no loop"):
        resolve(room(), Target(kind="nearest", name="loop"), np.zeros(3))


def test_nearest_handhold_has_a_limit_and_a_sort(stage_set):
    point = np.array([0.5, -0.5, 0.0])
    found = nearest_handhold(stage_set, point)
    assert (found.name, found.kind) == ("loop.1", "loop")
    assert found.distance_m == pytest.approx(0.1)
    assert nearest_handhold(stage_set, point, sort="rail").name in {"rail.1", "rim"}
    assert nearest_handhold(stage_set, point, within_m=0.05) is None
