"""What the benchmark of moves draws: people, attitudes, rooms with nothing but a rail in them.

Every draw depends on the seed, the kind of trial and its number alone, so that trial 7 is the same whoever runs it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.blocking import Beat
from offworld.film.person import Person
from offworld.film.scene import PersonStart, Rehearsal, Scene
from offworld.film.stage_set import Rail, StageSet
from offworld.film.world import World
from offworld.geometry import rotation
from offworld.rehearse.actor import Actor
from offworld.rehearse.session import Session

Floats = NDArray[np.float64]

PUBLISHED_SEED: Final = 6203
"""Of the figures that are told; nothing was tuned on it."""
STATURE_M: Final = {"female": (1.52, 1.80), "male": (1.62, 1.92)}
"""Shortest and tallest drawn, m: the middle nine tenths of both, about."""
BODY_MASS_INDEX: Final = (20.0, 27.0)
"""kg/m², drawn evenly."""
SPEED_M_S: Final = (0.15, 0.6)
"""Of pushes and of arrivals, drawn evenly, m/s."""
WHO: Final = "ann"
"""Who is tried."""


def generator(seed: int, kind: str, number: int) -> np.random.Generator:
    """The random numbers of one trial."""
    return np.random.default_rng([seed, *kind.encode(), number])


def draw_person(rng: np.random.Generator) -> Person:
    """A woman or a man of some stature, mass and family of posture."""
    sex = "female" if rng.random() < 0.5 else "male"
    stature = float(rng.uniform(*STATURE_M[sex]))
    mass = float(rng.uniform(*BODY_MASS_INDEX)) * stature**2
    return Person(
        id=WHO, sex="female" if sex == "female" else "male", stature_m=stature, mass_kg=mass,
        posture=int(rng.integers(1, 4)),
    )  # fmt: skip


def draw_direction(rng: np.random.Generator) -> Floats:
    """(3,) unit, evenly over the whole sphere."""
    way = rng.normal(size=3)
    return np.asarray(way / np.linalg.norm(way))


def open_session(
    person: Person, beats: tuple[Beat, ...], rails: tuple[Rail, ...], number: int, world: World | None = None
) -> Session:
    """A session with one person in an otherwise empty room, of a station in orbit with its air if no world is named."""
    stage_set = StageSet(id="room", title="", up=(0.0, 0.0, 1.0), solids=(), rails=rails)
    scene = Scene(
        id="1", title="", set_id="room", world_id="orbit", length_s=None, people=(PersonStart(person=WHO),), props=(),
        beats=beats,
    )  # fmt: skip
    return Session(
        Rehearsal(
            film="bench moves", scene=scene, stage_set=stage_set, world=world or World(kind="orbit"), people=(person,),
            props=(), seed=number,
        )
    )  # fmt: skip


def place(session: Session, attitude: Floats, velocity: Floats) -> Actor:
    """Put the person with the centre of mass at the origin, in its own neutral posture, and in flight.

    Args:
        session: just opened.
        attitude: (4,) of the pelvis to the set frame.
        velocity: (3,) m/s, without spin.
    """
    actor, data = session.actors[WHO], session.system.data
    root = int(session.system.model.jnt_qposadr[session.system.model.body_jntadr[actor.tree.root_body]])
    data.qpos[actor.tree.hinge_coordinates] = actor.neutral
    data.qpos[root + 3 : root + 7] = attitude
    session.look()
    data.qpos[root : root + 3] -= actor.centre()
    data.qvel[actor.tree.dof : actor.tree.dof + 3] = velocity
    session.look()
    return actor


def draw_attitude(rng: np.random.Generator) -> Floats:
    """(4,) unit, evenly over all rotations."""
    return np.asarray(rotation.random(rng, 1)[0])


def loads_of(session: Session) -> Floats:
    """(n,) force, N, of every hold at every step of a session."""
    forces = [np.linalg.norm(about[..., :3], axis=-1).ravel() for _, _, about in session.track.loads]
    return np.concatenate([np.zeros(0), *forces])
