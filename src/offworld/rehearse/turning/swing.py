"""What a body does when its limbs move and nothing holds it: the exact motion at a given angular momentum.

Momentum of the whole is what the limbs cannot change: M_rr v + M_rj q̇ = h, so the root goes at v = M_rr⁻¹ (h − M_rj q̇)
(handbook physics, section 5). Without outer forces only its turning matters, and about the centre of mass that is
ω = I⁻¹ (L − L_j): I the inertia of the whole in the present pose, L_j the angular momentum of the limbs about a root at
rest. Integrated by midpoint rule over small steps of the pose. Without momentum the result depends on the poses gone
through and not on when.
"""

from __future__ import annotations

import mujoco
import numpy as np

from offworld.geometry import rotation
from offworld.geometry.rotation import cross
from offworld.rehearse.actor import Actor
from offworld.rehearse.system import Floats

_GAUSS = np.sqrt(3.0) / 6.0
"""Of a step, from its middle to either Gauss point."""
_SQUARE = np.array([0, 3, 4, 3, 1, 5, 4, 5, 2])
"""Where the simulator keeps the nine elements of a symmetric matrix: xx, yy, zz, xy, xz, yz."""


def gauss_points(begin: float, end: float, steps: int) -> Floats:
    """(2 steps,) where a path must be known for `Swing.turned_along`."""
    step = (end - begin) / steps
    middles = begin + step * (np.arange(steps) + 0.5)
    return np.asarray((middles[:, None] + step * np.array([-_GAUSS, _GAUSS])).reshape(-1))


class Swing:
    """A scratch copy of one person, the pelvis at rest in its own axes. The simulated state is not touched."""

    def __init__(self, actor: Actor) -> None:
        self.model, self.tree = actor.system.model, actor.tree
        self.data = mujoco.MjData(self.model)
        self.data.qpos[:] = actor.system.data.qpos
        root = int(self.model.jnt_qposadr[self.model.body_jntadr[self.tree.root_body]])
        self.data.qpos[root : root + 7] = [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
        self.data.qvel[:] = 0.0
        self._chest = actor.part("chest")

    def spin(self, angles: Floats, speeds: Floats, momentum: Floats | None = None) -> Floats:
        """Angular velocity of the pelvis, rad/s, in its own axes.

        Args:
            angles: (hinges,) rad.
            speeds: (hinges,) rad/s.
            momentum: (3,) of the whole about its centre of mass, N m s, in the pelvis' axes; None: none.
        """
        data, tree = self.data, self.tree
        data.qpos[tree.hinge_coordinates] = angles
        data.qvel[tree.hinges] = speeds
        mujoco.mj_kinematics(self.model, data)
        mujoco.mj_comPos(self.model, data)
        mujoco.mj_crb(self.model, data)
        mujoco.mj_comVel(self.model, data)
        mujoco.mj_subtreeVel(self.model, data)
        inertia = data.crb[tree.root_body].take(_SQUARE).reshape(3, 3)
        limbs = data.subtree_angmom[tree.root_body]
        return np.asarray(np.linalg.solve(inertia, (0.0 if momentum is None else momentum) - limbs))

    def turned(self, path: Floats, times: Floats | None = None, momentum: Floats | None = None) -> Floats:
        """How the pelvis has turned at the end of a path of poses.

        Args:
            path: (n + 1, hinges) rad.
            times: (n + 1,) s; needed with a momentum only.
            momentum: (3,) about the centre of mass, N m s, in the axes that the pelvis has at the beginning.

        Returns:
            (4,) attitude of the pelvis at the end, to its axes at the beginning.
        """
        attitude = rotation.identity()
        steps = np.ones(len(path) - 1) if times is None else np.diff(times)
        for k, step in enumerate(steps):
            middle, rate = 0.5 * (path[k] + path[k + 1]), (path[k + 1] - path[k]) / step
            own = None if momentum is None else rotation.rotate(rotation.conjugate(attitude), momentum)
            attitude = rotation.multiply(attitude, rotation.exp(self.spin(middle, rate, own) * step))
        return rotation.normalise(attitude)

    def turned_along(
        self, poses: Floats, rates: Floats, step: float, momentum: Floats | None = None
    ) -> Floats:
        """The same for a smooth path, to fourth order.

        Magnus' expansion with two Gauss points a step (Iserles and Nørsett 1999), for a rate in the turning axes.

        Args:
            poses: (2 n, hinges) rad at the Gauss points of n equal steps, see `gauss_points`.
            rates: (2 n, hinges) rad per unit of what the path is told in.
            step: in that unit; s with a momentum.
            momentum: as in `turned`.
        """
        attitude, before = rotation.identity(), np.zeros(3)
        early, late = ((0.5 - _GAUSS) * step, (0.5 + _GAUSS) * step)
        for k in range(0, len(poses), 2):
            own = []
            for ahead in (early, late):
                there = rotation.multiply(attitude, rotation.exp(before * ahead))
                own.append(None if momentum is None else rotation.rotate(rotation.conjugate(there), momentum))
            first = self.spin(poses[k], rates[k], own[0])
            second = self.spin(poses[k + 1], rates[k + 1], own[1])
            before = 0.5 * (first + second)
            twist = _GAUSS / 2.0 * step**2 * cross(first, second)
            attitude = rotation.multiply(attitude, rotation.exp(before * step + twist))
        return rotation.normalise(attitude)

    def chest(self, angles: Floats) -> Floats:
        """(3, 3) columns: forward, left and head direction of the chest in the pelvis' axes."""
        self.data.qpos[self.tree.hinge_coordinates] = angles
        mujoco.mj_kinematics(self.model, self.data)
        return np.array(self.data.xmat[self._chest].reshape(3, 3))
