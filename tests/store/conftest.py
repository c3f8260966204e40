"""A small take with every kind of record in it."""

import numpy as np
import pytest

from offworld.film.assembly import FIXED, Assembly, Joint, Material, Node, Shape, Site
from offworld.film.blocking import Beat, Cue, Intent, Target
from offworld.film.scene import Line, PersonStart, Rehearsal, Scene
from offworld.film.stage_set import Rail, Solid, StageSet
from offworld.film.take import BeatOutcome, ContactRecord, Event, HoldRecord, LedgerKey, Stream, Take
from offworld.film.world import World


def small_assembly():
    body = Node(
        id="ivan/pelvis",
        tree="ivan",
        parent=-1,
        position=(0.0, 0.0, 0.0),
        attitude=(1.0, 0.0, 0.0, 0.0),
        mass_kg=60.0,
        centre=(0.0, 0.0, 0.1),
        inertia=(5.0, 4.0, 1.0),
        inertia_attitude=(1.0, 0.0, 0.0, 0.0),
        dof=0,
        coordinate=0,
    )
    bend = Joint(
        id="ivan/neck_flexion",
        axis=(0.0, 1.0, 0.0),
        anchor=(0.0, 0.0, 0.0),
        low=-1.0,
        high=1.0,
        torque=20.0,
        dof=6,
        coordinate=7,
    )
    head = Node(
        id="ivan/head",
        tree="ivan",
        parent=1,
        position=(0.0, 0.0, 0.5),
        attitude=(1.0, 0.0, 0.0, 0.0),
        mass_kg=5.0,
        centre=(0.0, 0.0, 0.1),
        inertia=(0.02, 0.02, 0.01),
        inertia_attitude=(1.0, 0.0, 0.0, 0.0),
        joints=(bend,),
    )
    return Assembly(
        nodes=(FIXED, body, head),
        shapes=(
            Shape(
                id="ivan/head/skull", node=2, kind="sphere", size=(0.1, 0.0, 0.0), position=(0.0, 0.0, 0.1)
            ),
        ),
        sites=(Site(id="ivan/eyes", node=2, position=(0.1, 0.0, 0.1)),),
        materials=(Material(name="skin", colour=(0.5, 0.4, 0.3)),),
        coordinates=8,
        dofs=7,
    )


def small_rehearsal():
    beat = Beat(
        id="look",
        number=1,
        who=("ivan",),
        channels=("gaze",),
        intent=Intent(move="look", target=Target(kind="point", offset=(1.0, 0.0, 0.0))),
        start=Cue(kind="word", ref="L1", word="where"),
        until=None,
        text="ivan [gaze]: look at [1, 0, 0]",
    )
    scene = Scene(
        id="7",
        title="Test",
        set_id="box",
        world_id="orbit",
        length_s=0.02,
        people=(PersonStart(person="ivan"),),
        props=(),
        beats=(beat,),
        lines=(Line(id="L1", character="IVAN", text="Where?", duration_s=0.5),),
    )
    wall = Solid(id="wall", shape="box", size_m=(1.0, 1.0, 0.1), position=(0.0, 0.0, -2.0))
    rail = Rail(id="rail", points=((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)), normal=(0.0, 0.0, 1.0))
    stage = StageSet(id="box", title="Box", up=(0.0, 0.0, 1.0), solids=(wall,), rails=(rail,))
    return Rehearsal(
        film="Test", scene=scene, stage_set=stage, world=World(kind="orbit"), people=(), props=()
    )


@pytest.fixture
def small_take():
    steps = 5
    rest = np.zeros((steps + 1, 8))
    rest[:, 3] = 1.0
    stream = Stream(
        ticks=4 * np.arange(steps + 1),
        coordinates=rest,
        velocities=np.zeros((steps + 1, 7)),
        torques=np.zeros((steps, 1)),
        joint_dofs=np.array([6]),
        impulse_step=np.array([0, 3]),
        impulse_key=np.array([0, 0]),
        impulse=np.full((2, 6), 1e-9),
        hold_step=np.array([2]),
        hold_id=np.array([1]),
        hold_load=np.ones((1, 6)),
    )
    return Take(
        rehearsal=small_rehearsal(),
        assembly=small_assembly(),
        step_ticks=4,
        control_ticks=20,
        length=20,
        sample_ticks=np.array([0, 8, 16]),
        poses=np.zeros((3, 3, 7), np.float32),
        outcomes=(BeatOutcome(beat="look", outcome="done", start=4, end=None),),
        events=(Event(tick=4, kind="beat start", who="ivan", what="look"),),
        holds=(
            HoldRecord(
                id=1,
                node=2,
                partner=0,
                kind="hand",
                thing="rail",
                start=0,
                end=8,
                ended_by="slip",
                anchor=(0.1, 0.2, 1 / 3),
                partner_anchor=(0.0, 0.0, 0.0),
                relative=(1.0, 0.0, 0.0, 0.0),
                force_limit=400.0,
                torque_limit=10.0,
            ),
        ),
        contacts=(
            ContactRecord(
                a="ivan/head/skull",
                b="wall",
                start=4,
                end=8,
                position=(0.0, 0.0, 0.0),
                closing_speed=0.3,
                effective_mass=5.0,
                impulse=np.float64(1.5),
            ),
        ),
        keys=(LedgerKey(tree="ivan", partner="world", cause="gravity"),),
        ledger=np.full((1, 6), 2e-9),
        remainder=(("ivan", 1e-9, 2e-9),),
        cuts=((0, "A"),),
        lines=((8, "L1"),),
        fingerprint="test",
        stream=stream,
        notes={"solver": 3, "advice": ["none"]},
    )
