"""Small rooms with one or two people and a thing or two, and sessions in them without any blocking."""

import mujoco
import numpy as np

from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.scene import PersonStart, PropStart, Rehearsal, Scene
from offworld.film.stage_set import Rail, Solid, StageSet
from offworld.film.world import World
from offworld.rehearse.session import Session

STILL = World(kind="earth", air_density=0.0, air_viscosity=0.0)
"""A world without any field: `earth` whose gravity is left at nothing."""
AIR = World(kind="earth")
BALL = Prop(id="ball", shape="sphere", size_m=(0.2, 0.2, 0.2), mass_kg=2.0)
RAIL = Rail(id="rail", points=((-1.0, 0.0, -1.0), (1.0, 0.0, -1.0)), normal=(0.0, 0.0, 1.0))


def person(name, sex="male"):
    return Person(id=name, sex=sex, stature_m=1.75, mass_kg=75.0)


def wall(distance=1.0):
    """A wall across x, with its face at that distance."""
    return Solid(id="wall", shape="box", size_m=(0.2, 4.0, 4.0), position=(distance + 0.1, 0.0, 0.0))


def rehearsal(
    people=("ann",), props=(), *, world=STILL, solids=(), starts=(), beats=(), length_s=None, lines=()
):
    named = {start.person: start for start in starts}
    scene = Scene(
        id="1", title="", set_id="room", world_id="w", length_s=length_s, beats=tuple(beats), lines=tuple(lines),
        people=tuple(named.get(name, PersonStart(person=name)) for name in people),
        props=tuple(PropStart(prop=prop.id) for prop in props),
    )  # fmt: skip
    stage = StageSet(id="room", title="", up=(0.0, 0.0, 1.0), solids=tuple(solids), rails=(RAIL,))
    return Rehearsal(
        film="t", scene=scene, stage_set=stage, world=world, people=tuple(person(n) for n in people),
        props=tuple(props), seed=3,
    )  # fmt: skip


def session(people=("ann",), props=(), **what):
    """Everybody in neutral posture, two metres apart along y, at rest."""
    made = Session(rehearsal(people, props, **what))
    data = made.system.data
    for place, tree in enumerate(made.system.trees):
        root = int(made.system.model.jnt_qposadr[made.system.model.body_jntadr[tree.root_body]])
        data.qpos[root : root + 7] = (0.0, 2.0 * place, 0.0, 1.0, 0.0, 0.0, 0.0)
        if tree.person:
            data.qpos[tree.hinge_coordinates] = made.actors[tree.name].neutral
    made.look()
    return made


def root(made, name):
    """First coordinate and first velocity of a tree."""
    tree = made.system.tree(name)
    return int(made.system.model.jnt_qposadr[made.system.model.body_jntadr[tree.root_body]]), tree.dof


def play(made, seconds, wishes=None, mine=None):
    """Control steps with given wishes (or none), or with torques set by `mine(made)`."""
    if mine is not None:

        def drive(_):
            mujoco.mj_fullM(made.system.model, made.system.data, made.crew.mass_matrix)
            mine(made)

        made.crew.drive = drive
    empty = {name: [] for name in made.actors}
    for _ in range(round(seconds / 0.02)):
        made.look()
        made.advance(empty if wishes is None else wishes(made))
    made.look()
    return made


def booked(made):
    """(trees, 6) whole impulse of each tree by the ledger."""
    out = np.zeros((len(made.system.trees), 6))
    names = [tree.name for tree in made.system.trees]
    owner = np.array([names.index(key[0]) for key in made.ledger.keys], dtype=int)
    for keys, rows in zip(made.ledger.books.keys, made.ledger.books.rows, strict=True):
        np.add.at(out, owner[keys], rows)
    return out
