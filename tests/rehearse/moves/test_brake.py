"""One who flies past slows down by one hand."""

from __future__ import annotations

import numpy as np
import pytest

from offworld.audit import audit
from offworld.audit.evidence import Evidence, gather
from offworld.film.take import Take

ANN = "  ann: floating at [-1.2, 0.35, 0.0], up +z, facing +x, drifting at {} along +x"
BEN = "  ann: floating at [2.6, -0.5, 0.1], up +z\n" + ANN.replace("ann", "ben")


def outcome(take: Take):
    return next(one for one in take.outcomes if one.beat == "brake")


def trusted(take: Take) -> Evidence:
    assert [(one.kind, one.who, one.tick) for one in audit(take).faults] == []
    assert take.stream is not None
    return gather(take, take.stream)


def spin_of(evidence: Evidence, who: str) -> np.ndarray:
    """(n, 3) angular momentum about the own centre, N m s."""
    tree = evidence.trees[who]
    return tree.angular - np.cross(tree.centre, tree.momentum)


@pytest.mark.parametrize(
    ("start", "who", "before", "after"), [(ANN, "ann", 0.4, 0.1), (BEN, "ben", 0.6, 0.2)]
)
def test_against_the_impulse_that_slowing_down_takes(rehearse, start, who, before, after):
    """J = m (v1 - v0); and a free body would swing by J b: what wrist and arm do can only lessen it."""
    beats = f"  - {who} [left hand]: brake on rail.p3 to {after} m/s\n"
    take = rehearse(start.format(f"{before} m/s"), beats, 4)
    evidence, done = trusted(take), outcome(take)
    assert done.outcome == "done", done.reason
    (hold,) = take.holds
    assert (hold.thing, hold.ended_by, hold.end) == ("rail.p3", "let go", done.end)
    tree = evidence.trees[who]
    first, last = evidence.state_at(hold.start), evidence.state_at(hold.end)
    impulse = evidence.booked(evidence.keys_of(who, "set", ("hold",)))[first:last, :3].sum(axis=0)
    gained = tree.momentum[last] - tree.momentum[first]
    # The feet may brush the wall; the station turns: together well below a newton second.
    np.testing.assert_allclose(impulse, gained, atol=0.5)
    assert impulse[0] == pytest.approx(tree.mass * (after - before), rel=0.15)
    speed = np.linalg.norm(tree.momentum[last]) / tree.mass
    assert speed == pytest.approx(after, abs=0.025)
    motion = evidence.motion.point(hold.node, hold.anchor)[first:last]
    lever = np.linalg.norm(np.cross(motion - tree.centre[first:last], [1.0, 0.0, 0.0]), axis=1).max()
    spin = np.linalg.norm(spin_of(evidence, who), axis=1)
    assert spin[first:last].max() <= spin[first] + np.linalg.norm(impulse) * lever
    assert spin[last] < 0.8


def test_what_is_slow_stays_so_after_the_hand_has_opened(rehearse):
    take = rehearse(ANN.format("0.4 m/s"), "  - ann [left hand]: brake on rail.p3 to 0.1 m/s\n", 4)
    tree = trusted(take).trees["ann"]
    assert np.linalg.norm(tree.momentum[-1]) / tree.mass == pytest.approx(0.1, abs=0.02)


def test_without_a_speed_one_comes_to_rest_and_keeps_hold(rehearse):
    take = rehearse(ANN.format("0.4 m/s"), "  - ann [left hand]: brake on rail.p3\n", 5)
    tree = trusted(take).trees["ann"]
    assert outcome(take).outcome == "done"
    assert np.linalg.norm(tree.momentum[-1]) / tree.mass < 0.02
    assert [(hold.thing, hold.end) for hold in take.holds] == [("rail.p3", None)]


@pytest.mark.parametrize(
    ("start", "beat", "reason"),
    [
        (ANN.format("0.1 m/s"), "brake on rail.p3 to 0.1 m/s", "at 0.10 m/s there is nothing to slow down to 0.10"),
        (ANN.format("0.4 m/s"), "brake on rail.s1", "passes out of reach of the left hand within 6 s"),
        (ANN.format("1.9 m/s").replace("-1.2, 0.35", "-0.9, 0.35"), "brake on rail.p3", "can be trusted with"),
        ("  ann: right hand on rail.p3", "brake on rail.p3", "something is held already"),
        ("  ann: strapped to table", "brake on rail.p3", "strapped down"),
        (ANN.format("0.4 m/s"), "brake on mark.near", "no rail or loop to brake on"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_reason(rehearse, start, beat, reason):
    extra = {"stage": "zvezda"} if "strapped" in start else {}
    if extra:
        beat = beat.replace("rail.p3", "rail.s4")
    take = rehearse(start, f"  - ann [left hand]: {beat}\n", 0.5, **extra)
    trusted(take)
    assert outcome(take).outcome == "refused"
    assert reason in outcome(take).reason


def test_a_swing_that_no_wrist_stops_is_refused(rehearse):
    start = ANN.format("1.0 m/s").replace("0.35, 0.0", "0.3, -0.3")
    take = rehearse(start, "  - ann [left hand]: brake on rail.p3\n", 0.5)
    assert outcome(take).outcome == "refused"
    assert "swings the body round by" in outcome(take).reason


def test_braking_is_told_apart_from_a_cue(rehearse):
    """`on` belongs to the move; a cue may follow it."""
    take = rehearse(ANN.format("0.4 m/s"), "  - ann [left hand]: brake on rail.p3 to 0.1 m/s on 0.2 s\n", 0.5)
    (beat,) = [one for one in take.rehearsal.scene.beats if one.id == "brake"]
    assert (beat.intent.target.name, beat.intent.speed, beat.start.delay_s) == ("rail.p3", 0.1, 0.2)
