from __future__ import annotations

import numpy as np
import pytest

from offworld.flow.benches.frame import archive, baselines
from offworld.flow.benches.frame import measure as module
from offworld.flow.benches.frame.measure import measure
from offworld.flow.benches.frame.scenes import SCENES
from offworld.flow.benches.frame.shots import TYPES, cut_pairs, instance, instances, turned
from offworld.geometry import rotation


@pytest.fixture(scope="module")
def every():
    return instances()


def test_there_are_120_shots_and_20_pairs_in_five_scenes(every):
    assert len({shot.name for shot in every}) == 120
    assert {shot.name.split()[0] for shot in every} == {"S1", "S2", "S3", "S4", "S5"}
    for kind in TYPES:
        assert sum(f" {kind} " in f" {shot.name[3:]} " for shot in every) == 15
    # Any first eight hold all types: a sample is a fair one.
    assert len({shot.name[3:-2] for shot in every[:40]}) == 8
    assert len(cut_pairs()) == 20


def test_a_shot_is_the_same_every_time():
    one, other = instance(2, 3, 1), instance(2, 3, 1)
    assert np.array_equal(one.problem.moments[0][0].face, other.problem.moments[0][0].face)
    assert one.problem.framing == other.problem.framing


def test_nobody_touches_anything_and_who_has_weight_stands(every):
    for shot in every:
        for i, one in enumerate(shot.problem.moments[0]):
            high = slice(0, 7) if shot.scene.upright else slice(None)
            assert (shot.problem.room.clearance(one.centres[high]) > one.radii[high]).all()
            for other in shot.problem.moments[0][:i]:
                gap = np.linalg.norm(one.centres[:, None] - other.centres, axis=-1)
                assert (gap > one.radii[:, None] + other.radii).all()
            if shot.scene.upright and "inverted" not in shot.name:
                assert one.up @ [0.0, 0.0, 1.0] > 0.9


def test_a_hatch_is_open_and_its_wall_is_not():
    room = SCENES[1](np.random.default_rng(0)).room
    sat = room.clearance(np.array([[1.5, 0.0, 0.0], [0.0, -1.5, 0.0], [1.5, 0.9, 0.0], [1.5, 0.55, 0.55]]))
    assert sat[0] == pytest.approx(0.3)
    assert sat[1] == pytest.approx(0.3)
    assert sat[2] < 0.0
    assert sat[3] < 0.0


@pytest.mark.parametrize("name", list(baselines.SOLVERS))
def test_every_solver_keeps_to_its_budget_and_repeats_itself(every, name):
    one, other = (baselines.SOLVERS[name](every[2], 140, 3) for _ in range(2))
    assert one.evaluations <= 140
    assert np.array_equal(one.scores, other.scores)
    assert (np.diff(one.scores) <= 0.0).all()


def test_the_archive_has_every_shot_and_scores_as_it_says(every):
    known = archive.read()
    assert set(known) == {shot.name for shot in every}
    for shot in every:
        one = known[shot.name]
        assert one["score"] > 0.0
        assert one["distinct"] == len(one["answers"]) >= 1
        assert archive.scored_again(shot, one) == pytest.approx(one["score"], abs=1e-6)


def test_the_swarm_as_published_never_rolls_and_keeps_no_shot_that_is_turned(every):
    shot = every[4]
    assert "S5" in shot.name
    axes = baselines.decoded(shot, np.random.default_rng(0).random((20, 8)) * [1, 1, 1, 1, 1, 1, 0, 1]).axes
    assert np.allclose(axes[:, 2, 0], 0.0, atol=1e-9)
    quat = rotation.from_axis_angle([1.0, 0.0, 0.0], 0.5 * np.pi)
    there, other = (baselines.published(one, 400, 0).best for one in (shot, turned(shot, quat, np.ones(3))))
    assert there > other + 0.02


def test_in_a_turned_scene_cameras_are_looked_for_in_the_same_room(every):
    numbers = np.random.default_rng(1).random((30, 8))
    quat, shift = rotation.random(np.random.default_rng(2), 1)[0], np.array([1.0, 2.0, 3.0])
    there, other = (baselines.decoded(one, numbers) for one in (every[0], turned(every[0], quat, shift)))
    assert np.allclose(rotation.rotate(quat, there.positions) + shift, other.positions)


def test_the_figures_of_a_few_shots(monkeypatch):
    monkeypatch.setattr(module, "BUDGETS", (250, 2100))
    monkeypatch.setattr(module, "FEW", 1)
    figures = {figure.name: figure for figure in measure(2)}
    assert any(name.startswith("mean gain at 2100 evaluations (1 shots") for name in figures)
    assert figures["mean change of a shot's score when it is turned"].value < 1e-6
    assert figures["answers that break a hard condition"].value == 0.0
    assert figures["answers that break a hard condition"].met
    assert figures["mean gain over random at 2000 evaluations, best known is 1"].value > 0.8
    assert figures["change of the mean score when every shot is turned at random"].met
    assert figures["largest change of a best known score when scored again"].met
    assert any(name.startswith("mean score, CMA-ES") for name in figures)
