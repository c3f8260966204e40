"""The simulated system: one model with its data, and which numbers of it belong to whom.

Everything is looked up by the assembly's own names once, so that no other module of the stage searches a model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from offworld.film.assembly import Assembly
from offworld.geometry.rotation import cross

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SET = -1
"""Tree index of the fixed room."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tree:
    """One free tree: a person or a prop."""

    index: int
    """Position in `System.trees`."""
    name: str
    """Person or prop id."""
    person: bool
    """True for a person (has joints)."""
    root_node: int
    """Node index of the root."""
    root_body: int
    """Body id of the root in the model."""
    dof: int
    """First of the six root velocities."""
    dofs: Ints
    """All its velocity indices: six of the root, then the hinges."""
    hinges: Ints
    """Velocity indices of the hinges."""
    hinge_coordinates: Ints
    """Coordinate indices of the hinges."""
    motors: Ints
    """Actuator index of each hinge."""
    torque: Floats
    """(hinges,) isometric limit, N m."""
    low: Floats
    """(hinges,) lower range, rad."""
    high: Floats
    """(hinges,) upper range, rad."""
    mass: float
    """kg."""
    bodies: Ints
    """Body ids."""


@dataclass(slots=True, kw_only=True, eq=False)
class System:
    """Model, data and the maps between the assembly and them."""

    assembly: Assembly
    """What has a shape."""
    model: Any
    """`mujoco.MjModel` compiled from it."""
    data: Any
    """`mujoco.MjData`: the state."""
    trees: tuple[Tree, ...]
    """Free trees, in order of the assembly."""
    tree_of_body: Ints
    """(bodies,) tree index of each body; SET for the room."""
    body_of_node: Ints
    """(nodes,) body id of each node."""
    node_of_body: Ints
    """(bodies,) node index of each body."""
    shape_of_geom: tuple[str, ...]
    """Shape id of each geom."""
    root_columns: Ints
    """(6 trees,) velocity indices of all roots."""
    root_bodies: Ints
    """(trees,) body ids of all roots."""
    masses: Floats
    """(trees,) kg."""
    joint_names: tuple[str, ...]
    """Hinge ids, tree by tree."""
    tree_of_geom: Ints
    """(geoms,) tree index of each geom; SET for the room."""
    by_name: dict[str, Tree]
    """Trees by name."""
    sites: dict[str, tuple[int, int]]
    """Site and body id by the site's name."""

    def tree(self, name: str) -> Tree:
        """The tree with that name."""
        return self.by_name[name]

    def tree_of_node(self, node: int) -> int:
        """Tree index of a node; SET for the room."""
        return int(self.tree_of_body[self.body_of_node[node]])

    def site(self, name: str) -> tuple[int, Floats]:
        """Body id and world position of a named site."""
        site, body = self.sites[name]
        return body, np.array(self.data.site_xpos[site])

    def momentum(self) -> Floats:
        """(trees, 6): momentum, N s, and angular momentum about the set origin, N m s; needs a fresh velocity stage."""
        mujoco.mj_subtreeVel(self.model, self.data)
        roots, data = self.root_bodies, self.data
        linear = data.subtree_linvel.take(roots, 0) * self.masses[:, None]
        spin = data.subtree_angmom.take(roots, 0) + cross(data.subtree_com.take(roots, 0), linear)
        return np.hstack([linear, spin])


def _tree(assembly: Assembly, model: Any, index: int, root: int, bodies: Ints) -> Tree:
    name = assembly.nodes[root].tree
    nodes = [i for i, node in enumerate(assembly.nodes) if node.tree == name]
    joints = [joint for i in nodes for joint in assembly.nodes[i].joints]
    ids = [model.joint(joint.id).id for joint in joints]
    start = int(model.body_dofadr[bodies[root]])
    hinges = np.array([model.jnt_dofadr[j] for j in ids], dtype=np.int64)
    motor_of_joint = {int(model.actuator_trnid[a, 0]): a for a in range(model.nu)}
    return Tree(
        index=index, name=name, person=bool(joints), root_node=root, root_body=int(bodies[root]), dof=start,
        dofs=np.concatenate([np.arange(start, start + 6), hinges]).astype(np.int64), hinges=hinges,
        hinge_coordinates=np.array([model.jnt_qposadr[j] for j in ids], dtype=np.int64),
        motors=np.array([motor_of_joint[j] for j in ids], dtype=np.int64),
        torque=np.array([joint.torque for joint in joints]), low=np.array([joint.low for joint in joints]),
        high=np.array([joint.high for joint in joints]), mass=float(model.body_subtreemass[bodies[root]]),
        bodies=np.array([bodies[i] for i in nodes], dtype=np.int64),
    )  # fmt: skip


def build_system(assembly: Assembly, model: Any) -> System:
    """Look up everything of an assembly in its compiled model.

    Args:
        assembly: what has a shape.
        model: the model compiled from it; bodies, joints and geoms carry the assembly's ids.
    """
    bodies = np.array(
        [0 if i == 0 else model.body(node.id).id for i, node in enumerate(assembly.nodes)], dtype=np.int64
    )
    roots = [i for i, node in enumerate(assembly.nodes) if node.dof >= 0]
    trees = tuple(_tree(assembly, model, k, root, bodies) for k, root in enumerate(roots))
    tree_of_body = np.full(model.nbody, SET, dtype=np.int64)
    node_of_body = np.zeros(model.nbody, dtype=np.int64)
    for tree in trees:
        tree_of_body[tree.bodies] = tree.index
    for node, body in enumerate(bodies):
        node_of_body[body] = node
    return System(
        assembly=assembly, model=model, data=mujoco.MjData(model), trees=trees, tree_of_body=tree_of_body,
        body_of_node=bodies, node_of_body=node_of_body,
        shape_of_geom=tuple(model.geom(g).name for g in range(model.ngeom)),
        root_columns=np.concatenate([np.arange(t.dof, t.dof + 6) for t in trees]).astype(np.int64),
        root_bodies=np.array([t.root_body for t in trees]), masses=np.array([t.mass for t in trees]),
        joint_names=tuple(j.id for t in trees for i in assembly.nodes if i.tree == t.name for j in i.joints),
        tree_of_geom=tree_of_body[np.asarray(model.geom_bodyid)], by_name={tree.name: tree for tree in trees},
        sites={model.site(s).name: (s, int(model.site_bodyid[s])) for s in range(model.nsite)},
    )  # fmt: skip
