"""Forces and accelerations of a state, by the simulator's dense or sparse solver, whichever is sound and quick there.

With four people and more the sparse solver takes half the time. But where two people touch through two pairs of limbs
it may go round a hundred times and end, without a word, with a force of hundreds of newtons that nobody gave (handbook
physics, section 6). So whatever it answers is doubted, at every stage: if it went round too often, or if mass times
acceleration of a root is not the sum of its forces, the stage is solved again by the dense solver.
"""

from __future__ import annotations

import mujoco
import numpy as np

from offworld.rehearse.system import Floats, System
from offworld.rehearse.tethers import Tethers

SPARSE_FROM = 160
"""Velocities from which the sparse solver is the quicker one; four people have 164."""
ROUNDS = 20
"""Rounds of the sparse solver that are still honest: mostly 6, where it fails 76 to 100."""
DOUBT = 1e-6
"""N or N m that may be left over at a root; a sound solve mostly leaves 1e-11."""
_DENSE, _SPARSE = int(mujoco.mjtJacobian.mjJAC_DENSE), int(mujoco.mjtJacobian.mjJAC_SPARSE)
_ALL, _POSITIONS = int(mujoco.mjtStage.mjSTAGE_NONE), int(mujoco.mjtStage.mjSTAGE_POS)


class Solver:
    """Brings the data of a system up to its state."""

    def __init__(self, system: System) -> None:
        self.model, self.data = system.model, system.data
        self.sparse = system.model.nv > SPARSE_FROM
        self.tethers: Tethers | None = None
        """What pulls besides; None: nothing."""
        self._roots = system.root_columns
        self._inertial = np.empty(system.model.nv)
        data = system.data
        self._rounds = data.solver_niter
        self._a, self._smooth, self._constraint = data.qacc, data.qfrc_smooth, data.qfrc_constraint

    def forward(self, skip: int) -> None:
        """Positions, velocities, forces and accelerations of the present state.

        Args:
            skip: the last stage of the simulator that is up to date.
        """
        if self.sparse and skip == _ALL:
            self.model.opt.jacobian = _SPARSE
        if self.tethers is not None and self.tethers.live:
            if skip == _ALL:
                mujoco.mj_fwdPosition(self.model, self.data)
                skip = _POSITIONS
            self.tethers.pull()
        mujoco.mj_forwardSkip(self.model, self.data, skip, 1)
        if self.sparse and self._doubtful():
            # What is sparse is decided with the positions.
            self.model.opt.jacobian = _DENSE
            mujoco.mj_forwardSkip(self.model, self.data, _ALL, 1)

    def _doubtful(self) -> bool:
        """Whether the sparse solver's answer may be none."""
        if self.model.opt.jacobian == _DENSE or not self.data.nefc:
            return False
        if self._rounds[: max(1, self.data.nisland)].max() > ROUNDS:
            return True
        mujoco.mj_mulM(self.model, self.data, self._inertial, self._a)
        left = self._inertial - self._smooth - self._constraint
        # Not a number is not at most anything either.
        return not np.abs(left.take(self._roots)).max() <= DOUBT


def constraint_rows(system: System) -> Floats:
    """(nefc, nv) the rows of all constraints of the present state, whichever way the simulator keeps them."""
    model, data = system.model, system.data
    if not mujoco.mj_isSparse(model):
        return np.asarray(data.efc_J.reshape(-1, model.nv))
    rows = np.empty((data.nefc, model.nv))
    mujoco.mju_sparse2dense(rows, data.efc_J, data.efc_J_rownnz, data.efc_J_rowadr, data.efc_J_colind)
    return rows
