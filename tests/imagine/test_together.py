"""What several people are imagined to do with each other."""

from __future__ import annotations

import numpy as np
import pytest

from offworld.imagine import imagine, nominal

LEAVES = round(1000 * (nominal.GATHER_S + nominal.DRIVE_S))


def played(room, *beats, starts=None, length_s=4.0):
    """Where everybody's pelvis is imagined, (k, 3) by person, and the imagined beats."""
    made = room.rehearsal(
        starts or [room.afloat("ann", 0, 0, 0), room.afloat("bob", 1, 0, 0)], beats, length_s=length_s
    )
    take = room.still(made)
    imagined = imagine(take)
    ways = {}
    for one in imagined.ghosts:
        names = [take.assembly.nodes[node].id for node in one.nodes]
        ways[one.who] = one.poses[:, names.index(f"{one.who}/pelvis"), :3].astype(float)
    return ways, {one.beat: one for one in imagined.beats}, np.asarray(imagined.ticks)


def test_two_push_apart_in_the_ratio_of_their_masses(room):
    push = room.beat("apart", "push apart", who=("ann", "bob"), speed=0.4)
    ways, beats, ticks = played(room, push)
    assert (beats["apart"].start, beats["apart"].end) == (0, LEAVES)
    seconds = (ticks[-1] - LEAVES) / 1000.0
    assert ways["ann"][-1] - ways["ann"][0] == pytest.approx([-0.2 * seconds, 0.0, 0.0], abs=0.03)
    assert ways["bob"][-1] - ways["bob"][0] == pytest.approx([0.2 * seconds, 0.0, 0.0], abs=0.03)


def test_one_with_a_foot_in_a_loop_stays_and_the_other_leaves_alone(room):
    held = room.afloat("bob", 1, 0, 0, holds=(room.HoldStart(limb="left foot", target=room.thing("rail")),))
    push = room.beat("apart", "push apart", who=("ann", "bob"), speed=0.4)
    ways, _, ticks = played(room, push, starts=[room.afloat("ann", 0, 0, 0), held])
    assert np.ptp(ways["bob"], axis=0).max() < 1e-5
    assert ways["ann"][-1][0] == pytest.approx(-0.4 * (ticks[-1] - LEAVES) / 1000.0, abs=0.03)


def test_one_alone_pushes_nobody_apart(room):
    ways, beats, _ = played(room, room.beat("apart", "push apart", who=("ann",)))
    assert beats["apart"].end <= nominal.STEP_MS
    assert np.ptp(ways["ann"], axis=0).max() < 1e-5


@pytest.mark.parametrize(("target", "by"), [(None, -2.0), ((1.5, 1.0, 0.0), 1.5), ((-1.0, 1.0, 0.0), -1.0)])
def test_two_are_carried_side_by_side_along_the_rail(room, target, by):
    goal = None if target is None else room.point(*target)
    carry = room.beat(
        "carry", "carry", source=room.thing("long"), whom=room.someone("bob"), target=goal, speed=0.5
    )
    ways, beats, _ = played(room, carry, length_s=8.0)
    for who in ("ann", "bob"):
        assert ways[who][-1] - ways[who][0] == pytest.approx([by, 0.0, 0.0], abs=0.05)
    assert beats["carry"].end == pytest.approx(1000 * (nominal.GRIP_S + abs(by) / 0.5), abs=60)


def test_without_a_rail_nobody_is_carried(room):
    carry = room.beat("carry", "carry", source=room.thing("mark.far"), whom=room.someone("bob"))
    ways, beats, _ = played(room, carry)
    assert beats["carry"].end <= nominal.STEP_MS
    assert np.ptp(ways["bob"], axis=0).max() < 1e-5


def test_braking_ends_by_the_rail_like_a_catch(room):
    brake = room.beat("brake", "brake", limbs=("left hand",), target=room.thing("long"), speed=0.1)
    start = [room.afloat("ann", -1.5, 0.6, 0, drift=(0.4, 0.0, 0.0)), room.afloat("bob", 1, 0, 0)]
    _, beats, _ = played(room, brake, starts=start)
    assert beats["brake"].end is not None
    assert beats["brake"].end > 0
