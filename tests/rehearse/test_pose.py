"""Poses by reach: holds stay, the centre goes where it is wanted, ranges are kept."""

import numpy as np
import pytest

from offworld.film.stage_set import Solid
from offworld.rehearse.pose import INSIDE, fit_pose


@pytest.mark.parametrize("way", [(0.12, 0.0, 0.0), (-0.12, 0.0, 0.05), (0.0, 0.1, 0.0)])
def test_the_centre_goes_where_it_is_wanted_while_hands_stay(afloat, way):
    stage = afloat()
    holds = [stage.grip("left hand"), stage.grip("right hand")]
    pose = fit_pose(stage.actor, holds, stage.actor.centre() + np.array(way))
    assert pose.reached()
    assert np.linalg.norm(pose.attitude) == pytest.approx(1.0)


def test_out_of_reach_is_said(afloat):
    stage = afloat()
    pose = fit_pose(
        stage.actor, [stage.grip("right hand")], stage.actor.centre() + np.array([-1.5, 0.0, 0.0])
    )
    assert not pose.reached()
    assert pose.off_centre + pose.off_point > 0.3


def test_ranges_are_kept_and_nothing_is_moved(afloat):
    stage = afloat()
    data, tree = stage.session.system.data, stage.actor.tree
    before = data.qpos.copy()
    pose = fit_pose(stage.actor, [stage.grip("left foot")], stage.actor.centre() + np.array([0.0, 0.0, -0.3]))
    assert np.all(pose.angles >= tree.low + INSIDE - 1e-9)
    assert np.all(pose.angles <= tree.high - INSIDE + 1e-9)
    assert np.array_equal(data.qpos, before)


def test_a_fit_goes_on_from_another(afloat):
    stage = afloat()
    holds = [stage.grip("left hand"), stage.grip("right hand")]
    centre = stage.actor.centre()
    first = fit_pose(stage.actor, holds, centre + np.array([-0.1, 0.0, 0.0]))
    again = fit_pose(
        stage.actor, holds, centre + np.array([-0.1, 0.0, 0.0]), start=first, attitude=first.attitude
    )
    assert again.reached()
    assert np.linalg.norm(again.angles - first.angles) < 0.3


def test_how_deep_a_pose_is_in_a_wall_is_told(afloat):
    wall = Solid(id="wall", shape="box", size_m=(0.1, 4.0, 4.0), position=(-0.35, 0.0, 0.0))
    free, walled = afloat(), afloat(solids=(wall,))
    backwards = np.array([-0.2, 0.0, 0.0])
    poses = [
        fit_pose(s.actor, [s.grip("left hand"), s.grip("right hand")], s.actor.centre() + backwards)
        for s in (free, walled)
    ]
    assert poses[0].overlap == 0.0
    assert poses[1].overlap > 0.02
