"""One person brings another along a rail, or through the air."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.audit import audit
from offworld.audit.evidence import Evidence, gather
from offworld.film.scene import Rehearsal
from offworld.film.stage_set import Rail
from offworld.film.take import Take

PAIR = (
    "  ben: right hand on rail.p2, left hand holding ann's left wrist\n"
    "  ann: floating at [-0.9, 0.1, 0.1], up +z"
)


def long_rail(rehearsal: Rehearsal, end: float = 2.5) -> Rehearsal:
    """One long rail and nothing else."""
    rail = Rail(id="rail.p2", points=((-1.55, 0.9, 0.2), (end, 0.9, 0.2)), normal=(0.0, -1.0, 0.0))
    return replace(rehearsal, stage_set=replace(rehearsal.stage_set, rails=(rail,), solids=()))


def nothing(rehearsal: Rehearsal) -> Rehearsal:
    """No room at all."""
    return replace(rehearsal, stage_set=replace(rehearsal.stage_set, rails=(), solids=()))


def outcome(take: Take, beat: str = "carry"):
    return next(one for one in take.outcomes if one.beat == beat)


def trusted(take: Take) -> Evidence:
    assert [(one.kind, one.who, one.tick) for one in audit(take).faults] == []
    assert take.stream is not None
    return gather(take, take.stream)


def both(evidence: Evidence) -> tuple[float, np.ndarray, np.ndarray]:
    """Mass, (n, 3) centre and (n, 3) velocity of the two together."""
    ann, ben = evidence.trees["ann"], evidence.trees["ben"]
    mass = ann.mass + ben.mass
    return mass, (ann.mass * ann.centre + ben.mass * ben.centre) / mass, (ann.momentum + ben.momentum) / mass


def test_both_come_along_at_the_speed_asked_and_stop(rehearse):
    beats = "  - ben: carry ann along rail.p2 to [0.8, 0.9, 0.2] at 0.25 m/s\n"
    take = rehearse(PAIR, beats, 8, change=long_rail)
    evidence, done = trusted(take), outcome(take)
    assert done.outcome == "done", done.reason
    _, centre, velocity = both(evidence)
    assert velocity[:, 0].max() == pytest.approx(0.25, abs=0.03)
    assert centre[evidence.state_at(done.end), 0] == pytest.approx(0.8, abs=0.15)
    assert np.linalg.norm(velocity[-1]) < 0.05
    # Hand after hand on the rail, and the other never off the wrist.
    rail = [hold for hold in take.holds if hold.thing == "rail.p2"]
    assert len(rail) >= 3
    assert [(hold.thing, hold.end) for hold in take.holds if "ann" in hold.thing] == [
        ("ann's left wrist", None)
    ]


def test_against_the_impulse_that_two_masses_take(rehearse):
    """The rail gives what both masses gain: J = (m1 + m2) v, and nothing else does."""
    beats = "  - ben: carry ann along rail.p2 to [0.8, 0.9, 0.2] at 0.25 m/s\n"
    take = rehearse(PAIR, beats, 3, change=long_rail, turning=False)
    evidence = trusted(take)
    mass, _, velocity = both(evidence)
    impulse = np.cumsum(evidence.booked(evidence.keys_of("ben", "set", ("hold",)))[:, :3], axis=0)
    np.testing.assert_allclose(mass * velocity[1:], impulse, atol=1e-3)


def test_beyond_the_end_of_the_rail_both_fly_on(rehearse):
    beats = "  - ben: carry ann along rail.p2 towards [1.6, 0.9, 0.2] at 0.2 m/s\n"
    take = rehearse(PAIR, beats, 6.5, change=lambda made: long_rail(made, end=0.3))
    evidence, done = trusted(take), outcome(take)
    assert done.outcome == "done", done.reason
    assert "with ann" in done.reason
    _, _, velocity = both(evidence)
    assert velocity[-1, 0] == pytest.approx(0.2, abs=0.04)
    assert [hold.thing for hold in take.holds if hold.end is None] == ["ann's left wrist"]


def test_a_limp_one_is_carried_too(rehearse):
    beats = "  - ben: carry ann along rail.p2 to [0.3, 0.9, 0.2] at 0.15 m/s\n"
    take = rehearse(PAIR + ", limp", beats, 6, change=long_rail)
    _, centre, _ = both(trusted(take))
    assert centre[-1, 0] - centre[0, 0] > 0.4
    assert outcome(take).outcome in {"done", "running"}


def test_the_hand_first_takes_hold_where_it_is_told(rehearse):
    take = rehearse(
        "  ben: right hand on rail.p2\n  ann: lying upright to ben",
        "  - ben [left hand]: carry ann by the left wrist along rail.p2 at 0.1 m/s\n", 4,
    )  # fmt: skip
    trusted(take)
    grip = next(hold for hold in take.holds if "ann" in hold.thing)
    assert (grip.thing, take.assembly.nodes[grip.node].id) == ("ann's left wrist", "ben/left_hand")
    (beat,) = [one for one in take.rehearsal.scene.beats if one.id == "carry"]
    assert beat.channels == ("body", "left hand", "right hand")
    assert (beat.intent.whom.name, beat.intent.whom.part, beat.intent.limbs) == (
        "ann",
        "left wrist",
        ("left hand",),
    )


@pytest.mark.parametrize(
    ("start", "beat", "reason"),
    [
        (PAIR, "carry ann along rail.p2 at 0.8 m/s", "there are"),
        (PAIR, "carry ann along rail.p2 at 2 m/s", "faster than a hand can push here (0.9 m/s)"),
        (PAIR.replace("up +z", "up +z, right hand on rail.p2"), "carry ann along rail.p2", "ann holds on to something"),
        ("  ben: right hand on rail.s1\n  ann: strapped to table", "carry ann along rail.s1", "ann is strapped down"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_reason(rehearse, start, beat, reason):
    stage = {"stage": "zvezda"} if "strapped" in start else {"change": long_rail}
    take = rehearse(start, f"  - ben: {beat}\n", 0.5, **stage)
    trusted(take)
    assert outcome(take).outcome == "refused"
    assert reason in outcome(take).reason


def test_who_pushes_off_takes_along_whom_the_hand_holds(rehearse):
    """The stroke is planned with both masses, and both fly at the speed asked."""
    take = rehearse(
        "  ben: left foot in loop.3, up +z, left hand holding ann's left wrist\n"
        "  ann: lying upright to ben",
        "  - ben [left foot]: push off towards +z at 0.2 m/s\n", 5.5,
    )  # fmt: skip
    evidence, done = trusted(take), outcome(take, "push-off")
    assert done.outcome == "done", done.reason
    _, _, velocity = both(evidence)
    leaving = velocity[evidence.state_at(done.end)]
    assert leaving[2] == pytest.approx(0.2, rel=0.06)
    assert [hold.thing for hold in take.holds if hold.end is None] == ["ann's left wrist"]


def test_against_the_grab_of_one_who_flies_past(rehearse):
    """Handbook physics 6.5: v' = (m1 v1 + m2 v2) / (m1 + m2), and both turn with omega' = L / I at last."""
    take = rehearse(
        "  ann: floating at [0, 0, 0], up +z, facing +x\n"
        "  ben: floating at [1.3, 0.3, 0.1], up +z, facing -x, drifting at 0.3 m/s along -x",
        "  - ben [left hand]: catch ann by the right wrist when within reach\n", 9,
        change=nothing, turning=False,
    )  # fmt: skip
    evidence = trusted(take)
    (grip,) = take.holds
    mass, centre, velocity = both(evidence)
    ann, ben = evidence.trees["ann"], evidence.trees["ben"]
    common = (ann.momentum[0] + ben.momentum[0]) / mass
    np.testing.assert_allclose(velocity, np.broadcast_to(common, velocity.shape), atol=1e-5)
    # Energy of the parts against each other is lost: at the end they move as one body that turns.
    apart = ann.centre - ben.centre
    moving = ann.momentum / ann.mass - ben.momentum / ben.mass
    before, after = evidence.state_at(grip.start), -1
    assert np.linalg.norm(moving[before]) == pytest.approx(0.3, abs=0.05)
    total = (ann.angular + ben.angular)[after] - mass * np.cross(centre[after], velocity[after])
    start = (ann.angular + ben.angular)[0] - mass * np.cross(centre[0], velocity[0])
    np.testing.assert_allclose(total, start, atol=1e-3)
    omega = np.linalg.solve(inertia_of(evidence, after, centre[after]), total)
    np.testing.assert_allclose(moving[after], np.cross(omega, apart[after]), atol=0.04)


def inertia_of(evidence: Evidence, state: int, about: np.ndarray) -> np.ndarray:
    """(3, 3) of everybody about a point, kg m²."""
    from offworld.geometry import rotation

    total = np.zeros((3, 3))
    for index, node in enumerate(evidence.take.assembly.nodes):
        if not node.tree or node.mass_kg == 0.0:
            continue
        axes = rotation.matrix(
            rotation.multiply(evidence.motion.attitude[index][state], np.asarray(node.inertia_attitude))
        )
        arm = evidence.motion.point(index, node.centre)[state] - about
        total += axes @ np.diag(node.inertia) @ axes.T
        total += node.mass_kg * (arm @ arm * np.eye(3) - np.outer(arm, arm))
    return total
