"""One person afloat in an empty room, with rails, loops and walls where a test wants them."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from offworld.film.blocking import Beat, Intent
from offworld.film.person import Person
from offworld.film.scene import PersonStart, Rehearsal, Scene
from offworld.film.stage_set import StageSet
from offworld.film.world import World
from offworld.rehearse.director import Director
from offworld.rehearse.moves.wish import GripWish
from offworld.rehearse.session import Session

sys.path.insert(0, str(Path(__file__).parent))

ANN = Person(id="ann", sex="female", stature_m=1.68, mass_kg=62.0)


class Afloat:
    """A session with Ann in it, the centre of mass at the origin."""

    def __init__(
        self, *, attitude=(1.0, 0.0, 0.0, 0.0), velocity=(0.0, 0.0, 0.0), person=ANN, beats=(), **fittings
    ):
        stage = StageSet(id="room", title="", up=(0.0, 0.0, 1.0), solids=(), **fittings.pop("stage", {}))
        stage = replace(stage, **fittings)
        scene = Scene(
            id="1", title="", set_id="room", world_id="w", length_s=None, people=(PersonStart(person="ann"),),
            props=(), beats=tuple(beats),
        )  # fmt: skip
        world = World(kind="earth", air_density=0.0, air_viscosity=0.0)
        self.session = Session(
            Rehearsal(film="t", scene=scene, stage_set=stage, world=world, people=(person,), props=(), seed=3)
        )
        self.actor = self.session.actors["ann"]
        data = self.session.system.data
        data.qpos[self.actor.tree.hinge_coordinates] = self.actor.neutral
        data.qpos[3:7] = attitude
        self.session.look()
        data.qpos[:3] -= self.actor.centre()
        data.qvel[:3] = velocity
        self.session.look()

    def grip(self, limb, thing="rail"):
        """Close a limb on the room where it is."""
        kind = "foot" if limb.endswith("foot") else "hand"
        point = self.actor.limb(limb)[1]
        return self.session.close(
            "ann", GripWish(limb=limb, partner_body=0, point=point, kind=kind, thing=thing)
        )

    def play(self, seconds, until_over=True):
        """Run the beats; the director, whose first running beat is the one that is tested."""
        director = Director(self.session)
        first = director.running[0]
        while self.session.tick < round(1000 * seconds):
            self.session.look()
            wishes = director.tick()
            if until_over and first.state not in {"waiting", "running"}:
                break
            self.session.advance(wishes)
        self.session.look()
        return director


@pytest.fixture
def afloat():
    """Make an `Afloat`."""
    return Afloat


@pytest.fixture
def beat():
    """Make a beat of Ann's: `beat("push off", speed=0.3, direction=(1, 0, 0))`."""

    def make(move, *, channels=("body",), limbs=(), **intent):
        return Beat(
            id=move, number=1, who=("ann",), channels=tuple(limbs or channels),
            intent=Intent(move=move, limbs=tuple(limbs), **intent),
        )  # fmt: skip

    return make


@pytest.fixture
def unit():
    """Make a vector a unit one."""

    def make(*v):
        return tuple(float(c) for c in np.array(v) / np.linalg.norm(v))

    return make
