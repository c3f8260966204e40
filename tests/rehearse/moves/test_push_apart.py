"""Two people push each other apart."""

from __future__ import annotations

import numpy as np
import pytest

from offworld.audit import audit
from offworld.audit.evidence import Evidence, gather
from offworld.film.take import Take

HANDS = (
    "  ann: floating at [0, 0, 0.1], up +z, facing +x\n"
    "  ben: right hand on ann's left hand, left hand on ann's right hand, lying upright to ann"
)
WRISTS = HANDS.replace("ann's left hand", "ann's left wrist").replace("ann's right hand", "ann's right wrist")
CHEST = "  ann: floating at [0, 0, 0], up +z, facing +x, both hands on ben\n  ben: facing ann, up +z"
FREE = "  ann: floating at [0, 0, 0], up +z, facing +x\n  ben: facing ann"
BOTH_ON = "  ben: both hands on rail.p3\n  ann: right hand on ben, left hand on rail.p3, facing ben"
THREE = CHEST + "\n  cal: right hand on ben's left ankle"
ON_RAIL = "  ben: both hands on rail.p3\n  ann: both hands on ben, facing ben"


def outcome(take: Take):
    return next(one for one in take.outcomes if one.beat == "push-apart")


def trusted(take: Take) -> Evidence:
    """What the take's own files say, with the audit's word for them."""
    assert [(one.kind, one.who, one.tick) for one in audit(take).faults] == []
    assert take.stream is not None
    return gather(take, take.stream)


@pytest.mark.parametrize(("start", "speed"), [(HANDS, 0.4), (HANDS, 0.8), (WRISTS, 0.4)])
def test_against_the_impulse_between_two_bodies(rehearse, start, speed):
    """Handbook physics 6.4: v1 = J/m1, v2 = -J/m2, separation J/mu, the common centre and P stay."""
    take = rehearse(start, f"  - ann, ben: push apart at {speed} m/s\n", 4.5)
    evidence = trusted(take)
    done = outcome(take)
    assert done.outcome == "done"
    state = evidence.state_at(done.end)
    ann, ben = evidence.trees["ann"], evidence.trees["ben"]
    impulse = evidence.booked(evidence.keys_of("ann", "ben"))[:state, :3].sum(axis=0)
    v1, v2 = ann.momentum[state] / ann.mass, ben.momentum[state] / ben.mass
    # The station turns: its Coriolis force on slow bodies is worth a few thousandths of a metre per second.
    np.testing.assert_allclose(v1, impulse / ann.mass, atol=2e-3)
    np.testing.assert_allclose(v2, -impulse / ben.mass, atol=2e-3)
    reduced = ann.mass * ben.mass / (ann.mass + ben.mass)
    assert np.linalg.norm(v1 - v2) == pytest.approx(np.linalg.norm(impulse) / reduced, rel=0.01)
    assert np.linalg.norm(v1 - v2) == pytest.approx(speed, rel=0.05)
    line = ann.centre[state] - ben.centre[state]
    assert (v1 - v2) @ line / np.linalg.norm(line) == pytest.approx(np.linalg.norm(v1 - v2), rel=2e-3)


def test_the_pair_keeps_its_momentum_and_its_common_centre(rehearse):
    take = rehearse(HANDS, "  - ann, ben: push apart at 0.4 m/s\n", 4.5, turning=False)
    evidence = trusted(take)
    ann, ben = evidence.trees["ann"], evidence.trees["ben"]
    total = ann.momentum + ben.momentum
    assert np.abs(total - total[0]).max() < 1e-4
    common = (ann.mass * ann.centre + ben.mass * ben.centre) / (ann.mass + ben.mass)
    assert np.abs(common - common[0]).max() < 1e-4


def test_nobody_turns_much_when_apart(rehearse):
    take = rehearse(HANDS, "  - ann, ben: push apart at 0.4 m/s\n", 4.5)
    evidence, done = trusted(take), outcome(take)
    said = [float(word.removesuffix("°/s")) for word in done.reason.replace(";", "").split() if "°" in word]
    assert len(said) == 2
    assert max(said) < 2.0
    for name in ("ann", "ben"):
        tree, state = evidence.trees[name], evidence.state_at(done.end)
        own = tree.angular[state] - np.cross(tree.centre[state], tree.momentum[state])
        # About 10 kg m² across a person: 2°/s.
        assert np.linalg.norm(own) < 10.0 * np.radians(2.0)


def test_from_one_who_holds_the_rail_the_other_leaves_alone(rehearse):
    take = rehearse(ON_RAIL, "  - ben, ann: push apart at 0.4 m/s\n", 5)
    evidence = trusted(take)
    done = outcome(take)
    assert done.outcome == "done"
    assert "ann left at 0.4" in done.reason
    assert "ben left" not in done.reason
    ann, ben = evidence.trees["ann"], evidence.trees["ben"]
    assert np.linalg.norm(ann.momentum[-1]) / ann.mass == pytest.approx(0.4, rel=0.06)
    assert np.linalg.norm(ben.momentum[-1]) / ben.mass < 0.1
    assert [hold.thing for hold in take.holds if hold.end is None] == ["rail.p3", "rail.p3"]


@pytest.mark.parametrize(
    ("start", "speed", "reason"),
    [
        (FREE, "0.4 m/s", "ann and ben do not hold each other"),
        (HANDS, "2 m/s", "2 m/s is faster than arms or legs can part two people (0.9 m/s)"),
        (CHEST + ", limp", "0.4 m/s", "ben is limp"),
        (BOTH_ON, "0.4 m/s", "both hold on to something else: nobody would leave"),
        (THREE, "0.4 m/s", "ben and cal hold each other too: ben cannot leave"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(rehearse, start, speed, reason):
    take = rehearse(start, f"  - ann, ben: push apart at {speed}\n", 0.5)
    trusted(take)
    assert outcome(take).outcome == "refused"
    assert reason in outcome(take).reason
