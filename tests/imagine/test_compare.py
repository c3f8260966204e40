from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.take import ContactRecord, HoldRecord
from offworld.imagine import compare, imagine


def taken(room, beats, outcomes, *, starts=None, seconds=12.0, **more):
    """A take with given outcomes in which people are carried as imagined."""
    made = room.rehearsal(
        starts or [room.afloat("ann", 0, 0, 0), room.afloat("bob", 2, 1, 0)], beats, length_s=seconds, **more
    )
    told = {name: room.BeatOutcome(beat=name, **what) for name, what in outcomes.items()}
    take = room.still(made, seconds=seconds, outcomes=told)
    return as_imagined(take)


def as_imagined(take):
    """The same take with everybody where they are imagined, and every outcome not told as imagined."""
    imagined = imagine(take)
    poses = take.poses.copy()
    for ghost in imagined.ghosts:
        poses[:, ghost.nodes] = ghost.poses[: len(poses)]
    outcomes = []
    for outcome, one in zip(take.outcomes, imagined.beats, strict=True):
        plain = outcome.start == 0 and outcome.end == 0
        state = "waiting" if one.start is None else "running" if one.end is None else "done"
        outcomes.append(replace(outcome, outcome=state, start=one.start, end=one.end) if plain else outcome)
    return replace(take, poses=poses, outcomes=tuple(outcomes))


def pushed(take, who, by, since):
    """The same take with a person so far (metres) off from a tick on."""
    poses = take.poses.copy()
    nodes = [i for i, node in enumerate(take.assembly.nodes) if node.tree == who]
    rows = np.flatnonzero(take.sample_ticks >= since)
    poses[np.ix_(rows, nodes, range(3))] += np.asarray(by, dtype=np.float32)
    return replace(take, poses=poses)


def departures(take):
    return compare(imagine(take), take)


def basic(room):
    push = room.beat("push", "push off", target=room.thing("mark.far"), speed=0.4)
    say = room.beat("say", "say", channels=("voice",), line="L1", start=room.Cue(kind="end", ref="push"))
    stay = room.beat("stay", "stay", who=("bob",), target=room.someone("ann"), relation="face to face",
                     lie="across", start=room.Cue(kind="time", delay_s=8.0))  # fmt: skip
    return push, say, stay


def test_a_take_that_goes_as_imagined_does_not_part_from_it(room):
    assert departures(taken(room, basic(room), {})) == ()


def test_a_beat_that_failed_is_named_with_its_reason_before_what_hangs_on_it(room):
    take = taken(room, basic(room), {
        "push": {"outcome": "refused", "start": 0, "end": 20, "reason": "no hold"},
        "say": {"outcome": "waiting", "start": None, "end": None},
    })  # fmt: skip
    first, second = departures(take)
    assert (first.beat, first.kind, first.why, first.after) == ("push", "outcome", "refused: no hold", "")
    assert (second.beat, second.why, second.after) == ("say", "its cue never came", "push")
    assert second.taken == (None, None)
    assert second.late_s is None


OUTCOMES = [
    ("missed", 100, 900, "x", "missed: x"),
    ("running", 2600, None, "", "was still at it when the scene ended"),
]


@pytest.mark.parametrize(
    ("outcome", "start", "end", "reason", "why"), OUTCOMES, ids=[row[0] for row in OUTCOMES]
)
def test_every_other_outcome_is_told(room, outcome, start, end, reason, why):
    take = taken(
        room, basic(room), {"say": {"outcome": outcome, "start": start, "end": end, "reason": reason}}
    )
    (one,) = departures(take)
    assert (one.beat, one.who, one.kind, one.why) == ("say", "ann", "outcome", why)


def test_a_wanted_miss_is_as_written_and_a_hit_is_not(room):
    catch = room.beat("catch", "catch", limbs=("right hand",), target=room.thing("rail"), miss=True)
    missed = {"catch": {"outcome": "missed", "start": 0, "end": 1000, "reason": "missed as written"}}
    assert departures(taken(room, [catch], missed)) == ()
    (one,) = departures(taken(room, [catch], {"catch": {"outcome": "done", "start": 0, "end": 900}}))
    assert one.why == "came out, and was written to miss"


def test_a_body_elsewhere_at_its_mark_is_told_with_what_it_bumped_into(room):
    take = pushed(taken(room, basic(room)[:1], {}), "ann", (0.0, 0.7, 0.0), 4000)
    bump = ContactRecord(
        a="ann/left_hand/palm", b="locker.3/bar.0", start=4000, end=4100, position=(0, 0, 0), closing_speed=0.4,
        effective_mass=1.0, impulse=1.0,
    )  # fmt: skip
    (one,) = departures(replace(take, contacts=(bump, replace(bump, start=3000, closing_speed=0.05))))
    assert (one.beat, one.kind) == ("push", "place")
    assert one.away_m == pytest.approx(0.7, abs=0.02)
    assert one.turned == pytest.approx(0.0, abs=1e-3)
    assert one.why == "the left hand bumped into locker.3 at 4.0 s (0.40 m/s)"
    (one,) = departures(take)
    assert one.why == "went another way than straight to it"


def test_a_grip_that_slipped_before_is_the_reason(room):
    take = pushed(taken(room, basic(room)[:1], {}), "ann", (0.0, 0.7, 0.0), 4000)
    node = next(i for i, one in enumerate(take.assembly.nodes) if one.id == "ann/left_hand")
    hold = HoldRecord(
        id=0, node=node, partner=0, kind="hand", thing="rail", start=0, end=1500, ended_by="slip", anchor=(0, 0, 0),
        partner_anchor=(0, 0, 0), relative=(1, 0, 0, 0), force_limit=1.0, torque_limit=1.0,
    )  # fmt: skip
    (one,) = departures(replace(take, holds=(hold,)))
    assert one.why == "the left hand slipped off rail at 1.5 s"


def test_a_body_a_little_late_or_off_does_not_part(room):
    take = taken(room, basic(room)[:1], {"push": {"outcome": "done", "start": 0, "end": 3900}})
    late = np.maximum(0, np.arange(len(take.poses)) - 8)
    assert departures(replace(pushed(take, "ann", (0, 0.3, 0), 0), poses=take.poses[late])) == ()


LATE = [
    (3000, 5600, "its cue came 3.0 s later", 3.0),
    (0, 6000, "it took 3.4 s longer", 3.4),
]


@pytest.mark.parametrize(("start", "end", "why", "late"), LATE, ids=["late cue", "long"])
def test_a_beat_at_another_time_says_whether_it_began_or_took(room, start, end, why, late):
    push = room.beat("push", "push off", direction=(1.0, 0.0, 0.0), speed=0.1)
    take = taken(room, [push], {"push": {"outcome": "done", "start": start, "end": end}})
    (one,) = departures(take)
    assert (one.kind, one.why, one.late_s) == ("time", why, pytest.approx(late))


def test_what_stays_with_somebody_is_judged_by_them_and_not_by_the_room(room):
    take = taken(room, basic(room)[2:], {})
    both = pushed(pushed(take, "ann", (0.45, 0, 0), 100), "bob", (0.45, 0, 0), 100)
    assert [one for one in departures(both) if one.beat == "stay"] == []
    alone = pushed(take, "bob", (0.45, 0, 0), 100)
    (one,) = departures(replace(alone, outcomes=(replace(alone.outcomes[0], reason="45 cm off"),)))
    assert (one.beat, one.who, one.why) == ("stay", "bob", "45 cm off")


def test_somebody_of_whom_nothing_is_asked_is_told_where_they_are_carried_off(room):
    take = pushed(taken(room, [], {}), "bob", (0.0, 0.0, 0.8), 5000)
    (one,) = departures(take)
    assert (one.beat, one.who, one.tick, one.outcome) == ("", "bob", 5000, "")
    assert one.why == "nothing held Bob there"


def test_later_partings_of_the_same_people_follow_from_the_first(room):
    push, say, stay = basic(room)
    take = pushed(taken(room, [push, say, stay], {}), "ann", (0.0, 0.9, 0.0), 4000)
    found = departures(take)
    assert [(one.beat, one.after) for one in found] == [("push", ""), ("stay", "push")]
    assert found[1].why == "was already elsewhere"
