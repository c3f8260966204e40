"""Steps of classical Runge-Kutta, taken by hand so that the ledger sees the forces of all stages.

Why by hand: forces read once a step close the momentum balance to 1e-1 N s in a collision; weighted as the integrator
weighs its stages they close to 1e-5 (handbook physics, section 6). The states are those of MuJoCo's own RK4.
Where rubbing starts and stops within a step, no integrator of high order follows: such a step is seen by its two trial
states at half time, whose forces then differ, and is taken again in parts (`docs/rehearse.md`).
"""

from __future__ import annotations

from typing import Protocol

import mujoco
import numpy as np

from offworld.rehearse.momentum import WEIGHTS, MomentumState
from offworld.rehearse.solver import Solver
from offworld.rehearse.system import Floats, System

PARTS = 3
"""Parts of a step that is taken again."""
UNSTEADY = 1e-3
"""m/s: a step is taken again when its two trial states at half time change the velocity of some root by so much
differently. Measured on a body thrown at a wall: places and angles then follow thirty times better, and where people
lean on each other one step in thirty is taken again; with a fifth of it, every second one, and no better."""
TOP_RATE = 200.0
"""rad/s or m/s: nothing in a cabin moves faster, so what does has diverged."""

_ALL = int(mujoco.mjtStage.mjSTAGE_NONE)
# Gravity is part of the bias, which the velocity stage works out: a field that changed is taken up from there.
_FROM_VELOCITIES = int(mujoco.mjtStage.mjSTAGE_POS)


class Observer(Protocol):
    """What looks at the forces of each stage."""

    def begin(self) -> None:
        """Called before the first stage of each step."""

    def again(self) -> None:
        """Called before the first stage of a step that is taken again: what was seen of it does not count."""

    def stage(self, *, first: bool, seconds: float) -> None:
        """Called with a stage's forces in the data.

        Args:
            first: the state is one that the integrator passes through, not a trial state.
            seconds: for how long the stage's forces count.
        """


class Stepper:
    """Advances a system; holds no state of its own between steps."""

    def __init__(self, system: System, observer: Observer, step_s: float) -> None:
        self.model = system.model
        self.data = data = system.data
        self.observer = observer
        self.h = step_s
        self.momentum = MomentumState(system)
        self.solver = Solver(system)
        # Views on the simulator's own arrays, which stay where they are.
        self._roots = np.array([tree.dof + axis for tree in system.trees for axis in range(3)])
        self._q, self._v, self._a, self._warm = data.qpos, data.qvel, data.qacc, data.qacc_warmstart

    def look(self) -> None:
        """Bring positions, velocities and forces of the data up to the present state."""
        self.solver.forward(_ALL)

    def act(self) -> None:
        """Take up changed torques or fields after `look`, at the same state."""
        self.solver.forward(_FROM_VELOCITIES)

    def go_on(self) -> None:
        """`look` after a step that nothing followed: positions are up to date then."""
        self.solver.forward(_FROM_VELOCITIES)

    def advance(self) -> None:
        """One step from a state whose forces are up to date (after `look`, `act` or `go_on`).

        Raises:
            FloatingPointError: the state is no longer finite, or faster than anything can be.
        """
        q0, v0, time = self._q.copy(), self._v.copy(), self.data.time
        self.observer.begin()
        if self._part(self.h) > UNSTEADY:
            self.observer.again()
            self._q[:], self._v[:], self.data.time = q0, v0, time
            self.look()
            for number in range(PARTS):
                if number:
                    self.go_on()
                self._part(self.h / PARTS)
        # Not a number is not less than anything either.
        if not np.abs(self._v).max() < TOP_RATE:
            raise FloatingPointError("the simulated state is no longer finite, or absurdly fast")

    def _part(self, h: float) -> float:
        """One Runge-Kutta step of any length; returns how far its trial states differ, m/s."""
        data, observe, momentum = self.data, self.observer.stage, self.momentum
        weights = [w * h for w in WEIGHTS]
        q0, v0, a1 = self._q.copy(), self._v.copy(), self._a.copy()
        self._warm[:] = a1
        time = data.time
        momentum.begin()
        momentum.stage(0)
        observe(first=True, seconds=weights[0])
        v2 = v0 + (h / 2) * a1
        a2 = self._try(q0, v0, v2, h / 2)
        momentum.stage(1)
        observe(first=False, seconds=weights[1])
        v3 = v0 + (h / 2) * a2
        a3 = self._try(q0, v2, v3, h / 2)
        momentum.stage(2)
        observe(first=False, seconds=weights[2])
        v4 = v0 + h * a3
        a4 = self._try(q0, v3, v4, h)
        momentum.stage(3)
        observe(first=False, seconds=weights[3])
        mujoco.mj_integratePos(self.model, q0, (v0 + 2.0 * (v2 + v3) + v4) / 6.0, h)
        self._q[:], self._v[:] = q0, v0 + (h / 6.0) * (a1 + 2.0 * (a2 + a3) + a4)
        data.time = time + h
        momentum.end(h)
        return float(np.abs((a3 - a2).take(self._roots)).max()) * h

    def _try(self, q0: Floats, along: Floats, v: Floats, h: float) -> Floats:
        """Accelerations after going from q0 along a velocity for h, with velocity v there."""
        self._q[:], self._v[:] = q0, v
        mujoco.mj_integratePos(self.model, self._q, along, h)
        self.solver.forward(_ALL)
        return np.array(self._a)
