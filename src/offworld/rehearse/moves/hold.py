"""Hold and catch: bring a hand or foot to a thing, close on it when it is there and nearly at rest to it, and keep it.

How the body then comes to rest through the grip is not this move's business: everybody who holds on does that.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offworld.film.blocking import Beat, Intent
from offworld.geometry import polyline
from offworld.geometry.rotation import cross
from offworld.rehearse.actor import Actor, body_spin
from offworld.rehearse.control.tasks import PointTask, Task, TurnTask
from offworld.rehearse.floor import Floor, Spot
from offworld.rehearse.moves.base import Move, meet, toward, turned
from offworld.rehearse.moves.flying import CALM_S, calm, meet_flying
from offworld.rehearse.moves.wish import GripWish, Wish
from offworld.rehearse.plan import limb_length
from offworld.rehearse.system import Floats

GRIP_WITHIN = {"hand": 0.035, "foot": 0.05}
"""m from grip point to the thing at which fingers or an instep close: about the width of a palm, a guess."""
GRIP_SPEED = 0.45
"""m/s of the limb relative to the thing at which a grip can still close, a guess."""
GRIP_STRETCH = 0.96
"""Share of its length up to which a limb may be stretched as it closes: a straight one cannot give way."""
START_REACH = 1.8
"""The limb is sent out to meet a thing that is within this share of its length."""
GIVE_UP_S = 1.2
"""s after the closest approach, out of reach again, at which a miss is a miss."""
RAIL_STEP = 0.025
"""m between two places on a rail that are weighed against each other."""
AT_HAND = 0.12
"""m from a hand within which it simply closes on the nearest place."""
WORTH_A_CHANGE = 0.12
"""m by which another place must be better for a hand to change its mind."""
GOOD_REACH = 0.85
"""Share of an arm's length within which a place on a rail is as good as any nearer one."""
FULL_REACH = 0.93
"""Share of a limb's length at which it waits for what is coming."""
LEAN_M, LEAN_SPARE = 0.14, 0.02
"""m that bending and twisting the trunk bring a shoulder forward at most, and m that it leans in more than it must; a
guess from seated reach, where the trunk gives more."""
LEAN_RATE, LEAN_TOP, LEAN_WEIGHT = 4.0, 3.0, 60.0
"""1/s, m/s² and weight of leaning: slower than the arm."""
HEAD_ROOM = 0.35
"""m from the head within which a place on a rail is less good."""
CLEAR = {
    "head": 0.28, "chest": 0.24, "hips": 0.24, "left elbow": 0.15, "right elbow": 0.15, "left wrist": 0.12,
    "right wrist": 0.12, "left knee": 0.16, "right knee": 0.16,
}  # fmt: skip
"""m from a rail that the middle of a part keeps if it can: its own thickness and a hand's breadth."""
CLEAR_RATE, CLEAR_TOP, CLEAR_WEIGHT, HEAD_WEIGHT = 5.0, 4.0, 10.0, 30.0
"""1/s, m/s² and weights of moving a part out of a rail's way."""
HANDS_APART = 0.3
"""m between two hands on one rail."""
PALM_RATE, PALM_WEIGHT = 6.0, 4.0
"""1/s and weight of turning the palm across the bar: little, as a hand closes on a bar at a slant too."""


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
        self.places: dict[str, int] = {}
        """Chosen place on the rail of each limb, in steps of `RAIL_STEP`."""
        self.best_speed = 0.0
        self.calm_since: float | None = None
        """Age at which everything wanted was held, s."""

    def step(self, floor: Floor) -> Wish:
        """Reach with each limb that does not hold yet."""
        wish = Wish(tasks=self._keep_clear(floor))
        missing = [limb for limb in self.wanted if not self._holds_it(floor, limb)]
        if not missing:
            return self._calmed(wish)
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

    def _calmed(self, wish: Wish) -> Wish:
        """What was caught in flight is brought to rest first."""
        target = self.intent.target
        caught = target is not None and target.kind == "prop" and self.intent.move == "catch"
        self.calm_since = self.age if self.calm_since is None else self.calm_since
        self.settled = not caught or self.age - self.calm_since >= CALM_S
        if not self.settled:
            hands = tuple(limb for limb in self.wanted if limb.endswith("hand"))
            wish.tasks += [calm(self.actor, limb) for limb in hands]
            wish.free_limbs = (*wish.free_limbs, *hands)
        return wish

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
        spot = self._spot(floor, limb, point, taken)
        distance = float(np.linalg.norm(spot.point - point))
        relative = float(np.linalg.norm(velocity - spot.velocity))
        if distance < self.nearest:
            self.nearest, self.nearest_age, self.best_speed = distance, self.age, relative
        slack = float(np.linalg.norm(point - joint)) <= GRIP_STRETCH * length
        if distance <= GRIP_WITHIN[kind] and relative <= GRIP_SPEED and slack and other is None:
            wish.grips.append(
                GripWish(
                    limb=limb, partner_body=spot.body, point=_grip_point(spot, point), kind=floor.hold_kind(limb, spot),
                    thing=spot.thing,
                )
            )  # fmt: skip
            return
        flying = meet_flying(floor, self.actor, limb, spot)
        if flying is not None:
            wish.tasks.append(flying)
            wish.free_limbs = (*wish.free_limbs, limb)
            return
        away = float(np.linalg.norm(spot.point - joint))
        if away <= START_REACH * length:
            stretch = FULL_REACH * length
            if away > stretch:
                # Out of reach as yet: the arm goes out to meet it.
                point_out = joint + (spot.point - joint) * (stretch / away)
                wish.tasks += self._lean(limb, joint, spot, away - stretch)
                spot = replace(spot, point=point_out, velocity=self._carried(limb))
            wish.tasks.append(meet(body, point, velocity, spot))
            if kind == "hand" and np.any(spot.along):
                wish.tasks.append(self._across_palm(limb, body, spot.along))
            wish.free_limbs = (*wish.free_limbs, limb)

    def _lean(self, limb: str, joint: Floats, spot: Spot, short: float) -> list[Task]:
        """Bring the shoulder nearer to what is a little beyond the arm, as everybody's trunk does."""
        if not limb.endswith("hand") or short > LEAN_M:
            return []
        way = (spot.point - joint) / max(float(np.linalg.norm(spot.point - joint)), 1e-9)
        goal = joint + (short + LEAN_SPARE) * way
        chest, carried = self.actor.part("chest"), self._carried(limb)
        whole = self.actor.momentum()[0]
        return [toward(chest, joint, carried, goal, whole, rate=LEAN_RATE, weight=LEAN_WEIGHT, top=LEAN_TOP)]

    def _carried(self, limb: str) -> Floats:
        """Velocity of the joint that a limb hangs on, set frame, m/s."""
        side, kind = limb.split(" ")
        if kind == "hand":
            return self.actor.site(f"{self.actor.name}/{side} shoulder")[2]
        return self.actor.momentum()[0]

    def _spot(self, floor: Floor, limb: str, point: Floats, taken: Floats | None) -> Spot:
        """The target's best place for a limb: on a rail, near the hand, within reach and clear of the head."""
        assert self.intent.target is not None
        spot = floor.spot(self.intent.target, point, avoid=taken)
        rail = next((one for one in floor.rehearsal.stage_set.rails if one.id == spot.thing), None)
        if spot.kind != "rail" or rail is None or np.linalg.norm(spot.point - point) < AT_HAND:
            return spot
        line = np.asarray(rail.points)
        alongs = np.arange(0.0, polyline.length(line) + RAIL_STEP, RAIL_STEP)
        places = [polyline.at(line, along) for along in alongs]
        points = np.array([place.point for place in places])
        cost = self._cost(limb, points, point, taken)
        best = int(np.argmin(cost))
        kept = self.places.get(limb)
        if kept is not None and kept < len(cost) and cost[kept] < cost[best] + WORTH_A_CHANGE:
            best = kept
        self.places[limb] = best
        return replace(spot, point=points[best], along=places[best].tangent)

    def _cost(self, limb: str, points: Floats, hand: Floats, taken: Floats | None) -> Floats:
        """How bad places on a rail (n, 3) are for a limb, m: way to go, overreach, nearness to head and other hand."""
        _, joint, length = limb_length(self.actor, limb)
        head = self.actor.site(f"{self.actor.name}/head")[1]
        cost = np.linalg.norm(points - hand, axis=1)
        cost += 2.0 * np.maximum(0.0, np.linalg.norm(points - joint, axis=1) - GOOD_REACH * length)
        cost += 2.0 * np.maximum(0.0, HEAD_ROOM - np.linalg.norm(points - head, axis=1))
        if taken is not None:
            cost += 4.0 * np.maximum(0.0, HANDS_APART - np.linalg.norm(points - taken, axis=1))
        return np.asarray(cost)

    def _keep_clear(self, floor: Floor) -> list[Task]:
        """Keep head, trunk and whatever is not to grip off the rail that is held or reached for."""
        assert self.intent.target is not None
        tasks: list[Task] = []
        for part, clear in CLEAR.items():
            if part.endswith("wrist") and part.replace("wrist", "hand") in self.wanted:
                continue
            body, point, velocity = self.actor.site(f"{self.actor.name}/{part}")
            spot = floor.spot(self.intent.target, point)
            gap = point - spot.point
            distance = max(float(np.linalg.norm(gap)), 1e-6)
            if spot.kind != "rail" or distance > clear:
                continue
            away = gap / distance
            opening = float((velocity - spot.velocity) @ away)
            wanted = CLEAR_RATE * (CLEAR_RATE * (clear - distance) - 2.0 * opening)
            if wanted > 0.0:
                weight = HEAD_WEIGHT if part == "head" else CLEAR_WEIGHT
                tasks.append(
                    PointTask(body=body, point=point, wanted=min(wanted, CLEAR_TOP) * away, weight=weight)
                )
        return tasks

    def _across_palm(self, limb: str, body: int, along: Floats) -> TurnTask:
        """Turn the hand so that the bar comes to lie across the palm."""
        system = self.actor.system
        axis = system.data.site(f"{self.actor.name}/{limb}").xmat.reshape(3, 3)[:, 2]
        way = along if along @ axis >= 0.0 else -along
        return turned(
            body, cross(axis, way), body_spin(system, body), rate=PALM_RATE, weight=PALM_WEIGHT, top=10.0
        )

    def _missed(self, floor: Floor, wish: Wish) -> Wish:
        closing = self.age - self.nearest_age
        if not wish.grips and closing > GIVE_UP_S and np.isfinite(self.nearest):
            wish.status = "missed"
            wish.reason = f"came within {100 * self.nearest:.0f} cm of {self._name(floor)}"
        return wish


def _grip_point(spot: Spot, point: Floats) -> Floats:
    """Where the hold acts: on the thing's own line for a bar or a strap, at the palm for a person or a prop."""
    return spot.point if spot.kind in {"rail", "loop"} else 0.5 * (spot.point + point)
