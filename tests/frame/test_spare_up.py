"""Roll where the up asked for lies along the lens: another stands in, in a stated order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.framing import Framing, Up
from offworld.flow.benches.frame.actors import actor, facing
from offworld.flow.benches.frame.shots import KIT, UP, instance
from offworld.frame.explain import judged
from offworld.frame.problem import Poses
from offworld.frame.settle import settled
from offworld.frame.sight import Sight
from offworld.frame.terms.spare_up import SpareUpWish, spares_of, standing_in
from offworld.frame.visibility import Obstacles
from offworld.frame.wishes import References, problem_of, up_vector
from offworld.geometry import rotation

X, Y, Z = np.eye(3)
OPEN = instance(3, 0, 0).scene.room
ANN = actor("ann", np.zeros(3), facing(X, UP))
BEN = actor("ben", np.array([0.0, 1.0, 0.0]), facing(-Y, X))
TOP = Framing(
    id="C", kind="single", on=("ann",), size="MS", up=Up(kind="actor", person="ann"), elevation_deg=80.0
)
ROOM = References(set_up=Y, gravity_up=None, previous_up=None)


def wish_of(framing, references, people=(ANN, BEN)):
    problem = problem_of(framing, (people,), OPEN, KIT, references)
    wish = SpareUpWish(
        asked=lambda these: up_vector(framing, these, references), spares=spares_of(framing, people, references),
        roll_deg=0.0, weight=1.5,
    )  # fmt: skip
    return problem, wish


def looking(problem, way, top):
    """One camera 1 m from the origin, that looks back at it."""
    poses = Poses(
        positions=np.asarray(way, dtype=float)[None], lens=np.zeros(1, dtype=np.int64),
        axes=rotation.matrix(rotation.looking(-np.asarray(way, dtype=float), top))[None],
    )  # fmt: skip
    people = problem.moments[0]
    return Sight(problem, poses, people, Obstacles(problem.room, people, None))


@pytest.mark.parametrize(
    ("framing", "references", "names"),
    [
        (TOP, ROOM, ["set", "the way ann faces"]),
        (replace(TOP, up=Up(kind="actor", person="ben")), ROOM, ["those in the shot", "set", "the way ann faces"]),
        (replace(TOP, up=Up(kind="set")), ROOM, ["those in the shot", "the way ann faces"]),
        (
            replace(TOP, up=Up(kind="gravity")), References(set_up=Y, gravity_up=Z, previous_up=X),
            ["those in the shot", "set", "shot before", "the way ann faces"],
        ),
        (replace(TOP, up=Up(kind="group"), on=("ann", "ben")), References(), ["the way ann faces"]),
        (replace(TOP, up=Up(kind="set"), on=()), ROOM, []),
    ],
)  # fmt: skip
def test_what_may_stand_in_and_in_which_order(framing, references, names):
    assert [one.name for one in spares_of(framing, (ANN, BEN), references)] == names


def test_it_counts_as_the_up_asked_for_fades_and_is_of_what_lies_across():
    problem, wish = wish_of(TOP, ROOM)
    lean = np.radians(25.0)
    # From above her crown her own up says nothing: the set's, +y, does. Leaning the top turns it by as much.
    for top, roll in ((Y, 0.0), (np.cos(lean) * Y + np.sin(lean) * X, 25.0)):
        value = wish.measure(looking(problem, Z, top)).value[0]
        assert abs(value) == pytest.approx(roll, abs=1e-6)
    # From before her it is her own up that counts, and nothing else is asked.
    assert wish.measure(looking(problem, X, Y)).value[0] == pytest.approx(0.0)
    half = np.array([np.sin(np.radians(10.0)), 0.0, np.cos(np.radians(10.0))])
    assert (
        5.0 < abs(wish.measure(looking(problem, half, np.cos(lean) * Y + np.sin(lean) * X)).value[0]) < 25.0
    )


def test_where_the_set_lies_along_the_lens_too_the_way_she_faces_is_up():
    problem, wish = wish_of(TOP, References(set_up=Z))
    assert wish.measure(looking(problem, Z, X)).value[0] == pytest.approx(0.0, abs=1e-6)
    assert abs(wish.measure(looking(problem, Z, Y)).value[0]) == pytest.approx(90.0, abs=1e-6)
    axes = rotation.matrix(rotation.looking(-Z, X))
    name, axis = standing_in(wish.spares, (ANN, BEN), axes)
    assert name == "the way ann faces"
    assert axis @ X > 0.99
    assert standing_in((), (ANN,), axes) is None


def test_opposite_ups_of_a_group_are_replaced_as_well():
    upside = actor("ben", np.array([0.0, 1.0, 0.0]), facing(-Y, -UP))
    framing = replace(TOP, kind="two", up=Up(kind="group"), on=("ann", "ben"))
    problem, wish = wish_of(framing, References(set_up=Y), (ANN, upside))
    assert abs(wish.measure(looking(problem, X, Z)).value[0]) == pytest.approx(90.0, abs=1e-6)
    assert wish.measure(looking(problem, X, Y)).value[0] == pytest.approx(0.0, abs=1e-6)


def along_x(problem, degrees=0.0):
    """A camera before ann's face, that looks at her eyes along −x; its top leans by some degrees from +z."""
    lean = np.radians(degrees)
    eyes = ANN.eyes
    turn = rotation.looking(-X, np.cos(lean) * Z + np.sin(lean) * Y)
    place = eyes + 1.5 * X
    return judged(problem, tuple(map(float, place)), tuple(map(float, turn)), problem.lenses[3])


def test_a_shot_along_the_up_that_was_asked_for_lies_as_those_in_it_do():
    framing = replace(TOP, up=Up(kind="vector", vector=(1.0, 0.0, 0.0)), vantage="front", elevation_deg=0.0)
    references = References(set_up=Y)
    problem, _ = wish_of(framing, references, (ANN,))
    for degrees in (0.0, 70.0, 180.0):
        found = along_x(problem, degrees)
        now = settled(found, problem, references)
        assert rotation.rotate(np.array(now.attitude), [0.0, 1.0, 0.0]) @ Z > 0.98
        assert now.position == pytest.approx(found.position)
        term = now.score.terms[-1]
        assert term.name == "up instead"
        assert abs(term.value) < 10.0
        assert now.lens_mm == found.lens_mm


def test_a_shot_across_its_up_is_left_as_it_is():
    framing = replace(TOP, vantage="front", elevation_deg=0.0)
    problem, _ = wish_of(framing, ROOM, (ANN,))
    found = along_x(problem, 30.0)
    assert settled(found, problem, ROOM) is found
    for up in (Up(kind="free"), Up(kind="line")):
        free = replace(problem, framing=replace(framing, up=up))
        assert settled(found, free, ROOM) is found


def test_with_nothing_to_stand_in_the_roll_is_left():
    framing = replace(TOP, on=(), size=None, up=Up(kind="set"))
    problem, wish = wish_of(framing, References(set_up=X), (ANN,))
    assert wish.spares == ()
    assert wish.measure(looking(problem, X, Z)).value[0] == 0.0
