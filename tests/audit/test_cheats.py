"""Planted cheats: each is caught, with its kind, its body and its moment."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.audit import audit
from offworld.film.take import LedgerKey
from offworld.geometry import rotation
from offworld.rehearse.holds import HoldTable

MOMENT = 150
"""Step of the cheat; its tick is four times that."""


def _found(take, kinds, who="", tick=None):
    """The faults of those kinds about that body that begin at about a tick."""
    report = audit(take)
    assert not report.trusted
    return [
        fault
        for fault in report.faults
        if fault.kind in kinds and who in fault.who and (tick is None or abs(fault.tick - tick) <= 8)
    ]


def _root(play, name):
    index = play.body.trees.index(name)
    return play.body.tree_coordinate[index], play.body.tree_dof[index]


def _once(action):
    """A tamper that acts before one step only."""
    return lambda play, step: action(play) if step == MOMENT else None


def test_the_stage_itself_is_honest(scene, wave):
    assert audit(scene().run(1.0, wave, tamper=lambda play, step: None).take()).trusted


@pytest.mark.parametrize("shift", [(0.001, 0.0, 0.0), (0.0, 0.0, -0.05)])
def test_a_root_write(scene, wave, shift):
    def write(play):
        start, _ = _root(play, "anna")
        play.data.qpos[start : start + 3] += shift

    take = scene().run(1.0, wave, tamper=_once(write)).take()
    assert _found(take, {"root motion"}, "anna", 4 * MOMENT)


def test_a_turn_of_the_root(scene, wave):
    def write(play):
        start, _ = _root(play, "anna")
        play.data.qpos[start + 3 : start + 7] = rotation.multiply(
            rotation.exp((0.0, 0.0, 0.02)), play.data.qpos[start + 3 : start + 7]
        )

    take = scene().run(1.0, wave, tamper=_once(write)).take()
    assert _found(take, {"root motion"}, "anna", 4 * MOMENT)


def test_a_slow_slide_of_the_root(scene, wave):
    def write(play, step):
        start, _ = _root(play, "ball")
        play.data.qpos[start] += 1e-6

    take = scene().run(1.0, wave, tamper=write).take()
    assert _found(take, {"root motion"}, "ball")


@pytest.mark.parametrize(("part", "change"), [(0, 0.001), (1, -0.02), (5, 0.01)])
def test_a_velocity_write(scene, wave, part, change):
    def write(play):
        play.data.qvel[_root(play, "anna")[1] + part] += change

    take = scene().run(1.0, wave, tamper=_once(write)).take()
    kind = "momentum" if part < 3 else "angular momentum"
    assert _found(take, {kind}, "anna", 4 * MOMENT)


def test_space_drag(scene, wave):
    def write(play, step):
        dof = _root(play, "ball")[1]
        play.data.qvel[dof : dof + 3] *= 0.999

    take = scene().run(1.0, wave, tamper=write).take()
    assert _found(take, {"momentum"}, "ball")


def test_a_joint_write(scene, wave):
    def write(play):
        play.data.qpos[play.body.joint_coordinate[play.body.joint_ids.index("anna/right_elbow_flexion")]] += (
            0.02
        )

    take = scene().run(1.0, wave, tamper=_once(write)).take()
    assert _found(take, {"joint motion"}, "anna/right_elbow_flexion", 4 * MOMENT)


@pytest.mark.parametrize("way", ["xfrc_applied", "qfrc_applied"])
def test_a_wrench_on_the_root_under_a_false_cause(scene, wave, way):
    """The simulator books what it cannot name to the turning of the frame; the field there is another."""

    def push(play, step):
        if way == "qfrc_applied":
            play.data.qfrc_applied[_root(play, "anna")[1]] = 0.5
        else:
            play.data.xfrc_applied[play.model.body("anna/pelvis").id, 0] += 0.5 if step == MOMENT else 0.0

    take = scene().run(1.0, wave, tamper=push).take()
    assert _found(take, {"field"}, "anna")


def test_a_wrench_that_is_booked_nowhere(scene, wave, edit):
    def push(play, step):
        play.data.qfrc_applied[_root(play, "anna")[1]] = 0.5

    take = scene().run(1.0, wave, tamper=push).take()
    stolen = np.array([key.cause == "rotation" for key in take.keys])[take.stream.impulse_key]
    kept = {name: getattr(take.stream, name)[~stolen] for name in ("impulse_step", "impulse_key", "impulse")}
    assert _found(edit(take, **kept), {"momentum"}, "anna")


@pytest.mark.parametrize("cause", ["air", "gravity", "contact", "hold"])
def test_a_wrench_under_each_other_false_cause(honest, edit, cause):
    """A push of the ball from nothing, with the ledger made to say why: motion and ledger agree."""
    false = LedgerKey(tree="ball", partner="set" if cause in {"contact", "hold"} else "world", cause=cause)
    names = list(dict.fromkeys([*honest.keys, false]))
    key = names.index(false)
    n, push = len(honest.stream.ticks) - 1, 0.004
    root = next(node for node in honest.assembly.nodes if node.id == "ball")
    states, rates = honest.stream.coordinates.copy(), honest.stream.velocities.copy()
    time = 0.004 * np.arange(n + 1)
    rates[:, root.dof + 2] += push / 0.004 / root.mass_kg * time
    states[:, root.coordinate + 2] += 0.5 * push / 0.004 / root.mass_kg * time**2
    place = 0.5 * (states[1:, root.coordinate :][:, :3] + states[:-1, root.coordinate :][:, :3])
    rows = np.zeros((n, 6))
    rows[:, 2] = push
    rows[:, 3:] = np.cross(place, rows[:, :3])
    total = np.zeros((len(names), 6))
    total[: len(honest.ledger)] = honest.ledger
    total[key] += rows.sum(axis=0)
    take = replace(
        edit(
            honest, coordinates=states, velocities=rates,
            impulse_step=np.concatenate([honest.stream.impulse_step, np.arange(n)]),
            impulse_key=np.concatenate([honest.stream.impulse_key, np.full(n, key)]),
            impulse=np.concatenate([honest.stream.impulse, rows]),
        ),
        keys=tuple(names), ledger=total,
    )  # fmt: skip
    kind = {"contact": "distant contact", "hold": "hold load"}.get(cause, "field")
    assert _found(take, {kind}, "ball")
    assert not _found(take, {"momentum"}, "ball")


def test_a_snapped_grip(scene, wave):
    """A hand 6 cm from the rail that is declared to hold it."""
    play = scene().run(0.2, wave)
    hold = play.table.of("ivan", "left hand")
    play.table.release(play.tick, hold)
    play.run(0.4, wave)
    play.stepper.look()
    point = play.data.site("anna/left hand").xpos.copy()
    play.table.grip(play.tick, "anna", "left hand", partner_body=0, point=point, kind="hand", thing="rail")
    take = play.run(0.4, wave).take()
    assert _found(take, {"grip place"}, "anna/left_hand", 600)


def test_a_grip_that_pulls_the_hand_to_its_rail(scene, wave):
    """The weld is aimed 5 cm away from where the hand is, and the record says it was there."""
    play = scene()
    play.table.release(0, play.table.of("ivan", "left hand"))
    hold = play.grip("ivan", "left hand", "set", "rail")
    play.model.eq_data[hold.slot, :3] += (0.05, 0.0, 0.0)
    play.table.records[hold.record.id] = replace(
        hold.record, partner_anchor=tuple(np.add(hold.record.partner_anchor, (0.05, 0.0, 0.0)))
    )
    take = play.run(0.5, wave).take()
    assert _found(take, {"grip place"}, "ivan/left_hand", 0)


def test_a_wrong_relative_pose_at_a_grip(scene, wave):
    play = scene()
    hold = play.table.of("ivan", "right hand")
    twist = rotation.exp((0.0, 0.0, 0.35))
    play.model.eq_data[hold.slot, 6:10] = rotation.multiply(play.model.eq_data[hold.slot, 6:10], twist)
    take = play.run(0.5, wave).take()
    assert _found(take, {"grip drift"}, "ivan/right_hand")
    told = [
        replace(one, relative=tuple(rotation.multiply(rotation.conjugate(twist), one.relative)))
        if one.id == hold.record.id
        else one
        for one in take.holds
    ]
    assert _found(replace(take, holds=tuple(told)), {"grip place"}, "ivan/right_hand", 0)


def test_a_grip_beyond_its_strength(scene, wave, monkeypatch):
    feel = HoldTable.feel

    def never(table, loads, step_s):
        result = feel(table, loads, step_s)
        return ([], result[1]) if isinstance(result, tuple) else []

    monkeypatch.setattr(HoldTable, "feel", never)
    take = scene(strength=0.2, speed=2.0).run(1.0, wave).take()
    assert _found(take, {"grip strength"}, "ivan/left_hand")


def test_a_grip_that_claims_more_than_people_have(honest):
    strong = tuple(replace(hold, force_limit=5000.0) for hold in honest.holds)
    assert _found(replace(honest, holds=strong), {"grip strength"}, "ivan")


def test_a_slip_that_nothing_caused(honest):
    first = replace(honest.holds[0], end=1000, ended_by="slip")
    assert _found(replace(honest, holds=(first, *honest.holds[1:])), {"slip"}, "ivan/left_hand")


def test_a_solver_that_did_not_converge(scene, wave):
    """Invented force: the solver stops early, and motion is not what the forces make."""
    play = scene()
    play.model.opt.iterations = 1
    take = play.run(1.5, wave).take()
    assert _found(take, {"momentum", "angular momentum"})


@pytest.mark.parametrize("dropped", ["wall.x+", "ball/body"])
def test_a_dropped_contact(scene, wave, dropped):
    play = scene()
    geom = play.model.geom(dropped).id
    play.model.geom_contype[geom] = play.model.geom_conaffinity[geom] = 0
    take = play.run(2.5, wave).take()
    assert _found(take, {"unbooked contact"}, "ball, set")
    assert _found(take, {"penetration"}, "ball, set")


def test_muscles_beyond_their_strength(scene, wave, edit):
    take = scene().run(0.2, wave).take()
    torques = take.stream.torques.copy()
    torques[20, 30] = 500.0
    joint = next(
        joint.id
        for node in take.assembly.nodes
        for joint in node.joints
        if joint.dof == take.stream.joint_dofs[30]
    )
    assert _found(edit(take, torques=torques), {"torque"}, joint, 80)


def test_a_joint_that_bends_the_wrong_way(scene, wave):
    def write(play, step):
        at = play.body.joint_ids.index("anna/right_knee_flexion")
        play.data.qpos[play.body.joint_coordinate[at]] = -0.5

    take = scene().run(0.2, wave, tamper=write).take()
    assert _found(take, {"joint range"}, "anna/right_knee_flexion")


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("one impulse", "momentum"),
        ("one side of a push", "reaction"),
        ("ledger", "ledger"),
        ("poses", "pictures"),
        ("a missing step", "clock"),
        ("no number", "not a number"),
        ("quaternion", "attitude"),
        ("hold load", "hold load"),
        ("late load", "hold load"),
        ("unknown tree", "ledger"),
    ],
)
def test_a_doctored_file(honest, edit, what, kind):
    stream = honest.stream
    impulse, load, states = stream.impulse.copy(), stream.hold_load.copy(), stream.coordinates.copy()
    contact = np.array([key.cause == "contact" and key.partner == "ivan" for key in honest.keys])[
        stream.impulse_key
    ]
    row = int(np.flatnonzero(contact)[0])
    root = next(node for node in honest.assembly.nodes if node.id == "ball")
    doctored = {
        "one impulse": lambda: edit(honest, impulse=_add(impulse, (0, 1), 5e-3)),
        "one side of a push": lambda: edit(honest, impulse=_add(impulse, (row, 1), 1e-3)),
        "ledger": lambda: replace(honest, ledger=honest.ledger + 1e-3),
        "poses": lambda: replace(honest, poses=_add(honest.poses.copy(), (50, 1, 0), 0.01)),
        "a missing step": lambda: edit(honest, ticks=_add(stream.ticks.copy(), slice(100, None), 4)),
        "no number": lambda: edit(honest, velocities=_add(stream.velocities.copy(), (3, 3), np.nan)),
        "quaternion": lambda: edit(honest, coordinates=_add(states, (50, root.coordinate + 3), 0.1)),
        "hold load": lambda: edit(honest, hold_load=_add(load, (7, 0), 1.0)),
        "late load": lambda: replace(honest, holds=tuple(replace(hold, end=1000) for hold in honest.holds)),
        "unknown tree": lambda: replace(
            honest, keys=(replace(honest.keys[0], tree="ghost"), *honest.keys[1:])
        ),
    }[what]()
    assert _found(doctored, {kind})


def _add(array, where, change):
    array[where] += change
    return array
