"""Tasks: rows that the controller would like to be met, each in m/s² or rad/s², with a weight.

A task says what it wants of the unknowns of `control.dynamics`; whose limbs and why is the moves' business.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.rehearse.control.dynamics import Dynamics, jacobian, jacobian_drift
from offworld.rehearse.system import Floats, Tree

Rows = tuple[Floats, Floats, Floats]
"""Matrix (k, ny), wanted value (k,), weight (k,)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PointTask:
    """Accelerate a point of a body."""

    body: int
    """Body id."""
    point: Floats
    """Set frame, m."""
    wanted: Floats
    """m/s², set frame."""
    weight: float
    """Weight of each of three rows."""

    def rows(self, dynamics: Dynamics) -> Rows:
        """Three rows."""
        system, dofs = dynamics.system, dynamics.island.dofs
        J = jacobian(system, self.body, self.point, dofs)[:3]
        drift = jacobian_drift(system, self.body, self.point)[:3]
        return J @ dynamics.B, self.wanted - drift - J @ dynamics.a0, np.full(3, self.weight)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TurnTask:
    """Accelerate the turning of a body."""

    body: int
    """Body id."""
    wanted: Floats
    """rad/s², set frame."""
    weight: float
    """Weight of each of three rows."""

    def rows(self, dynamics: Dynamics) -> Rows:
        """Three rows."""
        system, dofs = dynamics.system, dynamics.island.dofs
        point = system.data.xipos[self.body]
        J = jacobian(system, self.body, point, dofs)[3:]
        drift = jacobian_drift(system, self.body, point)[3:]
        return J @ dynamics.B, self.wanted - drift - J @ dynamics.a0, np.full(3, self.weight)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MomentumTask:
    """Change the momentum of some trees together (a person with what is in the hands) through their outer holds."""

    trees: tuple[int, ...]
    """Tree indices."""
    acceleration: Floats
    """Of the common centre of mass, m/s², set frame."""
    spin_change: Floats
    """Of the angular momentum about it, N m, set frame."""
    weight: float
    """Of the three linear rows."""
    spin_weight: float
    """Of the three angular rows, which are divided by `SPIN_SCALE`."""

    def rows(self, dynamics: Dynamics) -> Rows:
        """Six rows; all zero where nothing outside is held."""
        system, island = dynamics.system, dynamics.island
        trees = [tree for tree in island.trees if tree.index in self.trees]
        mass = sum(tree.mass for tree in trees)
        centre = centre_of(system, trees)
        A = np.zeros((6, dynamics.B.shape[1]))
        for k, hold in enumerate(island.holds):
            sign = int(hold.holder in self.trees) - int(hold.partner in self.trees)
            if not sign:
                continue
            at = dynamics.nj + 6 * k
            A[:3, at : at + 3] = _ONE * (sign / mass)
            A[3:, at : at + 3] = skew(dynamics.points[k] - centre) * (sign / SPIN_SCALE)
            A[3:, at + 3 : at + 6] = _ONE * (sign / SPIN_SCALE)
        outer = outer_acceleration(system, trees, mass)
        wanted = np.concatenate([self.acceleration - outer, self.spin_change / SPIN_SCALE])
        return A, wanted, np.repeat([self.weight, self.spin_weight], 3)


SPIN_SCALE = 10.0
"""Angular rows are divided by this, kg m², so that they read like rad/s² of a stretched person."""


_ONE = np.eye(3)


def skew(v: Floats) -> Floats:
    """(3, 3) matrix of the cross product with v."""
    x, y, z = v
    return np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])


def centre_of(system: object, trees: list[Tree]) -> Floats:
    """Common centre of mass of trees, set frame."""
    data = system.data  # type: ignore[attr-defined]
    total = sum(tree.mass for tree in trees)
    return np.asarray(sum(tree.mass * data.subtree_com[tree.root_body] for tree in trees) / total)


def outer_acceleration(system: object, trees: list[Tree], mass: float) -> Floats:
    """What the world's fields give the common centre of mass, m/s²."""
    data, model = system.data, system.model  # type: ignore[attr-defined]
    force = sum(data.qfrc_applied[tree.dof : tree.dof + 3] for tree in trees)
    return np.asarray(model.opt.gravity + force / mass)


Task = PointTask | TurnTask | MomentumTask
