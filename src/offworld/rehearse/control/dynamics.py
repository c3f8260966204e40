"""The equations of one island: people, what they hold and who holds them, as linear maps of one unknown vector.

Unknowns y = (accelerations of all hinges, wrench of every hold on its holder at the grip point, set frame).
The six root equations of each free tree, M_rr a_r + M_rj a_j + h_r = (Jᵀ f)_r, are solved for a_r, so that all
accelerations are a = B y + a0 and all muscle torques τ = T y + t0. h holds everything that is not a muscle, a hold or a
contact: centrifugal terms, passive tissue, air, gravity and the world's fields. Trees share no inertia, so each tree
is worked out by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np

from offworld.rehearse.holds import Hold
from offworld.rehearse.system import Floats, Ints, System, Tree


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """Where the velocities of one tree of an island are."""

    own: slice
    """In the model."""
    root: slice
    """Its six root velocities, in the island."""
    joints: slice
    """Its hinges, in the island's velocities."""
    columns: slice
    """Its hinges, in the unknowns."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Island:
    """Trees that act on each other through holds."""

    trees: tuple[Tree, ...]
    """Free trees, in order."""
    holds: tuple[Hold, ...]
    """Holds within the island or between it and the room."""
    blocks: tuple[Block, ...]
    """One for each tree."""
    dofs: Ints
    """(nv,) velocity indices of all trees."""
    hinges: Ints
    """(nj,) positions of the hinges within `dofs`."""
    motors: Ints
    """(nj,) actuators of the hinges."""
    speeds: Ints
    """(nj,) velocity indices of the hinges."""
    angles: Ints
    """(nj,) coordinate indices of the hinges."""
    torque: Floats
    """(nj,) isometric limits, N m."""
    low: Floats
    """(nj,) lower ends of the ranges, rad."""
    high: Floats
    """(nj,) upper ends."""


def make_island(trees: tuple[Tree, ...], holds: tuple[Hold, ...]) -> Island:
    """Lay out the unknowns of an island."""
    blocks, hinges, at, column = [], [], 0, 0
    for tree in trees:
        size, joints = len(tree.dofs), len(tree.hinges)
        assert tree.dofs[-1] == tree.dof + size - 1, "a tree's velocities are in one piece"
        blocks.append(
            Block(
                own=slice(tree.dof, tree.dof + size), root=slice(at, at + 6), joints=slice(at + 6, at + size),
                columns=slice(column, column + joints),
            )
        )  # fmt: skip
        hinges.append(np.arange(at + 6, at + size))
        at, column = at + size, column + joints
    return Island(
        trees=trees, holds=holds, blocks=tuple(blocks), dofs=np.concatenate([tree.dofs for tree in trees]),
        hinges=np.concatenate(hinges), motors=np.concatenate([tree.motors for tree in trees]),
        speeds=np.concatenate([tree.hinges for tree in trees]),
        angles=np.concatenate([tree.hinge_coordinates for tree in trees]),
        torque=np.concatenate([tree.torque for tree in trees]),
        low=np.concatenate([tree.low for tree in trees]), high=np.concatenate([tree.high for tree in trees]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dynamics:
    """One island at one tick."""

    system: System
    """What is simulated."""
    island: Island
    """Which part of it."""
    B: Floats
    """(nv, ny) accelerations from unknowns."""
    a0: Floats
    """(nv,)."""
    T: Floats
    """(nj, ny) torques from unknowns."""
    t0: Floats
    """(nj,)."""
    J: Floats
    """(6k, nv) relative motion of each hold's two bodies at the grip point."""
    drift: Floats
    """(6k,) that motion's acceleration when all accelerations are zero."""
    points: Floats
    """(k, 3) grip points."""
    nj: int
    """Number of hinges; the unknowns after them are wrenches."""


def jacobian(system: System, body: int, point: Floats, dofs: Ints) -> Floats:
    """(6, nv) linear and angular motion of a body's point per unit velocity."""
    both = np.empty((6, system.model.nv))
    mujoco.mj_jac(system.model, system.data, both[:3], both[3:], point, body)
    return np.asarray(both.take(dofs, 1))


def jacobian_drift(system: System, body: int, point: Floats) -> Floats:
    """(6,) acceleration of a body's point when all joint accelerations are zero."""
    both = np.empty((6, system.model.nv))
    mujoco.mj_jacDot(system.model, system.data, both[:3], both[3:], point, body)
    return np.asarray(both @ system.data.qvel)


def _hold_rows(system: System, island: Island) -> tuple[Floats, Floats, Floats]:
    k = len(island.holds)
    J, drift, points = np.zeros((6 * k, len(island.dofs))), np.zeros(6 * k), np.zeros((k, 3))
    data = system.data
    for i, hold in enumerate(island.holds):
        point = data.xpos[hold.body] + data.xmat[hold.body].reshape(3, 3) @ np.asarray(hold.record.anchor)
        rows = slice(6 * i, 6 * i + 6)
        points[i] = point
        J[rows] = jacobian(system, hold.body, point, island.dofs)
        drift[rows] = jacobian_drift(system, hold.body, point)
        if hold.partner_body:
            J[rows] -= jacobian(system, hold.partner_body, point, island.dofs)
            drift[rows] -= jacobian_drift(system, hold.partner_body, point)
    return J, drift, points


def dynamics(system: System, island: Island, mass_matrix: Floats) -> Dynamics:
    """Set up an island's equations at the present state.

    Args:
        system: with fresh position, velocity and actuation stages.
        island: which trees and holds.
        mass_matrix: (all, all) of the whole system.
    """
    data: Any = system.data
    nv, nj = len(island.dofs), len(island.hinges)
    h = (data.qfrc_actuator - data.qfrc_smooth).take(island.dofs)
    J, drift, points = _hold_rows(system, island)
    ny = nj + len(J)
    B, a0 = np.zeros((nv, ny)), np.zeros(nv)
    T, t0 = np.zeros((nj, ny)), np.zeros(nj)
    B[island.hinges, np.arange(nj)] = 1.0
    for block in island.blocks:
        M, root, joints, columns = mass_matrix[block.own, block.own], block.root, block.joints, block.columns
        own = columns.stop - columns.start
        right = np.empty((6, ny - nj + own + 1))
        right[:, :own], right[:, own:-1], right[:, -1] = -M[:6, 6:], J[:, root].T, -h[root]
        solved = np.linalg.solve(M[:6, :6], right)
        B[root, columns], B[root, nj:], a0[root] = solved[:, :own], solved[:, own:-1], solved[:, -1]
        through = M[6:, :6] @ solved
        T[columns, columns] = M[6:, 6:] + through[:, :own]
        T[columns, nj:] = through[:, own:-1] - J[:, joints].T
        t0[columns] = through[:, -1] + h[joints]
    return Dynamics(
        system=system, island=island, B=B, a0=a0, T=T, t0=t0, J=J, drift=drift, points=points, nj=nj
    )
