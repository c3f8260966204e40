"""What one hand on a rail can do with the mass of several people: how hard it may push, and what speeds come of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.geometry import polyline
from offworld.geometry.rotation import cross
from offworld.rehearse.actor import Actor
from offworld.rehearse.bodies import Bodies
from offworld.rehearse.holds import Hold
from offworld.rehearse.plan import FASTEST, PEAK_FORCE, Impossible
from offworld.rehearse.rail_way import RailWay
from offworld.rehearse.system import SET, Floats

WRIST_SHARE = 1.4
"""Times the wrist's torque that a push beside the common centre may come to: what the wrist does not stand turns the
bodies a little, and is taken back as they slow down; a guess."""
LEAST_FORCE = 6.0
"""N: a hand that may push no harder than this is of no use; a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How a load is brought along a rail."""

    speed: float
    """m/s asked."""
    slowing: float
    """m/s² that the hand may speed it up or slow it down with."""
    force: float
    """N of that."""
    mass: float
    """kg in all."""


def free_of_the_room(who: Actor, *by: Actor) -> bool:
    """True if a person holds on to nothing, and is held by nobody but the named ones."""
    own = {one.tree.index for one in by}
    holding = [hold for hold in who.holds() if hold.partner == SET or hold.partner not in own]
    held = [hold for hold in who.table.on(who.name) if hold.holder not in own]
    return not holding and not held


def plan_load(pair: Bodies, hold: Hold, grip: Floats, way: RailWay, speed: float) -> Load | Impossible:
    """Say how a load can be brought along a rail by one hand, or why not at that speed.

    The hand may push with no more than an everyday push has at its height, and no harder than its wrist can stand so
    far from the common centre of mass. Speeding up and slowing down must both fit into the way.

    Args:
        pair: all that moves.
        hold: of the hand on the rail.
        grip: (3,) where that is, set frame, m.
        way: along the rail.
        speed: m/s asked.
    """
    mass, centre = pair.mass(), pair.centre()
    if speed > FASTEST:
        return Impossible(reason=f"{speed:g} m/s is faster than a hand can push here ({FASTEST:g} m/s)")
    on = polyline.nearest(way.line, centre)
    lever = float(np.linalg.norm(cross(grip - centre, on.tangent)))
    wrist = hold.record.torque_limit
    force = min(PEAK_FORCE["hand"], WRIST_SHARE * wrist / max(lever, 1e-3))
    if force < LEAST_FORCE:
        return Impossible(
            reason=f"the common centre is {lever:.2f} m beside the rail: a wrist of {wrist:.0f} N m can push there "
            f"with {force:.0f} N only"
        )
    slowing, way_m = force / mass, way.to_go(centre)
    needed = speed**2 / (2.0 * slowing) * (1.0 if way.leaves else 2.0)
    if needed > way_m:
        return Impossible(
            reason=f"{speed:g} m/s with {mass:.0f} kg needs {needed:.1f} m of way at {force:.0f} N, which one wrist "
            f"stands {lever:.2f} m beside the common centre: there are {way_m:.1f} m"
        )
    return Load(speed=speed, slowing=slowing, force=force, mass=mass)
