"""Give: bring a prop to somebody's hand, wait until that hand has closed on it, let go. Fumbled: let go too early."""

from __future__ import annotations

import numpy as np

from offworld.rehearse.actor import Actor
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move, toward
from offworld.rehearse.moves.wish import GripWish, Wish

MEET_WITHIN_M = 0.04
"""m from hand to grip at which the receiver closes."""
FUMBLE_AT_M = 0.11
"""m from the receiver's hand at which a fumbled prop is let go; a guess."""
BOTH_HOLD_S = 0.16
"""s for which both have it."""
RATE = 4.0
"""1/s of both hands: a careful pace."""
PATIENCE_S = 6.0
"""s after which a hand-over that has not met is missed."""


class Give(Move):
    """Give a prop to a person."""

    both_since: float | None = None
    nearest = np.inf

    def step(self, floor: Floor) -> Wish:
        """Both hands towards each other."""
        assert self.intent.target is not None
        assert self.intent.prop is not None
        receiver = floor.actors[self.intent.target.name]
        prop = floor.system.tree(self.intent.prop)
        mine = [h for h in floor.table.by(self.actor.name) if h.partner == prop.index]
        if not mine:
            return Wish(status="refused", reason=f"{self.actor.name} does not have the {self.intent.prop}")
        if self.both_since is not None:
            if self.age - self.both_since >= BOTH_HOLD_S:
                return Wish(status="done", releases=[mine[0].limb], reason="handed over")
            return Wish()
        return self._meet(receiver, mine[0].limb, prop.root_body)

    def _meet(self, receiver: Actor, limb: str, prop_body: int) -> Wish:
        theirs = self.intent.to_channel or "right hand"
        body, point, velocity = receiver.limb(theirs)
        _, grip, speed = self.actor.site(f"{self.intent.prop}/grip")
        own_body, own, own_speed = self.actor.limb(limb)
        gap = float(np.linalg.norm(point - grip))
        self.nearest = min(self.nearest, gap)
        if receiver.hold(theirs) is not None:
            return Wish(status="missed", reason=f"{receiver.name}'s {theirs} is not free")
        if self.intent.fumbled and gap <= FUMBLE_AT_M:
            return Wish(
                status="done", releases=[limb], reason=f"fumbled as written, {100 * gap:.0f} cm short"
            )
        if self.age > PATIENCE_S:
            return Wish(status="missed", reason=f"the hands came within {100 * self.nearest:.0f} cm")
        wish = Wish(free_limbs=(limb,))
        goal = own + point - grip
        wish.tasks.append(toward(own_body, own, own_speed, goal, velocity, rate=RATE, weight=15.0, top=4.0))
        other = Wish(free_limbs=(theirs,))
        other.tasks.append(toward(body, point, velocity, grip, speed, rate=RATE, weight=15.0, top=4.0))
        wish.others[receiver.name] = other
        if not self.intent.fumbled and gap <= MEET_WITHIN_M:
            self.both_since = self.age
            other.grips.append(
                GripWish(
                    limb=theirs, partner_body=prop_body, point=grip, kind="prop", thing=self.intent.prop or ""
                )
            )
        return wish
