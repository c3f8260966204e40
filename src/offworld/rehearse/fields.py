"""The world's fields on every body: a uniform acceleration, and the forces of a turning frame.

They are set once a control step. A force that follows speed is then half a control step late: at 0.4 m/s in a parabola
that is 6e-4 of a force of 4 N; the ledger books what was really applied.
"""

from __future__ import annotations

import numpy as np

from offworld.film.scene import Rehearsal
from offworld.geometry.rotation import cross
from offworld.rehearse.system import Floats, System
from offworld.world import turn, turning_wrenches, uniform_acceleration


class Fields:
    """Applies a world to a system."""

    def __init__(self, system: System, rehearsal: Rehearsal) -> None:
        self.system, self.world, self.stage_set = system, rehearsal.world, rehearsal.stage_set
        omega, omega_dot = turn(self.world, self.stage_set, 0.0)
        self.rotates = bool(np.any(omega) or np.any(omega_dot) or self.world.kind in {"orbit", "parabola"})
        self._bodies = np.concatenate([tree.bodies for tree in system.trees])
        self._mass = system.model.body_mass[self._bodies]
        self._root = system.model.body_rootid[self._bodies]
        self._inertia = system.model.body_inertia[self._bodies]

    def apply(self, time_s: float) -> None:
        """Set the fields for the coming control step."""
        data, model, bodies = self.system.data, self.system.model, self._bodies
        model.opt.gravity[:] = uniform_acceleration(self.world, self.stage_set, time_s)
        if not self.rotates:
            return
        spins, velocities = self._motion()
        axes = data.ximat.take(bodies, 0).reshape(-1, 3, 3)
        inertias = (axes * self._inertia[:, None, :]) @ axes.transpose(0, 2, 1)
        places = data.xipos.take(bodies, 0)
        forces, torques = turning_wrenches(
            self.world, self.stage_set, time_s, places, velocities, spins, self._mass, inertias
        )
        data.xfrc_applied[bodies, :3] = forces
        data.xfrc_applied[bodies, 3:] = torques
        data.qfrc_applied[:] = 0.0

    def gather(self) -> None:
        """Keep what the fields come to on all coordinates, once the forces of the first stage are known.

        The simulator would sum the forces on single bodies up anew at every stage, which takes a fifth of its time.
        """
        if not self.rotates:
            return
        data = self.system.data
        data.qfrc_applied[:] = data.qfrc_smooth - data.qfrc_passive + data.qfrc_bias - data.qfrc_actuator
        data.xfrc_applied[:] = 0.0

    def _motion(self) -> tuple[Floats, Floats]:
        """Angular velocities and velocities of the centres of all bodies, set frame."""
        data, bodies = self.system.data, self._bodies
        six = data.cvel.take(bodies, 0)
        arm = data.xipos.take(bodies, 0) - data.subtree_com.take(self._root, 0)
        return six[:, :3], six[:, 3:] + cross(six[:, :3], arm)
