"""A room with a rail, people afloat in it, and takes in which nothing has moved yet."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from offworld.body.assemble import assemble
from offworld.film.blocking import Beat, Cue, Intent, Target
from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.scene import HoldStart, Line, PersonStart, PropStart, Rehearsal, Scene
from offworld.film.stage_set import Mark, Rail, StageSet
from offworld.film.take import BeatOutcome, Take
from offworld.film.world import World

STILL = World(kind="earth", air_density=0.0, air_viscosity=0.0)
"""A world without any field: `earth` whose gravity is left at nothing."""
RAIL = Rail(id="rail", points=((-1.0, 0.0, -1.0), (1.0, 0.0, -1.0)), normal=(0.0, 0.0, 1.0))
LONG = Rail(id="long", points=((-2.0, 1.2, 0.0), (2.0, 1.2, 0.0)), normal=(0.0, -1.0, 0.0))
STAGE = StageSet(
    id="room", title="", up=(0.0, 0.0, 1.0), solids=(), rails=(RAIL, LONG), low=(-4.0, -3.0, -2.0),
    high=(4.0, 3.0, 2.0), marks=(Mark(id="mark.far", position=(2.0, 0.0, 0.0)),),
)  # fmt: skip
LINES = (
    Line(
        id="L1", character="ANN", text="Hello there", duration_s=1.0, words=(("Hello", 0.0), ("there", 0.4))
    ),
    Line(id="L2", character="BOB", text="Hello", duration_s=0.6, words=(("Hello", 0.0),)),
)


def person(name, strength=1.0):
    return Person(id=name, sex="male", stature_m=1.75, mass_kg=75.0, strength=strength)


def point(*place):
    return Target(kind="point", offset=tuple(float(value) for value in place))


def thing(name):
    return Target(kind="fitting", name=name)


def someone(name, part=""):
    return Target(kind="person", name=name, part=part)


def beat(name, move, who=("ann",), channels=("body",), *, start=None, until=None, miss=False, **intent):
    limbs = tuple(intent.pop("limbs", ()))
    return Beat(
        id=name, number=1, who=tuple(who), channels=tuple(limbs or channels), text=f"{name} as written",
        intent=Intent(move=move, limbs=limbs, **intent), start=start, until=until, wanted_miss=miss,
    )  # fmt: skip


def afloat(name, *place, up=(0.0, 0.0, 1.0), facing=(5.0, 0.0, 0.0), **more):
    return PersonStart(person=name, position=point(*place), up=up, facing=point(*facing), **more)


def rehearsal(starts, beats=(), *, props=(), length_s=None, world=STILL, strength=1.0, stage=STAGE, light=()):
    scene = Scene(
        id="1", title="", set_id="room", world_id="w", length_s=length_s, lines=LINES, light=tuple(light),
        people=tuple(starts), beats=tuple(beats), props=tuple(start for start, _ in props),
    )  # fmt: skip
    return Rehearsal(
        film="t", scene=scene, stage_set=stage, world=world, seed=3,
        people=tuple(person(start.person, strength) for start in starts), props=tuple(prop for _, prop in props),
    )  # fmt: skip


def ball(hand="right hand", who="ann"):
    """A little ball in somebody's hand."""
    made = Prop(id="ball", shape="sphere", size_m=(0.06, 0.06, 0.06), mass_kg=0.2)
    return PropStart(prop="ball", held_by=who, hand=hand), made


def still(made, places=None, *, seconds=20.0, outcomes=None):
    """A take in which everybody stays where they begin, upright and stiff; every beat is `done` unless told."""
    assembly = assemble(made)
    places = places or {start.person: start.position.offset for start in made.scene.people}
    row = np.zeros((len(assembly.nodes), 7))
    row[:, 3] = 1.0
    for number, node in enumerate(assembly.nodes):
        if node.parent >= 0:
            row[number, :3] = row[node.parent, :3] + np.asarray(node.position)
        else:
            row[number, :3] = places.get(node.tree, (0.0, 0.0, 0.0))
    ticks = np.arange(0, round(1000 * seconds) + 1, 100, dtype=np.int64)
    told = outcomes or {}
    return Take(
        rehearsal=made, assembly=assembly, step_ticks=4, control_ticks=20, length=int(ticks[-1]),
        sample_ticks=ticks, poses=np.repeat(row[None], len(ticks), axis=0).astype(np.float32),
        outcomes=tuple(
            told.get(one.id, BeatOutcome(beat=one.id, outcome="done", start=0, end=0)) for one in made.scene.beats
        ),
        events=(), holds=(), contacts=(), keys=(), ledger=np.zeros((0, 6)), remainder=(), cuts=(), lines=(),
        fingerprint="",
    )  # fmt: skip


@pytest.fixture(scope="session")
def room():
    """How to write small scenes, and takes of them in which nothing has moved."""
    return SimpleNamespace(
        STAGE=STAGE, STILL=STILL, afloat=afloat, ball=ball, beat=beat, point=point, rehearsal=rehearsal,
        someone=someone, still=still, thing=thing, Cue=Cue, HoldStart=HoldStart, PersonStart=PersonStart,
        BeatOutcome=BeatOutcome, World=World,
    )  # fmt: skip
