from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.framing import SIZES
from offworld.flow.benches.frame.actors import actor, facing
from offworld.flow.benches.frame.shots import KIT, UP, instance
from offworld.frame.evaluate import Evaluator
from offworld.frame.explain import score_of
from offworld.frame.problem import Lens, Poses, Rig
from offworld.frame.sight import Sight
from offworld.frame.terms import (
    angle,
    cut,
    focus,
    headroom,
    lead,
    lens,
    over,
    size,
    spots,
    through,
    up,
    visibility,
)
from offworld.geometry import rotation

LENS = Lens(focal_mm=35.0)


def sight_of(places, looks_at, tops, *, people=None, focal=35.0):
    """Cameras in an empty place that look at ann, whose eyes are at the origin, who faces +x with her head up +z."""
    ann = actor("ann", np.zeros(3), facing(np.array([1.0, 0.0, 0.0]), UP))
    axes = rotation.matrix(rotation.looking(np.asarray(looks_at) - places, tops))
    shot = instance(3, 0, 0)
    problem = replace(
        shot.problem, moments=(people or (ann,),), lenses=(replace(LENS, focal_mm=focal),), wishes=(), eyes=()
    )
    poses = Poses(positions=np.asarray(places, float), axes=axes, lens=np.zeros(len(places), dtype=np.int64))
    return Sight(problem, poses, problem.moments[0], Evaluator(problem).obstacles[0])


def test_every_wish_has_the_one_shape_of_scores(shots, some_poses):
    """The evaluation's score is that of the record in the table, for every wish and pose."""
    for shot in shots:
        poses = some_poses(shot, 30)
        worth = Evaluator(shot.problem)(poses)
        for row in range(len(poses)):
            score = score_of(shot.problem, poses, worth, row)
            assert np.allclose([term.score for term in score.terms], worth.scores[row], atol=1e-9)
            assert score.soft == pytest.approx(worth.soft[row])
            assert score.total == pytest.approx(worth.total[row])
            assert bool(score.broken) == (not worth.kept[row])


@pytest.mark.parametrize("name", SIZES)
def test_a_size_is_exact_at_its_distance(name):
    share = size.HEAD_SHARE[name]
    far = 35.0 * 0.23 / (share * KIT.rig.gate_height_mm)
    sight = sight_of(np.array([[far, 0.0, 0.0]]), np.zeros(3), UP)
    got = size.SizeWish(who=0, size=name, weight=1.0).measure(sight)
    assert abs(got.value[0]) < 1e-9
    assert size.nearest_size(np.array([share]))[0] == SIZES.index(name)
    low, high = size.class_bounds(np.array([share]))
    assert low[0] < np.log2(share) < high[0]


def test_size_does_not_care_which_way_up(shots):
    tops = rotation.rotate(rotation.from_axis_angle([1.0, 0.0, 0.0], np.linspace(0.0, 3.0, 5)), UP)
    sight = sight_of(np.repeat([[1.3, 0.0, 0.0]], 5, axis=0), np.zeros(3), tops)
    assert np.ptp(size.SizeWish(who=0, size="MS", weight=1.0).measure(sight).value) < 1e-12


def test_roll_is_clockwise_as_seen_and_fades_along_the_axis():
    lean = np.radians(20.0)
    # The camera at +x looks along -x; its right is +y. A top towards -y leans the picture so that up leans right.
    tops = np.array([[0.0, -np.sin(lean), np.cos(lean)]])
    wish = up.UpWish(axis=UP, people=(), roll_deg=0.0, weight=1.0)
    sight = sight_of(np.array([[2.0, 0.0, 0.0]]), np.zeros(3), tops)
    assert wish.measure(sight).value[0] == pytest.approx(20.0)
    assert replace(wish, roll_deg=20.0).measure(sight).value[0] == pytest.approx(0.0, abs=1e-9)
    above = sight_of(np.array([[0.01, 0.0, 2.0]]), np.zeros(3), np.array([[0.0, 1.0, 0.0]]))
    assert abs(wish.measure(above).value[0]) < 5.0


def test_ups_that_speak_against_each_other_are_no_up():
    ann = actor("ann", np.zeros(3), facing(np.array([1.0, 0.0, 0.0]), UP))
    ben = actor("ben", np.array([0.0, 2.0, 0.0]), facing(np.array([1.0, 0.0, 0.0]), -UP))
    sight = sight_of(np.array([[2.0, 0.0, 0.0]]), np.zeros(3), UP, people=(ann, ben))
    got = up.UpWish(axis=None, people=(0, 1), roll_deg=0.0, weight=1.0).measure(sight)
    assert got.value[0] == got.residual[0, 0] == 0.0
    assert up.mean_up((ann, ben), (0,)) == pytest.approx(UP)


def test_a_level_line_is_level_either_way_round():
    ann = actor("ann", np.zeros(3), facing(np.array([1.0, 0.0, 0.0]), UP))
    ben = actor("ben", np.array([0.0, 1.0, 0.0]), facing(np.array([1.0, 0.0, 0.0]), UP))
    middle = np.array([0.0, 0.5, 0.0])
    turn = np.radians([0.0, 180.0, 30.0])
    tops = np.stack([0 * turn, np.sin(turn), np.cos(turn)], axis=1)
    sight = sight_of(np.repeat([[2.0, 0.5, 0.0]], 3, axis=0), middle, tops, people=(ann, ben))
    got = up.LevelWish(first=0, second=1, roll_deg=0.0, weight=1.0).measure(sight).value
    assert np.abs(got[:2]).max() < 1e-6
    assert abs(got[2]) == pytest.approx(30.0, abs=1e-6)


@pytest.mark.parametrize(
    ("place", "azimuth", "height"),
    [
        ((1, 0, 0), 0, 0),
        ((0, 1, 0), 90, 0),
        ((0, -1, 0), -90, 0),
        ((-1, 0.001, 0), 180, 0),
        ((1, 0, 1), 0, 45),
    ],
)
def test_angles_are_about_the_persons_own_axes(place, azimuth, height):
    sight = sight_of(2.0 * np.array([place], dtype=float), np.zeros(3), np.array([0.1, 0.2, 1.0]))
    wide = angle.AzimuthWish(who=0, low=0.0, high=20.0, side=None, weight=1.0)
    sided = replace(wide, side="left")
    assert wide.measure(sight).value[0] == pytest.approx(abs(azimuth), abs=0.1)
    assert abs(sided.measure(sight).value[0] - azimuth) % 360.0 == pytest.approx(0.0, abs=0.1)
    got = angle.ElevationWish(who=0, low=0.0, high=0.0, weight=1.0).measure(sight).value[0]
    assert got == pytest.approx(height, abs=0.1)


def test_headroom_is_the_share_above_the_crown():
    sight = sight_of(np.array([[2.0, 0.0, 0.0]]), np.zeros(3), UP)
    wish = headroom.HeadroomWish(who=0, low=0.0, high=0.05, weight=1.0)
    crown = sight.picture(sight.crown(0)[:, None, :])[0][0, 0]
    assert wish.measure(sight).value[0] == pytest.approx((1.0 - crown[1]) / 2.0, abs=1e-3)
    # The same head upside down in the frame has its room at the bottom, and as much of it.
    turned = sight_of(np.array([[2.0, 0.0, 0.0]]), np.zeros(3), -UP)
    assert wish.measure(turned).value[0] == pytest.approx(wish.measure(sight).value[0])


def test_lead_room_is_ahead_of_the_look_and_none_into_the_lens():
    side = sight_of(np.array([[0.0, -2.0, 0.0]]), np.array([0.5, 0.0, 0.0]), UP)
    wish = lead.LeadWish(who=0, weight=1.0)
    spot = side.spot(0)[0]
    assert spot[0] < 0.0
    # The gaze is not quite across the lens: the wish fades a little.
    assert wish.measure(side).value[0] == pytest.approx((1.0 - spot[0]) / 2.0, abs=0.01)
    into = sight_of(np.array([[2.0, 0.0, 0.0]]), np.array([0.0, 0.3, 0.0]), UP)
    assert wish.measure(into).residual[0, 0] == pytest.approx(0.0, abs=1e-9)


def test_blur_is_that_of_the_thin_lens_and_focus_parts_it():
    near, far = np.array([1.0]), np.array([2.0])
    at = focus.best_focus(near, far)
    one, other = (focus.blur_mm(np.array([50.0]), np.array([2.8]), at, z) for z in (near, far))
    assert one[0] == pytest.approx(other[0])
    # f² |z − s| / (N z (s − f)) with 50 mm at T2.8, focus 4/3 m, seen at 1 m.
    assert one[0] == pytest.approx(50.0**2 * (1000 / 3) / (2.8 * 1000.0 * (4000 / 3 - 50.0)))


def test_over_a_shoulder_is_measured_at_the_one_seen():
    ann = actor("ann", np.zeros(3), facing(np.array([1.0, 0.0, 0.0]), UP))
    ben = actor("ben", np.array([1.0, 0.0, 0.0]), facing(np.array([-1.0, 0.0, 0.0]), UP))
    place = 1.8 * np.array([[np.cos(np.radians(20)), np.sin(np.radians(20)), 0.0]])
    sight = sight_of(place, np.array([0.0, 0.0, 0.0]), UP, people=(ann, ben))
    assert over.BesideWish(on=0, over=1, weight=1.0).measure(sight).value[0] == pytest.approx(20.0)
    ratio = over.NearerWish(on=0, over=1, weight=1.0).measure(sight).value[0]
    assert ratio == pytest.approx((1.8 - np.cos(np.radians(20))) / 1.8)
    cover = over.CoverWish(over=1, weight=1.0)
    wide = sight_of(place, np.zeros(3), UP, people=(ann, ben), focal=14.0)
    assert 0.0 < cover.measure(wide).value[0] < cover.measure(sight).value[0] <= over.FILL


def test_two_shots_measure_balance_gap_and_apex():
    ann = actor("ann", np.array([0.0, -0.5, 0.0]), facing(np.array([0.0, 1.0, 0.0]), UP))
    ben = actor("ben", np.array([0.0, 0.5, 0.0]), facing(np.array([0.0, -1.0, 0.0]), UP))
    sight = sight_of(np.array([[2.5, 0.0, 0.0], [0.0, 2.5, 0.0]]), np.zeros(3), UP, people=(ann, ben))
    assert size.BalanceWish(first=0, second=1, weight=1.0).measure(sight).value[0] == pytest.approx(0.0)
    assert size.BalanceWish(first=0, second=1, weight=1.0).measure(sight).value[1] < -0.5
    assert angle.ApexWish(first=0, second=1, weight=1.0).measure(sight).value == pytest.approx([0.0, 90.0])
    gap = spots.GapWish(first=0, second=1, weight=1.0).measure(sight).value
    assert gap[0] == pytest.approx(2 * 0.5 * 2 * 35.0 / 28.0 / 2.5)
    assert gap[1] == pytest.approx(0.0, abs=1e-9)


def test_through_the_eyes_is_there_and_looks_along():
    sight = sight_of(np.array([[0.1, 0.0, 0.0]]), np.array([1.0, 0.0, 0.0]), UP)
    assert through.PlaceWish(who=0, weight=1.0).measure(sight).value[0] == pytest.approx(0.1)
    assert through.AimWish(who=0, weight=1.0).measure(sight).value[0] == pytest.approx(0.0, abs=1e-6)


def test_lenses_are_told_in_octaves():
    sight = sight_of(np.array([[2.0, 0.0, 0.0]]), np.zeros(3), UP, focal=70.0)
    assert lens.LensWish(weight=1.0).measure(sight).value[0] == pytest.approx(1.0)


def test_what_is_kept_and_what_is_cut():
    far = sight_of(np.array([[6.0, 0.0, -0.4]]), np.array([0.0, 0.0, -0.4]), UP, focal=25.0)
    near = sight_of(np.array([[0.8, 0.0, 0.0]]), np.zeros(3), UP, focal=50.0)
    kept = cut.KeptWish(who=0, size="FS", weight=1.0)
    assert kept.measure(far).value[0] == 1.0
    assert kept.measure(near).value[0] < 0.5
    joints = far.people[0].joints
    edge = cut.EdgeWish(who=0, weight=1.0)
    assert edge.measure(far).value[0] == 0.0
    # Aim so that a knee lies on the lower edge.
    tall = 2 * 25.0 / Rig().gate_height_mm
    knee = joints[5]
    high = knee[2] + (6.0 - knee[0]) / tall
    aimed = sight_of(np.array([[6.0, 0.0, high]]), np.array([0.0, 0.0, high]), UP, focal=25.0)
    assert edge.measure(aimed).value[0] > 0.9


def test_what_is_seen_is_a_share_of_points():
    front = sight_of(np.array([[2.0, 0.0, -0.3]]), np.array([0.0, 0.0, -0.3]), UP, focal=25.0)
    back = sight_of(np.array([[-2.0, 0.0, -0.3]]), np.array([0.0, 0.0, -0.3]), UP, focal=25.0)
    wish = visibility.VisibleWish(who=0, body=False, low=0.9, weight=1.0)
    assert wish.measure(front).value[0] > 0.7
    assert wish.measure(back).value[0] == 0.0
    assert wish.measure(back).hint is not None
