"""One step of classical Runge-Kutta, taken by hand so that the ledger sees the forces of all four stages.

Why by hand: forces read once a step close the momentum balance to 1e-1 N s in a collision; weighted as the integrator
weighs its stages they close to 1e-5 (handbook physics, section 6). The states are those of MuJoCo's own RK4.
"""

from __future__ import annotations

from typing import Protocol

import mujoco
import numpy as np

from offworld.rehearse.system import System

WEIGHTS = (1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0)
"""How classical RK4 weighs its four stages."""

_ALL = int(mujoco.mjtStage.mjSTAGE_NONE)
# Gravity is part of the bias, which the velocity stage works out: a field that changed is taken up from there.
_FROM_FIELDS = int(mujoco.mjtStage.mjSTAGE_POS)


class Observer(Protocol):
    """What looks at the forces of each stage."""

    def stage(self, number: int) -> None:
        """Called with the stage's forces in the data, number 0 to 3."""


class Stepper:
    """Advances a system; holds no state of its own between steps."""

    def __init__(self, system: System, observer: Observer, step_s: float) -> None:
        self.model = system.model
        self.data = system.data
        self.observer = observer
        self.h = step_s

    def look(self) -> None:
        """Bring positions, velocities and forces of the data up to the present state."""
        mujoco.mj_forwardSkip(self.model, self.data, _ALL, 1)

    def act(self) -> None:
        """Take up changed torques or fields after `look`, at the same state."""
        mujoco.mj_forwardSkip(self.model, self.data, _FROM_FIELDS, 1)

    def advance(self) -> None:
        """One step from a state whose forces are up to date (after `look` or `act`)."""
        model, data, h = self.model, self.data, self.h
        observe, forward, move = self.observer.stage, mujoco.mj_forwardSkip, mujoco.mj_integratePos
        q0, v0, a1 = data.qpos.copy(), data.qvel.copy(), data.qacc.copy()
        data.qacc_warmstart[:] = a1
        observe(0)
        q = q0.copy()
        move(model, q, v0, h / 2)
        v2 = v0 + (h / 2) * a1
        data.qpos[:], data.qvel[:] = q, v2
        data.time += h / 2
        forward(model, data, _ALL, 1)
        observe(1)
        a2 = data.qacc.copy()
        q = q0.copy()
        move(model, q, v2, h / 2)
        v3 = v0 + (h / 2) * a2
        data.qpos[:], data.qvel[:] = q, v3
        forward(model, data, _ALL, 1)
        observe(2)
        a3 = data.qacc.copy()
        q = q0.copy()
        move(model, q, v3, h)
        v4 = v0 + h * a3
        data.qpos[:], data.qvel[:] = q, v4
        data.time += h / 2
        forward(model, data, _ALL, 1)
        observe(3)
        q = q0
        move(model, q, (v0 + 2.0 * (v2 + v3) + v4) / 6.0, h)
        data.qvel[:] = v0 + (h / 6.0) * (a1 + 2.0 * (a2 + a3) + data.qacc)
        data.qpos[:] = q
        if not np.isfinite(data.qvel).all():
            raise FloatingPointError("the simulated state is no longer finite")
