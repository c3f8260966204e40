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
from offworld.rehearse.floor import Floor
from offworld.rehearse.holds import Hold
from offworld.rehearse.moves.base import Move, steadied, turned
from offworld.rehearse.moves.push import DEFAULT_SPEED, Push
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.plan import FASTEST
from offworld.rehearse.rail_way import ONE_STROKE_M, RailWay

START_S, STOP_M_S2 = 1.2, 0.2
"""s in which the speed rises, and m/s² with which it falls at the target: some 20 N, well within two hands."""
BEHIND_M = 0.04
"""m behind its shoulder at which a hand lets go."""
FAR_BEHIND_M = 0.16
"""m behind its shoulder at which a hand lets go even if there is no place ahead for it as yet."""
THERE_M, STILL_M_S = 0.05, 0.03
"""m and m/s within which the body has come to the target."""
LEAVE_M = 0.5
"""m from the rail's end within which the last hands may let go."""


class Pull(Move):
    """Pull along a rail."""

    def __init__(self, actor: Actor, intent: Intent, beat: Beat, channels: tuple[str, ...]) -> None:
        super().__init__(actor, intent, beat, channels)
        self.stroke: Push | None = None
        """The one stroke that is enough; None: hand over hand, or not begun."""
        self.way: RailWay | None = None
        """Along the rail; None: one stroke, or not begun."""
        self.aside = np.zeros(3)
        """From the rail to the centre of mass, m."""
        self.attitude = np.zeros(4)

    def step(self, floor: Floor) -> Wish:
        """Begin, then one stroke or hand over hand."""
        if self.stroke is None and self.way is None:
            refused = self._begin(floor)
            if refused:
                return Wish(status="refused", reason=refused)
        if self.stroke is not None:
            self.stroke.age = self.age
            return self.stroke.step(floor)
        return self._along()

    def _holds(self, thing: str) -> list[Hold]:
        return [hold for hold in self.actor.holds() if hold.limb in HANDS and hold.record.thing == thing]

    def _begin(self, floor: Floor) -> str:
        """Choose between one stroke and many; a reason if neither can be."""
        if self.actor.strapped:
            return f"{self.actor.name} is strapped down"
        named = self.intent.source.name if self.intent.source is not None else ""
        rail = next((one for one in floor.rehearsal.stage_set.rails if one.id == named), None)
        centre = self.actor.centre()
        way = None if rail is None else RailWay.lay(floor, self.actor, rail, self.intent.target, centre)
        if way is None or way.to_go(centre) < ONE_STROKE_M or not way.straight(centre):
            self.stroke = Push(self.actor, self.intent, self.beat, self.channels)
            return ""
        if not self._holds(way.thing):
            return f"no hand is on {way.thing} to pull along it"
        if (self.intent.speed or DEFAULT_SPEED) > FASTEST:
            return f"{self.intent.speed:g} m/s is faster than hands can follow each other ({FASTEST:g} m/s)"
        self.way = way
        self.aside = centre - polyline.nearest(way.line, centre).point
        self.attitude = self.actor.attitude("pelvis").copy()
        return ""

    def _along(self) -> Wish:
        way = self.way
        assert way is not None
        held = self._holds(way.thing)
        if not held:
            return Wish(status="missed", reason=f"both hands were off {way.thing}")
        centre = self.actor.centre()
        on = polyline.nearest(way.line, centre)
        velocity = self.actor.momentum()[0]
        to_go = float((polyline.at(way.line, way.goal).point - centre) @ on.tangent)
        if not way.leaves and to_go < THERE_M and np.linalg.norm(velocity) < STILL_M_S:
            return Wish(status="done", reason=f"{100 * abs(to_go):.0f} cm from the place by {way.thing}")
        wish = self._carried(on, to_go, way)
        self._hands(held, wish, way)
        if way.leaves and to_go < LEAVE_M and not way.place and self._spent(held, way):
            speed = float(velocity @ on.tangent)
            return Wish(
                status="done", reason=f"left {way.thing} at {speed:.2f} m/s", releases=[h.limb for h in held]
            )
        return wish

    def _carried(self, on: polyline.OnLine, to_go: float, way: RailWay) -> Wish:
        """The body along the rail at its speed, at its distance, without turning."""
        asked = self.intent.speed or DEFAULT_SPEED
        rise = min(1.0, self.age / START_S)
        speed = asked * 0.5 * (1.0 - np.cos(np.pi * rise))
        push = asked * 0.5 * np.pi / START_S * np.sin(np.pi * rise) * on.tangent
        if not way.leaves:
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

    def _hands(self, held: list[Hold], wish: Wish, way: RailWay) -> None:
        """Let the rear hand go when it has fallen behind; bring a free one ahead."""
        speed = self.intent.speed or DEFAULT_SPEED
        at = {hold.limb: polyline.nearest(way.line, self.actor.table.anchor(hold)).along for hold in held}
        if len(held) == 2:
            rear = min(held, key=lambda hold: at[hold.limb])
            behind = way.shoulder(rear.limb) - at[rear.limb]
            if behind > FAR_BEHIND_M or (behind > BEHIND_M and way.next(rear.limb, at, speed) is not None):
                wish.releases.append(rear.limb)
            return
        free = HANDS[1 - HANDS.index(held[0].limb)]
        if self.actor.hold(free) is not None:
            return
        if free not in way.place:
            ahead = way.next(free, at, speed)
            if ahead is None:
                return
            way.place[free] = ahead
        way.reach(free, wish)

    def _spent(self, held: list[Hold], way: RailWay) -> bool:
        """True when every hand that holds has fallen behind its shoulder."""
        return all(
            polyline.nearest(way.line, self.actor.table.anchor(hold)).along
            < way.shoulder(hold.limb) - BEHIND_M
            for hold in held
        )
