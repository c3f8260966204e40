"""Clip a tether from the own belt to a thing, and take it off again."""

from __future__ import annotations

import numpy as np

from offworld.film.scene import USUAL_TETHER_M
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move, meet
from offworld.rehearse.moves.hold import GRIP_WITHIN
from offworld.rehearse.moves.wish import ClipWish, Wish

PATIENCE_S = 8.0
"""s after which a place that the hand has not come to is missed."""


class ClipTether(Move):
    """Bring a hand to a place and clip the tether there."""

    nearest = np.inf

    def step(self, floor: Floor) -> Wish:
        """The hand towards the place; done when it has been there."""
        assert self.intent.target is not None
        limb = (self.limbs() or ("right hand",))[0]
        if self.actor.hold(limb) is not None:
            return Wish(status="refused", reason=f"{self.actor.name}'s {limb} is not free")
        if self.intent.target.name == self.actor.name:
            return Wish(status="refused", reason="a tether needs another end than the own belt")
        body, point, velocity = self.actor.limb(limb)
        spot = floor.hook(self.intent.target, point)
        length = self.intent.distance_m or USUAL_TETHER_M
        gap = float(np.linalg.norm(spot.point - point))
        self.nearest = min(self.nearest, gap)
        if gap <= GRIP_WITHIN["hand"]:
            span = float(np.linalg.norm(spot.point - floor.belt(self.actor.name)[1]))
            if span > length:
                reason = (
                    f"{length:.2f} m of tether do not reach the {span:.2f} m from the belt to {spot.thing}"
                )
                return Wish(status="refused", reason=reason)
            wish = ClipWish(partner_body=spot.body, point=spot.point, thing=spot.thing, length_m=length)
            return Wish(status="done", clips=[wish], reason=f"{length:.2f} m of tether to {spot.thing}")
        if self.age > PATIENCE_S:
            return Wish(status="missed", reason=f"came within {100 * self.nearest:.0f} cm of {spot.thing}")
        return Wish(tasks=[meet(body, point, velocity, spot)], free_limbs=(limb,))


class UnclipTether(Move):
    """Take off the tether to a thing, or all of the own ones."""

    def step(self, floor: Floor) -> Wish:
        """At the belt, where the hand is quickly."""
        target = self.intent.source
        on = [] if floor.tethers is None else floor.tethers.of(self.actor.name)
        if target is not None:
            on = [one for one in on if target.name == one.record.thing]
        if not on:
            return Wish(status="refused", reason=f"{self.actor.name} has no such tether on")
        return Wish(status="done", unclips=[one.record.id for one in on])
