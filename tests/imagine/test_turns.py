"""Turns in free flight as imagined: evenly, about the own axis, in their time."""

from __future__ import annotations

import numpy as np
import pytest

from offworld.film.blocking import Target
from offworld.geometry import rotation
from offworld.imagine import imagine, nominal


def turned(room, *beats, length_s=14.0):
    """Attitudes (k, 4) of Ann's pelvis, her places (k, 3), and the imagined scene."""
    made = room.rehearsal(
        [room.afloat("ann", 0, 0, 0), room.afloat("bob", -2, 1, 0)], beats, length_s=length_s
    )
    take = room.still(made)
    imagined = imagine(take)
    ann = next(one for one in imagined.ghosts if one.who == "ann")
    row = [take.assembly.nodes[node].id for node in ann.nodes].index("ann/pelvis")
    return ann.poses[:, row, 3:].astype(float), ann.poses[:, row, :3].astype(float), imagined


def end_of(imagined, name):
    return next(one for one in imagined.beats if one.beat == name).end


@pytest.mark.parametrize(
    ("sense", "column", "sign"),
    [("left", 2, 1.0), ("right", 2, -1.0), ("forward", 1, 1.0), ("sideways left", 0, -1.0)],
)
def test_the_attitude_goes_over_evenly_about_the_own_axis(room, sense, column, sign):
    turn = room.beat("turn", "turn", sense=sense, angle_rad=0.8, within_s=4.0)
    attitudes, _, imagined = turned(room, turn, length_s=6.0)
    assert end_of(imagined, "turn") == 4000
    axis = sign * rotation.matrix(attitudes[0])[:, column]
    for row, share in ((20, 0.5), (40, 1.0), (60, 1.0)):
        way = rotation.log(rotation.multiply(attitudes[row], rotation.conjugate(attitudes[0])))
        assert way == pytest.approx(0.8 * share * axis, abs=1e-4)


def test_without_a_time_it_takes_whole_swings(room):
    _, _, imagined = turned(room, room.beat("turn", "turn", sense="left", angle_rad=np.radians(100.0)))
    assert end_of(imagined, "turn") == round(2000 * nominal.TURN_CYCLE_S)


@pytest.mark.parametrize("sense", ["", "left", "right"])
def test_to_face_somebody_is_to_have_them_ahead(room, sense):
    turn = room.beat("turn", "turn", sense=sense, target=room.someone("bob"), within_s=4.0)
    attitudes, places, _ = turned(room, turn, length_s=6.0)
    ahead, left, _ = rotation.matrix(attitudes[-1]).T @ (np.array([-2.0, 1.0, 0.0]) - places[-1])
    assert abs(np.degrees(np.arctan2(left, ahead))) < 12.0


def test_one_who_is_on_the_way_goes_on(room):
    push = room.beat("push", "push off", target=room.thing("mark.far"), speed=0.25)
    turn = room.beat("turn", "turn", sense="left", angle_rad=0.5, start=room.Cue(kind="time", delay_s=4.0))
    _, places, _ = turned(room, push, turn)
    _, alone, _ = turned(room, push)
    assert np.abs(places[-1] - alone[-1]).max() < 0.02
    assert np.linalg.norm(places[-1] - places[42]) > 1.0


def test_nobody_turns_to_what_has_no_place(room):
    turn = room.beat("turn", "turn", target=Target(kind="nearest", name="loop"), within_s=2.0)
    attitudes, _, imagined = turned(room, turn, length_s=3.0)
    assert end_of(imagined, "turn") == 2000
    assert attitudes[-1] == pytest.approx(attitudes[0], abs=1e-6)
