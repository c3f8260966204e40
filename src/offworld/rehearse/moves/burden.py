"""Somebody in one's hand who comes along: kept beside the carrier, in the posture of the moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from offworld.rehearse.actor import HANDS, Actor
from offworld.rehearse.bodies import Bodies
from offworld.rehearse.moves.base import steadied
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.plan_load import free_of_the_room
from offworld.rehearse.system import Floats

KEPT_RATE, KEPT_WEIGHT, KEPT_SPIN_WEIGHT = 4.0, 150.0, 20.0
BACK_RATE = 1.0
"""1/s and weights with which the carried one is kept beside the carrier, and 1/s at which its place is found again."""


@dataclass(slots=True, kw_only=True, eq=False)
class Burden:
    """One person who is carried."""

    carried: Actor
    """Who."""
    beside: Floats
    """From the common centre of mass to the carried one's, set frame, m."""
    angles: dict[int, float] = field(default_factory=dict)
    """Posture to be kept: angle, rad, by hinge number."""

    @classmethod
    def of(cls, carried: Actor, whole: Bodies) -> Burden:
        """As they are now."""
        angles = dict(enumerate(carried.angles().tolist()))
        return cls(carried=carried, beside=carried.centre() - whole.centre(), angles=angles)

    def keep(self, wish: Wish, whole: Bodies, push: Floats) -> None:
        """Add to a wish of the carrier what keeps the carried one where it is beside them.

        Args:
            wish: the carrier's.
            whole: carrier and carried.
            push: acceleration of both, m/s², set frame.
        """
        off = self.beside - (self.carried.centre() - whole.centre())
        wish.tasks.append(
            steadied(
                self.carried, velocity=whole.momentum()[0] + BACK_RATE * off, rate=KEPT_RATE, spin_rate=KEPT_RATE,
                weight=KEPT_WEIGHT, spin_weight=KEPT_SPIN_WEIGHT, push=push, top_force=40.0, top_torque=10.0,
            )
        )  # fmt: skip
        wish.others[self.carried.name] = Wish(posture=self.angles, moves_body=True)


def carried_by(actor: Actor, people: dict[str, Actor]) -> list[Actor]:
    """Those whom a person's hands hold, and who are held by nothing else and hold nothing."""
    names = [
        actor.system.trees[hold.partner].name
        for hold in actor.holds()
        if hold.partner >= 0 and hold.limb in HANDS and actor.system.trees[hold.partner].person
    ]
    return [people[name] for name in dict.fromkeys(names) if free_of_the_room(people[name], actor)]
