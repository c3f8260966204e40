"""Damped least squares over roots and joints (Levenberg 1944, Marquardt 1963), with joint ranges as bounds.

Deterministic: counts evaluations, not seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from offworld.body.tasks import Meet, Rows, Task
from offworld.geometry.rotation import FloatArray

Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

MOST_STEP = 0.35
"""Largest change of a coordinate in one step, m or rad."""
ROUNDS = 90
"""Most steps of one fit."""
POLISH_ROUNDS = 25
"""Most steps of closing the grips exactly."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fitting:
    """What may move, and between which bounds."""

    free: Flags
    """(nv,) velocities that may change."""
    joint_dof: Ints
    """(n,) velocity index of each hinge."""
    joint_coordinate: Ints
    """(n,) coordinate index of each hinge."""
    low: FloatArray
    """(n,) rad."""
    high: FloatArray
    """(n,) rad."""


def fit(model: Any, data: Any, tasks: Sequence[Task], bounds: Fitting, rounds: int = ROUNDS) -> float:
    """Move the bodies to where the weighted tasks are met best; positions of `data` are start and result.

    Returns:
        Half the sum of squares that is left.
    """
    damping = 1e-2
    residual, derivative = evaluate(model, data, tasks)
    cost = 0.5 * float(residual @ residual)
    for _ in range(rounds):
        step = _step(data, residual, derivative, bounds, damping)
        before = data.qpos.copy()
        _move(model, data, step, bounds)
        trial, slope = evaluate(model, data, tasks)
        lower = 0.5 * float(trial @ trial)
        if lower < cost:
            done = cost - lower < 1e-7 * (1.0 + cost)
            residual, derivative, cost = trial, slope, lower
            damping = max(damping * 0.3, 1e-7)
            if done:
                break
        else:
            data.qpos[:] = before
            damping *= 5.0
            if damping > 1e6:
                break
    place(model, data)
    return cost


def polish(model: Any, data: Any, meets: Sequence[Meet], bounds: Fitting, tolerance: float = 1e-9) -> float:
    """Close every gap by the smallest motion.

    Returns:
        The largest gap that is left, m.
    """
    worst = _worst(model, data, meets)
    for _ in range(POLISH_ROUNDS):
        if worst <= tolerance:
            break
        residual, derivative = evaluate(model, data, meets)
        free = _free(data, derivative.T @ residual, bounds)
        slope = derivative[:, free]
        square = slope @ slope.T
        square[np.diag_indices_from(square)] += 1e-6
        step = np.zeros(model.nv)
        step[free] = -slope.T @ np.linalg.solve(square, residual)
        _move(model, data, step, bounds)
        worst = _worst(model, data, meets)
    return worst


def evaluate(model: Any, data: Any, tasks: Sequence[Task]) -> Rows:
    """All rows at the positions of `data`."""
    place(model, data)
    parts = [task.rows(model, data) for task in tasks]
    return np.concatenate([r for r, _ in parts]), np.vstack([d for _, d in parts])


def place(model: Any, data: Any) -> None:
    """Where everything is and what touches, from the coordinates alone."""
    mujoco.mj_kinematics(model, data)
    mujoco.mj_comPos(model, data)
    mujoco.mj_collision(model, data)


def _worst(model: Any, data: Any, meets: Sequence[Meet]) -> float:
    place(model, data)
    return max((float(np.linalg.norm(meet.gap(data))) for meet in meets), default=0.0)


def _step(
    data: Any, residual: FloatArray, derivative: FloatArray, bounds: Fitting, damping: float
) -> FloatArray:
    gradient = derivative.T @ residual
    free = _free(data, gradient, bounds)
    slope = derivative[:, free]
    square = slope.T @ slope
    square[np.diag_indices_from(square)] += damping * (1.0 + np.diagonal(square))
    step = np.zeros(len(gradient))
    step[free] = -np.linalg.solve(square, gradient[free])
    return np.asarray(step * min(1.0, MOST_STEP / max(float(np.abs(step).max()), 1e-12)))


def _free(data: Any, gradient: FloatArray, bounds: Fitting) -> Flags:
    """Velocities that may change: not the joints at an end of their range that the gradient pushes beyond it."""
    free = bounds.free.copy()
    angle, slope = data.qpos[bounds.joint_coordinate], gradient[bounds.joint_dof]
    stuck = ((angle <= bounds.low + 1e-9) & (slope > 0.0)) | ((angle >= bounds.high - 1e-9) & (slope < 0.0))
    free[bounds.joint_dof[stuck]] = False
    return free


def _move(model: Any, data: Any, step: FloatArray, bounds: Fitting) -> None:
    mujoco.mj_integratePos(model, data.qpos, step, 1.0)
    angles = data.qpos[bounds.joint_coordinate]
    data.qpos[bounds.joint_coordinate] = np.clip(angles, bounds.low, bounds.high)
