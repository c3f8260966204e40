"""What share of a person's strength a planned turn takes."""

from __future__ import annotations

from typing import Final

import mujoco
import numpy as np

from offworld.rehearse.system import Floats
from offworld.rehearse.turning.swing import Swing
from offworld.rehearse.turning.swinging import Swinging
from offworld.strength import torque_bounds

MOMENTS: Final = 32
"""Of a cycle that are looked at."""


def strain(swing: Swing, plan: Swinging) -> float:
    """The largest torque over strength at its speed, of any hinge at any moment, without momentum.

    Args:
        swing: the person's exact motion.
        plan: what the limbs do.
    """
    tree, worst = swing.tree, 0.0
    for time in np.linspace(0.0, plan.duration, MOMENTS * plan.cycles + 1):
        angles, speeds, accelerations = plan.at(float(time))
        torques = _torques(swing, angles, speeds, accelerations)
        low, high = torque_bounds(tree.torque, speeds)
        worst = max(worst, float(np.max(torques / np.where(torques < 0.0, low, high))))
    return worst


def _torques(swing: Swing, angles: Floats, speeds: Floats, accelerations: Floats) -> Floats:
    """(hinges,) N m that the muscles give: the equations of motion of a free body, its root solved for."""
    model, data, tree = swing.model, swing.data, swing.tree
    spin = swing.spin(angles, speeds)
    root = slice(tree.dof, tree.dof + 6)
    data.qvel[root][3:] = spin
    mujoco.mj_comVel(model, data)
    mujoco.mj_passive(model, data)
    rest, mass = np.zeros(model.nv), np.zeros((model.nv, model.nv))
    mujoco.mj_rne(model, data, 0, rest)
    rest = rest - data.qfrc_passive
    mujoco.mj_fullM(model, data, mass)
    a_root = -np.linalg.solve(mass[root, root], mass[root][:, tree.hinges] @ accelerations + rest[root])
    through = mass[tree.hinges][:, tree.hinges] @ accelerations + mass[tree.hinges][:, root] @ a_root
    data.qvel[root] = 0.0
    return np.asarray(through + rest[tree.hinges])
