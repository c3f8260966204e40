"""Hold and catch: bring a hand or foot to a thing, close on it when it is there and nearly at rest to it, and keep it.

How the body then comes to rest through the grip is not this move's business: everybody who holds on does that.
"""

from __future__ import annotations

import numpy as np

from offworld.film.blocking import Beat, Intent
from offworld.rehearse.actor import Actor
from offworld.rehearse.floor import Floor, Spot
from offworld.rehearse.moves.base import Move, toward
from offworld.rehearse.moves.wish import GripWish, Wish
from offworld.rehearse.plan import limb_length
from offworld.rehearse.system import Floats

GRIP_WITHIN = {"hand": 0.035, "foot": 0.05}
"""m from grip point to the thing at which fingers or an instep close: about the width of a palm, a guess."""
GRIP_SPEED = 0.45
"""m/s of the limb relative to the thing at which a grip can still close, a guess."""
START_REACH = 1.25
"""The limb is sent out when the thing is within this share of its length."""
GIVE_UP_S = 1.2
"""s after the closest approach, out of reach again, at which a miss is a miss."""
RATE = 7.0
"""1/s of the reaching limb."""
TOP = 9.0
"""m/s² of the reaching limb at most."""


class Hold(Move):
    """Hold, catch."""

    def __init__(self, actor: Actor, intent: Intent, beat: Beat, channels: tuple[str, ...]) -> None:
        super().__init__(actor, intent, beat, channels)
        limbs = self.limbs() or ("right hand",)
        self.wanted = tuple(limb for limb in limbs)
        self.settled = False
        """True once everything wanted is held."""
        self.nearest = np.inf
        """Closest that a limb came, m."""
        self.nearest_age = 0.0
        self.best_speed = 0.0

    def step(self, floor: Floor) -> Wish:
        """Reach with each limb that does not hold yet."""
        wish = Wish()
        missing = [limb for limb in self.wanted if not self._holds_it(floor, limb)]
        if not missing:
            self.settled = True
            return wish
        if self.settled:
            return Wish(status="missed", reason=f"the {missing[0]} lost its grip")
        taken: Floats | None = None
        for limb in self.wanted:
            if limb not in missing:
                taken = self.actor.limb(limb)[1]
        for limb in missing:
            self._reach(floor, limb, taken, wish)
            taken = self.actor.limb(limb)[1] if len(missing) > 1 else taken
        return self._missed(floor, wish)

    def _holds_it(self, floor: Floor, limb: str) -> bool:
        hold = self.actor.hold(limb)
        target = self.intent.target
        if hold is None or target is None:
            return False
        return target.kind == "nearest" or hold.record.thing in {target.name, self._name(floor)}

    def _name(self, floor: Floor) -> str:
        assert self.intent.target is not None
        return floor.spot(self.intent.target, self.actor.centre()).thing

    def _reach(self, floor: Floor, limb: str, taken: Floats | None, wish: Wish) -> None:
        other = self.actor.hold(limb)
        if other is not None:
            wish.releases.append(limb)
        body, point, velocity = self.actor.limb(limb)
        kind, joint, length = limb_length(self.actor, limb)
        assert self.intent.target is not None
        spot = floor.spot(self.intent.target, point, avoid=taken)
        distance = float(np.linalg.norm(spot.point - point))
        relative = float(np.linalg.norm(velocity - spot.velocity))
        if distance < self.nearest:
            self.nearest, self.nearest_age, self.best_speed = distance, self.age, relative
        if distance <= GRIP_WITHIN[kind] and relative <= GRIP_SPEED and other is None:
            wish.grips.append(
                GripWish(
                    limb=limb, partner_body=spot.body, point=_grip_point(spot, point), kind=floor.hold_kind(limb, spot),
                    thing=spot.thing,
                )
            )  # fmt: skip
            return
        if np.linalg.norm(spot.point - joint) <= START_REACH * length:
            wish.tasks.append(toward(body, point, velocity, spot.point, spot.velocity, rate=RATE, weight=20.0, top=TOP))
            wish.free_limbs = (*wish.free_limbs, limb)

    def _missed(self, floor: Floor, wish: Wish) -> Wish:
        closing = self.age - self.nearest_age
        if not wish.grips and closing > GIVE_UP_S and np.isfinite(self.nearest):
            wish.status = "missed"
            wish.reason = f"came within {100 * self.nearest:.0f} cm of {self._name(floor)}"
        return wish


def _grip_point(spot: Spot, point: Floats) -> Floats:
    """Where the hold acts: on the thing's own line for a bar or a strap, at the palm for a person or a prop."""
    return spot.point if spot.kind in {"rail", "loop"} else 0.5 * (spot.point + point)
