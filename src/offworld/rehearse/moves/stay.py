"""Stay: keep to a person at a distance and in an attitude, with whatever holds one has.

One who holds nothing can only turn the head and wait: nobody can steer in free flight. How far it came out from what
was asked is told at the end.
"""

from __future__ import annotations

import numpy as np

from offworld.film.blocking import Target
from offworld.geometry import rotation
from offworld.geometry.rotation import cross
from offworld.rehearse.actor import turn_error
from offworld.rehearse.control.tasks import MomentumTask
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move, steadied, turned
from offworld.rehearse.moves.look import face
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.system import Floats

PACE = 0.15
"""m/s at most while moving into place."""
TURN_RATE, TURN_WEIGHT = 2.0, 6.0
"""1/s and weight of turning the chest into the attitude."""
NEAR_ENOUGH_M, NEAR_ENOUGH_RAD = 0.25, 0.6
"""m and rad within which it counts as kept: a framing of two faces still holds; a guess."""
DEFAULT_DISTANCE = 0.7
"""m between faces when the blocking says none."""


class Stay(Move):
    """Stay with a person."""

    settled = True
    best = (np.inf, np.inf)
    last = (np.inf, np.inf)

    def step(self, floor: Floor) -> Wish:
        """Towards the place and attitude, as far as holds allow."""
        target = self._partner()
        if target is None or target.kind != "person":
            return self._by_a_place(floor)
        goal, attitude = self._goal(target.name)
        mine = self.actor.site(f"{self.actor.name}/face")[1]
        off = float(np.linalg.norm(goal - mine))
        error = turn_error(self.actor.attitude("head"), attitude)
        turn = float(np.linalg.norm(error))
        self.last = (off, turn)
        if off + 0.4 * turn < self.best[0] + 0.4 * self.best[1]:
            self.best = self.last
        partner_face = self.actor.system.site(f"{target.name}/face")[1]
        wish = Wish(tasks=[face(self.actor, partner_face)], reason=self.words())
        if not self.actor.anchored() or self.actor.strapped:
            return wish
        partner = floor.actors[target.name]
        spin = self.actor.spin("chest") - partner.spin("chest")
        wish.tasks.append(
            turned(self.actor.part("chest"), error, spin, rate=TURN_RATE, weight=TURN_WEIGHT, top=2.5)
        )
        wish.tasks.append(self._toward(goal - mine))
        wish.moves_body = True
        return wish

    def _partner(self) -> Target | None:
        """The one stayed with: the named one, or in a joint beat the other owner."""
        others = [who for who in self.beat.who if who != self.actor.name]
        if self.intent.target is None and others:
            return Target(kind="person", name=others[0])
        return self.intent.target

    def _toward(self, way: Floats) -> MomentumTask:
        distance = float(np.linalg.norm(way))
        velocity = way * (min(PACE, 0.8 * distance) / max(distance, 1e-6))
        return steadied(
            self.actor,
            velocity=velocity,
            rate=2.5,
            spin_rate=0.8,
            weight=10.0,
            spin_weight=1.0,
            top_force=40.0,
        )

    def _by_a_place(self, floor: Floor) -> Wish:
        if self.intent.target is None or not self.actor.anchored() or self.actor.strapped:
            return Wish()
        spot = floor.spot(self.intent.target, self.actor.centre())
        way = spot.point - self.actor.centre()
        self.last = self.best = (float(np.linalg.norm(way)), 0.0)
        return Wish(tasks=[self._toward(way)], moves_body=True, reason=self.words())

    def _goal(self, partner: str) -> tuple[Floats, Floats]:
        """Place of the own face and attitude of the own head, set frame."""
        system = self.actor.system
        _, point = system.site(f"{partner}/face")
        axes = system.data.xmat[system.model.body(f"{partner}/head").id].reshape(3, 3)
        forward, up = axes[:, 0], axes[:, 2]
        distance = self.intent.distance_m or DEFAULT_DISTANCE
        if self.intent.relation == "side by side":
            place, facing = point + axes[:, 1] * distance, forward
        elif self.intent.relation == "back to back":
            place, facing = point - forward * distance, -forward
        else:
            place, facing = point + forward * distance, -forward
        return place, self._attitude(facing, up)

    def _attitude(self, facing: Floats, up: Floats) -> Floats:
        own = self.actor.axes("head")[:, 2]
        lie = self.intent.lie
        if lie == "inverted":
            head = -up
        elif lie == "across":
            side = cross(facing, up)
            head = side if side @ own >= 0.0 else -side
        elif lie == "upright":
            head = up
        else:
            head = own - (own @ facing) * facing
        head = head - (head @ facing) * facing
        head /= max(float(np.linalg.norm(head)), 1e-9)
        return rotation.from_matrix(np.stack([facing, cross(head, facing), head], axis=-1))

    def words(self) -> str:
        """How it stands, for people."""
        return f"{100 * self.last[0]:.0f} cm and {np.degrees(self.last[1]):.0f}° from the place asked for"

    def kept(self) -> bool:
        """True if the best moment was near enough."""
        return self.best[0] <= NEAR_ENOUGH_M and self.best[1] <= NEAR_ENOUGH_RAD
