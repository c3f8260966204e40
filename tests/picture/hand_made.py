"""A take made by hand: people who drift and wave, in a real set. No simulator has seen it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np

from offworld.body.assemble import assemble
from offworld.film.blocking import Beat, Cue, Intent, Target
from offworld.film.camera import Cut, SetUp
from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.scene import Line, PersonStart, PropStart, Rehearsal, Scene
from offworld.film.take import BeatOutcome, ContactRecord, Event, HoldRecord, LedgerKey, Take
from offworld.film.world import World
from offworld.geometry import rotation
from offworld.space import read_set

RATE = Fraction(25)
BENDS = {
    "thigh": (-0.9, 0.0), "shank": (1.1, 0.0), "foot": (0.4, 0.0), "forearm": (-1.3, 0.0), "head": (0.2, 0.0),
    "upper_arm": (-0.8, 0.0), "chest": (0.15, 0.0),
}  # fmt: skip


def moved(assembly, roots, seconds):
    """Poses (nodes, 7) with every limb bent as in weightlessness and one arm waving."""
    poses = np.zeros((len(assembly.nodes), 7))
    poses[:, 3] = 1.0
    for number, node in enumerate(assembly.nodes):
        if node.parent < 0:
            poses[number] = roots(node.tree, seconds)
            continue
        name = node.id.split("/")[1].removeprefix("left_").removeprefix("right_")
        bend = BENDS.get(name, (0.0, 0.0))[0]
        if node.id.endswith("right_upper_arm"):
            bend = -1.6 + 0.6 * np.sin(3.0 * seconds)
        turn = rotation.from_axis_angle([0, 1, 0], np.array(bend))
        up = poses[node.parent]
        poses[number, :3] = up[:3] + rotation.rotate(up[3:], node.position)
        poses[number, 3:] = rotation.multiply(up[3:], turn)
    return poses


def drift(tree, seconds):
    """Where each tree's root is: three people, a scalpel and a camera, seen by name."""
    starts = {
        "zhenya": ((1.5, 0.05, 0.0), (0, 0, 1), 3.14159, (-0.09, 0, 0)),
        "ivan": ((0.55, 0.3, 0.25), (1, 0, 0), 1.5708, (0.0, 0, 0)),
        "anton": ((-2.3, -0.2, 0.1), (0, 0, 1), 0.0, (0.02, 0, 0)),
        "scalpel": ((0.9, -0.2, 0.3), (0, 1, 0), 0.5, (0.0, 0.01, 0)),
        "camera.a": ((-1.75, -0.15, 0.45), (0, 0, 1), 0.0, (0.02, 0, 0)),
    }
    place, axis, angle, rate = starts.get(tree, ((0, 0, 0), (0, 0, 1), 0.0, (0, 0, 0)))
    spin = rotation.from_axis_angle(axis, np.array(angle + 0.05 * seconds))
    if tree == "camera.a":
        spin = rotation.looking([1.0, 0.05, -0.1], [0, 0.1, 1])
    return np.concatenate([np.asarray(place) + seconds * np.asarray(rate), spin])


def make_scene(length, set_name, people, props):
    face = Target(kind="person", name="zhenya", part="face")
    set_ups = (
        SetUp(id="A", lens_mm=25.0, by="anton", follows=face, up="zhenya", prop="camera.a"),
        SetUp(
            id="B", lens_mm=24.0, at=Target(kind="point", offset=(-0.6, -0.55, 0.5)),
            looks_at=Target(kind="person", name="ivan", part="eyes"), keep=True,
        ),
        SetUp(
            id="C", lens_mm=18.0, at=Target(kind="fitting", name="window.1", offset=(0.0, 0.0, 0.0)),
            follows=face, up="ivan",
        ),
    )  # fmt: skip
    beats = (
        Beat(id="drift", number=1, who=("zhenya",), channels=("body",), intent=Intent(move="drift"),
             text="zhenya: drift <to> ivan & wait"),
        Beat(id="catch", number=2, who=("ivan",), channels=("right hand",), intent=Intent(move="catch", target=face),
             text="ivan [right hand]: catch zhenya by the left wrist when within reach"),
    )  # fmt: skip
    line = Line(id="L12", character="ЖЕНЯ", text="Where is he? Где он?", duration_s=1.2,
                words=(("Where", 0.0), ("is", 0.3), ("he", 0.5)))  # fmt: skip
    return Scene(
        id="7", title="INT. ZVEZDA — THE VISIT <b>&", set_id=set_name, world_id="orbit", length_s=length / 1000,
        people=tuple(PersonStart(person=person.id) for person in people),
        props=tuple(PropStart(prop=prop.id) for prop in props), beats=beats, set_ups=set_ups,
        cuts=(Cut(camera="B"), Cut(camera="A", on=Cue(kind="time", delay_s=1.5))), lines=(line,),
    )  # fmt: skip


def make_take(length=4000, set_name="zvezda"):
    stage_set = read_set(set_name, Path())
    people = tuple(
        Person(id=name, sex=sex, stature_m=1.7, mass_kg=68, suit=suit)
        for name, sex, suit in (
            ("zhenya", "female", "orange"),
            ("ivan", "male", "navy"),
            ("anton", "male", "grey"),
        )
    )
    props = (
        Prop(id="scalpel", shape="cylinder", size_m=(0.01, 0.01, 0.15), mass_kg=0.03),
        Prop(id="camera.a", shape="box", size_m=(0.12, 0.14, 0.22), mass_kg=4.0, camera=True, colour="black"),
    )
    scene = make_scene(length, set_name, people, props)
    rehearsal = Rehearsal(
        film="The Visit",
        scene=scene,
        stage_set=stage_set,
        world=World(kind="orbit"),
        people=people,
        props=props,
    )
    assembly = assemble(rehearsal)
    ticks = np.arange(0, length + 8, 8)
    poses = np.array([moved(assembly, drift, tick / 1000.0) for tick in ticks], dtype=np.float32)
    node = {entry.id: number for number, entry in enumerate(assembly.nodes)}
    return Take(
        rehearsal=rehearsal, assembly=assembly, step_ticks=4, control_ticks=20, length=length,
        sample_ticks=ticks, poses=poses,
        outcomes=(
            BeatOutcome(beat="drift", outcome="done", start=0, end=length // 2, reason="drifted 0.18 m"),
            BeatOutcome(beat="catch", outcome="missed", start=length // 2, end=length - 400,
                        reason="her wrist passed 21 cm from his hand", otherwise=True),
        ),
        events=(Event(tick=1000, kind="grip", who="anton", what="holds camera.a"),),
        holds=(
            HoldRecord(id=0, node=node["anton/right_hand"], partner=node["camera.a"], kind="prop", thing="camera.a",
                       start=0, end=None, ended_by="", anchor=(0, 0, -0.08), partner_anchor=(0, 0, 0),
                       relative=(1, 0, 0, 0), force_limit=200.0, torque_limit=8.0),
        ),
        contacts=(
            ContactRecord(a="zhenya/right_hand/palm", b="window.1.pane", start=2200, end=2320,
                          position=(0.8, -0.5, 0.2), closing_speed=0.21, effective_mass=3.1, impulse=0.65),
        ),
        keys=(LedgerKey(tree="zhenya", partner="set", cause="contact"),
              LedgerKey(tree="zhenya", partner="world", cause="air")),
        ledger=np.array([[0.65, 0.0, 0.02, 0.0, 0.1, 0.0], [-0.01, 0.0, 0.0, 0.0, 0.0, 0.0]]),
        remainder=(("zhenya", 3.0e-5, 1.2e-5), ("ivan", 1.0e-8, 2.0e-8)),
        cuts=((0, "B"), (1500, "A"), (2800, "C")), lines=((500, "L12"),), fingerprint="hand-made",
    )  # fmt: skip
