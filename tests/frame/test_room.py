from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from offworld.frame.room import Room, ray_slack
from offworld.frame.subject import Subject
from offworld.frame.visibility import CLEAR_M, Obstacles
from offworld.geometry import rotation
from offworld.space import Solids, clearance, in_sight, read_set


@pytest.fixture(scope="module")
def zvezda():
    return read_set("zvezda", Path())


def inside(stage_set, n, seed=0):
    return np.random.default_rng(seed).uniform(stage_set.low, stage_set.high, (n, 3))


def test_against_space_clearance_is_that_of_the_set(zvezda):
    room = Room.of(zvezda)
    points = inside(zvezda, 400)
    solids = clearance(zvezda, points)[0]
    walls = np.minimum(points - zvezda.low, np.array(zvezda.high) - points).min(axis=1)
    assert np.allclose(room.clearance(points), np.minimum(solids, walls))


def test_a_room_without_solids_or_walls_is_free():
    nothing = Solids.from_solids([])
    room = Room(solids=nothing, normals=np.zeros((0, 3)), offsets=np.zeros(0))
    assert (room.clearance(np.zeros((3, 3))) > 1e6).all()


def test_clearance_turns_with_the_room(zvezda):
    room, points = Room.of(zvezda), inside(zvezda, 100)
    quat, shift = rotation.random(np.random.default_rng(3), 1)[0], np.array([1.0, -2.0, 3.0])
    moved = rotation.rotate(quat, points) + shift
    assert np.allclose(room.turned(quat, shift).clearance(moved), room.clearance(points))


def person_of_points(points):
    """Somebody without a body, whose face looks every way."""
    n = len(points)
    return Subject(
        id="ann", face=points, face_normals=np.zeros((n, 3)), body=np.zeros((0, 3)), crown=points[0], chin=points[0],
        ladder=np.zeros((9, 3)), joints=np.zeros((0, 3)), centres=np.zeros((0, 3)), radii=np.zeros(0),
        own_head=np.zeros(0), up=np.array([0.0, 0.0, 1.0]), forward=np.array([1.0, 0.0, 0.0]),
        gaze=np.array([1.0, 0.0, 0.0]),
    )  # fmt: skip


def test_against_space_what_is_hidden_is_what_rays_do_not_reach(zvezda):
    room = Room.of(zvezda)
    free = inside(zvezda, 600, 5)
    free = free[room.clearance(free) > 0.05]
    points, lenses = free[:12], free[12:200]
    obstacles = Obstacles(room, (person_of_points(points),), None)
    # The normals are nought: only rays count here, and a slack of nought is not hidden.
    hidden = obstacles.slack(lenses, 0, room.local(lenses)) < -1e-9
    eye, thing = np.repeat(lenses, 12, axis=0), np.tile(points, (len(lenses), 1))
    seen = in_sight(zvezda, eye, thing).reshape(hidden.shape)
    assert 0.1 < hidden.mean() < 0.9
    assert np.array_equal(hidden, ~seen)


def test_slack_of_a_box_is_the_length_within_it():
    half, start = np.array([[0.5, 0.5, 0.5]]), np.array([[-2.0, 0.0, 0.0]])
    way = np.array([[[4.0, 0.0, 0.0], [4.0, 1.0, 0.0], [4.0, 4.0, 0.0], [1.0, 0.0, 0.0]]])
    slack = ray_slack(np.zeros(1, dtype=np.int64), half, start, way)[0]
    assert slack[0] == pytest.approx(-1.0)
    assert slack[1] < 0.0 < slack[2]
    assert slack[3] > 0.0


@pytest.mark.parametrize(("kind", "passes", "meets"), [(1, 0.55, 0.45), (2, 0.55, 0.45), (3, 0.55, 0.45)])
def test_round_solids_are_round(kind, passes, meets):
    half, start = np.array([[0.5, 0.5, 0.5]]), np.array([[-2.0, 0.0, 0.0]])
    for side, hidden in ((passes, False), (meets, True)):
        ray = np.array([[[4.0, 0.0, 0.0]]])
        slack = ray_slack(np.array([kind]), half, start + np.array([0.0, side, 0.0]), ray)[0, 0]
        assert (slack < 0.0) == hidden


def test_a_ball_before_a_point_hides_it_by_as_much_as_it_overlaps():
    room = Room(solids=Solids.from_solids([]), normals=np.zeros((0, 3)), offsets=np.zeros(0))
    face = np.array([[0.0, 0.0, 0.0], [0.0, 0.06, 0.0]])
    ann = person_of_points(face)
    other = person_of_points(face + np.array([5.0, 0.0, 0.0]))
    other = Subject(**{
        name: getattr(other, name) for name in Subject.__slots__
        if name not in {"centres", "radii", "own_head", "id"}
    }, id="ben", centres=np.array([[1.0, 0.0, 0.0]]), radii=np.array([0.04]), own_head=np.ones(1))  # fmt: skip
    lens = np.array([[2.0, 0.0, 0.0]])
    slack = Obstacles(room, (ann, other), None).slack(lens, 0, room.local(lens))[0]
    assert slack[0] == pytest.approx(-0.04)
    assert -0.04 < slack[1] < 0.0
    ghost = Obstacles(room, (ann, other), 1)
    assert (ghost.slack(lens, 0, room.local(lens)) >= 0.0).all()
    assert ghost.slack(lens, 0, room.local(lens)).max() <= CLEAR_M
    assert Obstacles(room, (ann, other), None).distance(lens)[0] == pytest.approx(0.96)
