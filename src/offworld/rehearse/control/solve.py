"""The controller's problem and its answer: weighted least squares over the tasks within everybody's limits.

Hard: torque of every muscle with its fall at speed, force and torque of every hold. Soft by a heavy weight: that holds
do not move (so that a hand which must give way does, instead of making the problem impossible).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import quadprog

from offworld.rehearse.control.dynamics import Dynamics
from offworld.rehearse.control.tasks import Task
from offworld.rehearse.system import Floats

HOLD_WEIGHT = 1e5
"""Against a posture row of 1: a hold's acceleration is met to a thousandth."""
SETTLE = 20.0
"""1/s: how fast what motion a hold has left is damped."""
WRENCH_COST = 2e-6
"""Per N²: of two ways to do the same, the gentler."""
TORQUE_SHARE = 0.8
"""Share of a hold's torque limit that the controller lets itself use."""
FORCE_SHARE = 0.5
"""Share of a hold's breakaway force that the controller lets itself use."""
ACCELERATION, FORCE, TORQUE = 10.0, 40.0, 8.0
"""Usual sizes of the unknowns, rad/s², N, N m: the problem is solved in these units, for its conditioning."""
_UNBOUNDED = 1e20
_CORNERS = np.array([[1, 1, 1], [1, 1, -1], [1, -1, 1], [-1, 1, 1]]) / np.sqrt(3.0)
"""With the three axes, the fourteen faces that keep a torque inside its ball to within a tenth."""
RIDGE = 1e-5
"""Makes every problem definite."""

Status = Literal["solved", "limits", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """½ yᵀ H y + gᵀ y within low ≤ (y, A y) ≤ high."""

    H: Floats
    g: Floats
    A: Floats
    low: Floats
    """Of the unknowns themselves, then of the rows of A."""
    high: Floats
    scale: Floats
    """Usual sizes of the unknowns."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """Torques of one control step."""

    status: Status
    """`limits`: some limit was active; `failed`: no answer, the torques are those that only damp."""
    torques: Floats
    """(nj,) N m."""
    wrenches: Floats
    """(k, 6) expected at the holds, N and N m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limits:
    """What the island's bodies can do at this tick."""

    torque_low: Floats
    """(nj,) N m."""
    torque_high: Floats
    """(nj,)."""
    posture: Floats
    """(nj,) wanted hinge accelerations, rad/s²."""
    posture_weight: Floats
    """(nj,)."""
    hinge_low: Floats
    """(nj,) least hinge acceleration that still stops before the range ends, rad/s²."""
    hinge_high: Floats
    """(nj,)."""


def build_problem(dynamics: Dynamics, tasks: list[Task], limits: Limits) -> Problem:
    """Stack tasks and limits of an island."""
    nj, ny = dynamics.nj, dynamics.B.shape[1]
    velocity = dynamics.J @ dynamics.system.data.qvel[dynamics.island.dofs]
    rows = [task.rows(dynamics) for task in tasks]
    rows.append(
        (
            dynamics.J @ dynamics.B,
            -dynamics.drift - dynamics.J @ dynamics.a0 - SETTLE * velocity,
            np.full(len(dynamics.J), HOLD_WEIGHT),
        )
    )
    A, b, w = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    weighted = A * w[:, None]
    H = weighted.T @ A
    diagonal = np.full(ny, RIDGE)
    diagonal[:nj] += limits.posture_weight
    diagonal[nj:] += WRENCH_COST
    H[np.diag_indices(ny)] += diagonal
    g = -(weighted.T @ b)
    g[:nj] -= limits.posture_weight * limits.posture
    low, high = np.full(ny, -1e30), np.full(ny, 1e30)
    corners = np.zeros((4 * len(dynamics.island.holds), ny))
    reach = np.zeros(len(corners))
    for k, hold in enumerate(dynamics.island.holds):
        at = nj + 6 * k
        torque = hold.record.torque_limit * TORQUE_SHARE
        high[at : at + 3], high[at + 3 : at + 6] = hold.record.force_limit * FORCE_SHARE, torque
        low[at : at + 6] = -high[at : at + 6]
        corners[4 * k : 4 * k + 4, at + 3 : at + 6] = _CORNERS
        reach[4 * k : 4 * k + 4] = torque
    low = np.concatenate([low, limits.torque_low - dynamics.t0, -reach])
    high = np.concatenate([high, limits.torque_high - dynamics.t0, reach])
    low[:nj], high[:nj] = limits.hinge_low, limits.hinge_high
    scale = np.full(ny, ACCELERATION)
    scale[nj:] = np.tile(np.repeat([FORCE, TORQUE], 3), len(dynamics.island.holds))
    return Problem(H=H, g=g, A=np.vstack([dynamics.T, corners]), low=low, high=high, scale=scale)


def solve(dynamics: Dynamics, problem: Problem) -> Answer:
    """The torques that meet the tasks best."""
    nj = dynamics.nj
    y = -np.linalg.solve(problem.H, problem.g)
    status: Status = "solved"
    values = np.concatenate([y, problem.A @ y])
    if np.any(values < problem.low - 1e-9) or np.any(values > problem.high + 1e-9):
        status = "limits"
        best = _within(problem, from_row=0)
        if best is None:
            # Ranges give way before strength does: a hinge may run into its end, a muscle cannot do more than it can.
            best = _within(problem, from_row=nj)
        if best is None:
            damp = -dynamics.system.data.qvel[dynamics.island.dofs][dynamics.island.hinges]
            return Answer(status="failed", torques=damp, wrenches=np.zeros((len(dynamics.island.holds), 6)))
        y = best
    torques = dynamics.T @ y + dynamics.t0
    return Answer(status=status, torques=torques, wrenches=y[nj:].reshape(-1, 6))


def _within(problem: Problem, from_row: int) -> Floats | None:
    """The best within the limits from a row on (dual method of Goldfarb and Idnani); None if nothing is within."""
    ny = len(problem.g)
    scale = problem.scale
    rows = np.vstack([np.diag(scale), problem.A * scale])
    keep_low = problem.low > -_UNBOUNDED
    keep_high = problem.high < _UNBOUNDED
    keep_low[:from_row] = keep_high[:from_row] = False
    C = np.vstack([rows[keep_low], -rows[keep_high]])
    b = np.concatenate([problem.low[keep_low], -problem.high[keep_high]])
    size = np.linalg.norm(C, axis=1)
    try:
        answer = quadprog.solve_qp(
            problem.H * scale[:, None] * scale, -problem.g * scale, (C / size[:, None]).T, b / size
        )[0]
    except ValueError:
        return None
    assert len(answer) == ny
    return np.asarray(answer * scale)
