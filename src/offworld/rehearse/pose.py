"""Poses by reach: put one person so that the holds stay where they are and the centre of mass is where it is wanted.

Levenberg-Marquardt over the root and the hinges, ranges kept by freezing what is at its end. Kinematics only: it says
what a body can reach, not what it can push.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import mujoco
import numpy as np

from offworld.geometry import rotation
from offworld.rehearse.actor import Actor
from offworld.rehearse.holds import Hold
from offworld.rehearse.system import Floats

POINT, TURN, CENTRE, ATTITUDE, POSTURE = 200.0, 40.0, 100.0, 1.0, 0.35
"""Weights per m or rad: 5 mm of a hold weigh as much as 1.4° of it, 1 cm of the centre, 57° of attitude."""
DAMPING = 1e-3
"""Levenberg's damping."""
ROUNDS = 30
"""Iterations at most."""
INSIDE = 0.06
"""rad kept free at the ends of ranges, so that the controller has room."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pose:
    """A fitted pose."""

    angles: Floats
    """(hinges,) rad."""
    attitude: Floats
    """(4,) of the pelvis."""
    off_point: float
    """Largest distance of a hold from its place, m."""
    off_turn: float
    """Largest turn of a hold from its attitude, rad."""
    off_centre: float
    """Of the centre of mass from its place, m."""
    overlap: float
    """How deep the deepest part of the body would be in a wall or in somebody, m."""

    def reached(self) -> bool:
        """True if the holds and the centre are where they were wanted."""
        return self.off_point < 0.012 and self.off_turn < 0.08 and self.off_centre < 0.02


def fit_pose(
    actor: Actor,
    holds: list[Hold],
    centre: Floats,
    *,
    start: Pose | None = None,
    attitude: Floats | None = None,
) -> Pose:
    """The pose nearest to neutral with holds kept and the centre of mass at a place.

    Args:
        actor: who.
        holds: limbs that stay where they are now, place and attitude.
        centre: wanted place of the person's own centre of mass, set frame, m.
        start: pose to begin from; None is the present one.
        attitude: wanted of the pelvis; None is the present one.
    """
    model, data, tree = actor.system.model, _scratch(actor), actor.tree
    wanted = actor.attitude("pelvis") if attitude is None else attitude
    goals = [_goal(actor, hold) for hold in holds]
    if start is not None:
        data.qpos[tree.hinge_coordinates] = start.angles
    low, high = tree.low + INSIDE, tree.high - INSIDE
    pose = None
    for _ in range(ROUNDS):
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        J, r, off = _residual(actor, data, goals, centre, wanted)
        pose = Pose(
            angles=data.qpos[tree.hinge_coordinates].copy(), attitude=data.xquat[tree.root_body].copy(),
            off_point=off[0], off_turn=off[1], off_centre=off[2], overlap=0.0,
        )  # fmt: skip
        step = _step(J, r, data.qpos[tree.hinge_coordinates], low, high)
        if np.max(np.abs(step)) < 2e-4:
            break
        full = np.zeros(model.nv)
        full[tree.dofs] = step
        mujoco.mj_integratePos(model, data.qpos, full, 1.0)
        data.qpos[tree.hinge_coordinates] = np.clip(data.qpos[tree.hinge_coordinates], low, high)
    assert pose is not None
    return replace(pose, overlap=_overlap(actor, data))


def _overlap(actor: Actor, data: Any) -> float:
    """Deepest contact of the person's shapes in the fitted pose, m."""
    model = actor.system.model
    mujoco.mj_kinematics(model, data)
    mujoco.mj_collision(model, data)
    mine = np.isin(actor.system.tree_of_body[model.geom_bodyid[data.contact.geom]], actor.tree.index).any(
        axis=-1
    )
    depths = -data.contact.dist[mine] if data.ncon else np.zeros(0)
    return float(np.max(depths, initial=0.0))


def _scratch(actor: Actor) -> Any:
    data = mujoco.MjData(actor.system.model)
    data.qpos[:] = actor.system.data.qpos
    return data


def _goal(actor: Actor, hold: Hold) -> tuple[int, Floats, Floats, Floats]:
    data = actor.system.data
    point = actor.table.anchor(hold)
    return hold.body, np.asarray(hold.record.anchor), point, data.xquat[hold.body].copy()


def _residual(
    actor: Actor, data: Any, goals: list[tuple[int, Floats, Floats, Floats]], centre: Floats, attitude: Floats
) -> tuple[Floats, Floats, tuple[float, float, float]]:
    model, tree = actor.system.model, actor.tree
    nv, rows, values, off = model.nv, [], [], [0.0, 0.0, 0.0]
    both = np.empty((6, nv))
    for body, anchor, place, quat in goals:
        point = data.xpos[body] + data.xmat[body].reshape(3, 3) @ anchor
        mujoco.mj_jac(model, data, both[:3], both[3:], point, body)
        away = place - point
        turn = rotation.log(rotation.multiply(quat, rotation.conjugate(data.xquat[body])))
        off[0], off[1] = max(off[0], float(np.linalg.norm(away))), max(off[1], float(np.linalg.norm(turn)))
        rows += [POINT * both[:3, tree.dofs], TURN * both[3:, tree.dofs]]
        values += [POINT * away, TURN * turn]
    mujoco.mj_jacSubtreeCom(model, data, both[:3], tree.root_body)
    away = centre - data.subtree_com[tree.root_body]
    off[2] = float(np.linalg.norm(away))
    mujoco.mj_jacBody(model, data, None, both[3:], tree.root_body)
    turn = rotation.log(rotation.multiply(attitude, rotation.conjugate(data.xquat[tree.root_body])))
    rows += [CENTRE * both[:3, tree.dofs], ATTITUDE * both[3:, tree.dofs]]
    values += [CENTRE * away, ATTITUDE * turn]
    hinges = len(tree.hinges)
    rows.append(np.hstack([np.zeros((hinges, 6)), POSTURE * np.eye(hinges)]))
    values.append(POSTURE * (actor.neutral - data.qpos[tree.hinge_coordinates]))
    return np.vstack(rows), np.concatenate(values), (off[0], off[1], off[2])


def _step(J: Floats, r: Floats, angles: Floats, low: Floats, high: Floats) -> Floats:
    """Damped step with hinges frozen that are at their end and want to go on."""
    free = np.ones(J.shape[1], dtype=bool)
    step = np.zeros(J.shape[1])
    for _ in range(2):
        A = J[:, free]
        step[:] = 0.0
        step[free] = np.linalg.solve(A.T @ A + DAMPING * np.eye(A.shape[1]), A.T @ r)
        beyond = (angles + step[6:] < low - 1e-9) | (angles + step[6:] > high + 1e-9)
        blocked = beyond & ((angles <= low + 1e-6) | (angles >= high - 1e-6))
        if not blocked.any():
            break
        free[6:] &= ~blocked
    size = float(np.max(np.abs(step)))
    return step * min(1.0, 0.5 / size) if size > 0 else step
