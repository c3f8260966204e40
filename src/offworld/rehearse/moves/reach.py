"""Reach: bring a hand or foot to a place and keep it there until told."""

from __future__ import annotations

import numpy as np

from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move, toward
from offworld.rehearse.moves.wish import Wish

THERE_M = 0.04
"""m at which a reach has arrived."""
RATE = 6.0
"""1/s."""


class Reach(Move):
    """Reach for a thing without closing on it."""

    nearest = np.inf

    def step(self, floor: Floor) -> Wish:
        """The limb towards the thing; done when it is there."""
        assert self.intent.target is not None
        limb = (self.limbs() or ("right hand",))[0]
        body, point, velocity = self.actor.limb(limb)
        spot = floor.spot(self.intent.target, point)
        distance = float(np.linalg.norm(spot.point - point))
        self.nearest = min(self.nearest, distance)
        task = toward(body, point, velocity, spot.point, spot.velocity, rate=RATE, weight=20.0)
        if distance <= THERE_M:
            return Wish(status="done", tasks=[task], reason=f"within {100 * distance:.0f} cm of {spot.thing}")
        if self.age > 6.0:
            return Wish(status="missed", reason=f"came within {100 * self.nearest:.0f} cm of {spot.thing}")
        return Wish(tasks=[task], free_limbs=(limb,))
