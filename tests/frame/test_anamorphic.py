"""Anamorphic lenses: the solver frames through them as pictures are drawn."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from offworld.film.camera import Sensor
from offworld.film.kit import LensData, Package, gate
from offworld.film.shot import View
from offworld.frame.evaluate import Evaluator
from offworld.frame.problem import Rig
from offworld.frame.shots import lenses_of, rig_of
from offworld.frame.sight import Sight
from offworld.frame.solve import solve
from offworld.geometry import rotation
from offworld.picture.filament.blur import focused
from offworld.picture.shots import shots as plan_of

SCOPE = gate(28.0, 15.7, 2.39, 2.0)
"""An ALEXA 35 in 16:9 behind lenses of squeeze 2: 18.76 × 15.7 mm."""
LENSES = Package(
    lenses=tuple(LensData(focal_mm=one, near_m=0.5, t_stop=2.0) for one in (32.0, 50.0)), clear_m=0.2
)


def rigs():
    """The camera with its squeeze, and the spherical one that takes the same picture."""
    squeezed = rig_of(SCOPE, LENSES)
    wide = replace(squeezed, gate_width_mm=2.0 * squeezed.gate_width_mm, squeeze=1.0)
    return squeezed, wide


def test_the_rig_is_that_of_the_film():
    rig = rig_of(SCOPE, LENSES)
    assert (rig.squeeze, rig.clear_m, rig.aspect) == (2.0, 0.2, pytest.approx(2.39))
    assert rig.coc_mm == pytest.approx(np.hypot(18.7615, 15.7) / 1500.0, abs=1e-5)
    assert [(one.stop, one.t_stop, one.near_m) for one in lenses_of(LENSES)] == [(2.67, 2.8, 0.5)] * 2
    assert rig_of(Sensor()) == Rig(
        gate_width_mm=24.89, gate_height_mm=14.0, coc_mm=pytest.approx(0.01904, abs=1e-5)
    )


def test_a_point_at_the_edge_of_the_angle_is_at_the_edge_of_the_picture():
    """Handbook camera, section 3.4: hfov = 2 atan(w S / 2f), vfov = 2 atan(h / 2f)."""
    view = View(
        position=(0, 0, 0), attitude=(1, 0, 0, 0), lens_mm=50.0, gate_height_mm=SCOPE.height_mm, squeeze=2.0
    )
    side, top = SCOPE.width_mm * 2.0 / 100.0, SCOPE.height_mm / 100.0
    seen = view.project(np.array([[side, top, -1.0], [-side, -top, -1.0]]), SCOPE.aspect)
    assert seen[:, :2] == pytest.approx(np.array([[1.0, 1.0], [-1.0, -1.0]]))


def test_against_view_the_solver_sees_what_pictures_draw(shots, some_poses):
    problem = replace(shots[0].problem, rig=rigs()[0])
    poses, people = some_poses(shots[0]), problem.moments[0]
    sight = Sight(problem, poses, people, Evaluator(problem).obstacles[0])
    mine, depth = sight.picture(sight.local(people[0].face))
    for i in range(len(poses)):
        view = View(
            position=tuple(poses.positions[i]), attitude=tuple(rotation.from_matrix(poses.axes[i])),
            lens_mm=problem.lenses[poses.lens[i]].focal_mm, gate_height_mm=SCOPE.height_mm, squeeze=2.0,
        )  # fmt: skip
        theirs = view.project(people[0].face, SCOPE.aspect)
        ahead = theirs[:, 2] > 0.1
        assert np.allclose(depth[i], theirs[:, 2])
        assert np.allclose(mine[i][ahead], theirs[ahead, :2], atol=1e-9)


def test_it_finds_what_a_spherical_lens_of_the_same_picture_would(shots):
    squeezed, wide = (
        solve(replace(shots[0].problem, rig=rig, lenses=lenses_of(LENSES)), budget=600) for rig in rigs()
    )
    assert squeezed.status == wide.status
    assert squeezed.answers
    for one, other in zip(squeezed.answers, wide.answers, strict=True):
        assert one.position == pytest.approx(other.position)
        assert one.attitude == pytest.approx(other.attitude)
        assert (one.lens_mm, one.stop) == (other.lens_mm, other.stop)


def test_pictures_carry_the_squeeze_and_the_stop(hand_made):
    take = hand_made.make_take(200, "tunnel")
    set_ups = tuple(replace(one, stop=4.0) for one in take.rehearsal.scene.set_ups)
    rehearsal = replace(take.rehearsal, scene=replace(take.rehearsal.scene, set_ups=set_ups))
    take = replace(take, rehearsal=rehearsal)
    wide = Sensor(width_mm=24.89, height_mm=14.0)
    narrow = Sensor(width_mm=24.89 / 2.0, height_mm=14.0, squeeze=2.0)
    plain, squeezed = (plan_of(take, Fraction(25), one) for one in (wide, narrow))
    assert {shot.view.squeeze for shot in squeezed} == {2.0}
    assert {shot.view.stop for shot in squeezed} == {4.0}
    # Nothing else of the picture changes: places, focus and height are those of the wide gate.
    assert [replace(shot, view=replace(shot.view, squeeze=1.0)) for shot in squeezed] == list(plain)


def test_what_is_out_of_focus_is_twice_as_high_as_wide():
    """In the height of the picture the disc is that of the focal length, across it that of half of it, shown twice as
    wide: f² against 2 (f/2)²."""
    picture = np.zeros((161, 161, 3), dtype=np.uint8)
    picture[71:90, 71:90] = 255
    view = View(position=(0, 0, 0), attitude=(1, 0, 0, 0), lens_mm=85.0, focus_m=1.0, stop=1.4, squeeze=2.0)
    soft = focused(picture, np.full((161, 161), 3.0, dtype=np.float32), view).astype(float)[..., 0]
    line, before = np.arange(161) - 80, (19.0**2 - 1.0) / 12.0
    across, down = (np.sqrt(soft.sum(axis=axis) @ line**2 / soft.sum() - before) for axis in (0, 1))
    assert down / across == pytest.approx(2.0, rel=0.1)
