"""Small scenes that the tests of the body share."""

from dataclasses import replace
from types import SimpleNamespace

import mujoco
import numpy as np
import pytest

from offworld.body.assemble import assemble
from offworld.body.joints import joint_names
from offworld.body.person import person_tree
from offworld.film.assembly import FIXED, Assembly
from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.scene import PersonStart, PropStart, Rehearsal, Scene
from offworld.film.stage_set import Bed, Loop, Rail, Solid, StageSet
from offworld.film.world import World
from offworld.geometry import rotation

STILL = World(kind="orbit", air_density=0.0, air_viscosity=0.0)
ANNA = Person(id="anna", sex="female", stature_m=1.68, mass_kg=60.0)
BORIS = Person(id="boris", sex="male", stature_m=1.80, mass_kg=80.0, posture=2)
PEN = Prop(id="pen", shape="cylinder", size_m=(0.02, 0.02, 0.14), mass_kg=0.05)
CAMERA = Prop(id="camera-a", shape="box", size_m=(0.14, 0.12, 0.16), mass_kg=3.0, camera=True)


def room():
    """A box of 6 x 2 x 2 m with walls, a straight rail on the floor, a closed one, two loops and a bed."""
    walls = []
    for axis, name in enumerate("xyz"):
        for sign in (-1.0, 1.0):
            size, at = [6.2, 2.2, 2.2], [0.0, 0.0, 0.0]
            size[axis] = 0.1
            at[axis] = sign * ((3.05, 1.05, 1.05)[axis])
            side = "low" if sign < 0 else "high"
            walls.append(Solid(id=f"wall.{name}.{side}", shape="box", size_m=tuple(size), position=tuple(at)))
    rim = ((2.9, 0.4, 0.0), (2.9, 0.0, 0.4), (2.9, -0.4, 0.0), (2.9, 0.0, -0.4), (2.9, 0.4, 0.0))
    return StageSet(
        id="room",
        title="A plain room",
        up=(0.0, 0.0, 1.0),
        solids=(
            *walls,
            Solid(id="table.top", shape="box", size_m=(1.9, 0.6, 0.05), position=(-1.6, 0.0, -0.5)),
            Solid(id="label", shape="box", size_m=(0.2, 0.1, 0.001), position=(0.0, 0.0, -0.99), solid=False),
        ),
        rails=(
            Rail(id="rail.s1", points=((-0.6, -0.93, 0.0), (0.6, -0.93, 0.0)), normal=(0.0, 1.0, 0.0)),
            Rail(id="rail.p1", points=((-0.6, 0.93, 0.0), (0.6, 0.93, 0.0)), normal=(0.0, -1.0, 0.0)),
            Rail(id="hatch.rim", points=rim, normal=(-1.0, 0.0, 0.0)),
        ),
        loops=(
            Loop(id="loop.1", position=(1.0, 0.12, -0.93), normal=(0.0, 0.0, 1.0), toes=(1.0, 0.0, 0.0)),
            Loop(id="loop.2", position=(1.0, -0.12, -0.93), normal=(0.0, 0.0, 1.0), toes=(1.0, 0.0, 0.0)),
        ),
        beds=(Bed(id="table", position=(-1.6, 0.0, -0.475), normal=(0.0, 0.0, 1.0), head=(-1.0, 0.0, 0.0)),),
        low=(-3.0, -1.0, -1.0),
        high=(3.0, 1.0, 1.0),
    )


def rehearsal(people=(), props=(), starts=(), prop_starts=(), world=STILL, set_ups=()):
    """A scene of these people and props in the plain room."""
    by_person = {start.person: start for start in starts}
    by_prop = {start.prop: start for start in prop_starts}
    scene = Scene(
        id="1",
        title="test",
        set_id="room",
        world_id="still",
        length_s=1.0,
        people=tuple(by_person.get(p.id, PersonStart(person=p.id)) for p in people),
        props=tuple(by_prop.get(p.id, PropStart(prop=p.id)) for p in props),
        beats=(),
        set_ups=tuple(set_ups),
    )
    return Rehearsal(
        film="test", scene=scene, stage_set=room(), world=world, people=tuple(people), props=tuple(props)
    )


REFERENCE = {
    "male": Person(id="m", sex="male", stature_m=1.741, mass_kg=73.0),
    "female": Person(id="f", sex="female", stature_m=1.735, mass_kg=61.9),
}
"""The people of de Leva's table."""


def alone(person, shoulder_half=None, pose=None):
    """One person without a room; with a pose, frozen in it without joints."""
    part = person_tree(person)
    angles = dict(zip(joint_names(), pose if pose is not None else np.zeros(35), strict=True))
    nodes = []
    for node in part.nodes:
        one = node
        if shoulder_half is not None and node.id.endswith("upper_arm"):
            x, y, z = node.position
            one = replace(one, position=(x, np.sign(y) * shoulder_half, z))
        if pose is not None:
            turn = rotation.identity()
            for joint in node.joints:
                angle = angles[joint.id.rpartition("/")[2]]
                turn = rotation.multiply(turn, rotation.from_axis_angle(joint.axis, angle))
            one = replace(one, joints=(), attitude=tuple(turn.tolist()))
        nodes.append(one)
    dofs = 41 if pose is None else 6
    return Assembly(
        nodes=(FIXED, *nodes),
        shapes=part.shapes,
        sites=part.sites,
        materials=(),
        coordinates=dofs + 1,
        dofs=dofs,
    )


def pose(**degrees):
    """Angles of the thirty-five joints, rad, from degrees by joint name with or without side."""
    names = joint_names()
    plain = [name.removeprefix("left_").removeprefix("right_") for name in names]
    return np.radians([degrees.get(n, degrees.get(p, 0.0)) for n, p in zip(names, plain, strict=True)])


def whole_inertia(model, data):
    """Inertia about the common centre of mass, and that centre, of all bodies; straight from the definition."""
    mass = model.body_mass[1:]
    centre = (mass[:, None] * data.xipos[1:]).sum(axis=0) / mass.sum()
    total = np.zeros((3, 3))
    for body in range(1, model.nbody):
        axes, arm = data.ximat[body].reshape(3, 3), data.xipos[body] - centre
        total += axes @ np.diag(model.body_inertia[body]) @ axes.T
        total += model.body_mass[body] * (arm @ arm * np.eye(3) - np.outer(arm, arm))
    return total, centre


def momentum(model, data):
    """Momentum and angular momentum about the common centre of mass of everything that moves."""
    mujoco.mj_forward(model, data)
    mujoco.mj_subtreeVel(model, data)
    return data.subtree_linvel[0] * model.body_subtreemass[0], data.subtree_angmom[0].copy()


@pytest.fixture(scope="session")
def lab():
    """What the tests of the body share."""
    return SimpleNamespace(
        anna=ANNA, boris=BORIS, pen=PEN, camera=CAMERA, still=STILL, reference=REFERENCE, room=room,
        rehearsal=rehearsal, alone=alone, pose=pose, whole_inertia=whole_inertia, momentum=momentum,
    )  # fmt: skip


@pytest.fixture(scope="session")
def pair():
    """Anna, Boris, a pen and a camera, assembled."""
    return assemble(rehearsal((ANNA, BORIS), (PEN, CAMERA)))
