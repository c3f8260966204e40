"""Catches: the hand meets the rail, closes when it is there and slow, and the body comes to rest."""

import numpy as np
import pytest

from offworld.film.blocking import Target
from offworld.film.stage_set import Loop, Rail
from offworld.rehearse.moves.hold import AT_HAND, HANDS_APART, RAIL_STEP, Hold
from offworld.rehearse.plan import limb_length

ARMS = ("left hand", "right hand")
RAIL = Rail(id="rail.1", points=((0.9, -0.8, 0.2), (0.9, 0.8, 0.2)), normal=(-1.0, 0.0, 0.0))
TO_RAIL = Target(kind="fitting", name="rail.1")


def head_touched(stage):
    return any("head" in name for one in stage.session.contacts.finish() for name in (one.a, one.b))


@pytest.mark.parametrize("limbs", [("right hand",), ARMS])
def test_a_rail_that_comes_is_caught_and_the_body_rests(afloat, beat, limbs):
    stage = afloat(
        velocity=(0.35, 0.0, 0.0), rails=(RAIL,), beats=[beat("catch", limbs=limbs, target=TO_RAIL)]
    )
    stage.play(6.0, until_over=False)
    held = {hold.limb: stage.actor.table.anchor(hold) for hold in stage.actor.holds()}
    assert set(held) == set(limbs)
    assert all(abs(point[0] - 0.9) < 0.04 for point in held.values())
    assert np.linalg.norm(stage.actor.momentum()[0]) < 0.02
    assert not any(record.ended_by == "slip" for record in stage.session.table.records)
    assert not head_touched(stage)
    if len(limbs) == 2:
        assert np.linalg.norm(held["left hand"] - held["right hand"]) > 0.15


def test_hands_close_on_the_rail_itself_and_slowly(afloat, beat):
    stage = afloat(
        velocity=(0.5, 0.0, 0.0), rails=(RAIL,), beats=[beat("catch", limbs=("right hand",), target=TO_RAIL)]
    )
    director = stage.play(3.0, until_over=False)
    record = stage.session.table.records[0]
    assert record.partner_anchor[0] == pytest.approx(0.9, abs=1e-6)
    assert record.partner_anchor[2] == pytest.approx(0.2, abs=1e-6)
    assert any(event.kind == "grip" and "rail.1" in event.what for event in director.events)


def test_what_passes_out_of_reach_is_missed_and_by_how_much_is_said(afloat, beat):
    far = Rail(id="rail.1", points=((0.6, -0.8, 1.3), (0.6, 0.8, 1.3)), normal=(-1.0, 0.0, 0.0))
    stage = afloat(
        velocity=(0.6, 0.0, 0.0), rails=(far,), beats=[beat("catch", limbs=("right hand",), target=TO_RAIL)]
    )
    first = stage.play(9.0).running[0]
    assert first.state == "missed"
    assert first.reason.startswith("came within ")
    assert first.reason.endswith("cm of rail.1")


def test_a_grip_that_is_lost_is_told(afloat, beat):
    stage = afloat(rails=(RAIL,))
    hold = stage.grip("right hand", "rail.1")
    move = Hold(
        stage.actor, beat("hold", limbs=("right hand",), target=TO_RAIL).intent, None, ("right hand",)
    )
    assert move.step(stage.session.floor).status == "running"
    assert move.settled
    stage.session.table.release(0, hold)
    wish = move.step(stage.session.floor)
    assert (wish.status, wish.reason) == ("missed", "the right hand lost its grip")


def test_a_hand_that_holds_something_else_lets_that_go_first(afloat, beat):
    stage = afloat(rails=(RAIL,))
    stage.grip("right hand", "another")
    move = Hold(
        stage.actor, beat("hold", limbs=("right hand",), target=TO_RAIL).intent, None, ("right hand",)
    )
    wish = move.step(stage.session.floor)
    assert wish.releases == ["right hand"]
    assert not wish.grips


def test_the_second_hand_takes_another_place_than_the_first(afloat, beat):
    stage = afloat(rails=(RAIL,))
    move = Hold(stage.actor, beat("hold", limbs=ARMS, target=TO_RAIL).intent, None, ARMS)
    points = np.array([[0.9, y, 0.2] for y in np.arange(-0.8, 0.8, RAIL_STEP)])
    taken = np.array([0.9, 0.0, 0.2])
    hand = np.array([0.8, 0.0, 0.2])
    alone = points[np.argmin(move._cost("left hand", points, hand, None))]
    beside = points[np.argmin(move._cost("left hand", points, hand, taken))]
    assert np.linalg.norm(alone - taken) < 0.2
    assert np.linalg.norm(beside - taken) > 0.7 * HANDS_APART


def test_a_place_clear_of_the_head_is_better(afloat, beat):
    stage = afloat(rails=(RAIL,))
    move = Hold(stage.actor, beat("hold", limbs=("left hand",), target=TO_RAIL).intent, None, ("left hand",))
    head = stage.actor.site("ann/head")[1]
    places = np.array([head + np.array([0.1, 0.0, 0.0]), head + np.array([0.1, 0.3, 0.0])])
    cost = move._cost("left hand", places, places.mean(axis=0), None)
    assert cost[1] < cost[0]


def test_a_place_is_kept_unless_another_is_much_better(afloat, beat):
    stage = afloat(rails=(RAIL,))
    move = Hold(stage.actor, beat("hold", limbs=("left hand",), target=TO_RAIL).intent, None, ("left hand",))
    hand = np.array([0.9 - 2 * AT_HAND, 0.3, 0.2])
    first = move._spot(stage.session.floor, "left hand", hand, None)
    second = move._spot(stage.session.floor, "left hand", hand + np.array([0.0, 0.05, 0.0]), None)
    third = move._spot(stage.session.floor, "left hand", hand + np.array([0.0, -0.6, 0.0]), None)
    assert np.allclose(first.point, second.point)
    assert np.linalg.norm(third.point - second.point) > 0.2


def test_feet_go_into_loops(afloat, beat):
    still = afloat()
    place = still.actor.limb("right foot")[1] + [0.08, 0.0, 0.03]
    loop = Loop(id="loop.1", position=tuple(place), normal=(0.0, 0.0, 1.0), toes=(1.0, 0.0, 0.0))
    target = Target(kind="fitting", name="loop.1")
    stage = afloat(loops=(loop,), beats=[beat("hold", limbs=("right foot",), target=target)])
    stage.play(4.0, until_over=False)
    assert [(hold.limb, hold.record.kind) for hold in stage.actor.holds()] == [("right foot", "foot")]


def test_the_nearest_handhold_is_taken_whatever_its_name(afloat, beat):
    near = Rail(id="rail.7", points=((0.42, -0.8, 0.2), (0.42, 0.8, 0.2)), normal=(-1.0, 0.0, 0.0))
    target = Target(kind="nearest", name="handhold")
    stage = afloat(rails=(RAIL, near), beats=[beat("hold", limbs=("left hand",), target=target)])
    stage.play(3.0, until_over=False)
    assert [hold.record.thing for hold in stage.actor.holds()] == ["rail.7"]


@pytest.mark.parametrize(("gap", "heeded"), [(0.2, True), (0.5, False)])
def test_the_head_keeps_off_the_rail(afloat, beat, gap, heeded):
    still = afloat()
    x, _, z = still.actor.site("ann/head")[1]
    rail = Rail(id="rail.1", points=((x + gap, -0.8, z), (x + gap, 0.8, z)), normal=(-1.0, 0.0, 0.0))
    stage = afloat(rails=(rail,))
    move = Hold(stage.actor, beat("hold", limbs=("left hand",), target=TO_RAIL).intent, None, ("left hand",))
    head = stage.actor.part("head")
    tasks = [task for task in move._keep_clear(stage.session.floor) if task.body == head]
    assert bool(tasks) is heeded
    assert all(task.wanted[0] < 0.0 for task in tasks)


def test_the_wrist_of_the_other_arm_keeps_off_but_not_that_of_the_hand_that_grips(afloat, beat):
    point = afloat().actor.site("ann/left wrist")[1]
    rail = Rail(
        id="rail.1",
        points=(tuple(point + np.array([0.05, -0.1, 0.0])), tuple(point + np.array([0.05, 0.1, 0.0]))),
        normal=(-1.0, 0.0, 0.0),
    )
    stage = afloat(rails=(rail,))
    body = stage.actor.site("ann/left wrist")[0]
    for limb, heeded in (("right hand", True), ("left hand", False)):
        move = Hold(stage.actor, beat("hold", limbs=(limb,), target=TO_RAIL).intent, None, (limb,))
        at_wrist = [
            t for t in move._keep_clear(stage.session.floor) if t.body == body and np.allclose(t.point, point)
        ]
        assert bool(at_wrist) is heeded


@pytest.mark.parametrize(("share", "reached"), [(1.05, True), (1.3, False)])
def test_the_trunk_leans_to_what_is_a_little_beyond_the_arm(afloat, beat, share, reached):
    """At rest in free flight, nobody can come nearer but by bending: a hand's breadth of it is real, more is not."""
    _, shoulder, length = limb_length(afloat().actor, "right hand")
    x, y, z = shoulder + np.array([share * length, 0.0, 0.0])
    bar = Rail(id="rail.1", points=((x, y - 0.3, z), (x, y + 0.3, z)), normal=(-1.0, 0.0, 0.0))
    stage = afloat(rails=(bar,), beats=[beat("hold", limbs=("right hand",), target=TO_RAIL)])
    before = stage.actor.centre().copy()
    stage.play(4.0, until_over=False)
    assert bool(stage.actor.holds()) is reached
    if not reached:
        assert np.linalg.norm(stage.actor.centre() - before) < 1e-4
