"""Props before lenses: what they hide, and what a camera keeps clear of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.camera import Sensor, SetUp
from offworld.film.framing import AskedShot, Framing, ShotList
from offworld.film.kit import Package
from offworld.film.shot import look_from
from offworld.frame.evaluate import Evaluator
from offworld.frame.problem import Poses
from offworld.frame.shots import Floor, frame_shots
from offworld.frame.span import Span
from offworld.frame.things import Things
from offworld.geometry import rotation

SPAN = Span(start=300, end=500)
BOARD = (0.15, 0.15, 0.01)


@pytest.fixture(scope="module")
def held(hand_made):
    """A take in which somebody has a board a hand's breadth before the face, and that person then."""
    take = hand_made.make_take(1200, "zvezda")
    person = Floor.of(take, Package(), Sensor()).cast.at(400.0)[0]
    prop = next(node for node in take.assembly.nodes if node.tree in {one.id for one in take.rehearsal.props})
    number = take.assembly.nodes.index(prop)
    place = person.eyes + 0.3 * person.forward
    turn = rotation.from_matrix(np.stack([person.left, person.up, person.forward], axis=1))
    poses = take.poses.copy()
    poses[:, number] = np.concatenate([place, turn])
    shapes = tuple(
        replace(one, kind="box", size=BOARD, position=(0.0, 0.0, 0.0), attitude=(1.0, 0.0, 0.0, 0.0))
        for one in take.assembly.shapes
        if one.node == number
    )[:1]
    rest = tuple(one for one in take.assembly.shapes if one.node != number)
    return (
        replace(take, poses=poses, assembly=replace(take.assembly, shapes=(*rest, *shapes))),
        person,
        prop.tree,
    )


def lens_at(place, at, up):
    view = look_from(tuple(place), tuple(at), tuple(up), lens_mm=32.0)
    return Poses(
        positions=np.array([view.position]), axes=rotation.matrix(np.array([view.attitude])),
        lens=np.zeros(1, dtype=np.int64),
    )  # fmt: skip


def test_a_board_before_a_face_hides_it_and_no_camera_may_be_inside_it(held):
    take, person, _ = held
    floor = Floor.of(take, Package(), Sensor())
    framing = Framing(id="C", kind="single", on=(person.id,), size="CU")
    problem = floor.problem(framing, SPAN)
    before = lens_at(person.eyes + 0.8 * person.forward, person.eyes, person.up)
    beside = lens_at(person.eyes + 0.8 * person.forward + 0.8 * person.left, person.eyes, person.up)
    inside = lens_at(person.eyes + 0.3 * person.forward + 0.1 * person.left, person.eyes, person.up)

    def eyes(where, what):
        return Evaluator(what)(where).slack[0, 2]

    assert eyes(before, problem) < 0.0
    assert eyes(before, replace(problem, rooms=())) > 0.0
    assert eyes(beside, problem) == pytest.approx(eyes(beside, replace(problem, rooms=())))
    assert Evaluator(problem)(inside).slack[0, 0] <= -problem.rig.clear_m
    near = lens_at(person.eyes + 0.39 * person.forward, person.eyes, person.up)
    assert Evaluator(problem)(near).slack[0, 0] <= 0.08 - problem.rig.clear_m + 1e-3


def test_things_are_where_their_shapes_are(held):
    take, person, name = held
    things = Things(take).at(400.0)
    row = next(i for i, one in enumerate(things.ids) if one.startswith(name))
    assert things.centre[row] == pytest.approx(person.eyes + 0.3 * person.forward, abs=1e-4)
    assert things.half[row] == pytest.approx(BOARD)
    assert things.axes[row][:, 2] == pytest.approx(person.forward, abs=1e-4)
    bare = replace(take, rehearsal=replace(take.rehearsal, props=()))
    assert len(Things(bare).at(400.0)) == 0
    room = Floor.of(take, Package(), Sensor()).room
    assert room.with_things(Things(bare).at(400.0)) is room


def test_the_camera_in_an_operators_hands_is_not_in_its_own_way(held):
    take, person, name = held
    scene = take.rehearsal.scene
    by = SetUp(id="A", lens_mm=25.0, by=person.id, prop=name)
    take = replace(take, rehearsal=replace(take.rehearsal, scene=replace(scene, set_ups=(by,))))
    assert len(Things(take).at(400.0)) == len(Things(take).at(400.0, {person.id, ""})) + 1


def test_the_search_goes_round_a_board(held):
    take, person, _ = held
    floor = Floor.of(take, Package(), Sensor())
    framing = Framing(id="C", kind="single", on=(person.id,), size="CU", lens_mm=32.0)
    span = AskedShot(framing=framing)
    (found,) = frame_shots(ShotList(shots=(span,)), take, Sensor())
    assert found.answers, found.reason
    for one in found.answers:
        way = np.asarray(one.position) - person.eyes
        assert np.degrees(np.arccos(way @ person.forward / np.linalg.norm(way))) > 15.0
    assert floor.room_at(400.0).solids.ids != floor.room.solids.ids
