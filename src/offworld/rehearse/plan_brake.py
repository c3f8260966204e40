"""What braking on a handhold can be: whether the hand reaches it, and whether arm and wrist can stop the body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.geometry import polyline
from offworld.geometry.rotation import cross
from offworld.rehearse.actor import Actor
from offworld.rehearse.plan import (
    CATCH_LOOK_S,
    CATCH_REACH,
    CATCH_TURN_S,
    PEAK_FORCE,
    Impossible,
    limb_length,
)
from offworld.rehearse.system import Floats
from offworld.strength import HOLD_LIMITS

WAY_M = 0.40
"""m that the body goes on while it is slowed, with the hand where it is: most of what an arm has from stretched ahead
to stretched behind."""
HARD_SHARE = 0.35
"""Share of a grip's breakaway force that braking may plan with: half of it is what the controller lets itself use."""
LEAST_M_S = 0.02
"""m/s: no braking is finer than that."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Braking:
    """How somebody is slowed."""

    way: Floats
    """Unit, set frame: the direction of flight, which is kept."""
    before: float
    """m/s."""
    after: float
    """m/s; 0: to rest."""
    slowing: float
    """m/s² while the speed falls."""


def plan_brake(actor: Actor, limbs: tuple[str, ...], line: Floats, after: float) -> Braking | Impossible:
    """Say how one who flies past a handhold can slow down on it, or why not.

    The reach is that of a catch: straight flight in the present pose. The force is that of a stop over `WAY_M`; the
    angular impulse of slowing down about the grip must be such as the holds' torque takes up in `CATCH_TURN_S`.

    Args:
        actor: who flies; the velocity now is that of the flight.
        limbs: with which.
        line: (n, 3) the rail's line, set frame, m.
        after: speed wanted, m/s.
    """
    velocity, centre = actor.momentum()[0], actor.centre()
    before = float(np.linalg.norm(velocity))
    if before <= after + LEAST_M_S:
        return Impossible(reason=f"at {before:.2f} m/s there is nothing to slow down to {after:.2f} m/s")
    times = np.linspace(0.0, CATCH_LOOK_S, 121)
    reach = np.ones(len(times), dtype=bool)
    joints: list[Floats] = []
    for limb in limbs:
        _, joint, length = limb_length(actor, limb)
        joints.append(joint)
        gap = np.array([polyline.nearest(line, joint + velocity * t).distance for t in times])
        reach &= (gap > CATCH_REACH[0] * length) & (gap < CATCH_REACH[1] * length)
    named = " and ".join(limbs)
    if not reach.any():
        return Impossible(reason=f"it passes out of reach of the {named} within {CATCH_LOOK_S:g} s")
    kinds = [limb.split(" ")[1] for limb in limbs]
    mass = actor.mass()
    force = mass * (before**2 - after**2) / (2.0 * WAY_M)
    can = HARD_SHARE * actor.strength * sum(HOLD_LIMITS[kind][0] for kind in kinds)
    if force > can:
        return Impossible(
            reason=f"from {before:.2f} to {after:.2f} m/s within {WAY_M:g} m takes {force:.0f} N: the {named} "
            f"can be trusted with {can:.0f} N"
        )
    first = velocity * times[int(np.argmax(reach))]
    grip = np.mean([polyline.nearest(line, joint + first).point for joint in joints], axis=0)
    swing = mass * (before - after) * float(np.linalg.norm(cross(grip - centre - first, velocity / before)))
    torque = actor.strength * sum(HOLD_LIMITS[kind][1] for kind in kinds)
    if swing > CATCH_TURN_S * torque:
        return Impossible(
            reason=f"slowing from {before:.2f} to {after:.2f} m/s by the {named} swings the body round by "
            f"{swing:.0f} N m s: more than {torque:.0f} N m stop in time"
        )
    gentle = sum(PEAK_FORCE[kind] for kind in kinds) * min(1.0, actor.strength + 0.2)
    slowing = max(force, min(gentle, 1.5 * force)) / mass
    return Braking(way=velocity / before, before=before, after=after, slowing=slowing)
