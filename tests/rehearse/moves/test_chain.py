"""Several people hold on as a chain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.audit import audit
from offworld.audit.evidence import Evidence, gather
from offworld.errors import FilmError
from offworld.film.scene import Rehearsal
from offworld.film.take import Take

THREE = (
    "  cal: right hand on rail.p3, left hand holding ben's left wrist\n"
    "  ben: floating at [0, 0.1, 0.1], up +z, right hand holding ann's left wrist\n"
    "  ann: floating at [0.9, -0.3, 0.1], up +z"
)
WRENCH = "\n  wrench: floating at [1.9, -0.5, 0.3]"
LINKS = ["rail.p3", "ben's left wrist", "ann's left wrist"]


def no_walls(rehearsal: Rehearsal) -> Rehearsal:
    return replace(rehearsal, stage_set=replace(rehearsal.stage_set, solids=()))


def outcome(take: Take, beat: str = "chain"):
    return next(one for one in take.outcomes if one.beat == beat)


def trusted(take: Take) -> Evidence:
    assert [(one.kind, one.who, one.tick) for one in audit(take).faults] == []
    assert take.stream is not None
    return gather(take, take.stream)


def test_three_hold_together_and_still(rehearse):
    take = rehearse(THREE, "  - cal, ben, ann: chain from rail.p3 for 2 s\n", 3)
    evidence = trusted(take)
    done = outcome(take)
    assert (done.outcome, done.reason) == ("done", "held together, ann at the end")
    assert sorted(hold.thing for hold in take.holds if hold.end is None) == sorted(LINKS)
    for tree in evidence.trees.values():
        assert np.linalg.norm(tree.centre[evidence.state_at(2000)] - tree.centre[0]) < 0.02


def test_against_the_mass_of_all_at_the_rail(rehearse):
    """The rail carries m a of everybody together, tick by tick, and momentum closes with nothing else."""
    beats = "  - cal, ben, ann: chain from rail.p3 towards wrench\n"
    take = rehearse(THREE + WRENCH, beats, 3, change=no_walls, turning=False)
    evidence = trusted(take)
    people = [evidence.trees[name] for name in ("cal", "ben", "ann")]
    total = sum(tree.momentum for tree in people)
    rail = next(hold for hold in take.holds if hold.thing == "rail.p3")
    rows = evidence.stream.hold_id == rail.id
    force = np.zeros((evidence.steps, 3))
    force[evidence.stream.hold_step[rows]] = evidence.stream.hold_load[rows, :3]
    needed = np.diff(total, axis=0) / evidence.step_s
    np.testing.assert_allclose(force, needed, atol=0.02)
    assert np.linalg.norm(needed, axis=1).max() > 5.0
    booked = sum(evidence.booked(evidence.keys_of(name, "set", ("hold",))) for name in ("cal", "ben", "ann"))
    np.testing.assert_allclose(np.cumsum(booked[:, :3], axis=0), total[1:] - total[0], atol=1e-4)


def test_the_last_one_is_brought_to_a_thing_and_takes_it(rehearse):
    beats = (
        "  - cal, ben, ann: chain from rail.p3 towards wrench\n"
        "  - ann [right hand]: take wrench when within reach\n"
    )
    take = rehearse(THREE + WRENCH, beats, 6)
    evidence = trusted(take)
    assert outcome(take, "take").outcome == "done"
    assert outcome(take).outcome == "running"
    assert sorted(hold.thing for hold in take.holds if hold.end is None) == sorted([*LINKS, "wrench"])
    for name in ("cal", "ben", "ann"):
        speed = np.linalg.norm(evidence.trees[name].momentum, axis=1) / evidence.trees[name].mass
        assert speed.max() < 0.25
    loads = np.linalg.norm(evidence.stream.hold_load[:, :3], axis=1)
    assert np.quantile(loads, 0.96) < 60.0


def test_what_is_too_far_is_told_in_the_end(rehearse):
    start = THREE + WRENCH.replace("[1.9, -0.5, 0.3]", "[2.8, 0.5, 0.3]")
    take = rehearse(start, "  - cal, ben, ann: chain from rail.p3 towards wrench for 4 s\n", 5)
    trusted(take)
    assert outcome(take).outcome == "done"
    assert "cm from where it could be reached" in outcome(take).reason


def test_hands_close_on_those_who_are_near(rehearse):
    take = rehearse(
        "  cal: right hand on rail.p3\n  ann: lying upright to cal",
        "  - cal, ann: chain from rail.p3 for 4 s\n",
        5,
    )
    trusted(take)
    assert outcome(take).outcome == "done", outcome(take).reason
    assert [hold.thing.partition("'s ")[0] for hold in take.holds] == ["rail.p3", "ann"]


def test_a_link_that_is_opened_ends_the_chain_and_is_named(rehearse):
    beats = "  - cal, ben, ann: chain from rail.p3\n  - ben [right hand]: let go of ann at 1 s\n"
    take = rehearse(THREE, beats, 2)
    trusted(take)
    done = outcome(take)
    assert done.outcome == "missed"
    assert done.reason == "the link broke: ben's right hand came off ann's left wrist"


@pytest.mark.parametrize(
    ("start", "beat", "state", "reason"),
    [
        ("  cal: right hand on rail.p3\n  ann: left hand on rail.p4", "cal, ann: chain from rail.p3", "refused",
         "ann holds on to something else: a chain hangs from one place"),
        (THREE + ", limp", "cal, ben, ann: chain from rail.p3", "refused", "ann is limp: no link of a chain"),
        (THREE, "cal, ben, ann: chain from rail.p4", "refused", "cal holds rail.p3, not rail.p4"),
        ("  cal: both hands on rail.p3\n  ann: lying upright to cal", "cal, ann: chain from rail.p3", "refused",
         "cal has no hand free for ann"),
        ("  cal: right hand on rail.p3\n  ann: floating at [2.2, -0.3, 0.1]", "cal, ann: chain from rail.p3",
         "missed", "did not close: came within"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_reason(rehearse, start, beat, state, reason):
    take = rehearse(start, f"  - {beat}\n", 4.5 if state == "missed" else 0.5)
    trusted(take)
    assert outcome(take).outcome == state
    assert reason in outcome(take).reason


def test_four_solve_in_time_and_are_trusted(rehearse):
    """Two hundred unknowns in one problem: no step without an answer, nothing left to no cause."""
    start = THREE.replace("up +z, right", "up +z, facing +x, right") + (
        ", right hand holding dan's left wrist\n  dan: floating at [1.8, -0.3, 0.1], up +z"
    )
    take = rehearse(
        start, "  - cal, ben, ann, dan: chain from rail.p3\n", 1.5, change=no_walls, turning=False
    )
    trusted(take)
    assert outcome(take).outcome == "running"
    assert len([hold for hold in take.holds if hold.end is None]) == 4


@pytest.mark.parametrize(
    ("beat", "said"),
    [
        ("cal: chain from rail.p3", "one person is no chain"),
        ("cal: push apart", "two people push each other apart"),
    ],
)
def test_too_few_are_told_so_when_the_film_is_read(rehearse, beat, said):
    with pytest.raises(FilmError, match=said):
        rehearse(THREE, f"  - {beat}\n", 1)


def test_only_people_are_carried(rehearse):
    with pytest.raises(FilmError, match="only people are carried"):
        rehearse(THREE + WRENCH, "  - cal: carry wrench along rail.p3\n", 1)
