"""Momentum and angular momentum of free trees over time.

The armature of a hinge (rotor inertia of the model) turns with neither of its two nodes and carries no momentum of
the tree: in the equations of motion it stands in the hinge's own row only, so that free motion keeps exactly the sums
below, which run over the nodes alone (`tests/audit/test_against_mujoco.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.audit.motion import Floats, Motion
from offworld.film.assembly import Assembly
from offworld.geometry import rotation


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TreeMotion:
    """One free tree as a whole, over time; set frame."""

    tree: str
    """Person or prop."""
    root: int
    """Node index of its root."""
    nodes: tuple[int, ...]
    """All its nodes."""
    mass: float
    """kg."""
    centre: Floats
    """(n, 3): centre of mass, m."""
    momentum: Floats
    """(n, 3): N s."""
    angular: Floats
    """(n, 3): about the set origin, N m s."""


def trees_of(assembly: Assembly) -> dict[str, tuple[int, ...]]:
    """Free trees by name: their nodes, the root first."""
    roots = {index: node.tree for index, node in enumerate(assembly.nodes) if node.dof >= 0}
    members: dict[int, list[int]] = {root: [root] for root in roots}
    owner = {root: root for root in roots}
    for index, node in enumerate(assembly.nodes):
        if index not in owner and node.parent in owner:
            owner[index] = owner[node.parent]
            members[owner[index]].append(index)
    return {roots[root]: tuple(nodes) for root, nodes in members.items()}


def tree_motion(assembly: Assembly, motion: Motion, tree: str, nodes: tuple[int, ...]) -> TreeMotion:
    """Sums one free tree."""
    n = motion.position.shape[1]
    mass, moment = 0.0, np.zeros((n, 3))
    momentum, angular = np.zeros((n, 3)), np.zeros((n, 3))
    for index in nodes:
        node = assembly.nodes[index]
        centre, velocity = motion.point(index, node.centre), motion.point_velocity(index, node.centre)
        axes = rotation.multiply(motion.attitude[index], node.inertia_attitude)
        local_spin = rotation.rotate(rotation.conjugate(axes), motion.spin[index])
        mass += node.mass_kg
        moment += node.mass_kg * centre
        momentum += node.mass_kg * velocity
        angular += node.mass_kg * rotation.cross(centre, velocity)
        angular += rotation.rotate(axes, np.asarray(node.inertia) * local_spin)
    centre = moment / mass if mass > 0.0 else moment
    return TreeMotion(
        tree=tree, root=nodes[0], nodes=nodes, mass=mass, centre=centre, momentum=momentum, angular=angular
    )
