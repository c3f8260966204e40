"""Writes the frozen model that `offworld bench rehearse` compares with: two people, five props and part of Zvezda.

Usage: make_bare_model.py FILE.xml

It was run once, and the file is kept as it is. It is the scene as one would write it down plainly: the same bodies,
hinges and shapes, RK4 at 4 ms, dense, and MuJoCo's own rule alone for what may touch (not parent and child). Of the
set it has as many shapes as make 123 in all, those nearest to people and props, on the one fixed body. It starts as the
scene starts, with the same grips as welds.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import mujoco
import numpy as np

from offworld.body.assemble import assemble
from offworld.body.grip import engage
from offworld.body.model import build_model, slot_nodes
from offworld.body.start import StartState, start_state
from offworld.film.assembly import Assembly, Node, Shape
from offworld.film.scene import Rehearsal
from offworld.film.world import World
from offworld.flow.benches.rehearse import bench_scene

SHAPES = 123
KINDS = {
    "box": mujoco.mjtGeom.mjGEOM_BOX, "sphere": mujoco.mjtGeom.mjGEOM_SPHERE,
    "cylinder": mujoco.mjtGeom.mjGEOM_CYLINDER, "capsule": mujoco.mjtGeom.mjGEOM_CAPSULE,
    "ellipsoid": mujoco.mjtGeom.mjGEOM_ELLIPSOID,
}  # fmt: skip


def add_geom(body: Any, shape: Shape) -> None:
    """A shape, massless, that meets everything."""
    body.add_geom(
        name=shape.id,
        type=KINDS[shape.kind],
        size=shape.size,
        pos=shape.position,
        quat=shape.attitude,
        mass=0.0,
    )


def add_body(spec: Any, parent: Any, node: Node, *, floating: bool) -> Any:
    """A body with its own inertia, free at the root, with hinges and muscles after it."""
    body = parent.add_body(name=node.id, pos=node.position, quat=node.attitude)
    body.explicitinertial = True
    body.mass, body.ipos, body.iquat, body.inertia = (
        node.mass_kg,
        node.centre,
        node.inertia_attitude,
        node.inertia,
    )
    if floating:
        body.add_freejoint()
    for joint in node.joints:
        body.add_joint(
            name=joint.id, type=mujoco.mjtJoint.mjJNT_HINGE, axis=joint.axis, pos=joint.anchor, limited=True,
            range=(joint.low, joint.high), armature=joint.armature, stiffness=(joint.stiffness, 0.0, 0.0),
            springref=joint.rest, damping=(joint.damping, 0.0, 0.0),
        )  # fmt: skip
        spec.add_actuator(name=joint.id, target=joint.id, trntype=mujoco.mjtTrn.mjTRN_JOINT).set_to_motor()
    return body


def add_holds(spec: Any, assembly: Assembly, state: StartState) -> None:
    """The grips of the start, as welds at the pose of the start."""
    model = build_model(assembly, World(kind="earth"))
    data = model.data()
    data.qpos[:] = state.coordinates
    mujoco.mj_kinematics(model.model, data)
    slots = slot_nodes(assembly)
    for hold in state.holds:
        body = int(model.body[slots[hold.who, hold.limb]])
        grip = engage(model.model, data, 0, body, int(model.body[hold.partner]), hold.anchor)
        name = assembly.nodes[hold.partner].id if hold.partner else "world"
        spec.add_equality(
            type=mujoco.mjtEq.mjEQ_WELD, objtype=mujoco.mjtObj.mjOBJ_BODY, data=list(model.model.eq_data[0]),
            name1=assembly.nodes[slots[hold.who, hold.limb]].id, name2=name, name=f"{hold.who}/{grip.body}",
        )  # fmt: skip


def bare_model(rehearsal: Rehearsal) -> Any:
    """The specification of the frozen model."""
    assembly = assemble(rehearsal)
    spec = mujoco.MjSpec()
    spec.modelname = "two people and five props in Zvezda, plainly"
    spec.compiler.degree = False
    spec.option.timestep = 0.004
    spec.option.integrator = mujoco.mjtIntegrator.mjINT_RK4
    spec.option.jacobian = mujoco.mjtJacobian.mjJAC_DENSE
    spec.option.gravity = (0.0, 0.0, 0.0)
    spec.option.density, spec.option.viscosity = rehearsal.world.air_density, rehearsal.world.air_viscosity
    bodies = [spec.worldbody]
    for node in assembly.nodes[1:]:
        parent = spec.worldbody if node.parent < 0 else bodies[node.parent]
        bodies.append(add_body(spec, parent, node, floating=node.dof >= 0))
    moving = [shape for shape in assembly.shapes if shape.collides and shape.node]
    fixed = [shape for shape in assembly.shapes if shape.collides and not shape.node]
    state = start_state(rehearsal, assembly, build_model(assembly, rehearsal.world))
    roots = [node for node in assembly.nodes if node.dof >= 0]
    places = np.array([state.coordinates[node.coordinate : node.coordinate + 3] for node in roots])
    fixed.sort(key=lambda shape: float(np.linalg.norm(places - np.asarray(shape.position), axis=1).min()))
    for shape in (*fixed[: SHAPES - len(moving)], *moving):
        add_geom(bodies[shape.node], shape)
    spec.add_key(name="start", qpos=state.coordinates, qvel=state.velocities)
    add_holds(spec, assembly, state)
    return spec


def main(arguments: list[str]) -> int:
    """Writes the file."""
    spec = bare_model(bench_scene(length_s=1.0))
    spec.compile()
    Path(arguments[0]).write_text(spec.to_xml(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
