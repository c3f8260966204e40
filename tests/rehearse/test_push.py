"""Pushes: the centre leaves with the speed and direction asked for, without spin, through what the hands carry."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.blocking import Target
from offworld.rehearse.moves.push import Push

LEGS = ("left foot", "right foot")
ARMS = ("left hand", "right hand")


def leaves(stage, seconds=9.0):
    """Outcome of the first beat, and velocity, direction and spin as it ends."""
    first = stage.play(seconds).running[0]
    velocity, spin = stage.actor.momentum()
    turning = np.degrees(np.linalg.norm(np.linalg.solve(stage.actor.inertia(), spin)))
    return first, velocity, turning


@pytest.mark.parametrize(
    ("limbs", "way", "speed"),
    [(ARMS, (-1.0, 0.2, 0.1), 0.4), (("right hand",), (-0.5, 0.6, 0.4), 0.25), (LEGS, (0.2, 0.1, 1.0), 0.5)],
)
def test_it_leaves_as_asked(afloat, beat, unit, limbs, way, speed):
    way = unit(*way)
    stage = afloat(beats=[beat("push off", direction=way, speed=speed)])
    for limb in limbs:
        stage.grip(limb)
    first, velocity, turning = leaves(stage)
    assert first.state == "done"
    assert "left at" in first.reason
    assert np.linalg.norm(velocity) == pytest.approx(speed, rel=0.05)
    assert np.degrees(np.arccos(velocity @ np.array(way) / np.linalg.norm(velocity))) < 2.0
    assert turning < 2.0
    assert not stage.actor.holds()


def test_against_the_impulse_of_the_hands(afloat, beat):
    """What the hands were pushed with, from the logged loads, is what the body left with."""
    stage = afloat(beats=[beat("push off", direction=(-1.0, 0.0, 0.0), speed=0.4)])
    stage.grip("left hand")
    stage.grip("right hand")
    leaves(stage)
    impulse = sum(about[..., :3].sum(axis=(0, 1)) for _, _, about in stage.session.track.loads) * 0.004
    momentum = stage.actor.mass() * stage.actor.momentum()[0]
    assert np.allclose(impulse, momentum, atol=0.02)


def test_a_target_gives_the_way_and_a_usual_speed_is_taken(afloat, beat):
    target = Target(kind="point", offset=(-3.0, 0.0, 0.5))
    stage = afloat(beats=[beat("push off", target=target)])
    stage.grip("left hand")
    stage.grip("right hand")
    _, velocity, _ = leaves(stage)
    assert np.linalg.norm(velocity) == pytest.approx(0.3, rel=0.05)
    assert velocity[2] / velocity[0] == pytest.approx(-0.5 / 3.0, abs=0.04)


@pytest.mark.parametrize(
    ("speed", "grips", "strapped", "words"),
    [
        (3.0, ARMS, False, "3 m/s is faster than any arm or leg can push here"),
        (0.3, (), False, "nothing is held to push from"),
        (0.3, ARMS, True, "ann is strapped down"),
    ],
)
def test_what_cannot_be_is_refused_at_once_with_the_reason(afloat, beat, speed, grips, strapped, words):
    stage = afloat(beats=[beat("push off", direction=(-1.0, 0.0, 0.0), speed=speed)])
    for limb in grips:
        stage.grip(limb)
    stage.actor.strapped = strapped
    first = stage.play(1.0).running[0]
    assert first.state == "refused"
    assert words in first.reason
    assert stage.session.tick == 0


def test_a_hold_that_is_lost_ends_it(afloat, beat):
    stage = afloat()
    hold = stage.grip("right hand")
    push = Push(stage.actor, beat("push off", direction=(-1.0, 0.0, 0.0), speed=0.2).intent, None, ("body",))
    assert push.step(stage.session.floor).status == "running"
    stage.session.table.release(0, hold)
    wish = push.step(stage.session.floor)
    assert (wish.status, wish.reason) == ("missed", "the hold was lost before the push was over")


def test_named_limbs_push_and_others_only_hold_on(afloat, beat):
    stage = afloat()
    stage.grip("right hand")
    stage.grip("left foot")
    made = beat("push off", direction=(-1.0, 0.0, 0.0), speed=0.2)
    push = Push(stage.actor, replace(made.intent, limbs=("right hand",)), made, ("body",))
    assert [hold.limb for hold in push._through()] == ["right hand"]


def test_gathering_has_an_end(afloat, beat):
    stage = afloat()
    stage.grip("right hand")
    push = Push(stage.actor, beat("push off", direction=(-1.0, 0.0, 0.0), speed=0.2).intent, None, ("body",))
    push.step(stage.session.floor)
    push.since = 60.0
    push.phase = "gather"
    push.step(stage.session.floor)
    assert push.phase in {"drive", "coast"}
