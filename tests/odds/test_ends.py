"""Where a take left people and props."""

from types import SimpleNamespace

import numpy as np
import pytest

from offworld.geometry import rotation
from offworld.odds.ends import ends_of

NODES = ("set", "ann/pelvis", "ann/left_hand", "ann/right_foot", "bo/pelvis", "bo/left_hand", "pen", "card")
QUARTER = rotation.from_axis_angle([0.0, 0.0, 1.0], np.pi / 2)


def hold(kind, node, thing, start=0, end=None, partner="set"):
    return SimpleNamespace(
        kind=kind, node=NODES.index(node), partner=NODES.index(partner), thing=thing, start=start, end=end
    )


def take(*holds, tethers=()):
    """Ann flies 3 m and turns a quarter; everything else stays where it is."""
    poses = np.zeros((2, len(NODES), 7))
    poses[:, :, 3] = 1.0
    poses[1, 1, :3], poses[1, 1, 3:] = (3.0, 0.0, 0.0), QUARTER
    scene = SimpleNamespace(
        people=[SimpleNamespace(person=name) for name in ("ann", "bo")],
        props=[SimpleNamespace(prop=name) for name in ("pen", "card")],
    )
    return SimpleNamespace(
        rehearsal=SimpleNamespace(scene=scene), poses=poses, holds=holds, tethers=tethers, node=NODES.index,
        assembly=SimpleNamespace(nodes=[SimpleNamespace(id=name) for name in NODES]),
    )  # fmt: skip


def by_who(found):
    return {end.who: end for end in ends_of(found)}


def test_ways_and_turns_are_those_between_start_and_end():
    found = by_who(take())
    assert list(found) == ["ann", "bo", "pen", "card"]
    assert found["ann"].end == (3.0, 0.0, 0.0)
    assert found["ann"].start == (0.0, 0.0, 0.0)
    assert found["ann"].turn_deg == pytest.approx(90.0)
    assert found["bo"].turn_deg == pytest.approx(0.0)
    assert all(end.gone == () and end.held_by == "" for end in found.values())


def test_what_was_held_at_the_start_and_is_not_at_the_end_is_gone():
    found = by_who(
        take(
            hold("hand", "ann/left_hand", "rail.1", end=500),
            hold("foot", "ann/right_foot", "loop.2"),
            hold("hand", "ann/left_hand", "rail.9", start=700),
            hold("strap", "bo/pelvis", "bed", end=900),
            hold("strap", "bo/left_hand", "bed", end=900),
        )
    )
    assert found["ann"].gone == (("left hand", "rail.1"),)
    assert found["bo"].gone == (("straps", "bed"),)


def test_a_hold_that_was_taken_again_is_not_gone():
    again = take(
        hold("hand", "ann/left_hand", "rail.1", end=500), hold("hand", "ann/left_hand", "rail.1", start=800)
    )
    assert by_who(again)["ann"].gone == ()


def test_a_tether_that_was_unclipped_is_gone():
    def tether(end, start=0):
        return SimpleNamespace(node=NODES.index("ann/pelvis"), thing="rail.1", start=start, end=end)

    assert by_who(take(tethers=[tether(400)]))["ann"].gone == (("tether", "rail.1"),)
    assert by_who(take(tethers=[tether(None)]))["ann"].gone == ()
    assert by_who(take(tethers=[tether(400), tether(None, 600)]))["ann"].gone == ()
    assert by_who(take(tethers=[tether(400, 100)]))["bo"].gone == ()


def test_who_holds_a_prop_at_the_end():
    found = by_who(
        take(
            hold("velcro", "card", "bed"),
            hold("prop", "ann/left_hand", "pen", end=400, partner="pen"),
            hold("prop", "bo/left_hand", "pen", start=900, partner="pen"),
        )
    )
    assert (found["pen"].held_by, found["card"].held_by) == ("bo", "set")
    # A prop in a hand is no hold that somebody must take again.
    assert by_who(take(hold("prop", "ann/left_hand", "pen", end=4, partner="pen")))["ann"].gone == ()
