from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.framing import Up
from offworld.flow.benches.frame.shots import KIT, LENSES, UP, instance
from offworld.frame.explain import judged, table
from offworld.frame.problem import OPERATOR
from offworld.frame.room import box_room
from offworld.frame.solve import solve
from offworld.frame.why import article
from offworld.frame.wishes import Kit, References, problem_of, up_vector


@pytest.fixture(scope="module")
def shot():
    return instance(0, 5, 0)


def again(shot, *, framing=None, focals=None, room=None, rig=None):
    lenses = tuple(lens for lens in LENSES if focals is None or lens.focal_mm in focals)
    kit = Kit(lenses=lenses, rig=rig or KIT.rig, weights=KIT.weights)
    problem = shot.problem
    return problem_of(
        framing or problem.framing, problem.moments, room or problem.room, kit, References(set_up=UP)
    )


def walled(shot, near):
    """The shot with a box of walls that leaves `near` m about the eyes of the first person."""
    eyes = shot.problem.moments[0][0].eyes
    normals = np.concatenate([np.eye(3), -np.eye(3)])
    nothing = shot.problem.room.solids
    return box_room(
        nothing.centre, nothing.half, nothing.axes, (normals, np.concatenate([eyes + near, near - eyes]))
    )


def test_a_found_set_up_explains_itself(shot):
    found = solve(shot.problem, seed=1)
    assert found.status == "found"
    assert found.evaluations == 2000
    best = found.answers[0]
    assert not best.score.broken
    assert best.score.total > 0.8
    text = table(best.score)
    assert text.startswith(f"score {best.score.total:.2f}")
    assert all(wish.name in text for wish in shot.problem.wishes)
    assert best.focus_m > 0.2
    lens = next(one for one in LENSES if one.focal_mm == best.lens_mm)
    same = judged(shot.problem, best.position, best.attitude, lens)
    assert same.score.total == pytest.approx(best.score.total, abs=1e-6)


def test_a_size_that_needs_a_wider_lens_says_which(shot):
    framing = replace(shot.problem.framing, size="FS")
    got = solve(again(shot, framing=framing, focals=(50, 65, 100)))
    assert got.status == "impossible"
    assert not got.answers
    assert "an FS of ann cannot be had: the nearest to it is" in got.reason
    assert "mm or wider; the package has 50 to 100 mm" in got.reason
    needed = float(got.reason.split(" here needs ")[1].split(" mm", maxsplit=1)[0])
    assert 8.0 <= needed < 50.0


def test_a_size_that_needs_a_longer_lens_says_which(shot):
    framing = replace(shot.problem.framing, size="ECU")
    # One that focuses on what is near: the room that the camera itself takes keeps it from coming near enough.
    lenses = (replace(LENSES[0], near_m=0.1),)
    got = solve(replace(again(shot, framing=framing), lenses=lenses, package=lenses))
    assert got.status == "impossible"
    assert "mm or longer; the package has 14 mm only" in got.reason


def test_a_lens_that_is_not_there(shot):
    framing = replace(shot.problem.framing, lens_mm=27.0)
    got = solve(again(shot, framing=framing, focals=(25, 50)))
    assert got.status == "impossible"
    assert got.reason == "there is no lens of 27 mm in the package; it has 25, 50 mm"
    assert got.evaluations == 0


def test_a_lens_that_is_asked_for_is_taken(shot):
    got = solve(again(shot, framing=replace(shot.problem.framing, lens_mm=25.0)))
    assert {one.lens_mm for one in got.answers} == {25.0}


def test_no_room_at_all_names_the_clearance(shot):
    got = solve(again(shot, room=walled(shot, 0.17)))
    assert got.status == "impossible"
    assert "0.18 m clear of walls and people" in got.reason
    assert "clearance in 100%" in got.reason


def test_room_for_a_smaller_camera_is_told(shot):
    framing = replace(shot.problem.framing, size=None, spots=())
    got = solve(again(shot, framing=framing, room=walled(shot, 0.55), rig=replace(KIT.rig, clear_m=0.5)))
    assert got.status == "impossible"
    assert "a camera that needs 0.1 m round it, not 0.5 m, has room" in got.reason


def test_an_operator_needs_room(shot):
    framing = replace(shot.problem.framing, size=None, spots=(), by="dan")
    problem = again(shot, framing=framing, room=walled(shot, 0.36))
    assert problem.rig.behind == OPERATOR
    got = solve(problem)
    assert got.status == "impossible"
    assert "with dan behind it" in got.reason
    assert "locked off, without dan behind the camera, there is room" in got.reason


def test_a_minimum_focus_in_the_way_is_told(shot):
    framing = replace(shot.problem.framing, size=None, spots=())
    far = tuple(replace(lens, near_m=30.0) for lens in LENSES)
    got = solve(replace(again(shot, framing=framing), lenses=far))
    assert got.status == "impossible"
    assert "is beyond the minimum focus of its lens" in got.reason


def test_little_budget_is_out_of_budget_not_impossible(shot):
    got = solve(again(shot, room=walled(shot, 0.17)), budget=200)
    assert got.status == "out of budget"
    assert "in 200 evaluations" in got.reason


def test_a_camera_in_a_wall_says_what_is_broken(shot):
    got = judged(shot.problem, (40.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), LENSES[0])
    names = [one.name for one in got.score.broken]
    assert "clearance" in names
    assert "eyes seen" in names
    assert got.score.total < 0.0
    assert "not possible" in table(got.score)
    eyes = shot.problem.moments[0][0].eyes
    near = judged(shot.problem, tuple(eyes + 0.05), (1.0, 0.0, 0.0, 0.0), LENSES[-1])
    assert "minimum focus" in [one.name for one in near.score.broken]


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("set", (0, 0, 1)),
        ("gravity", (0, 1, 0)),
        ("previous", (1, 0, 0)),
        ("vector", (0, 0, -1)),
        ("free", None),
    ],
)
def test_ups_that_are_nobodys(shot, kind, wanted):
    framing = replace(shot.problem.framing, up=Up(kind=kind, vector=(0.0, 0.0, -1.0)))
    references = References(
        set_up=UP, gravity_up=np.array([0.0, 1.0, 0.0]), previous_up=np.array([1.0, 0.0, 0.0])
    )
    got = up_vector(framing, shot.problem.moments[0], references)
    assert (got is None) == (wanted is None)
    if wanted is not None:
        assert np.allclose(got, wanted)
    names = [wish.name for wish in again(shot, framing=framing).wishes]
    assert any(name.startswith("up") for name in names) == (kind in {"set", "vector"})


def test_a_shot_from_behind_asks_for_no_eyes(shot):
    framing = replace(shot.problem.framing, vantage="back", size="MCU", spots=())
    problem = again(shot, framing=framing)
    assert problem.eyes == ()
    assert solve(problem, budget=2000).status == "found"


def test_whoever_holds_the_camera_is_not_in_its_way(shot):
    framing = replace(shot.problem.framing, by="ben", spots=())
    assert [one.id for one in again(shot, framing=framing).moments[0]] == ["ann"]


@pytest.mark.parametrize(
    ("size", "said"), [("MS", "an MS"), ("CU", "a CU"), ("FS", "an FS"), ("ECU", "an ECU")]
)
def test_articles(size, said):
    assert article(size) == said
