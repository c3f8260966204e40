"""The simulator's model of an assembly: one body for each node, one geom for each shape that collides.

Choices, each with its reason (handbook physics, section 6; measured in `docs/body.md`):

- RK4 at 4 ms, freejoints without damping, armature at the hinges: a resting floater does not swim.
- Dense Jacobian: the sparse solver invents force where two people touch through two pairs of limbs.
- Contact as soft as flesh (time constant 0.04 s): a blow of 0.4 m/s then lasts about 0.1 s, as on muscle and padded
  panels, and RK4 at 4 ms follows it; its peak force is still no measurement.
- Equalities at 12 ms, impedance 0.99: a pull of 60 N opens a grip by about 0.1 mm, and 12 ms is three steps.
- Contacts are filtered by bits, so that no pair that may not touch is ever looked at.
- The set is one fixed body for each cubic metre, so that what is far away is passed over at once: two people and five
  props in Zvezda step a third faster than with all of it on one body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from offworld.body.filters import touch_of
from offworld.body.geoms import add_geom
from offworld.film.assembly import Assembly, Joint, Node, Shape
from offworld.film.blocking import Channel
from offworld.film.world import World

Ints = npt.NDArray[np.int64]

STEP_S = 0.004
"""Simulation step, s."""
LIMIT_TIME_S = 0.03
"""Time constant of the ends of joint ranges, s; chosen."""
HOLD_TIME_S = 0.012
"""Time constant of holds, s; three steps."""
HOLD_IMPEDANCE = 0.99
"""Share of the constraint that is hard; what is left lets a grip open by a tenth of a millimetre."""
CELL_M = 1.0
"""Edge of the cubes by which the set's shapes are put on bodies, m; measured best of 0.7, 1 and 2."""
STRAPS = ("pelvis", "chest", "left_thigh", "right_thigh")
"""Segments that straps can tie."""
LIMBS: tuple[Channel, ...] = ("left hand", "right hand", "left foot", "right foot")
"""What can hold."""
VELCRO = "velcro"
"""Name of a prop's own slot."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyModel:
    """A compiled model and where everything of the assembly is in it."""

    assembly: Assembly
    """What it was built from."""
    model: Any
    """`mujoco.MjModel`; bodies, hinges, motors, geoms and sites carry the assembly's ids."""
    body: Ints
    """(nodes,) body id of each node; 0 for the set."""
    node: Ints
    """(bodies,) node index of each body; the set has several bodies, all node 0."""
    trees: tuple[str, ...]
    """Free trees, in order."""
    tree_root: Ints
    """(trees,) node index of each tree's root."""
    tree_dof: Ints
    """(trees,) first of the six velocities of each root."""
    tree_coordinate: Ints
    """(trees,) first of the seven coordinates of each root."""
    joint_ids: tuple[str, ...]
    """All hinges with muscles, in order of velocities."""
    joint_dof: Ints
    """(joints,) velocity index of each."""
    joint_coordinate: Ints
    """(joints,) coordinate index of each."""
    joint_motor: Ints
    """(joints,) actuator of each."""
    slots: dict[tuple[str, str], int]
    """Equality id of each hold slot, by person and limb (`left hand`), person and strap (`strap pelvis`), or prop and
    `velcro`."""
    shape: Ints
    """(geoms,) index into the assembly's shapes."""

    def data(self) -> Any:
        """New `mujoco.MjData` with every hold open."""
        data = mujoco.MjData(self.model)
        data.eq_active[:] = 0
        return data


def build_model(
    assembly: Assembly, world: World, *, step_s: float = STEP_S, holds: bool = True, contacts: bool = True
) -> BodyModel:
    """Compile an assembly.

    Args:
        assembly: nodes, shapes, sites.
        world: its uniform gravity and its air; fields that depend on place or speed are the rehearsal's.
        step_s: simulation step, s.
        holds: False leaves out all hold slots.
        contacts: False leaves out all shapes that collide, for what needs kinematics alone.
    """
    spec = mujoco.MjSpec()
    _options(spec, world, step_s)
    bodies: list[Any] = []
    cells: dict[tuple[int, ...], Any] = {}
    touches = touch_of(assembly) if contacts else {}
    by_node: dict[int, list[Shape]] = {}
    for shape in assembly.shapes:
        if shape.id in touches:
            by_node.setdefault(shape.node, []).append(shape)
    for i, node in enumerate(assembly.nodes):
        parent = spec.worldbody if node.parent < 0 else bodies[node.parent]
        bodies.append(spec.worldbody if i == 0 else _add_body(spec, parent, node))
        for shape in by_node.get(i, []):
            body = bodies[i] if i else _cell(spec, cells, shape)
            add_geom(spec, body, shape, touches[shape.id], node)
    for site in assembly.sites:
        bodies[site.node].add_site(name=site.id, pos=site.position, quat=site.attitude)
    if holds:
        for (who, limb), body in slot_nodes(assembly).items():
            _add_slot(spec, f"{who}/{limb}", assembly.nodes[body].id)
    return _index(assembly, spec.compile())


def slot_nodes(assembly: Assembly) -> dict[tuple[str, str], int]:
    """Node that each hold slot grips with, by person or prop and name of the slot."""
    found: dict[tuple[str, str], int] = {}
    index = {node.id: i for i, node in enumerate(assembly.nodes)}
    for root in (node for node in assembly.nodes if node.dof >= 0):
        if f"{root.tree}/pelvis" not in index:
            found[root.tree, VELCRO] = index[root.id]
            continue
        for limb in LIMBS:
            found[root.tree, limb] = index[f"{root.tree}/{limb.replace(' ', '_')}"]
        for segment in STRAPS:
            found[root.tree, f"strap {segment}"] = index[f"{root.tree}/{segment}"]
    return found


def _options(spec: Any, world: World, step_s: float) -> None:
    option = spec.option
    option.timestep = step_s
    option.integrator = mujoco.mjtIntegrator.mjINT_RK4
    option.jacobian = mujoco.mjtJacobian.mjJAC_DENSE
    option.cone = mujoco.mjtCone.mjCONE_PYRAMIDAL
    option.solver = mujoco.mjtSolver.mjSOL_NEWTON
    # Tight enough that what the solver leaves over is no force, at no cost: with 1e-10 it leaves up to 1e-3 N now and
    # then where something is first touched, and with 1e-14 no more than 1e-7 N.
    option.tolerance = 1e-14
    option.iterations = 100
    option.gravity = world.gravity
    option.density = world.air_density
    # In a vacuum there is nothing viscous either.
    option.viscosity = world.air_viscosity if world.air_density > 0.0 else 0.0
    option.wind = world.air_flow
    # Warm starts make a state's future depend on its past: a take restarts from any beat to the same bytes only with
    # the warm start stored, which `mjSTATE_INTEGRATION` does.
    spec.compiler.degree = False
    spec.compiler.autolimits = True
    spec.memory = 128 << 20


def _cell(spec: Any, cells: dict[tuple[int, ...], Any], shape: Shape) -> Any:
    """The fixed body of the cube that a shape of the set has its centre in."""
    key = tuple(int(v) for v in np.floor(np.asarray(shape.position) / CELL_M))
    if key not in cells:
        cells[key] = spec.worldbody.add_body(name=f"set/{len(cells)}")
    return cells[key]


def _add_body(spec: Any, parent: Any, node: Node) -> Any:
    body = parent.add_body(name=node.id, pos=node.position, quat=node.attitude)
    body.explicitinertial = True
    body.mass = node.mass_kg
    body.ipos, body.iquat, body.inertia = node.centre, node.inertia_attitude, node.inertia
    if node.dof >= 0:
        body.add_freejoint(name=f"{node.id}/free", align=False)
    for joint in node.joints:
        _add_joint(spec, body, joint)
    return body


def _add_joint(spec: Any, body: Any, joint: Joint) -> None:
    body.add_joint(
        name=joint.id,
        type=mujoco.mjtJoint.mjJNT_HINGE,
        axis=joint.axis,
        pos=joint.anchor,
        limited=True,
        range=(joint.low, joint.high),
        armature=joint.armature,
        stiffness=(joint.stiffness, 0.0, 0.0),
        springref=joint.rest,
        damping=(joint.damping, 0.0, 0.0),
        solref_limit=(LIMIT_TIME_S, 1.0),
    )
    motor = spec.add_actuator(
        name=joint.id,
        target=joint.id,
        trntype=mujoco.mjtTrn.mjTRN_JOINT,
        ctrllimited=True,
        ctrlrange=(-joint.torque, joint.torque),
    )
    motor.set_to_motor()


def _add_slot(spec: Any, name: str, body: str) -> None:
    """A weld to the set that does nothing until `offworld.body.grip` retargets it."""
    spec.add_equality(
        name=name,
        type=mujoco.mjtEq.mjEQ_WELD,
        objtype=mujoco.mjtObj.mjOBJ_BODY,
        name1=body,
        name2="world",
        active=False,
        solref=(HOLD_TIME_S, 1.0),
        solimp=(HOLD_IMPEDANCE, HOLD_IMPEDANCE, 0.001, 0.5, 2.0),
        data=(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0),
    )


def _index(assembly: Assembly, model: Any) -> BodyModel:
    body = np.array([0, *(model.body(node.id).id for node in assembly.nodes[1:])], dtype=np.int64)
    node = np.zeros(model.nbody, dtype=np.int64)
    node[body] = np.arange(len(body))
    roots = [i for i, one in enumerate(assembly.nodes) if one.dof >= 0]
    joints = [joint for one in assembly.nodes for joint in one.joints]
    dofs = np.array([assembly.nodes[i].dof for i in roots], dtype=np.int64)
    for start in dofs:
        still = slice(start, start + 6)
        assert not np.any(model.dof_damping[still]), "a free root is never damped"
        assert not np.any(model.dof_armature[still]), "a free root has no armature"
    assert all(model.joint(joint.id).dofadr[0] == joint.dof for joint in joints), "velocities are in order"
    number = {shape.id: i for i, shape in enumerate(assembly.shapes)}
    slots = slot_nodes(assembly) if model.neq else {}
    return BodyModel(
        assembly=assembly,
        model=model,
        body=body,
        node=node,
        trees=tuple(assembly.nodes[i].tree for i in roots),
        tree_root=np.array(roots, dtype=np.int64),
        tree_dof=dofs,
        tree_coordinate=np.array([assembly.nodes[i].coordinate for i in roots], dtype=np.int64),
        joint_ids=tuple(joint.id for joint in joints),
        joint_dof=np.array([joint.dof for joint in joints], dtype=np.int64),
        joint_coordinate=np.array([joint.coordinate for joint in joints], dtype=np.int64),
        joint_motor=np.array([model.actuator(joint.id).id for joint in joints], dtype=np.int64),
        slots={key: int(model.equality(f"{key[0]}/{key[1]}").id) for key in slots},
        shape=np.array([number[model.geom(i).name] for i in range(model.ngeom)], dtype=np.int64),
    )
