"""A small stage for takes: real bodies, the real integrator and ledger, and hands that can be made to cheat."""

import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

import mujoco
import numpy as np
import pytest

from offworld.body.assemble import assemble
from offworld.body.model import STEP_S, build_model
from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.scene import PersonStart, PropStart, Rehearsal, Scene
from offworld.film.stage_set import Rail, Solid, StageSet
from offworld.film.take import Stream, Take
from offworld.film.world import World
from offworld.rehearse.contacts import ContactLog
from offworld.rehearse.fields import Fields
from offworld.rehearse.holds import HoldTable
from offworld.rehearse.integrate import Stepper
from offworld.rehearse.ledger import Ledger
from offworld.rehearse.system import build_system
from offworld.strength import torque_bounds

sys.path.insert(0, str(Path(__file__).parent))

CONTROL = 5
RAIL = Rail(id="rail", points=((-1.0, 0.0, -1.0), (1.0, 0.0, -1.0)), normal=(0.0, 0.0, 1.0))


def room(*, half=2.0):
    """A box of six walls, 4 m wide, with one rail."""
    walls = []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            size, position = [2 * half + 0.4] * 3, [0.0, 0.0, 0.0]
            size[axis], position[axis] = 0.2, sign * (half + 0.1)
            name = f"wall.{'xyz'[axis]}{'+' if sign > 0 else '-'}"
            walls.append(Solid(id=name, shape="box", size_m=tuple(size), position=tuple(position)))
    return StageSet(id="room", title="Room", up=(0.0, 0.0, 1.0), solids=tuple(walls), rails=(RAIL,))


def rehearsal(people=("ivan",), props=(), world=None):
    scene = Scene(
        id="1", title="Test", set_id="room", world_id="orbit", length_s=None,
        people=tuple(PersonStart(person=name) for name in people),
        props=tuple(PropStart(prop=prop.id) for prop in props), beats=(),
    )  # fmt: skip
    crowd = tuple(Person(id=name, sex="male", stature_m=1.78, mass_kg=78.0) for name in people)
    return Rehearsal(
        film="Test",
        scene=scene,
        stage_set=room(),
        world=world or World(kind="orbit"),
        people=crowd,
        props=tuple(props),
    )


@dataclass
class Play:
    """One take in the making."""

    rehearsal: Rehearsal
    tick: int = 0
    notes: dict = field(default_factory=dict)

    def __post_init__(self):
        self.assembly = assemble(self.rehearsal)
        self.body = build_model(self.assembly, self.rehearsal.world)
        self.system = build_system(self.assembly, self.body.model)
        self.model, self.data = self.system.model, self.system.data
        self.data.eq_active[:] = 0
        self.table = HoldTable(self.system, dict(self.body.slots))
        self.fields = Fields(self.system, self.rehearsal)
        self.ledger = Ledger(self.system, step_s=STEP_S, steps_per_flush=CONTROL, rotates=self.fields.rotates)
        self.stepper = Stepper(self.system, self.ledger, STEP_S)
        self.contacts = ContactLog(self.system)
        self.layout = None
        self.states, self.rates, self.torques, self.loads, self.poses = [], [], [], [], []
        self.data.qpos[:] = 0.0
        for start in self.body.tree_coordinate:
            self.data.qpos[start + 3] = 1.0

    def place(self, name, position, attitude=(1.0, 0.0, 0.0, 0.0), velocity=(0, 0, 0), spin=(0, 0, 0)):
        """Where a tree starts, before the first step."""
        index = self.body.trees.index(name)
        q, v = self.body.tree_coordinate[index], self.body.tree_dof[index]
        self.data.qpos[q : q + 7] = (*position, *attitude)
        self.data.qvel[v : v + 6] = (*velocity, *spin)

    def bend(self, **angles):
        """Joint angles of everybody at the start, rad."""
        for joint, coordinate in zip(self.body.joint_ids, self.body.joint_coordinate, strict=True):
            if joint.split("/")[1] in angles:
                self.data.qpos[coordinate] = angles[joint.split("/")[1]]

    def grip(self, name, limb, partner, thing, kind="hand", strength=1.0):
        """Closes a hold of a limb on a node where the limb is now."""
        body = 0 if partner == "set" else self.model.body(partner).id
        self.stepper.look()
        point = self.data.site(f"{name}/{limb}").xpos.copy()
        return self.table.grip(
            self.tick, name, limb, partner_body=body, point=point, kind=kind, thing=thing, strength=strength
        )

    def run(self, seconds, drive=None, tamper=None):
        """Plays on; `drive(play)` gives wanted angles, `tamper(play, step)` is called before each step."""
        for _ in range(round(seconds / (CONTROL * STEP_S))):
            self.stepper.look()
            if self.table.ids() != self.layout:
                self.layout = self.table.ids()
                self.ledger.holds_changed(self.layout, self.table.ends())
            self._muscles(drive)
            self.fields.apply(self.tick / 1000.0)
            self.stepper.act()
            if not self.states:
                self._note()
            first, torques = len(self.torques), self.data.qfrc_actuator[self.body.joint_dof].copy()
            for step in range(CONTROL):
                if tamper:
                    tamper(self, first + step)
                if step or tamper:
                    self.stepper.look()
                self.stepper.advance()
                self._note()
                self.torques.append(torques)
            self._book(first)
        return self

    def _muscles(self, drive):
        wanted = np.zeros(len(self.body.joint_dof)) if drive is None else drive(self)
        angle = self.data.qpos[self.body.joint_coordinate]
        speed = self.data.qvel[self.body.joint_dof]
        isometric = self.model.actuator_ctrlrange[self.body.joint_motor, 1]
        low, high = torque_bounds(isometric, speed)
        mass = np.zeros((self.model.nv, self.model.nv))
        mujoco.mj_fullM(self.model, self.data, mass)
        # Critically damped at 6 rad/s about each joint alone: far from what a step of 20 ms cannot carry.
        inertia = 1.0 / np.diag(np.linalg.inv(mass))[self.body.joint_dof]
        torque = np.clip(inertia * (36.0 * (wanted - angle) - 12.0 * speed), low, high)
        self.data.ctrl[self.body.joint_motor] = 0.0 if drive is None else torque

    def _note(self):
        self.states.append(self.data.qpos.copy())
        self.rates.append(self.data.qvel.copy())
        if (len(self.states) - 1) % 2 == 0:
            mujoco.mj_kinematics(self.model, self.data)
            body = self.body.body
            self.poses.append(np.hstack([self.data.xpos[body], self.data.xquat[body]]))

    def _book(self, first):
        loads, touches = self.ledger.flush()
        mujoco.mj_kinematics(self.model, self.data)
        broken = []
        if loads.hold_ids:
            result = self.table.feel(loads, STEP_S)
            broken, about = result if isinstance(result, tuple) else (result, self._about(loads))
            self.loads.append((first, loads.hold_ids, about))
        self.contacts.take(touches, first)
        self.tick += round(1000 * STEP_S * CONTROL)
        for hold in broken:
            self.table.release(self.tick, hold, "slip")

    def _about(self, loads):
        by_id = {hold.record.id: hold for hold in self.table.active.values()}
        out = loads.wrench.copy()
        for k, number in enumerate(loads.hold_ids):
            out[:, k, 3:] -= np.cross(self.table.anchor(by_id[number]), out[:, k, :3])
        return out

    def take(self):
        """What was played, as a take."""
        books, n = self.ledger.books, len(self.torques)
        steps, keys, rows = (
            (np.concatenate(part) for part in (books.steps, books.keys, books.rows))
            if books.rows
            else (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 6)))
        )
        names = self.ledger.ledger_keys()
        total = np.zeros((len(names), 6))
        np.add.at(total, keys, rows)
        hold_rows = [
            (first + step, number, about[step, k])
            for first, numbers, about in self.loads
            for step in range(about.shape[0])
            for k, number in enumerate(numbers)
        ]
        stream = Stream(
            ticks=4 * np.arange(n + 1), coordinates=np.array(self.states), velocities=np.array(self.rates),
            torques=np.array(self.torques), joint_dofs=self.body.joint_dof, impulse_step=steps, impulse_key=keys,
            impulse=rows, hold_step=np.array([row[0] for row in hold_rows], dtype=np.int64),
            hold_id=np.array([row[1] for row in hold_rows], dtype=np.int64),
            hold_load=np.array([row[2] for row in hold_rows]).reshape(-1, 6),
        )  # fmt: skip
        return Take(
            rehearsal=self.rehearsal, assembly=self.assembly, step_ticks=4, control_ticks=20, length=4 * n,
            sample_ticks=8 * np.arange(len(self.poses)), poses=np.array(self.poses, np.float32), outcomes=(),
            events=(), holds=tuple(self.table.records), contacts=self.contacts.finish(), keys=names, ledger=total,
            remainder=(), cuts=(), lines=(), fingerprint="test", stream=stream,
        )  # fmt: skip


@pytest.fixture(scope="session")
def stage():
    """Makes a play: `stage(people=…, props=…, world=…)`."""
    return lambda **what: Play(rehearsal(**what))


@pytest.fixture(scope="session")
def edit():
    """Changes arrays of a take's stream: `edit(take, velocities=…)`."""
    return lambda take, **arrays: replace(take, stream=replace(take.stream, **arrays))


@pytest.fixture(scope="session")
def cup():
    return Prop(id="cup", shape="box", size_m=(0.1, 0.1, 0.2), mass_kg=2.0)


def waving(play):
    """Wanted angles: arms and legs wave a little, within their ranges."""
    t = play.tick / 1000.0
    wanted = np.zeros(len(play.body.joint_ids))
    for i, joint in enumerate(play.body.joint_ids):
        if "elbow" in joint or "knee" in joint:
            wanted[i] = 0.8 + 0.4 * np.sin(2.0 * t + i)
        elif "shoulder" in joint or "hip" in joint:
            wanted[i] = 0.3 * np.sin(3.0 * t + i)
    return wanted


@pytest.fixture(scope="session")
def wave():
    return waving


@pytest.fixture(scope="session")
def scene(cup):
    """Makes the busy play: Ivan on the rail with a cup in his hand, Anna drifting into him, a ball about."""

    def make(world=None, strength=1.0, speed=0.0):
        ball = Prop(id="ball", shape="sphere", size_m=(0.2, 0.2, 0.2), mass_kg=1.0)
        play = Play(rehearsal(people=("ivan", "anna"), props=(cup, ball), world=world))
        play.bend(
            left_elbow_flexion=0.8, right_elbow_flexion=0.8, left_knee_flexion=0.8, right_knee_flexion=0.8
        )
        play.stepper.look()
        hand = play.data.site("ivan/left hand").xpos.copy()
        play.place("ivan", np.array([0.0, 0.0, -1.0]) - hand, velocity=(0.0, speed, 0.0))
        play.place("anna", (0.0, 0.75, 0.0), velocity=(0.02, -0.4, 0.0), spin=(0.1, 0.2, 0.3))
        play.place("ball", (0.9, 0.9, 0.9), velocity=(0.6, 0.5, 0.4), spin=(2.0, 1.0, 0.0))
        play.stepper.look()
        play.place("cup", play.data.site("ivan/right hand").xpos)
        play.grip("ivan", "left hand", "set", "rail", strength=strength)
        play.grip("ivan", "right hand", "cup", "cup", kind="prop")
        return play

    return make


@pytest.fixture(scope="session")
def honest(scene):
    """The busy play, played honestly for two seconds."""
    return scene().run(2.0, waving).take()
