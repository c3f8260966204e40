import numpy as np
import pytest
from small_rehearsals import BALL, play, root, session

from offworld.rehearse.ledger import HoldLoads
from offworld.rehearse.moves.wish import GripWish
from offworld.rehearse.system import SET
from offworld.strength import HOLD_LIMITS


@pytest.fixture
def room():
    return session(("ann", "bob"), (BALL,))


def grip(made, who="ann", limb="left hand", kind="hand", body=0, thing="rail"):
    point = made.actors[who].limb(limb)[1]
    return made.close(who, GripWish(limb=limb, partner_body=body, point=point, kind=kind, thing=thing))


def test_a_hold_is_found_by_limb_holder_and_held(room):
    chest = room.actors["bob"].part("chest")
    rail, other = grip(room), grip(room, limb="right hand", body=chest, thing="bob's chest")
    table, bob = room.table, room.system.tree("bob").index
    assert table.of("ann", "left hand") is rail
    assert table.of("ann", "left foot") is None
    assert table.by("ann") == [rail, other]
    assert table.on("bob") == [other]
    assert table.ends() == ((0, SET), (0, bob))
    assert table.ids() == (0, 1)


def test_closing_pulls_nothing_anywhere(room):
    grip(room)
    before = room.system.data.qpos.copy()
    play(room, 0.1)
    assert room.system.data.qpos == pytest.approx(before, abs=2e-3)
    assert np.linalg.norm(room.table.ordered()[0].load[:3]) < 1.0


def test_the_grip_point_stays_with_the_limb(room):
    hold = grip(room)
    assert room.table.anchor(hold) == pytest.approx(room.actors["ann"].limb("left hand")[1])


def test_letting_go_is_written_down(room):
    hold = grip(room)
    room.floor.tick = 40
    room.open([hold])
    record = room.table.records[0]
    assert (record.start, record.end, record.ended_by) == (0, 40, "let go")
    assert not room.table.active
    assert not room.system.data.eq_active.any()


@pytest.mark.parametrize(
    ("kind", "limb"), [("hand", "left hand"), ("foot", "left foot"), ("strap", "strap pelvis")]
)
def test_a_hold_carries_what_its_kind_carries(room, kind, limb):
    point = np.zeros(3)
    hold = room.close("ann", GripWish(limb=limb, partner_body=0, point=point, kind=kind, thing="x"))
    strength = 1.0 if kind == "strap" else room.actors["ann"].strength
    force, torque = HOLD_LIMITS[kind]
    assert hold.record.force_limit == pytest.approx(force * strength)
    assert hold.record.torque_limit == pytest.approx(torque * strength)


@pytest.mark.parametrize(("column", "size", "breaks"), [(0, 500.0, True), (0, 300.0, False), (3, 20.0, True)])
def test_a_hold_breaks_on_its_filtered_load(room, column, size, breaks):
    hold = grip(room)
    wrench = np.zeros((100, 1, 6))
    wrench[..., column] = size
    if column == 0:
        # A force through the grip point turns nothing about it.
        wrench[..., 3:] = np.cross(room.table.anchor(hold), wrench[..., :3])
    broken, about = room.table.feel(HoldLoads((0,), wrench), 0.004)
    assert (broken == [hold]) is breaks
    assert about[0, 0, column] == pytest.approx(size)
    assert hold.load[column] == pytest.approx(size, rel=1e-2)


def test_a_blow_shorter_than_the_filter_breaks_nothing(room):
    hold = grip(room)
    wrench = np.zeros((1, 1, 6))
    wrench[0, 0, 0] = 2000.0
    wrench[..., 3:] = np.cross(room.table.anchor(hold), wrench[..., :3])
    assert room.table.feel(HoldLoads((0,), wrench), 0.004)[0] == []


def test_a_carried_thing_is_held_by_a_hand_alone(room):
    actor = room.actors["ann"]
    q, _ = root(room, "ball")
    room.system.data.qpos[q : q + 3] = actor.limb("left hand")[1]
    room.look()
    hold = grip(room, kind="prop", body=room.system.tree("ball").root_body, thing="ball")
    assert actor.carries(hold)
    assert actor.holds() == []
    assert [tree.name for tree in actor.unit()] == ["ann", "ball"]
    assert actor.mass() == pytest.approx(77.0)
    grip(room, limb="right hand", kind="prop", body=room.system.tree("ball").root_body, thing="ball")
    assert not actor.carries(hold)


def test_inertia_and_momentum_of_the_unit_agree(room):
    actor = room.actors["ann"]
    turning = np.array([0.1, -0.2, 0.3])
    room.system.data.qvel[3:6] = turning
    room.look()
    velocity, spin = actor.momentum()
    assert spin == pytest.approx(actor.inertia() @ turning, abs=1e-9)
    assert velocity == pytest.approx(np.cross(turning, actor.centre() - room.system.data.qpos[:3]), abs=1e-9)
