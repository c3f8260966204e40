"""The referee of projections is `offworld.film.shot.View`, through which every picture is drawn."""

from __future__ import annotations

import numpy as np

from offworld.film.shot import View
from offworld.frame.evaluate import Evaluator
from offworld.frame.explain import placed
from offworld.frame.search import search
from offworld.frame.sight import Sight
from offworld.geometry import rotation


def test_against_view_points_lie_where_pictures_draw_them(shots, some_poses):
    for shot in shots:
        poses, problem = some_poses(shot), shot.problem
        people = problem.moments[0]
        sight = Sight(problem, poses, people, Evaluator(problem).obstacles[0])
        points = np.concatenate([people[0].face, people[0].body])
        mine, depth = sight.picture(sight.local(points))
        for i in range(len(poses)):
            view = View(
                position=tuple(poses.positions[i]),
                attitude=tuple(rotation.from_matrix(poses.axes[i])),
                lens_mm=problem.lenses[poses.lens[i]].focal_mm,
                gate_height_mm=problem.rig.gate_height_mm,
            )
            theirs = view.project(points, problem.rig.aspect)
            ahead = theirs[:, 2] > 0.1
            assert np.allclose(depth[i], theirs[:, 2])
            assert np.allclose(mine[i][ahead], theirs[ahead, :2], atol=1e-9)


def test_against_view_directions_are_those_of_two_near_points(shots, some_poses):
    shot = shots[2]
    poses, problem = some_poses(shot), shot.problem
    person = problem.moments[0][0]
    sight = Sight(problem, poses, problem.moments[0], Evaluator(problem).obstacles[0])
    way = sight.direction(sight.crown(0), person.up)
    both, depth = sight.picture(sight.local(np.stack([person.crown, person.crown + 1e-6 * person.up])))
    ahead = depth[:, 0] > 0.2
    moved = (both[ahead, 1] - both[ahead, 0]) * 1e6 * depth[ahead, :1]
    assert np.allclose(moved, way[ahead], atol=1e-3)


def test_a_found_set_up_shows_people_where_it_says(shots):
    shot = shots[3]
    found = search(shot.problem, budget=800, seed=1)
    one = placed(shot.problem, found.best.poses, found.best.worth, 0)
    view = View(
        position=one.position,
        attitude=one.attitude,
        lens_mm=one.lens_mm,
        gate_height_mm=shot.problem.rig.gate_height_mm,
    )
    for spot in shot.problem.framing.spots:
        person = shot.problem.moments[0][shot.problem.index(spot.person)]
        x, _, depth = view.project(person.eyes[None], shot.problem.rig.aspect)[0]
        term = next(term for term in one.score.terms if term.name == f"place of {spot.person}")
        assert depth > 0
        assert abs(abs(x - spot.x) - term.value) < 1e-6
