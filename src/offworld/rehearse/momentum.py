"""The momentum of every free tree as what a step integrates, in place of the velocity of its root.

The equations of motion of a tree are those of its momentum P, its angular momentum L about the set origin, its hinge
speeds and its coordinates. Runge-Kutta keeps a sum exactly, and momentum is one: what it changes by in a step is the
weighed sum of the wrenches of the four stages. A root's velocity is none, since it depends on the pose: integrated
itself it leaves 1e-6 to 1e-3 N s over wherever torques jump or skin rubs, which would be a force that nobody gave.
So hinge speeds are integrated as ever, P and L with the same weights, and the root has the velocity at which the tree
has that momentum. Both ways agree to the fifth order of the step.

The wrench of a stage is worked out from the accelerations, M a plus the centrifugal terms, and not from the forces
that the simulator names: where those do not fit (a solver that did not converge, a force that nobody booked), ledger
and momentum part, and the audit sees it.
"""

from __future__ import annotations

import mujoco
import numpy as np

from offworld.geometry.rotation import cross
from offworld.rehearse.system import Floats, System

WEIGHTS = (1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0)
"""How classical RK4 weighs its four stages."""
_WEIGHTS = np.array(WEIGHTS)
_SQUARE = np.array([0, 3, 4, 3, 1, 5, 4, 5, 2])
"""Where the simulator keeps the nine elements of a symmetric matrix: xx, yy, zz, xy, xz, yz."""


class MomentumState:
    """Momenta of all free trees during one step."""

    def __init__(self, system: System) -> None:
        model, data, trees = system.model, system.data, len(system.trees)
        self.model, self.data = model, data
        self._trees = trees
        self._roots = system.root_bodies
        self._columns = system.root_columns
        self._mass = system.masses[:, None]
        # Views on the simulator's own arrays, which stay where they are, each with a row for each stage and one more,
        # for the start or the end of the step, to copy them to.
        watched = (data.xpos, data.xmat, data.subtree_com)
        self._watched = [(view, np.empty((5, *view.shape))) for view in watched]
        self._places, self._turns, self._centres = (rows for _, rows in self._watched)
        self._forces = np.empty((4, model.nv))
        self._spin = np.zeros((trees, 3))
        self._v, self._gravity, self._crb, self._com = (
            data.qvel,
            model.opt.gravity,
            data.crb,
            data.subtree_com,
        )
        self._linvel, self._angmom = data.subtree_linvel, data.subtree_angmom
        self._arms, self._pushes = np.zeros((5, trees, 3)), np.empty((5, trees, 3))

    def begin(self) -> None:
        """Read the momenta that the step starts with; the position stage is fresh."""
        # Not the velocities of the last look: whatever was written since then is seen, and told by the audit.
        mujoco.mj_comVel(self.model, self.data)
        mujoco.mj_subtreeVel(self.model, self.data)
        roots = self._roots
        np.multiply(self._linvel.take(roots, 0), self._mass, out=self._pushes[4])
        self._spin = self._angmom.take(roots, 0)
        self._arms[4] = self._com.take(roots, 0)

    def stage(self, number: int) -> None:
        """Keep what the momenta change by at a stage whose accelerations are in the data."""
        mujoco.mj_rne(self.model, self.data, 1, self._forces[number])
        for view, rows in self._watched:
            rows[number] = view

    def end(self, h: float) -> None:
        """Give the roots the velocities that their momenta at the end of a step of length h ask for.

        Coordinates and hinge speeds of the end are set; the position stage is fresh afterwards.
        """
        mujoco.mj_fwdPosition(self.model, self.data)
        mujoco.mj_comVel(self.model, self.data)
        mujoco.mj_subtreeVel(self.model, self.data)
        for view, rows in self._watched:
            rows[4] = view
        roots = self._roots
        places, centres = self._places.take(roots, 1), self._centres.take(roots, 1)
        turns = self._turns.take(roots, 1).reshape(5, self._trees, 3, 3)
        linear, angular = self._after(h, places, centres, turns)
        short = linear / self._mass - self._linvel.take(roots, 0)
        # Inertia of the whole tree about its centre of mass, set axes.
        inertia = self._crb.take(roots, 0).take(_SQUARE, 1).reshape(-1, 3, 3)
        spin = np.linalg.solve(inertia, (angular - self._angmom.take(roots, 0))[..., None])
        change = np.empty((self._trees, 6))
        change[:, :3] = short + cross(spin[..., 0], places[4] - centres[4])
        change[:, 3:] = (spin.transpose(0, 2, 1) @ turns[4])[:, 0]
        self._v[self._columns] += change.reshape(-1)

    def _after(self, h: float, places: Floats, centres: Floats, turns: Floats) -> tuple[Floats, Floats]:
        """(trees, 3) momenta and angular momenta about the centres of mass, both at the end of the step.

        Everything is counted about the centres at the end; the momentum of the start with its arm comes after the
        forces of the four stages.
        """
        rows = self._forces.take(self._columns, 1).reshape(4, self._trees, 6)
        arms, pushes = self._arms, self._pushes
        pushes[:4] = rows[..., :3]
        np.subtract(places[:4], centres[4], out=arms[:4])
        arms[4] -= centres[4]
        moments = cross(arms, pushes)
        moments[:4] += (turns[:4] @ rows[..., 3:, None])[..., 0]
        moments[4] += self._spin
        if self._gravity.any():
            # The simulator counts gravity among the centrifugal terms.
            weight = np.broadcast_to(self._mass * self._gravity, (4, self._trees, 3))
            pushes[:4] += weight
            moments[:4] += cross(centres[:4] - centres[4], weight)
        weights = np.array([*(h * _WEIGHTS), 1.0])
        shape = self._trees, 3
        return (weights @ pushes.reshape(5, -1)).reshape(shape), (weights @ moments.reshape(5, -1)).reshape(
            shape
        )
