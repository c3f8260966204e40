"""Where every node was and how it moved, worked out from coordinates and the assembly alone.

Forward kinematics after R. Featherstone, Rigid Body Dynamics Algorithms (2008), chapter 4, written for all times at
once: each array has the time as its first axis. It shares no code with what made the take.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offworld.film.assembly import Assembly, Node
from offworld.geometry import rotation

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Motion:
    """All nodes over time; the set frame throughout."""

    position: Floats
    """(nodes, n, 3): node origins, m."""
    attitude: Floats
    """(nodes, n, 4): node axes to the set frame."""
    velocity: Floats
    """(nodes, n, 3): of the node origins, m/s."""
    spin: Floats
    """(nodes, n, 3): rad/s."""

    def point(self, node: int, local: tuple[float, float, float], at: int | slice = slice(None)) -> Floats:
        """Where a point of a node is, (..., 3) m."""
        return np.asarray(self.position[node, at] + rotation.rotate(self.attitude[node, at], local))

    def point_velocity(
        self, node: int, local: tuple[float, float, float], at: int | slice = slice(None)
    ) -> Floats:
        """How a point of a node moves, (..., 3) m/s."""
        arm = rotation.rotate(self.attitude[node, at], local)
        return np.asarray(self.velocity[node, at] + rotation.cross(self.spin[node, at], arm))


def motion_of(assembly: Assembly, coordinates: Floats, velocities: Floats) -> Motion:
    """Works out the motion of all nodes.

    Args:
        assembly: the nodes, parents before children.
        coordinates: (n, nq); the first quaternion of a root is scaled to unit length.
        velocities: (n, nv).
    """
    n, nodes = len(coordinates), len(assembly.nodes)
    out = Motion(
        position=np.zeros((nodes, n, 3)),
        attitude=np.tile(rotation.identity(), (nodes, n, 1)),
        velocity=np.zeros((nodes, n, 3)),
        spin=np.zeros((nodes, n, 3)),
    )
    for index, node in enumerate(assembly.nodes):
        if node.dof >= 0:
            _place_root(out, index, node, coordinates, velocities)
        elif node.parent >= 0:
            _place_child(out, index, node, coordinates, velocities)
    return out


def _place_root(out: Motion, index: int, node: Node, coordinates: Floats, velocities: Floats) -> None:
    first, dof = node.coordinate, node.dof
    quat = coordinates[:, first + 3 : first + 7]
    length = np.linalg.norm(quat, axis=1, keepdims=True)
    out.position[index] = coordinates[:, first : first + 3]
    out.attitude[index] = np.where(
        length > 0.0, quat / np.where(length > 0.0, length, 1.0), rotation.identity()
    )
    out.velocity[index] = velocities[:, dof : dof + 3]
    out.spin[index] = rotation.rotate(out.attitude[index], velocities[:, dof + 3 : dof + 6])


def _place_child(out: Motion, index: int, node: Node, coordinates: Floats, velocities: Floats) -> None:
    """Turns the node about its hinges in order; each carries what it adds to the motion of the node's origin."""
    parent = node.parent
    attitude = rotation.multiply(out.attitude[parent], node.attitude)
    position = out.point(parent, node.position)
    spin = out.spin[parent].copy()
    pivots = []
    for joint in node.joints:
        axis, anchor = (
            rotation.rotate(attitude, joint.axis),
            position + rotation.rotate(attitude, joint.anchor),
        )
        half = 0.5 * coordinates[:, joint.coordinate, None]
        turn = np.concatenate([np.cos(half), np.sin(half) * np.asarray(joint.axis)], axis=1)
        attitude = rotation.multiply(attitude, turn)
        position = anchor - rotation.rotate(attitude, joint.anchor)
        rate = velocities[:, joint.dof, None] * axis
        spin += rate
        pivots.append((rate, anchor))
    velocity = out.velocity[parent] + rotation.cross(out.spin[parent], position - out.position[parent])
    for rate, anchor in pivots:
        velocity += rotation.cross(rate, position - anchor)
    out.attitude[index], out.position[index] = attitude, position
    out.spin[index], out.velocity[index] = spin, velocity
