"""Catch what flies: the hand waits where it will come by, goes along with it, and closes when both are equally fast.

A hand that goes to meet a thing must turn round in no time, and what comes at 1 m/s then flies on into the chest. So
the hand waits on its line, at an arm not quite stretched, begins to give way a little before it comes, and lets it
come up.
"""

from __future__ import annotations

import numpy as np

from offworld.rehearse.actor import Actor
from offworld.rehearse.control.tasks import PointTask
from offworld.rehearse.floor import Floor, Spot
from offworld.rehearse.plan import limb_length
from offworld.rehearse.system import Floats

FLIES = 0.2
"""m/s past the shoulder from which a prop is one that flies: what is slower is simply taken."""
WAIT_REACH = 0.78
"""Share of the arm's length at which the hand waits for it."""
AHEAD_S = 1.6
"""s before it comes by from which the hand goes to wait."""
GIVES_WAY = 5.0
"""m/s² with which the hand takes up its speed: half of what a quick reach has, so that it can still be guided."""
WAIT_RATE, WAIT_TOP, RUN_RATE, WEIGHT = 7.0, 9.0, 14.0, 200.0
"""1/s, m/s², 1/s and weight of going to wait, and of going along."""
CALM_S, CALM_RATE, CALM_WEIGHT = 0.6, 8.0, 60.0
"""For how long after the grip hand and prop are brought to rest, s, how fast, 1/s, and weight."""


def meet_flying(floor: Floor, actor: Actor, limb: str, spot: Spot) -> PointTask | None:
    """What the hand does about a prop in flight; None where it flies too slowly, elsewhere, or has come by already.

    Args:
        floor: the scene.
        actor: who catches.
        limb: with which hand.
        spot: where the prop's grip is, and how fast it moves.
    """
    if spot.kind != "prop" or not limb.endswith("hand") or _held(floor, spot):
        return None
    body, point, velocity = actor.limb(limb)
    _, joint, length = limb_length(actor, limb)
    carried = actor.site(f"{actor.name}/{limb.split(' ', maxsplit=1)[0]} shoulder")[2]
    past = spot.velocity - carried
    speed = float(np.linalg.norm(past))
    if speed < FLIES:
        return None
    way, away = past / speed, spot.point - joint
    along = -float(away @ way)
    inside = (WAIT_REACH * length) ** 2 - float(away @ away) + along * along
    if inside < 0.0:
        return None
    # Until it comes to the ball of places where the arm is bent as it should be; negative once it is in there.
    comes = (along - float(np.sqrt(inside))) / speed
    running = 0.5 * speed / GIVES_WAY - comes
    if comes > AHEAD_S or running > speed / GIVES_WAY:
        return None
    waits = spot.point + comes * past
    if running <= 0.0:
        wanted = WAIT_RATE**2 * (waits - point) + 2.0 * WAIT_RATE * (carried - velocity)
        size = float(np.linalg.norm(wanted))
        wanted = wanted * min(1.0, WAIT_TOP / max(size, 1e-9))
    else:
        goal = waits + 0.5 * GIVES_WAY * running**2 * way
        pace = carried + GIVES_WAY * running * way
        wanted = GIVES_WAY * way + RUN_RATE**2 * (goal - point) + 2.0 * RUN_RATE * (pace - velocity)
    return PointTask(body=body, point=point, wanted=wanted, weight=WEIGHT)


def _held(floor: Floor, spot: Spot) -> bool:
    tree = floor.system.trees[int(floor.system.tree_of_body[spot.body])]
    return bool(floor.table.on(tree.name) or floor.table.by(tree.name))


def calm(actor: Actor, limb: str) -> PointTask:
    """Bring a hand with what it has caught to rest to the own shoulder."""
    body, point, velocity = actor.limb(limb)
    carried: Floats = actor.site(f"{actor.name}/{limb.split(' ', maxsplit=1)[0]} shoulder")[2]
    return PointTask(body=body, point=point, wanted=CALM_RATE * (carried - velocity), weight=CALM_WEIGHT)
