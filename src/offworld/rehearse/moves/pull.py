"""Pull: go along a rail hand over hand, or with one stroke where one is enough.

Hand over hand the centre of mass keeps its distance from the rail and the asked speed along it, while the hands take
turns: the rear one lets go when it has fallen behind its shoulder, reaches ahead, and closes again. At a target by
the rail the body is stopped and still holds on; towards one beyond the rail's end it is let go at speed.
"""

from __future__ import annotations

import numpy as np

from offworld.film.blocking import Beat, Intent
from offworld.geometry import polyline
from offworld.rehearse.actor import HANDS, Actor, turn_error
from offworld.rehearse.floor import Floor, Spot
from offworld.rehearse.holds import Hold
from offworld.rehearse.moves.base import Move, meet, steadied, turned
from offworld.rehearse.moves.push import DEFAULT_SPEED, Push
from offworld.rehearse.moves.wish import GripWish, Wish
from offworld.rehearse.plan import FASTEST, limb_length
from offworld.rehearse.system import Floats

ONE_STROKE_M = 0.7
"""m along a rail that one pull of the arms does; farther is hand over hand."""
START_S, STOP_M_S2 = 1.2, 0.2
"""s in which the speed rises, and m/s² with which it falls at the target: some 20 N, well within two hands."""
BEHIND_M = 0.04
"""m behind its shoulder at which a hand lets go."""
FAR_BEHIND_M = 0.16
"""m behind its shoulder at which a hand lets go even if there is no place ahead for it as yet."""
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
THERE_M, STILL_M_S = 0.05, 0.03
"""m and m/s within which the body has come to the target."""
LEAVE_M = 0.5
"""m from the rail's end within which the last hands may let go."""
BEYOND_M = 0.25
"""m past the rail's end from which a target is left for at speed."""


class Pull(Move):
    """Pull along a rail."""

    def __init__(self, actor: Actor, intent: Intent, beat: Beat, channels: tuple[str, ...]) -> None:
        super().__init__(actor, intent, beat, channels)
        self.stroke: Push | None = None
        """The one stroke that is enough; None: hand over hand, or not begun."""
        self.line = np.zeros((0, 3))
        """(n, 3) the rail in the order in which it is gone along; empty: not begun."""
        self.thing = ""
        self.goal = 0.0
        """Where along the line the centre of mass is to come to, m."""
        self.leaves = False
        """True: towards something beyond the rail, let go at speed."""
        self.aside = np.zeros(3)
        """From the rail to the centre of mass, m."""
        self.attitude = np.zeros(4)
        self.place: dict[str, float] = {}
        """Where along the line a free hand reaches to, m."""

    def step(self, floor: Floor) -> Wish:
        """Begin, then one stroke or hand over hand."""
        if self.stroke is None and not len(self.line):
            refused = self._begin(floor)
            if refused:
                return Wish(status="refused", reason=refused)
        if self.stroke is not None:
            self.stroke.age = self.age
            return self.stroke.step(floor)
        return self._along()

    def _holds(self) -> list[Hold]:
        return [hold for hold in self.actor.holds() if hold.limb in HANDS and hold.record.thing == self.thing]

    def _begin(self, floor: Floor) -> str:
        """Choose between one stroke and many; a reason if neither can be."""
        if self.actor.strapped:
            return f"{self.actor.name} is strapped down"
        named = self.intent.source.name if self.intent.source is not None else ""
        rail = next((one for one in floor.rehearsal.stage_set.rails if one.id == named), None)
        if rail is not None:
            self.thing = rail.id
            self._lay(floor, np.asarray(rail.points))
        if rail is None or not self._straight():
            self.line = np.zeros((0, 3))
            self.stroke = Push(self.actor, self.intent, self.beat, self.channels)
            return ""
        if not self._holds():
            return f"no hand is on {self.thing} to pull along it"
        if (self.intent.speed or DEFAULT_SPEED) > FASTEST:
            return f"{self.intent.speed:g} m/s is faster than hands can follow each other ({FASTEST:g} m/s)"
        centre = self.actor.centre()
        self.aside = centre - polyline.nearest(self.line, centre).point
        self.attitude = self.actor.attitude("pelvis").copy()
        return ""

    def _lay(self, floor: Floor, line: Floats) -> None:
        """Lay the line so that it is gone along from its start, and find the goal on it."""
        here = polyline.nearest(line, self.actor.centre()).along
        if self.intent.target is None:
            target = line[-1] if polyline.length(line) >= 2.0 * here else line[0]
        else:
            target = floor.spot(self.intent.target, self.actor.centre()).point
        there = polyline.nearest(line, target)
        if there.along < here:
            line = line[::-1].copy()
            there = polyline.nearest(line, target)
        self.line, self.goal = line, there.along
        end = polyline.at(line, there.along)
        self.leaves = float((target - end.point) @ end.tangent) > BEYOND_M

    def _straight(self) -> bool:
        """True if the way is longer than one stroke and the rail straight all along it."""
        here = polyline.nearest(self.line, self.actor.centre()).along
        if self.goal - here < ONE_STROKE_M:
            return False
        ways = [polyline.at(self.line, along).tangent for along in np.linspace(here, self.goal, 9)]
        return all(float(way @ ways[0]) > 0.98 for way in ways)

    def _along(self) -> Wish:
        held = self._holds()
        if not held:
            return Wish(status="missed", reason=f"both hands were off {self.thing}")
        centre = self.actor.centre()
        on = polyline.nearest(self.line, centre)
        velocity = self.actor.momentum()[0]
        to_go = float((polyline.at(self.line, self.goal).point - centre) @ on.tangent)
        if not self.leaves and to_go < THERE_M and np.linalg.norm(velocity) < STILL_M_S:
            return Wish(status="done", reason=f"{100 * abs(to_go):.0f} cm from the place by {self.thing}")
        wish = self._carried(on, to_go)
        self._hands(held, wish)
        if self.leaves and to_go < LEAVE_M and not self.place and self._spent(held):
            speed = float(velocity @ on.tangent)
            return Wish(
                status="done", reason=f"left {self.thing} at {speed:.2f} m/s", releases=[h.limb for h in held]
            )
        return wish

    def _carried(self, on: polyline.OnLine, to_go: float) -> Wish:
        """The body along the rail at its speed, at its distance, without turning."""
        asked = self.intent.speed or DEFAULT_SPEED
        rise = min(1.0, self.age / START_S)
        speed = asked * 0.5 * (1.0 - np.cos(np.pi * rise))
        push = asked * 0.5 * np.pi / START_S * np.sin(np.pi * rise) * on.tangent
        if not self.leaves:
            falling = float(np.sqrt(2.0 * STOP_M_S2 * max(to_go, 0.0)))
            if falling < speed:
                speed, push = falling, -STOP_M_S2 * on.tangent
        off = on.point + self.aside - self.actor.centre()
        off = off - (off @ on.tangent) * on.tangent
        velocity = speed * on.tangent + 1.5 * off
        body = steadied(
            self.actor, velocity=velocity, rate=9.0, spin_rate=4.0, weight=300.0, spin_weight=60.0, push=push
        )  # fmt: skip
        error = turn_error(self.actor.attitude("pelvis"), self.attitude)
        turn = turned(
            self.actor.part("pelvis"), error, self.actor.spin("pelvis"), rate=1.5, weight=3.0, top=1.5
        )
        return Wish(tasks=[body, turn], moves_body=True, posture_weight=0.1)

    def _hands(self, held: list[Hold], wish: Wish) -> None:
        """Let the rear hand go when it has fallen behind; bring a free one ahead."""
        at = {hold.limb: polyline.nearest(self.line, self.actor.table.anchor(hold)).along for hold in held}
        if len(held) == 2:
            rear = min(held, key=lambda hold: at[hold.limb])
            behind = self._shoulder(rear.limb) - at[rear.limb]
            if behind > FAR_BEHIND_M or (behind > BEHIND_M and self._next(rear.limb, at) is not None):
                wish.releases.append(rear.limb)
            return
        free = HANDS[1 - HANDS.index(held[0].limb)]
        if self.actor.hold(free) is not None:
            return
        if free not in self.place:
            ahead = self._next(free, at)
            if ahead is None:
                return
            self.place[free] = ahead
        self._reach(free, wish)

    def _shoulder(self, limb: str) -> float:
        return polyline.nearest(self.line, limb_length(self.actor, limb)[1]).along

    def _next(self, limb: str, at: dict[str, float]) -> float | None:
        """Where along the line a hand can take hold next; None: there is no room ahead."""
        _, shoulder, length = limb_length(self.actor, limb)
        on = polyline.nearest(self.line, shoulder)
        ahead = min(AHEAD_M, float(np.sqrt(max((0.88 * length) ** 2 - on.distance**2, 0.0))))
        ahead += LEAD_S * (self.intent.speed or DEFAULT_SPEED)
        place = min(on.along + ahead, polyline.length(self.line) - END_M)
        others = [along for other, along in at.items() if other != limb]
        return place if all(place > along + STEP_M for along in others) else None

    def _reach(self, limb: str, wish: Wish) -> None:
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

    def _spent(self, held: list[Hold]) -> bool:
        """True when every hand that holds has fallen behind its shoulder."""
        return all(
            polyline.nearest(self.line, self.actor.table.anchor(hold)).along
            < self._shoulder(hold.limb) - BEHIND_M
            for hold in held
        )
