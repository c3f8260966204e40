from __future__ import annotations

import numpy as np
import pytest

from offworld.flow.benches.frame import archive
from offworld.flow.benches.frame.shots import instance, turned
from offworld.frame.aside import aside
from offworld.frame.distinct import APART_DEG, directions, distinct, head_share
from offworld.frame.elsewhere import Elsewhere
from offworld.frame.evaluate import Evaluator
from offworld.frame.local import Apart, Climber
from offworld.frame.problem import joined
from offworld.frame.search import search
from offworld.frame.seeds import eyes_height, pivot, resized, seeds
from offworld.frame.terms.size import nearest_size
from offworld.geometry import rotation

BUDGET = 700


def test_the_same_seed_finds_the_same(shots):
    for shot in shots[::3]:
        one, other = (search(shot.problem, budget=BUDGET, seed=5) for _ in range(2))
        assert np.array_equal(one.best.poses.positions, other.best.poses.positions)
        assert np.array_equal(one.best.worth.total, other.best.worth.total)


@pytest.mark.parametrize("budget", [1, 17, 120, 433, 2300])
def test_no_budget_is_exceeded_and_most_of_it_is_used(shots, budget):
    found = search(shots[5].problem, budget=budget, seed=1)
    assert found.evaluations <= budget
    assert found.evaluations > 0.5 * budget


def test_answers_keep_the_hard_conditions_and_are_distinct(shots):
    for shot in shots:
        found = search(shot.problem, budget=1500, seed=2)
        poses = found.best.poses
        assert len(poses) >= 1
        again = Evaluator(shot.problem)(poses)
        assert again.kept.all()
        assert np.allclose(again.total, found.best.worth.total)
        assert (np.diff(again.total) <= 1e-12).all()
        way = directions(pivot(shot.problem), poses)
        sizes = nearest_size(head_share(shot.problem, poses))
        for i in range(len(poses)):
            for j in range(i):
                apart = np.degrees(np.arccos(np.clip(way[i] @ way[j], -1.0, 1.0)))
                assert apart >= APART_DEG - 1e-6 or sizes[i] != sizes[j]


def test_a_shot_turned_in_space_has_the_same_answer():
    rng = np.random.default_rng(8)
    for kind in (0, 2, 5):
        shot = instance(1, kind, 1)
        other = turned(shot, rotation.random(rng, 1)[0], rng.uniform(-3.0, 3.0, 3))
        one, two = (search(each.problem, budget=BUDGET, seed=3) for each in (shot, other))
        assert one.best.worth.total[0] == pytest.approx(two.best.worth.total[0], abs=0.005)


def test_no_step_makes_a_camera_worse(shots):
    for shot in shots:
        climber = Climber(Evaluator(shot.problem))
        way = climber.begin(climber.look(seeds(shot.problem, np.random.default_rng(0), 6)))
        first = way.now.merit
        for kind in "fqQf":
            used = climber.evaluator.used
            then = climber.step(way, fresh=kind == "f", lenses=kind == "Q")
            cost = climber.cost(fresh=kind == "f", lenses=kind == "Q")
            assert climber.evaluator.used - used == len(way.now.poses) * cost
            assert (then.now.merit >= way.now.merit).all()
            way = then
        assert (way.now.merit > first).any()


def test_slopes_that_are_not_taken_anew_agree_with_the_last_step_tried(shots):
    climber = Climber(Evaluator(shots[0].problem))
    way = climber.begin(climber.look(seeds(shots[0].problem, np.random.default_rng(0), 4)))
    slopes = climber._slopes(way.now)
    by = 0.01 * np.ones((len(way.now.poses), 6))
    then = climber.look(climber.moved(way.now.poses, by))
    residual, slack = climber._learnt(way.now, then, [by], slopes)
    assert np.allclose((residual @ by[:, :, None])[:, :, 0], then.worth.hint - way.now.worth.hint)
    assert np.allclose((slack @ by[:, :, None])[:, :, 0], then.slack - way.now.slack)


def test_beside_an_answer_are_other_sides_and_other_sizes_with_both_people_in_their_places():
    shot = instance(4, 5, 0)
    climber = Climber(Evaluator(shot.problem))
    best = search(shot.problem, budget=BUDGET, seed=1).best.poses.take(slice(0, 1))
    beside = aside(climber, best)
    way = directions(pivot(shot.problem), joined([best, beside]))
    apart = np.degrees(np.arccos(np.clip(way[1:] @ way[0], -1.0, 1.0)))
    assert (apart[:6] >= APART_DEG).all()
    # The others are of another class of size, whatever lens they take.
    sizes = nearest_size(head_share(shot.problem, joined([best, beside])))
    assert (sizes[7:] != sizes[0]).all()
    lens = np.array([0, 1, 2, 3])
    exact = resized(shot.problem, best, lens, np.full(4, 0.31))
    assert len(exact) > 0
    assert np.allclose(head_share(shot.problem, exact), 0.31)
    focal = np.array([one.focal_mm for one in shot.problem.lenses])
    for person in shot.problem.moments[0][:2]:
        before, after = (
            focal[poses.lens][:, None] * local[:, :2] / local[:, 2:]
            for poses in (best, exact)
            for local in [((person.eyes - poses.positions)[:, None, :] @ poses.axes)[:, 0, :]]
        )
        assert np.allclose(after, before)


@pytest.mark.parametrize(("scene", "kind", "seed"), [(4, 5, 2), (0, 6, 1), (3, 5, 0), (0, 2, 1)])
def test_three_distinct_answers_are_found_where_there_are_as_many(scene, kind, seed):
    shot = instance(scene, kind, seed)
    known = archive.read()[shot.name]
    assert known["distinct"] >= 3
    found = search(shot.problem, budget=2000, seed=0)
    assert (found.best.worth.total >= archive.DISTINCT * known["score"]).sum() >= 3


def test_no_look_begins_twice_from_where_nothing_was_gained(shots):
    problem = shots[0].problem
    evaluator = Evaluator(problem)
    rng = np.random.default_rng(0)
    pool = Climber(evaluator).look(seeds(problem, rng, 150))
    looks = Elsewhere(evaluator, rng, 2000, pool, climbed=0)
    seen = []
    original = Climber.begin
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            Climber, "begin", lambda self, now: seen.append(now.poses.positions) or original(self, now)
        )
        while looks.look(5):
            pass
    begun = np.concatenate(seen)
    assert len(np.unique(begun.round(9), axis=0)) == len(begun)
    assert evaluator.used <= 2000


def test_turning_about_the_pivot_keeps_the_picture_of_it(shots):
    shot = shots[0]
    climber = Climber(Evaluator(shot.problem))
    poses = seeds(shot.problem, np.random.default_rng(0), 5).take(slice(0, 5))
    by = np.zeros((5, 6))
    by[:, :3] = [[0.3, 0, 0], [0, 0.3, 0], [0, 0, 0.3], [0.2, -0.1, 0.3], [0, 0, -1.0]]
    after = climber.moved(poses, by)
    for a, b in zip(range(5), range(5), strict=True):
        before = (climber.centre - poses.positions[a]) @ poses.axes[a]
        assert np.allclose(before, (climber.centre - after.positions[b]) @ after.axes[b])
    nearer = climber.moved(poses, np.tile([0, 0, 0, np.log(2.0), 0, 0], (5, 1)))
    half = np.linalg.norm(nearer.positions - climber.centre, axis=1)
    assert np.allclose(2.0 * half, np.linalg.norm(poses.positions - climber.centre, axis=1))


def test_another_lens_keeps_the_size(shots):
    shot = shots[0]
    climber = Climber(Evaluator(shot.problem))
    poses = seeds(shot.problem, np.random.default_rng(0), 30)
    longer = climber.changed(poses, 1)
    assert np.allclose(head_share(shot.problem, poses), head_share(shot.problem, longer))


def test_beginnings_are_of_the_size_and_up_asked_for(shots):
    shot = shots[0]
    many = seeds(shot.problem, np.random.default_rng(0), 200)
    assert len(many) == 200
    worth = Evaluator(shot.problem)(many)
    names = [wish.name for wish in shot.problem.wishes]
    assert np.median(np.abs(worth.values[:, names.index("size of ann")])) < 0.25
    assert np.median(np.abs(worth.values[:, names.index("up of ann")])) < 1e-3
    assert set(many.lens) == set(range(len(shot.problem.lenses)))
    assert eyes_height("CU") > 0.3


def test_apart_is_an_angle_or_a_class_of_size(shots):
    problem = shots[0].problem
    climber = Climber(Evaluator(problem))
    poses = seeds(problem, np.random.default_rng(1), 4).take(slice(0, 1))
    apart = Apart(problem=problem, poses=poses, least_deg=30.0)
    assert apart.slack(poses)[0] < 0.0
    other = climber.moved(poses, np.array([[np.radians(40.0), 0, 0, 0, 0, 0]]))
    assert apart.slack(other)[0] == pytest.approx(0.4, abs=0.12)
    wider = climber.moved(poses, np.array([[0, 0, 0, -np.log(2.0) * 1.5, 0, 0]]))
    assert apart.slack(wider)[0] > 0.0


def test_distinct_keeps_no_more_than_asked(shots, some_poses):
    poses = some_poses(shots[0], 60)
    worth = np.linspace(1.0, 0.0, 60)
    assert distinct(shots[0].problem, poses, worth, 3)[0] == 0
    assert len(distinct(shots[0].problem, poses, worth, 3)) == 3
