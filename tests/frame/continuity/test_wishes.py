"""The solver on the second shot of a pair: with the ups of two people across and opposite, against geometry."""

from __future__ import annotations

import numpy as np
import pytest

from offworld.film.continuity import BANDS
from offworld.film.framing import Framing, Spot, Up
from offworld.film.shot import View, look_from
from offworld.flow.benches.frame.actors import actor, facing
from offworld.flow.benches.frame.shots import KIT
from offworld.frame.continuity import looks
from offworld.frame.continuity.check import warnings_of
from offworld.frame.continuity.side import Body, Side, view_of
from offworld.frame.continuity.wishes import AngleWish, LineWish, continued
from offworld.frame.problem import Poses
from offworld.frame.room import box_room
from offworld.frame.sight import Sight
from offworld.frame.solve import solve
from offworld.frame.visibility import Obstacles
from offworld.frame.wishes import References, problem_of
from offworld.geometry import rotation

X, Y, Z = np.eye(3)
ROOM = box_room(
    np.array([[0.0, 0.0, -9.0]]), np.array([[0.1, 0.1, 0.1]]), np.eye(3)[None],
    (np.concatenate([np.eye(3), -np.eye(3)]), np.full(6, 6.0)),
)  # fmt: skip


def two(up):
    """Ann looks along x with her head up z; Ben, a metre away, looks back with another up."""
    return actor("ann", np.zeros(3), facing(X, Z)), actor("ben", X, facing(-X, up))


def first_of(people, y):
    """A single of Ann from one side of the line, upright by her."""
    view = look_from((0.9, y, 0.0), (0.0, 0.0, 0.0), (0, 0, 1), lens_mm=40.0, gate_height_mm=15.7)
    return Side(camera="A", view=view, people=tuple(Body.of(one) for one in people), on=("ann",))


def second(people, on="ben"):
    framing = Framing(
        id="B", kind="single", on=(on,), size="MCU", up=Up(kind="actor", person=on), vantage="three-quarter",
        spots=(Spot(person=on, x=0.0, y=0.5),),
    )  # fmt: skip
    return problem_of(framing, (people,), ROOM, KIT, References())


@pytest.mark.parametrize(
    ("up", "side", "axis"),
    [(Z, -0.55, -Y), (-Z, -0.55, Y), (Y, -0.55, Z), (-Y, -0.55, -Z), (Y, 0.55, -Z)],
    ids=["same", "opposite", "across", "across the other way", "across from the other side"],
)
def test_the_second_camera_is_found_where_the_picture_keeps_its_sides(up, side, axis):
    people = two(up)
    before = first_of(people, side)
    found = solve(continued(second(people), before), budget=1000)
    assert found.answers[0].score.total > 0.9
    for answer in found.answers[:2]:
        after = Side(camera="B", view=view_of(answer, 15.7), people=before.people, on=("ben",))
        assert not {one.kind for one in warnings_of(before, after)} & {"line", "eyeline"}
        # On the far side of the line in the direction that geometry asks for, and hardly along the other axis.
        place = np.array(answer.position)
        assert place @ axis > 0.1
        assert abs(place @ np.cross(axis, X)) < place @ axis


def test_without_what_it_owes_the_first_shot_the_solver_finds_both_sides():
    people = two(-Z)
    before = first_of(people, -0.55)
    found = solve(second(people), budget=1000)
    kinds = [
        {
            one.kind
            for one in warnings_of(
                before, Side(camera="B", view=view_of(a, 15.7), people=before.people, on=("ben",))
            )
        }
        for a in found.answers
    ]
    assert any("line" in one for one in kinds)
    assert any("line" not in one for one in kinds)


def random_sight(people, n, seed):
    rng = np.random.default_rng(seed)
    quats, places = rotation.random(rng, n), 2.0 * rng.normal(size=(n, 3))
    poses = Poses(positions=places, axes=rotation.matrix(quats), lens=np.zeros(n, dtype=np.int64))
    problem = second(people)
    return quats, places, Sight(problem, poses, people, Obstacles(ROOM, people, None))


def test_the_wish_for_a_side_measures_what_the_checker_does():
    people = two(Y)
    bodies = tuple(Body.of(one) for one in people)
    quats, places, sight = random_sight(people, 600, 3)
    values = LineWish(first=1, second=0, side=1.0).measure(sight).value
    compared = 0
    for quat, place, value in zip(quats, places, values, strict=True):
        view = View(position=tuple(place), attitude=tuple(quat), lens_mm=14.0, gate_height_mm=15.7)
        side = Side(camera="B", view=view, people=bodies)
        if set(side.seen) == {"ben"}:
            assert looks.line_share(side, bodies[1], bodies[0], BANDS) == pytest.approx(value, abs=1e-9)
            compared += 1
    assert compared >= 10


def test_the_wish_for_another_angle_measures_the_angle_about_the_eyes():
    people = two(Z)
    _, places, sight = random_sight(people, 50, 4)
    found = AngleWish(who=1, way=Z).measure(sight)
    way = places - people[1].eyes
    expected = np.degrees(np.arccos(way[:, 2] / np.linalg.norm(way, axis=1)))
    assert found.value == pytest.approx(expected)
    assert np.all((found.residual[:, 0] == 0.0) == (expected >= 30.0))


def test_what_a_shot_owes_depends_on_the_one_before():
    people = two(Z)
    plain = second(people)

    def added(before, problem=plain):
        return [wish.name for wish in continued(problem, before).wishes[len(problem.wishes) :]]

    assert added(first_of(people, -0.55)) == ["side of the line"]
    # From the line itself either side follows; the same person twice asks for another angle.
    assert added(first_of(people, 0.02)) == []
    assert added(first_of(people, -0.55), second(people, "ann")) == [
        "side of the line",
        "another angle than before",
    ]
    nobody = problem_of(Framing(id="B", kind="group", on=()), (people,), ROOM, KIT, References())
    assert added(first_of(people, -0.55), nobody) == []
    # Nobody was seen and nobody looks at anybody: no line.
    apart = (actor("ann", np.zeros(3), facing(-X, Z)), actor("ben", X, facing(X, Z)))
    view = look_from((0.0, -2.0, 0.0), (0.0, -3.0, 0.0), (0, 0, 1), lens_mm=40.0)
    empty = Side(camera="A", view=view, people=tuple(Body.of(one) for one in apart))
    assert added(empty, second(apart)) == []
