"""The controller's problem and its answer: weighted least squares over the tasks within everybody's limits.

Hard: torque of every muscle with its fall at speed, force and torque of every hold. Soft by a heavy weight: that holds
do not move (so that a hand which must give way does, instead of making the problem impossible).

The problem is solved without limits first; where that breaks some, again with those alone (Goldfarb and Idnani's dual
method), and so on until none is broken. The answer is that of all limits at once, since those left out were kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import quadprog
from scipy.linalg import lapack

from offworld.rehearse.control.dynamics import Dynamics, Island
from offworld.rehearse.control.tasks import Task
from offworld.rehearse.system import Floats, Ints

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
FIRST_RIDGE = 1e-14
"""Share of the largest diagonal that is added where rounding makes a problem indefinite; then a hundredfold."""
RIDGE = 1e-5
"""Makes every problem definite."""
SLACK = 1e-7
"""By how much, in usual sizes, a limit may be broken before it is counted; far below what a body shows."""
_CORNERS = np.array([[1, 1, 1], [1, 1, -1], [1, -1, 1], [-1, 1, 1]]) / np.sqrt(3.0)
"""With the three axes, the fourteen faces that keep a torque inside its ball to within a tenth."""

Status = Literal["solved", "limits", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grips:
    """What the holds of an island can carry, as limits on the unknowns; the same until a hold opens or closes."""

    high: Floats
    """(6k,) N and N m, the same both ways."""
    corners: Floats
    """(4k, 6k) directions across the axes in which torques are limited too."""
    reach: Floats
    """(4k,) N m along them."""
    scale: Floats
    """(ny,) usual sizes of the unknowns."""


def grips_of(island: Island) -> Grips:
    """The limits of an island's holds."""
    k, nj = len(island.holds), len(island.hinges)
    high, corners, reach = np.zeros(6 * k), np.zeros((4 * k, 6 * k)), np.zeros(4 * k)
    for i, hold in enumerate(island.holds):
        at, torque = 6 * i, hold.record.torque_limit * TORQUE_SHARE
        high[at : at + 3], high[at + 3 : at + 6] = hold.record.force_limit * FORCE_SHARE, torque
        corners[4 * i : 4 * i + 4, at + 3 : at + 6] = _CORNERS
        reach[4 * i : 4 * i + 4] = torque
    scale = np.concatenate([np.full(nj, ACCELERATION), np.tile(np.repeat([FORCE, TORQUE], 3), k)])
    return Grips(high=high, corners=corners, reach=reach, scale=scale)


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """½ yᵀ H y + gᵀ y within low ≤ (y, A y) ≤ high."""

    H: Floats
    """(ny, ny), definite."""
    g: Floats
    """(ny,)."""
    A: Floats
    """(rows, ny): torques of the muscles, then of the holds across their axes."""
    low: Floats
    """(ny + rows,) of the unknowns themselves, then of the rows of A."""
    high: Floats
    """(ny + rows,)."""
    scale: Floats
    """(ny,) usual sizes of the unknowns."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """Torques of one control step."""

    status: Status
    """`limits`: some limit was active; `failed`: no answer, the torques are those that only damp."""
    torques: Floats
    """(nj,) N m."""
    wrenches: Floats
    """(k, 6) expected at the holds, N and N m."""


def build_problem(dynamics: Dynamics, tasks: list[Task], limits: Limits, grips: Grips) -> Problem:
    """Stack tasks and limits of an island."""
    nj, ny, J = dynamics.nj, dynamics.B.shape[1], dynamics.J
    rows = [task.rows(dynamics) for task in tasks]
    if len(J):
        velocity = J @ dynamics.system.data.qvel.take(dynamics.island.dofs)
        still = -dynamics.drift - J @ dynamics.a0 - SETTLE * velocity
        rows.append((J @ dynamics.B, still, np.full(len(J), HOLD_WEIGHT)))
    if rows:
        A, b, w = (np.concatenate(parts) for parts in zip(*rows, strict=True))
        weighted = A * w[:, None]
        H, g = weighted.T @ A, -(weighted.T @ b)
    else:
        H, g = np.zeros((ny, ny)), np.zeros(ny)
    diagonal = H.reshape(-1)[:: ny + 1]
    diagonal += RIDGE
    diagonal[:nj] += limits.posture_weight
    diagonal[nj:] += WRENCH_COST
    g[:nj] -= limits.posture_weight * limits.posture
    t0 = dynamics.t0
    within = np.zeros((nj + len(grips.reach), ny))
    within[:nj], within[nj:, nj:] = dynamics.T, grips.corners
    return Problem(
        H=H, g=g, A=within, scale=grips.scale,
        low=np.concatenate([limits.hinge_low, -grips.high, limits.torque_low - t0, -grips.reach]),
        high=np.concatenate([limits.hinge_high, grips.high, limits.torque_high - t0, grips.reach]),
    )  # fmt: skip


def solve(dynamics: Dynamics, problem: Problem) -> Answer:
    """The torques that meet the tasks best."""
    nj, holds = dynamics.nj, len(dynamics.island.holds)
    y, limited = _best(problem, from_row=0)
    if y is None:
        # Ranges give way before strength does: a hinge may run into its end, a muscle cannot do more than it can.
        y, limited = _best(problem, from_row=nj)
    if y is None:
        damp = -np.asarray(dynamics.system.data.qvel[dynamics.island.speeds])
        return Answer(status="failed", torques=damp, wrenches=np.zeros((holds, 6), dtype=np.float64))
    return Answer(
        status="limits" if limited else "solved", torques=dynamics.T @ y + dynamics.t0,
        wrenches=y[nj:].reshape(-1, 6),
    )  # fmt: skip


def _best(problem: Problem, from_row: int) -> tuple[Floats | None, bool]:
    """The best within the limits from a row on, and whether any mattered; None if nothing is within."""
    ny, scale = len(problem.g), problem.scale
    inverse, _ = lapack.dtrtri(_factor(problem.H * scale[:, None] * scale))
    g = problem.g * scale
    z = -(inverse @ (inverse.T @ g))
    A = problem.A * scale
    size = np.concatenate([np.ones(ny), np.sqrt((A * A).sum(axis=1))])
    unit = np.concatenate([scale, size[ny:]])
    low, high = problem.low / unit, problem.high / unit
    low[:from_row], high[:from_row] = -np.inf, np.inf
    A /= size[ny:, None]
    chosen_low, chosen_high = np.zeros(len(low), dtype=bool), np.zeros(len(low), dtype=bool)
    limited = False
    while True:
        values = np.concatenate([z, A @ z])
        below, above = (values < low - SLACK) & ~chosen_low, (values > high + SLACK) & ~chosen_high
        if not (below.any() or above.any()):
            return z * scale, limited
        limited = True
        chosen_low |= below
        chosen_high |= above
        rows_low, rows_high = np.flatnonzero(chosen_low), np.flatnonzero(chosen_high)
        C = np.concatenate([_rows(A, ny, rows_low), -_rows(A, ny, rows_high)])
        b = np.concatenate([low[rows_low], -high[rows_high]])
        try:
            z = quadprog.solve_qp(inverse, -g, C.T, b, 0, True)[0]
        except ValueError:
            return None, True


def _factor(H: Floats) -> Floats:
    """Upper Cholesky factor; where a light prop in two hands drowns the ridge in rounding, of a stiffer ridge."""
    upper, failed = lapack.dpotrf(H)
    share = FIRST_RIDGE
    while failed:
        stiffer = H.copy()
        stiffer.reshape(-1)[:: len(H) + 1] += share * float(H.diagonal().max())
        upper, failed = lapack.dpotrf(stiffer)
        share *= 100.0
    return np.asarray(upper)


def _rows(A: Floats, ny: int, chosen: Ints) -> Floats:
    """Rows of the identity over A."""
    out = np.zeros((len(chosen), ny))
    count = int(np.searchsorted(chosen, ny))
    out[np.arange(count), chosen[:count]] = 1.0
    out[count:] = A[chosen[count:] - ny]
    return out
