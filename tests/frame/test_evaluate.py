from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.flow.benches.frame.shots import LENSES, instance, turned
from offworld.frame.evaluate import BROKEN, Evaluator
from offworld.frame.problem import OPERATOR, Poses, joined
from offworld.frame.room import box_room
from offworld.frame.sight import Sight
from offworld.geometry import rotation


def test_a_broken_condition_leaves_little(shots, some_poses):
    worth = Evaluator(shots[2].problem)(some_poses(shots[2], 200))
    assert 0 < worth.kept.sum() < 200 or not worth.kept.any()
    assert np.allclose(worth.total[worth.kept], worth.soft[worth.kept])
    lost = ~worth.kept
    assert np.allclose(worth.total[lost], BROKEN[0] * worth.soft[lost] + BROKEN[1])
    assert (worth.total[lost] < 0.0).all()


def test_poses_are_counted(shots, some_poses):
    evaluator = Evaluator(shots[0].problem)
    evaluator(some_poses(shots[0], 7))
    evaluator(some_poses(shots[0], 5))
    assert evaluator.used == 12


def test_a_batch_scores_as_its_poses_do_alone(shots, some_poses):
    for shot in shots:
        poses = some_poses(shot, 12)
        whole = Evaluator(shot.problem)(poses)
        for i in range(12):
            alone = Evaluator(shot.problem)(poses.take(slice(i, i + 1)))
            assert alone.total[0] == pytest.approx(whole.total[i], abs=1e-9)
            assert np.allclose(alone.slack[0], whole.slack[i])


def test_hard_conditions_only_grow_stricter(shots, some_poses):
    """A larger camera, an operator, a longer minimum focus, one box more: no pose gains by any of them."""
    lost = np.zeros(5, dtype=bool)
    for shot in shots[:4]:
        problem, poses = shot.problem, some_poses(shot, 60)
        before = Evaluator(problem)(poses).slack
        solids = problem.room.solids
        box = problem.moments[0][0].eyes[None] + 0.4
        more = box_room(
            np.concatenate([solids.centre, box]), np.concatenate([solids.half, [[0.2, 0.2, 0.2]]]),
            np.concatenate([solids.axes, np.eye(3)[None]]), (problem.room.normals, problem.room.offsets),
        )  # fmt: skip
        for i, stricter in enumerate((
            replace(problem, rig=replace(problem.rig, clear_m=0.25)),
            replace(problem, rig=replace(problem.rig, behind=OPERATOR)),
            replace(problem, lenses=tuple(replace(lens, near_m=lens.near_m + 0.3) for lens in LENSES)),
            replace(problem, lenses=tuple(replace(lens, front_m=0.4) for lens in LENSES)),
            replace(problem, room=more),
        )):  # fmt: skip
            after = Evaluator(stricter)(poses).slack
            assert (after <= before + 1e-9).all()
            lost[i] |= (after < before - 1e-6).any()
    assert lost.all()


def test_of_several_moments_the_worst_counts(shots, some_poses):
    shot = shots[0]
    poses = some_poses(shot, 50)
    people = shot.problem.moments[0]
    later = tuple(one.turned(np.array([1.0, 0.0, 0.0, 0.0]), np.array([0.15, -0.1, 0.1])) for one in people)
    one, other, both = (
        Evaluator(replace(shot.problem, moments=moments))(poses)
        for moments in ((people,), (later,), (people, later))
    )
    assert np.allclose(both.scores, np.minimum(one.scores, other.scores))
    assert np.allclose(both.slack, np.minimum(one.slack, other.slack))


def test_scores_turn_with_the_world(shots, some_poses):
    rng = np.random.default_rng(4)
    for shot in shots:
        quat, shift = rotation.random(rng, 1)[0], rng.uniform(-4.0, 4.0, 3)
        poses = some_poses(shot, 40)
        turn = rotation.matrix(quat)
        moved = Poses(positions=poses.positions @ turn.T + shift, axes=turn @ poses.axes, lens=poses.lens)
        here, there = Evaluator(shot.problem)(poses), Evaluator(turned(shot, quat, shift).problem)(moved)
        assert np.allclose(here.soft, there.soft, atol=1e-7)
        assert np.allclose(here.slack, there.slack, atol=1e-7)


def test_joined_batches_keep_their_order(shots, some_poses):
    a, b = some_poses(shots[1], 3), some_poses(shots[1], 4, seed=1)
    both = joined([a, b])
    assert len(both) == 7
    assert np.array_equal(both.take(slice(3, 7)).positions, b.positions)


def test_a_shot_on_nobody_has_no_minimum_focus():
    shot = instance(0, 6, 0)
    framing = replace(shot.problem.framing, on=())
    problem = replace(shot.problem, framing=framing, eyes=())
    pose = Poses(positions=np.zeros((1, 3)), axes=np.eye(3)[None], lens=np.zeros(1, dtype=np.int64))
    assert Evaluator(problem)(pose).slack[0, 1] == 1.0


def test_what_hides_a_face_is_the_same_with_the_body_and_without(shots, some_poses):
    for shot in shots[2:6]:
        problem, poses = shot.problem, some_poses(shot, 60)
        people = problem.moments[0]
        whole, alone = (Sight(problem, poses, people, Evaluator(problem).obstacles[0]) for _ in range(2))
        for who, person in enumerate(people):
            every, face = whole.slack(who), alone.face_slack(who)
            assert face.shape == (60, len(person.face))
            assert np.array_equal(face, every[:, : len(person.face)])
            assert np.array_equal(face, whole.face_slack(who))
            assert (every < 0.0).any()
