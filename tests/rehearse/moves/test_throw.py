"""Throws leave as asked, recoil on who throws, and are caught; what cannot be thrown is refused with its numbers."""

from __future__ import annotations

import numpy as np
import pytest

from offworld.audit import audit
from offworld.audit.momentum import tree_motion, trees_of
from offworld.audit.motion import motion_of

AFLOAT = "  ann: floating at [0, 0, 0], up +z, facing +x"
STANDS = "  ann: left foot in loop.2 and right foot in loop.3, up +z, facing +x"
HOLDS = "  ann: left hand on rail.p3"
HAS_IT = "\n  wrench: in ann's right hand"


def outcome(take, beat):
    return next(one for one in take.outcomes if one.beat == beat)


def motion(take, tree):
    nodes = trees_of(take.assembly)[tree]
    return tree_motion(
        take.assembly, motion_of(take.assembly, take.stream.coordinates, take.stream.velocities), tree, nodes
    )


def left_at(take, tree="wrench"):
    """Velocity of the prop in the step after it has left the hand."""
    end = next(hold.end for hold in take.holds if hold.thing == tree and hold.end is not None)
    one = motion(take, tree)
    return one.momentum[end // take.step_ticks + 1] / one.mass


def angle(a, b):
    return np.degrees(np.arccos(np.clip(a @ b / np.linalg.norm(a) / np.linalg.norm(b), -1.0, 1.0)))


@pytest.mark.parametrize(
    ("start", "way", "speed"),
    [
        (AFLOAT, (1, 0, 0), 0.3), (AFLOAT, (1, 0, 0), 1.0), (AFLOAT, (0, -1, 0), 0.6), (AFLOAT, (0, 0, -1), 0.6),
        (STANDS, (1, 0, 0), 0.6), (STANDS, (0, 0, 1), 0.6), (HOLDS, (-1, 0, 0), 0.6), (HOLDS, (0, 0, -1), 0.6),
    ],
)  # fmt: skip
def test_a_throw_leaves_at_the_speed_and_in_the_direction_asked(rehearse, start, way, speed):
    named = next(f"{'-' if part < 0 else '+'}{axis}" for axis, part in zip("xyz", way, strict=True) if part)
    beat = f"  - ann [right hand]: throw wrench towards {named} at {speed} m/s\n"
    take = rehearse(start + HAS_IT, beat, 2.5, turning=False)
    assert outcome(take, "throw").outcome == "done", outcome(take, "throw").reason
    velocity = left_at(take)
    assert np.linalg.norm(velocity) == pytest.approx(speed, rel=0.05)
    assert angle(velocity, np.array(way, dtype=float)) < 2.0
    report = audit(take)
    assert report.trusted, [fault.text for fault in report.faults]


def test_against_recoil_one_who_floats_goes_the_other_way_with_the_same_momentum(rehearse):
    take = rehearse(
        AFLOAT + HAS_IT, "  - ann [right hand]: throw wrench towards +x at 1 m/s\n", 2.5, turning=False
    )
    ann, wrench = motion(take, "ann"), motion(take, "wrench")
    assert ann.momentum[-1] == pytest.approx(-wrench.momentum[-1], abs=1e-6)
    assert ann.momentum[-1][0] == pytest.approx(-0.5, rel=0.05)
    total = ann.angular + wrench.angular
    assert np.abs(total - total[0]).max() < 1e-6


def test_a_throw_to_somebody_who_drifts_comes_to_where_they_will_be(rehearse):
    start = (
        "  ann: floating at [-0.9, 0, 0], up +z, facing +x\n"
        "  ben: floating at [0.9, -0.3, 0], up +z, facing -x, drifting at 0.1 m/s along +y" + HAS_IT
    )
    take = rehearse(start, "  - ann [right hand]: throw wrench to ben at 0.6 m/s\n", 4.5, turning=False)
    assert outcome(take, "throw").outcome == "done"
    chest = next(site for site in take.assembly.sites if site.id == "ben/chest")
    seen = motion_of(take.assembly, take.stream.coordinates, take.stream.velocities)
    aimed = seen.point(chest.node, chest.position)
    gap = np.linalg.norm(motion(take, "wrench").centre - aimed, axis=1)
    assert gap.min() < 0.12


@pytest.mark.parametrize(
    ("speed", "cue"), [(0.3, " when within reach"), (0.6, " when within reach"), (1.0, " after throw")]
)
def test_against_common_momentum_what_is_thrown_is_caught_by_one_who_floats(rehearse, speed, cue):
    start = (
        "  ann: floating at [-0.8, 0, 0], up +z, facing +x\n"
        "  ben: floating at [0.8, 0, 0], up +z, facing -x" + HAS_IT
    )
    beats = (
        f"  - ann [right hand]: throw wrench to ben at {speed} m/s\n  - ben [right hand]: catch wrench{cue}\n"
    )
    take = rehearse(start, beats, 6, turning=False)
    caught = outcome(take, "catch")
    assert (caught.outcome, caught.reason) == ("done", "held")
    (grip,) = [hold for hold in take.holds if take.assembly.nodes[hold.node].id == "ben/right_hand"]
    assert (grip.thing, grip.end) == ("wrench", None)
    people = [motion(take, name) for name in ("ann", "ben", "wrench")]

    assert sum(one.momentum[-1] for one in people)[:2] == pytest.approx(
        sum(row[:2] for key, row in zip(take.keys, take.ledger, strict=True) if key.partner == "set"),
        abs=1e-4,
    )

    assert not any({"ben/chest/ribs", "wrench/body"} == {touch.a, touch.b} for touch in take.contacts)
    wrench, ben = people[2], people[1]
    assert np.linalg.norm(wrench.momentum[-1] / wrench.mass - ben.momentum[-1] / ben.mass) < 0.06
    report = audit(take)
    assert report.trusted, [fault.text for fault in report.faults]


@pytest.mark.parametrize(
    ("start", "beat", "reason"),
    [
        (AFLOAT + "\n  wrench: floating at [1.5, 0, 0]", "throw wrench towards +x", "ann does not have the wrench"),
        (AFLOAT + HAS_IT, "throw wrench towards +x at 2.5 m/s", "m of stroke with"),
        (AFLOAT + HAS_IT, "throw wrench towards +x at 4.9 m/s", "m/s"),
    ],
)  # fmt: skip
def test_what_cannot_be_thrown_is_refused_with_its_reason(rehearse, start, beat, reason):
    take = rehearse(start, f"  - ann [right hand]: {beat}\n", 0.5)
    assert outcome(take, "throw").outcome == "refused"
    assert reason in outcome(take, "throw").reason
