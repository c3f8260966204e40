"""Whole rehearsals in which one thing is made to go wrong: the table names that beat first."""

from __future__ import annotations

import pytest

from offworld.imagine import compare, imagine
from offworld.rehearse import run


def parted(rehearsal):
    take, _ = run(rehearsal, stream=False)
    return compare(imagine(take), take)


@pytest.fixture
def greeting(room):
    return room.beat("say", "say", channels=("voice",), line="L1", start=room.Cue(kind="time", delay_s=0.3))


def test_a_catch_out_of_reach(room, greeting):
    catch = room.beat("catch", "catch", limbs=("right hand",), target=room.thing("rail"),
                      start=room.Cue(kind="reach"))  # fmt: skip
    answer = room.beat(
        "answer", "say", channels=("voice",), line="L2", start=room.Cue(kind="caught", ref="catch")
    )
    past = room.afloat("ann", -0.6, 0, 0.9, drift=(0.25, 0.0, 0.0))
    found = parted(room.rehearsal([past], [greeting, catch, answer], length_s=5.0))
    assert found[0].beat == "catch"
    assert found[0].why == "its cue never came"
    assert {one.beat for one in found} <= {"catch", "answer"}
    assert all(one.after == "catch" for one in found[1:])


def test_a_give_that_does_not_meet_and_was_not_to_be_fumbled(room, greeting):
    give = room.beat("give", "give", channels=("right hand",), target=room.someone("bob"), prop="ball",
                     to_channel="left hand", start=room.Cue(kind="time", delay_s=0.5))  # fmt: skip
    thanks = room.beat("thanks", "say", who=("bob",), channels=("voice",), line="L2",
                       start=room.Cue(kind="caught", ref="give"))  # fmt: skip
    people = [room.afloat("ann", 0, 0, 0), room.afloat("bob", 2.3, 0, 0, facing=(-5, 0, 0))]
    made = room.rehearsal(people, [greeting, give, thanks], props=[room.ball()], length_s=9.0)
    found = parted(made)
    assert [(one.beat, one.after) for one in found[:2]] == [("give", ""), ("thanks", "give")]
    assert found[0].why.startswith("missed: the hands came within")


def test_a_grip_that_slips(room, greeting):
    hold = room.beat("hold", "hold", limbs=("right hand",), target=room.thing("rail"))
    hangs = room.afloat(
        "ann", 0, 0, -1.6, holds=(room.HoldStart(limb="right hand", target=room.thing("rail")),)
    )
    moon = room.World(kind="moon", gravity=(0.0, 0.0, -1.62))
    made = room.rehearsal([hangs], [greeting, hold], length_s=2.5, world=moon, strength=0.15)
    found = parted(made)
    assert found[0].beat == "hold"
    assert "lost its grip" in found[0].why


def test_all_as_imagined(room, greeting):
    look = room.beat("look", "look", channels=("gaze",), target=room.point(3, 0, 0))
    assert parted(room.rehearsal([room.afloat("ann", 0, 0, 0)], [greeting, look], length_s=2.0)) == ()
