"""A rail as somebody goes along it: from where to where, and where the next hand takes hold."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from offworld.film.blocking import Target
from offworld.film.stage_set import Rail
from offworld.geometry import polyline
from offworld.rehearse.actor import Actor
from offworld.rehearse.floor import Floor, Spot
from offworld.rehearse.moves.base import meet
from offworld.rehearse.moves.wish import GripWish, Wish
from offworld.rehearse.plan import limb_length
from offworld.rehearse.system import Floats

ONE_STROKE_M = 0.7
"""m along a rail that one pull of the arms does; farther is hand over hand."""
AHEAD_M = 0.42
"""m ahead of its shoulder that a hand reaches, at most."""
LEAD_S = 0.45
"""s that a reach takes, by which the shoulder has moved on."""
STEP_M = 0.12
"""m by which the next place must lie beyond the other hand, or there is none."""
NEAR_M, GRIP_M_S = 0.035, 0.45
"""m and m/s within which a hand closes on the rail, as in a catch."""
END_M = 0.03
"""m of a rail's end that no hand takes."""
BEYOND_M = 0.25
"""m past the rail's end from which a target is left for at speed."""


@dataclass(slots=True, kw_only=True, eq=False)
class RailWay:
    """One person's way along one rail."""

    actor: Actor
    """Who goes."""
    thing: str
    """Id of the rail."""
    line: Floats
    """(n, 3) the rail in the order in which it is gone along, set frame, m."""
    goal: float
    """Where along the line the centre of mass is to come to, m."""
    leaves: bool
    """True: towards something beyond the rail, let go at speed."""
    place: dict[str, float] = field(default_factory=dict)
    """Where along the line a free hand reaches to, m."""

    @classmethod
    def lay(cls, floor: Floor, actor: Actor, rail: Rail, target: Target | None, centre: Floats) -> RailWay:
        """Lay the line so that it is gone along from its start, and find the goal on it.

        Args:
            floor: the scene now.
            actor: who goes along it.
            rail: which.
            target: to what; None: to the farther end.
            centre: (3,) centre of mass of all that goes, set frame, m.
        """
        line = np.asarray(rail.points)
        here = polyline.nearest(line, centre).along
        if target is None:
            end = line[-1] if polyline.length(line) >= 2.0 * here else line[0]
        else:
            end = floor.spot(target, centre).point
        there = polyline.nearest(line, end)
        if there.along < here:
            line = line[::-1].copy()
            there = polyline.nearest(line, end)
        last = polyline.at(line, there.along)
        leaves = float((end - last.point) @ last.tangent) > BEYOND_M
        return cls(actor=actor, thing=rail.id, line=line, goal=there.along, leaves=leaves)

    def to_go(self, centre: Floats) -> float:
        """M along the rail from a place to the goal; negative beyond it."""
        return self.goal - polyline.nearest(self.line, centre).along

    def straight(self, centre: Floats) -> bool:
        """True if the rail is straight from a place to the goal."""
        here = polyline.nearest(self.line, centre).along
        ways = [polyline.at(self.line, along).tangent for along in np.linspace(here, self.goal, 9)]
        return all(float(way @ ways[0]) > 0.98 for way in ways)

    def shoulder(self, limb: str) -> float:
        """Where along the line a shoulder is, m."""
        return polyline.nearest(self.line, limb_length(self.actor, limb)[1]).along

    def next(self, limb: str, at: dict[str, float], speed: float) -> float | None:
        """Where along the line a hand can take hold next; None: there is no room ahead.

        Args:
            limb: which hand.
            at: where along the line hands hold, m.
            speed: m/s with which the shoulder goes on.
        """
        _, shoulder, length = limb_length(self.actor, limb)
        on = polyline.nearest(self.line, shoulder)
        ahead = min(AHEAD_M, float(np.sqrt(max((0.88 * length) ** 2 - on.distance**2, 0.0))))
        ahead += LEAD_S * speed
        place = min(on.along + ahead, polyline.length(self.line) - END_M)
        others = [along for other, along in at.items() if other != limb]
        return place if all(place > along + STEP_M for along in others) else None

    def reach(self, limb: str, wish: Wish) -> None:
        """Bring a free hand to its chosen place, and close it there."""
        body, point, velocity = self.actor.limb(limb)
        on = polyline.at(self.line, self.place[limb])
        near = polyline.nearest(self.line, point)
        if (
            near.distance < NEAR_M
            and abs(near.along - on.along) < STEP_M
            and np.linalg.norm(velocity) < GRIP_M_S
        ):
            del self.place[limb]
            wish.grips.append(
                GripWish(limb=limb, partner_body=0, point=near.point, kind="hand", thing=self.thing)
            )
            return
        spot = Spot(
            point=on.point, velocity=np.zeros(3), body=0, thing=self.thing, along=on.tangent, kind="rail"
        )
        wish.tasks.append(meet(body, point, velocity, spot))
        wish.free_limbs = (*wish.free_limbs, limb)
