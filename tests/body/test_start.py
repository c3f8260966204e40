"""Starts: every grip met, ranges kept, nobody inside anything, and what the scene says is so."""

from dataclasses import replace

import mujoco
import numpy as np
import pytest

from offworld.body import grip
from offworld.body.assemble import assemble
from offworld.body.model import build_model
from offworld.body.start import start_state
from offworld.errors import NotPossible
from offworld.film.basic import Place
from offworld.film.blocking import Target
from offworld.film.camera import SetUp
from offworld.film.scene import HoldStart, PersonStart, PropStart
from offworld.film.stage_set import Mark, Rail, Solid, Window


def on(name, **more):
    return Target(kind="fitting", name=name, **more)


def holds(**targets):
    return tuple(HoldStart(limb=limb.replace("_", " "), target=target) for limb, target in targets.items())


def begin(rehearsal):
    """The start, and the model standing in it with its holds closed."""
    assembly = assemble(rehearsal)
    built = build_model(assembly, rehearsal.world)
    state = start_state(rehearsal, assembly, built)
    data = built.data()
    data.qpos[:], data.qvel[:] = state.coordinates, state.velocities
    mujoco.mj_forward(built.model, data)
    for hold in state.holds:
        slot = built.slots[hold.who, hold.limb]
        grip.engage(built.model, data, slot, built.body[hold.node], built.body[hold.partner], hold.anchor)
    mujoco.mj_forward(built.model, data)
    return state, built, data


def site(built, data, name):
    i = built.model.site(name).id
    return data.site_xpos[i].copy(), data.site_xmat[i].reshape(3, 3).copy()


def check(built, data):
    """What holds of every start."""
    joints = [joint for node in built.assembly.nodes for joint in node.joints]
    angles = data.qpos[built.joint_coordinate]
    assert np.all(angles > [joint.low for joint in joints])
    assert np.all(angles < [joint.high for joint in joints])
    assert all(data.contact[i].dist > -0.02 for i in range(data.ncon))
    assert np.abs(data.efc_pos[: data.ne]).max(initial=0.0) < 1e-12


def degrees(a, b):
    return float(np.degrees(np.arccos(np.clip(np.asarray(a) @ np.asarray(b), -1.0, 1.0))))


def test_two_hands_on_a_rail(lab):
    start = PersonStart(person="anna", holds=holds(left_hand=on("rail.s1"), right_hand=on("rail.s1")))
    state, built, data = begin(lab.rehearsal((lab.anna,), starts=(start,)))
    check(built, data)
    places = [site(built, data, f"anna/{side} hand")[0] for side in ("left", "right")]
    for hold, place in zip(state.holds, places, strict=True):
        assert (hold.thing, hold.kind, hold.partner) == ("rail.s1", "hand", 0)
        assert place[1:] == pytest.approx((-0.93, 0.0), abs=1e-4)
        assert hold.anchor == pytest.approx(place)
    assert 0.3 < np.linalg.norm(places[0] - places[1]) < 0.5
    # The rail is along x on the wall at low y: facing it with the set's up, left is towards high x.
    assert places[0][0] > places[1][0]
    assert degrees(site(built, data, "anna/chest")[1][:, 0], (0, -1, 0)) < 30
    assert degrees(site(built, data, "anna/chest")[1][:, 2], (0, 0, 1)) < 45


def test_two_hands_on_a_closed_rim_with_an_up(lab):
    start = PersonStart(
        person="anna", up=(0, 1, 0), holds=holds(left_hand=on("hatch.rim"), right_hand=on("hatch.rim"))
    )
    _, built, data = begin(lab.rehearsal((lab.anna,), starts=(start,)))
    check(built, data)
    assert degrees(site(built, data, "anna/chest")[1][:, 2], (0, 1, 0)) < 12


def test_feet_in_loops_and_looking_at_a_point(lab):
    start = PersonStart(
        person="boris",
        holds=holds(left_foot=on("loop.1"), right_foot=on("loop.2")),
        facing=Target(kind="point", offset=(2.9, 0.0, 0.2)),
    )
    state, built, data = begin(lab.rehearsal((lab.boris,), starts=(start,)))
    check(built, data)
    for side, loop in (("left", (1.0, 0.12, -0.93)), ("right", (1.0, -0.12, -0.93))):
        place, axes = site(built, data, f"boris/{side} foot")
        assert place == pytest.approx(loop, abs=1e-4)
        assert degrees(axes[:, 0], (1, 0, 0)) < 25
        assert degrees(axes[:, 2], (0, 0, 1)) < 25
    assert {hold.kind for hold in state.holds} == {"foot"}
    assert degrees(site(built, data, "boris/chest")[1][:, 0], (1, 0, 0)) < 35


def test_strapped_to_a_bed(lab):
    start = PersonStart(person="boris", strapped=on("table"))
    state, built, data = begin(lab.rehearsal((lab.boris,), starts=(start,)))
    check(built, data)
    hips, axes = site(built, data, "boris/hips")
    assert degrees(axes[:, 0], (0, 0, 1)) < 5
    assert degrees(axes[:, 2], (-1, 0, 0)) < 5
    assert 0.10 < hips[2] + 0.475 < 0.22
    assert [hold.kind for hold in state.holds] == ["strap"] * 4
    assert {hold.limb for hold in state.holds} == {
        "strap pelvis", "strap chest", "strap left_thigh", "strap right_thigh",
    }  # fmt: skip


@pytest.mark.parametrize(("lying", "cosine"), [("upright", 1.0), ("across", 0.0), ("inverted", -1.0)])
def test_lying_to_another(lab, lying, cosine):
    starts = (
        PersonStart(person="anna", lying=lying, lying_to="boris"),
        PersonStart(person="boris", holds=holds(left_foot=on("loop.1"))),
    )
    _, built, data = begin(lab.rehearsal((lab.anna, lab.boris), starts=starts))
    check(built, data)
    up = [site(built, data, f"{name}/chest")[1][:, 2] for name in ("anna", "boris")]
    assert up[0] @ up[1] == pytest.approx(cosine, abs=0.12)
    apart = site(built, data, "anna/hips")[0] - site(built, data, "boris/hips")[0]
    assert 0.4 < np.linalg.norm(apart) < 1.6


def test_an_operator_held_by_the_feet_has_the_camera_before_the_eyes(lab):
    starts = (
        PersonStart(person="boris", operates="A", held_by="carl"),
        PersonStart(person="anna", holds=holds(right_hand=on("rail.p1"))),
    )
    carl = replace(lab.boris, id="carl", posture=1)
    up = SetUp(
        id="A",
        lens_mm=25.0,
        by="boris",
        prop="camera-a",
        follows=Target(kind="person", name="anna", part="face"),
    )
    rehearsal = lab.rehearsal((lab.anna, lab.boris, carl), (lab.camera,), starts, set_ups=(up,))
    state, built, data = begin(rehearsal)
    check(built, data)
    by_limb = {(hold.who, hold.limb): hold for hold in state.holds}
    for hand in ("left hand", "right hand"):
        hold = by_limb["carl", hand]
        assert hold.thing.startswith("boris's ")
        assert site(built, data, f"carl/{hand}")[0] == pytest.approx(
            site(built, data, hold.thing.replace("'s ", "/"))[0], abs=1e-4
        )
    assert ("carl", "left foot") in by_limb, "one who holds and of whom nothing is said has his feet in loops"
    camera = by_limb["boris", "right hand"]
    assert (camera.kind, camera.thing) == ("prop", "camera-a")
    lens, axes = site(built, data, "camera-a/lens")
    face = site(built, data, "anna/face")[0]
    assert degrees(-axes[:, 2], (face - lens) / np.linalg.norm(face - lens)) < 30
    eyes = site(built, data, "boris/eyes")[0]
    assert 0.1 < np.linalg.norm(lens - eyes) < 0.6


def test_positions_drifts_and_free_people(lab):
    starts = (
        PersonStart(person="anna", position=Target(kind="point", offset=(-0.5, 0.1, 0.3)), drift=(0.1, 0, 0)),
    )
    carl = replace(lab.boris, id="carl")
    props = (PropStart(prop="pen", held_by="anna", hand="left hand"),)
    rehearsal = lab.rehearsal((lab.anna, lab.boris, carl), (lab.pen,), starts, props)
    state, built, data = begin(rehearsal)
    check(built, data)
    assert data.ncon == 0
    assert site(built, data, "anna/hips")[0] == pytest.approx((-0.5, 0.1, 0.3), abs=0.03)
    first, pen = built.tree_dof[0], built.tree_dof[3]
    assert state.velocities[first : first + 3] == pytest.approx((0.1, 0, 0))
    assert state.velocities[pen : pen + 3] == pytest.approx((0.1, 0, 0)), "what is carried drifts along"
    assert np.count_nonzero(state.velocities) == 2
    assert site(built, data, "pen/grip")[0] == pytest.approx(site(built, data, "anna/left hand")[0], abs=1e-9)


def test_holding_another_and_a_prop_by_name(lab):
    starts = (
        PersonStart(
            person="anna",
            holds=(
                HoldStart(
                    limb="left hand", target=Target(kind="person", name="boris", part="right shoulder")
                ),
                HoldStart(limb="right hand", target=Target(kind="prop", name="pen")),
            ),
        ),
        PersonStart(person="boris", holds=holds(left_hand=Target(kind="nearest", name="rail"))),
    )
    state, built, data = begin(lab.rehearsal((lab.anna, lab.boris), (lab.pen,), starts))
    check(built, data)
    found = {(hold.who, hold.limb): hold for hold in state.holds}
    assert built.assembly.nodes[found["anna", "left hand"].partner].id == "boris/right_upper_arm"
    assert found["anna", "left hand"].thing == "boris's right shoulder"
    assert built.assembly.nodes[found["anna", "right hand"].partner].id == "pen"
    assert found["boris", "left hand"].thing.startswith(("rail.", "hatch."))


def test_stuck_and_floating_props(lab):
    props = (
        PropStart(prop="pen", position=on("table"), stuck=True),
        PropStart(prop="camera-a", position=Target(kind="point", offset=(1.5, 0.2, 0.1)), drift=(0, 0.02, 0)),
    )
    starts = (PersonStart(person="boris", strapped=on("table")),)
    state, built, data = begin(lab.rehearsal((lab.boris,), (lab.pen, lab.camera), starts, props))
    check(built, data)
    assert (state.holds[-1].who, state.holds[-1].limb, state.holds[-1].kind) == ("pen", "velcro", "velcro")
    at = site(built, data, "pen/grip")[0]
    assert at[2] == pytest.approx(-0.475 + 0.01 + 0.004, abs=1e-6)
    assert abs(at[1]) <= 0.3
    assert site(built, data, "camera-a/grip")[0] == pytest.approx((1.5, 0.2, 0.1))


@pytest.mark.parametrize("name", ["table.top", "rail.p1", "loop.1", "boris"])
def test_a_prop_can_start_at_anything_that_has_a_place(lab, name):
    target = Target(kind="person", name=name, part="face") if name == "boris" else on(name)
    props = (PropStart(prop="pen", position=target),)
    _, built, data = begin(lab.rehearsal((lab.boris,), (lab.pen,), (), props))
    check(built, data)
    assert data.ncon == 0


def test_the_same_scene_starts_with_the_same_bytes(lab):
    start = PersonStart(person="anna", holds=holds(left_hand=on("rail.p1")))
    rehearsal = lab.rehearsal((lab.anna, lab.boris), starts=(start,))
    first, second = begin(rehearsal)[0], begin(rehearsal)[0]
    assert first.coordinates.tobytes() == second.coordinates.tobytes()
    assert first.holds == second.holds


def test_a_hold_out_of_reach_says_who_what_and_by_how_much(lab):
    start = PersonStart(
        person="anna", holds=holds(left_hand=on("hatch.rim"), right_hand=on("rail.s1")),
        place=Place(file="scenes/1.yaml", line=7, column=3),
    )  # fmt: skip
    with pytest.raises(
        NotPossible, match=r"scenes/1\.yaml:7: anna cannot start with the .* hand on .*: \d+\.\d cm"
    ):
        begin(lab.rehearsal((lab.anna,), starts=(start,)))


def test_what_the_set_lacks_is_named(lab):
    start = PersonStart(person="anna", holds=holds(left_hand=on("rail.s9")))
    with pytest.raises(NotPossible, match=r"the set room has no 'rail\.s9'"):
        begin(lab.rehearsal((lab.anna,), starts=(start,)))


def test_one_who_is_placed_in_a_wall_starts_beside_it(lab):
    start = PersonStart(person="boris", position=Target(kind="point", offset=(0.0, 1.05, 0.0)))
    _, built, data = begin(lab.rehearsal((lab.boris,), starts=(start,)))
    check(built, data)
    assert site(built, data, "boris/hips")[0][1] < 1.0


def test_no_room_is_said(lab):
    start = PersonStart(person="boris", holds=holds(left_foot=on("loop.1"), right_foot=on("loop.2")))
    rehearsal = lab.rehearsal((lab.boris,), starts=(start,))
    block = Solid(id="block", shape="box", size_m=(6.0, 2.0, 2.0), position=(0.0, 0.0, 0.0))
    full = replace(rehearsal.stage_set, solids=(*rehearsal.stage_set.solids, block))
    with pytest.raises(NotPossible, match=r"no room for this start: .* would be \d+\.\d cm inside"):
        begin(replace(rehearsal, stage_set=full))


def test_a_full_hand_takes_no_prop(lab):
    start = PersonStart(person="anna", holds=holds(left_hand=on("rail.p1")))
    props = (PropStart(prop="pen", held_by="anna", hand="left hand"),)
    with pytest.raises(NotPossible, match="anna cannot hold pen in the left hand"):
        begin(lab.rehearsal((lab.anna,), (lab.pen,), (start,), props))


def test_a_scene_without_people_starts(lab):
    state, _, data = begin(lab.rehearsal((), (lab.pen,)))
    assert state.holds == ()
    assert data.ncon == 0


def test_facing_props_and_fixed_cameras(lab):
    fixed = SetUp(id="B", lens_mm=35.0, at=Target(kind="point", offset=(-2.5, 0.0, 0.5)))
    starts = (
        PersonStart(
            person="anna", facing=Target(kind="camera", name="B"), holds=holds(left_foot=on("loop.1"))
        ),
        PersonStart(
            person="boris",
            facing=Target(kind="prop", name="pen"),
            position=Target(kind="point", offset=(-0.6, 0, 0)),
        ),
    )
    props = (
        PropStart(
            prop="pen", position=Target(kind="person", name="anna", part="face", offset=(0.0, 0.0, 0.3))
        ),
    )
    _, built, data = begin(lab.rehearsal((lab.anna, lab.boris), (lab.pen,), starts, props, set_ups=(fixed,)))
    check(built, data)
    for who, what in (("anna", np.array([-2.5, 0.0, 0.5])), ("boris", site(built, data, "pen/grip")[0])):
        place, axes = site(built, data, f"{who}/chest")
        assert degrees(axes[:, 0], (what - place) / np.linalg.norm(what - place)) < 45


def test_a_prop_in_anothers_hand_and_one_nobody_placed_can_be_faced(lab):
    starts = (
        PersonStart(person="boris", holds=holds(left_hand=on("rail.p1"))),
        PersonStart(person="anna", facing=Target(kind="prop", name="pen")),
    )
    props = (PropStart(prop="pen", held_by="boris"),)
    _, built, data = begin(lab.rehearsal((lab.boris, lab.anna), (lab.pen,), starts, props))
    check(built, data)
    alone = (PersonStart(person="anna", facing=Target(kind="prop", name="pen")),)
    _, built, data = begin(lab.rehearsal((lab.anna,), (lab.pen,), alone))
    check(built, data)


def test_a_set_that_names_no_room_is_as_large_as_its_solids(lab):
    rehearsal = lab.rehearsal((lab.anna,))
    bare = replace(rehearsal.stage_set, low=(0.0, 0.0, 0.0), high=(0.0, 0.0, 0.0))
    _, built, data = begin(replace(rehearsal, stage_set=bare))
    check(built, data)
    assert data.ncon == 0


def test_the_nearest_loop_is_found_or_missed(lab):
    near = PersonStart(person="anna", holds=holds(right_foot=Target(kind="nearest", name="loop")))
    rehearsal = lab.rehearsal((lab.anna,), starts=(near,))
    state, built, data = begin(rehearsal)
    check(built, data)
    assert state.holds[0].thing in {"loop.1", "loop.2"}
    bare = replace(rehearsal, stage_set=replace(rehearsal.stage_set, loops=()))
    with pytest.raises(NotPossible, match="the set room has no loop to start at"):
        begin(bare)


def test_held_with_an_up_by_one_without_loops(lab):
    starts = (PersonStart(person="anna", held_by="boris", up=(1, 0, 0)), PersonStart(person="boris"))
    rehearsal = lab.rehearsal((lab.anna, lab.boris), starts=starts)
    bare = replace(rehearsal, stage_set=replace(rehearsal.stage_set, loops=()))
    state, built, data = begin(bare)
    check(built, data)
    assert [hold.who for hold in state.holds] == ["boris", "boris"]
    assert degrees(site(built, data, "anna/chest")[1][:, 2], (1, 0, 0)) < 25


def test_hands_on_a_rail_overhead(lab):
    rehearsal = lab.rehearsal(
        (lab.anna,),
        starts=(
            PersonStart(person="anna", holds=holds(left_hand=on("top"), right_hand=on("top")), up=(0, 0, 1)),
        ),
    )
    top = Rail(id="top", points=((-0.5, 0.0, 0.93), (0.5, 0.0, 0.93)), normal=(0.0, 0.0, -1.0))
    over = replace(rehearsal.stage_set, rails=(top,))
    _, built, data = begin(replace(rehearsal, stage_set=over))
    check(built, data)
    assert degrees(site(built, data, "anna/chest")[1][:, 2], (0, 0, 1)) < 20


def test_marks_windows_and_exits_are_places(lab):
    rehearsal = lab.rehearsal(
        (lab.anna,), starts=(PersonStart(person="anna", position=on("middle"), facing=on("port")),)
    )
    with_marks = replace(
        rehearsal.stage_set,
        marks=(Mark(id="middle", position=(0.2, 0.0, 0.0)),),
        windows=(Window(id="port", position=(0.2, 1.0, 0.0), normal=(0.0, -1.0, 0.0), diameter_m=0.3),),
    )
    _, built, data = begin(replace(rehearsal, stage_set=with_marks))
    check(built, data)
    assert site(built, data, "anna/hips")[0] == pytest.approx((0.2, 0.0, 0.0), abs=0.03)
    assert degrees(site(built, data, "anna/chest")[1][:, 0], (0, 1, 0)) < 30


def test_two_who_ask_for_the_nearest_loop_get_one_each(lab):
    starts = tuple(
        PersonStart(person=who, holds=holds(right_foot=Target(kind="nearest", name="loop")))
        for who in ("anna", "boris")
    )
    rehearsal = lab.rehearsal((lab.anna, lab.boris), starts=starts)
    loops = rehearsal.stage_set.loops
    apart = (loops[0], replace(loops[1], position=(-1.0, -0.3, -0.93)))
    state, built, data = begin(replace(rehearsal, stage_set=replace(rehearsal.stage_set, loops=apart)))
    check(built, data)
    assert {hold.thing for hold in state.holds} == {"loop.1", "loop.2"}
