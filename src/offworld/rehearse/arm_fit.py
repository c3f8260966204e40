"""One arm fitted to places of its grip by its hinges alone: whether a stroke can be followed within all ranges.

Levenberg-Marquardt, as `offworld.rehearse.pose` has it for whole bodies; kinematics only.
"""

from __future__ import annotations

import mujoco
import numpy as np

from offworld.geometry import rotation
from offworld.rehearse.actor import Actor
from offworld.rehearse.crew import hinge_names
from offworld.rehearse.holds import Hold
from offworld.rehearse.system import Floats

INSIDE = 0.08
"""rad kept free at the ends of the arm's ranges, so that the controller has room."""
TURN_WEIGHT, POSTURE = 0.05, 0.3
"""m per rad: how much a turn of the hand weighs against its place; share of the pull to the neutral posture."""
MET_M, MOST_TURN, ROUNDS = 0.012, 0.5, 30
"""Place and turn of the hand within which an arm follows, m and rad, and iterations in which it must."""
DEEPEST_M = 0.004
"""m that the arm and what is in the hand may be in anything along the stroke."""


class ArmFit:
    """The hinges of one arm, fitted to places of its grip; the rest of the body stays where it is."""

    def __init__(self, actor: Actor, hold: Hold) -> None:
        system, model = actor.system, actor.system.model
        self.model, self.data = model, mujoco.MjData(model)
        self.data.qpos[:] = system.data.qpos
        self.body, self.anchor = hold.body, np.asarray(hold.record.anchor)
        side = hold.limb.split(" ")[0]
        parts = tuple(f"{side}_{part}" for part in ("shoulder", "elbow", "forearm", "wrist"))
        mine = [i for i, name in enumerate(hinge_names(actor)) if name.startswith(parts)]
        self.dofs, self.angles = actor.tree.hinges[mine], actor.tree.hinge_coordinates[mine]
        self.low, self.high = actor.tree.low[mine] + INSIDE, actor.tree.high[mine] - INSIDE
        self.rest = actor.neutral[mine]
        self.attitude = np.array(system.data.xquat[hold.body])
        self.prop = hold.partner_body
        back = rotation.conjugate(self.attitude)
        self.carried = (
            rotation.rotate(back, system.data.xpos[self.prop] - system.data.xpos[self.body]),
            rotation.multiply(back, system.data.xquat[self.prop]),
        )
        self.bodies = [self.prop, *(actor.part(f"{side}_{part}") for part in ("forearm", "upper_arm"))]

    def follows(self, places: Floats) -> bool:
        """Whether the grip comes to all places (n, 3) one by one, the hand turning little from the first on."""
        if not self._goes(places[0], turn_weight=0.0):
            return False
        self.attitude = np.array(self.data.xquat[self.body])
        return all(self._goes(place, turn_weight=TURN_WEIGHT) for place in places[1:])

    def _goes(self, place: Floats, *, turn_weight: float) -> bool:
        """Levenberg-Marquardt on one place, ranges kept by clipping; True if it is met and the hand turns little."""
        model, data, both = self.model, self.data, np.empty((6, self.model.nv))
        off, turned = np.inf, 0.0
        for _ in range(ROUNDS):
            mujoco.mj_kinematics(model, data)
            mujoco.mj_comPos(model, data)
            point = data.xpos[self.body] + data.xmat[self.body].reshape(3, 3) @ self.anchor
            turn = rotation.log(rotation.multiply(self.attitude, rotation.conjugate(data.xquat[self.body])))
            gap = place - point
            off, turned = float(np.linalg.norm(gap)), turn_weight and float(np.linalg.norm(turn))
            mujoco.mj_jac(model, data, both[:3], both[3:], point, self.body)
            J = both[:, self.dofs].copy()
            J[3:] *= turn_weight
            error = np.concatenate([gap, turn_weight * turn])
            now = data.qpos[self.angles]
            A = J.T @ J + 1e-3 * np.eye(len(now))
            step = np.linalg.solve(A, J.T @ error + 1e-3 * POSTURE * (self.rest - now))
            step *= min(1.0, 0.4 / max(float(np.abs(step).max()), 1e-9))
            if float(np.abs(step).max()) < 1e-3:
                break
            data.qpos[self.angles] = np.clip(now + step, self.low, self.high)
        return off < MET_M and turned < MOST_TURN and self._free()

    def _free(self) -> bool:
        """Whether the arm and what is in the hand are in nothing."""
        model, data = self.model, self.data
        first = int(model.jnt_qposadr[model.body_jntadr[self.prop]])
        hand = data.xquat[self.body]
        data.qpos[first : first + 3] = data.xpos[self.body] + rotation.rotate(hand, self.carried[0])
        data.qpos[first + 3 : first + 7] = rotation.multiply(hand, self.carried[1])
        mujoco.mj_kinematics(model, data)
        mujoco.mj_collision(model, data)
        if not data.ncon:
            return True
        mine = np.isin(model.geom_bodyid[data.contact.geom], self.bodies).any(axis=-1)
        return not np.any(data.contact.dist[mine] < -DEEPEST_M)
