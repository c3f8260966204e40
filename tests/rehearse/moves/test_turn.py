"""Turns in free flight by limbs alone."""

from __future__ import annotations

import numpy as np
import pytest

from offworld.audit import audit
from offworld.audit.evidence import gather
from offworld.film.blocking import Target
from offworld.geometry import rotation
from offworld.rehearse import run
from offworld.rehearse.moves.turn import Turn

FREE = "  ann: floating at [0, 0, 0], up +z, facing +x"
BEN = FREE + "\n  ben: floating at [-0.9, 0.5, 0.1], up +z, facing +x"


def outcome(take):
    return next(one for one in take.outcomes if one.beat == "turn")


def chest(take, tick):
    return take.poses[take.row(tick), take.node("ann/chest"), 3:].astype(float)


def off(take, degrees, column):
    """Degrees between the chest's attitude at the end of the beat and the one asked for."""
    before = chest(take, 0)
    about = rotation.matrix(before)[:, column]
    goal = rotation.multiply(rotation.exp(np.radians(degrees) * about), before)
    return float(np.degrees(rotation.angle_between(chest(take, outcome(take).end), goal)))


def largest_spin(take):
    """|L| about the centre of mass as the audit works it out from the take's files alone, N m s."""
    ann = gather(take, take.stream).trees["ann"]
    return float(np.linalg.norm(ann.angular - np.cross(ann.centre, ann.momentum), axis=1).max())


@pytest.mark.parametrize(
    ("line", "degrees", "column"),
    [
        ("turn left by 90° in 8 s", 90.0, 2),
        ("turn backward by 30° in 4 s", -30.0, 1),
        ("turn sideways left by 6° in 4 s", -6.0, 0),
    ],
)
def test_a_turn_comes_out_as_asked_without_momentum(rehearse, line, degrees, column):
    take = rehearse(FREE, f"  - ann: {line}\n", 8.5, turning=False)
    done = outcome(take)
    assert done.outcome == "done", done
    assert done.reason.startswith(line.removeprefix("turn ").split(" in ")[0])
    assert done.end == pytest.approx(1000 * float(line.split(" in ")[1].split(" ")[0]), abs=41)
    assert off(take, degrees, column) < 1.0
    assert largest_spin(take) < 1e-4
    assert [(one.kind, one.who, one.tick) for one in audit(take).faults] == []


def test_air_and_the_turning_station_add_little(rehearse):
    """The orbit is planned for, the air is not: it adds some tenths of a degree, which the rehearsal does not hide."""
    take = rehearse(FREE, "  - ann: turn left by 90° in 8 s\n", 8.5, still=False)
    assert outcome(take).outcome == "done"
    assert off(take, 90.0, 2) < 1.0


def test_a_turn_to_face_somebody_ends_with_them_ahead(rehearse):
    take = rehearse(
        BEN, "  - ann [gaze]: look at ben\n  - ann: turn to face ben in 10 s\n", 10.2, turning=False
    )
    assert outcome(take).outcome == "done", outcome(take)
    end = outcome(take).end
    there = (
        take.poses[take.row(end), take.node("ben/head"), :3]
        - take.poses[take.row(end), take.node("ann/chest"), :3]
    )
    ahead, left, _ = rotation.matrix(chest(take, end)).T @ there.astype(float)
    assert abs(np.degrees(np.arctan2(left, ahead))) < 4.0


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("  ann: left hand on rail.p3", "the left hand has hold of rail.p3"),
        (FREE + "\n  wrench: in ann's right hand", "the right hand has hold of wrench"),
        ("  ann: floating at [0, 0, 0]\n  ben: right hand on ann's left ankle", "somebody holds ann"),
    ],
)
def test_one_who_is_not_free_is_refused(rehearse, start, reason):
    take = rehearse(start, "  - ann: turn left by 90°\n", 0.5)
    assert outcome(take).outcome == "refused"
    assert reason in outcome(take).reason
    assert "use 'stay'" in outcome(take).reason


def test_too_little_time_is_refused_with_the_least(rehearse):
    take = rehearse(FREE, "  - ann: turn left by 90° in 2 s\n", 0.5)
    assert outcome(take).outcome == "refused"
    assert outcome(take).reason.startswith("not in that time: 90° of yaw need at least")


@pytest.fixture
def turn(afloat, beat):
    """A turn that has not begun, and the floor it is on."""

    def make(**intent):
        one = afloat()
        asked = beat("turn", **intent)
        return Turn(one.actor, asked.intent, asked, asked.channels), one

    return make


@pytest.mark.parametrize(
    ("sense", "degrees"), [("", 60.0), ("left", 60.0), ("right", -300.0)], ids=["near", "left", "right"]
)
def test_a_side_says_which_way_round_one_goes_to_face_something(turn, sense, degrees):
    move, one = turn(sense=sense)
    ahead, left = one.actor.axes("chest")[:, 0], one.actor.axes("chest")[:, 1]
    middle = one.actor.site("ann/chest")[1]
    place = middle + np.cos(np.radians(60.0)) * ahead + np.sin(np.radians(60.0)) * left
    x, y, z = (float(v) for v in place)
    move, one = turn(sense=sense, target=Target(kind="point", offset=(x, y, z)))
    assert move._aim(one.session.floor) == ""
    assert np.degrees(move.angle) == pytest.approx(degrees)


def test_what_is_overhead_cannot_be_faced(turn):
    _, one = turn()
    x, y, z = (float(v) for v in one.actor.site("ann/chest")[1] + 2.0 * one.actor.axes("chest")[:, 2])
    move, one = turn(target=Target(kind="point", offset=(x, y, z)))
    assert "overhead or underfoot" in move.step(one.session.floor).reason


def test_who_takes_hold_meanwhile_has_missed_it(turn):
    move, one = turn(sense="left", angle_rad=1.0)
    one.session.look()
    assert move.step(one.session.floor).trace is not None
    one.grip("left hand")
    wish = move.step(one.session.floor)
    assert wish.status == "missed"
    assert "has hold of rail" in wish.reason


def test_moving_limbs_come_to_rest_first(turn):
    move, one = turn(sense="left", angle_rad=1.0)
    one.session.system.data.qvel[one.actor.tree.hinges[5]] = 1.0
    one.session.look()
    first = move.step(one.session.floor)
    assert first.status == "running"
    assert first.trace is None
    one.session.system.data.qvel[:] = 0.0
    one.session.look()
    assert move.step(one.session.floor).trace is not None


@pytest.mark.parametrize(
    ("mark", "reason"), [("strapped", "strapped down"), ("limp", "all muscles are limp")]
)
def test_one_who_cannot_move_is_refused(turn, mark, reason):
    move, one = turn(sense="left", angle_rad=1.0)
    setattr(one.actor, mark, True)
    wish = move.step(one.session.floor)
    assert wish.status == "refused"
    assert reason in wish.reason


def test_a_take_restarts_in_the_middle_of_a_turn_to_the_same_bytes(rehearse):
    rehearsal = rehearse(FREE, "  - ann: turn left by 10° in 3 s\n", 3.2).rehearsal
    take, points = run(rehearsal, keep_restarts=True)
    middle = next(point for point in points if 1000 <= point.tick < 2900)
    again, _ = run(rehearsal, restart=middle)
    assert outcome(again) == outcome(take)
    np.testing.assert_array_equal(again.stream.coordinates, take.stream.coordinates)
