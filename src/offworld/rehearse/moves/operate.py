"""Operate: carry a camera before the eyes and keep its lens on somebody. It lasts as long as the scene."""

from __future__ import annotations

import numpy as np

from offworld.film.camera import SetUp
from offworld.geometry import rotation
from offworld.geometry.rotation import cross
from offworld.rehearse.actor import Actor, body_spin, turn_error
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import toward, turned
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.system import Floats

BEFORE_EYES = 0.34
"""m from the eyes to the camera: an elbow's bend, a guess."""
RATE, TURN_RATE = 4.0, 4.0
"""1/s of carrying and of aiming."""


class Operator:
    """One person with one camera."""

    def __init__(self, actor: Actor, set_up: SetUp) -> None:
        self.actor = actor
        self.set_up = set_up

    def wish(self, floor: Floor) -> Wish | None:
        """Aim the camera; None when it is no longer in the hands."""
        prop = self.set_up.prop
        subject = self.set_up.follows or self.set_up.looks_at
        if prop is None or subject is None or self.actor.limp:
            return None
        tree = floor.system.tree(prop)
        if not any(h.partner == tree.index for h in floor.table.by(self.actor.name)):
            return None
        body = tree.root_body
        eyes = self.actor.site(f"{self.actor.name}/eyes")[1]
        point = np.asarray(floor.system.data.xpos[body])
        way = floor.gaze_point(subject) - point
        way = way / max(float(np.linalg.norm(way)), 1e-9)
        wanted = rotation.looking(way, self._up(floor, way))
        error = turn_error(floor.system.data.xquat[body], wanted)
        head = self.actor.axes("head")
        place = eyes + BEFORE_EYES * head[:, 0] - 0.05 * head[:, 2]
        velocity = self.actor.site(f"{prop}/grip")[2]
        carried = self.actor.site(f"{self.actor.name}/eyes")[2]
        wish = Wish()
        wish.tasks.append(toward(body, point, velocity, place, carried, rate=RATE, weight=4.0, top=3.0))
        wish.tasks.append(
            turned(body, error, body_spin(floor.system, body), rate=TURN_RATE, weight=6.0, top=6.0)
        )
        hands = [h.limb for h in floor.table.by(self.actor.name) if h.partner == tree.index]
        wish.free_limbs = tuple(hands)
        return wish

    def _up(self, floor: Floor, way: Floats) -> Floats:
        """Up of the frame, never along the lens."""
        named = self.set_up.up
        if self.set_up.up_vector is not None:
            up = np.asarray(self.set_up.up_vector)
        elif named in floor.actors:
            up = floor.actors[named].axes("head")[:, 2]
        elif named == "free":
            up = self.actor.axes("head")[:, 2]
        else:
            up = np.asarray(floor.rehearsal.stage_set.up)
        if np.linalg.norm(cross(up, way)) < 0.2:
            up = self.actor.axes("head")[:, 2]
        return up
