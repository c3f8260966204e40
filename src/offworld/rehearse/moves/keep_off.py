"""Keep off: one who holds on and leans on a wall or on somebody eases away from it, as everybody does unasked."""

from __future__ import annotations

import numpy as np

from offworld.rehearse.actor import Actor
from offworld.rehearse.contacts import ContactLog
from offworld.rehearse.moves.base import steadied
from offworld.rehearse.moves.wish import Wish

EASE = 0.06
"""m/s away from what is leant on; unhurried, a guess."""
RATE, SPIN_RATE, WEIGHT, SPIN_WEIGHT = 3.0, 3.0, 100.0, 60.0
"""1/s and weights, as of one who comes to rest."""


def keep_off(actor: Actor, contacts: ContactLog) -> Wish | None:
    """A wish to move the body away from what it leans on; None where nothing is to be done.

    Args:
        actor: holding on, with nothing else to do with the whole body.
        contacts: what touches.
    """
    system = actor.system
    bodies = system.model.geom_bodyid
    centre = actor.centre()
    away = np.zeros(3)
    for geoms, going in contacts.going.items():
        mine = [g for g in geoms if system.tree_of_body[bodies[g]] == actor.tree.index]
        if mine:
            way = centre - going.position
            away += way / max(float(np.linalg.norm(way)), 1e-9)
    size = float(np.linalg.norm(away))
    if size < 1e-6:
        return None
    task = steadied(
        actor, velocity=away * (EASE / size), rate=RATE, spin_rate=SPIN_RATE, weight=WEIGHT,
        spin_weight=SPIN_WEIGHT,
    )  # fmt: skip
    return Wish(tasks=[task], moves_body=True)
