"""Carry: take hold of a person and go along a rail with them, by the other hand.

The two are one body to whoever carries: the common centre of mass keeps its distance from the rail and the asked speed
along it, as far as one hand on a rail can push a load that far from it. The carried one keeps the posture of the
moment, or is limp. The hand on the rail lets go when it has fallen behind, and takes hold again ahead while both glide.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offworld.film.blocking import Beat, Channel, Intent, Target
from offworld.geometry import polyline
from offworld.rehearse.actor import HANDS, Actor, body_spin, turn_error
from offworld.rehearse.bodies import Group
from offworld.rehearse.floor import Floor
from offworld.rehearse.holds import Hold as Grip
from offworld.rehearse.moves.base import Move, steadied, turned
from offworld.rehearse.moves.burden import Burden
from offworld.rehearse.moves.hold import PALM_RATE, PALM_WEIGHT, Hold
from offworld.rehearse.moves.push import DEFAULT_SPEED
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.plan import Impossible, limb_length
from offworld.rehearse.plan_load import Load, free_of_the_room, plan_load
from offworld.rehearse.rail_way import RailWay
from offworld.rehearse.system import Floats

HANDLES = ("wrist", "elbow", "ankle")
"""By what people are taken hold of where the blocking does not say: the nearest of these."""
BEHIND_M, BETTER_M, LAST_M = -0.06, 0.28, 0.12
"""m behind its shoulder (negative: ahead) from which on the hand on the rail lets go, if there is a place so much
farther ahead for it, m, and the goal is farther than that, m: wrists turn little, and a shoulder hardly passes its
hand."""
SPENT_M = 0.04
"""m behind its shoulder at which the hand lets go for good, where the rail ends."""
THERE_M, STILL_M_S = 0.06, 0.06
"""m and m/s within which the two have come to the target."""


class Carry(Move):
    """Carry a person along a rail."""

    def __init__(self, actor: Actor, intent: Intent, beat: Beat, channels: tuple[Channel, ...]) -> None:
        super().__init__(actor, intent, beat, channels)
        self.grasp: Hold | None = None
        """Takes hold of the person; None: not begun."""
        self.steady: Hold | None = None
        """Takes hold of the rail."""
        self.rail_hand = ""
        self.way: RailWay | None = None
        """Along the rail; None: not under way."""
        self.load: Load | None = None
        self.speed = 0.0
        """m/s along the rail that is wanted now."""
        self.aside = np.zeros(3)
        """From the rail to the shoulder of the hand on it, m."""
        self.palm = np.zeros(4)
        """Attitude of the hand on the rail as it first held: the wrist has its play on both sides so."""
        self.attitude = np.zeros(4)
        self.angles: dict[int, float] = {}
        self.burden: Burden | None = None
        """The carried one, once under way."""

    def step(self, floor: Floor) -> Wish:
        """Take hold of the person and of the rail, then go."""
        assert self.intent.whom is not None
        carried = floor.actors[self.intent.whom.name]
        if self.grasp is None:
            refused = self._begin(floor, carried)
            if refused:
                return Wish(status="refused", reason=refused)
        if self.way is None:
            wish = self._take(floor)
            if wish is not None:
                return wish
            planned = self._plan(floor, carried)
            if planned:
                return Wish(status="refused", reason=planned)
        return self._go(floor, carried)

    def _begin(self, floor: Floor, carried: Actor) -> str:
        """Which hand carries, and by what; a reason if nobody can be carried so."""
        actor, whom = self.actor, self.intent.whom
        assert whom is not None
        assert self.intent.source is not None
        for one in (actor, carried):
            if one.strapped:
                return f"{one.name} is strapped down"
        if not free_of_the_room(carried, actor):
            return f"{carried.name} holds on to something else, or is held by others"
        rails = {rail.id for rail in floor.rehearsal.stage_set.rails}
        if self.intent.source.name not in rails:
            return f"{self.intent.source.name} is no rail to go along"
        hand = self._carrying_hand(carried)
        self.rail_hand = HANDS[1 - HANDS.index(hand)]
        if not whom.part:
            whom = replace(whom, part=self._handle(carried, hand))
        limbs: tuple[Channel, ...] = (hand,)  # type: ignore[assignment]
        take = replace(self.intent, move="hold", target=whom, limbs=limbs)
        self.grasp = Hold(actor, take, self.beat, limbs)
        other: tuple[Channel, ...] = (self.rail_hand,)  # type: ignore[assignment]
        self.steady = Hold(
            actor, replace(self.intent, move="hold", target=self.intent.source, limbs=other), self.beat, other
        )
        return ""

    def _carrying_hand(self, carried: Actor) -> str:
        """The hand that is named, or has hold of the person already, or is not on a rail."""
        if self.intent.limbs:
            return self.intent.limbs[0]
        for hold in self.actor.holds():
            if hold.partner == carried.tree.index and hold.limb in HANDS:
                return hold.limb
        return next((hand for hand in reversed(HANDS) if self.actor.hold(hand) is None), HANDS[1])

    def _handle(self, carried: Actor, hand: str) -> str:
        """The handle of a person that is nearest to a hand, or what it has hold of already."""
        hold = self.actor.hold(hand)
        if hold is not None and hold.partner == carried.tree.index:
            return hold.record.thing.partition("'s ")[2]
        point = self.actor.limb(hand)[1]
        parts = [f"{side} {part}" for part in HANDLES for side in ("left", "right")]
        return min(
            parts, key=lambda part: float(np.linalg.norm(carried.site(f"{carried.name}/{part}")[1] - point))
        )

    def _take(self, floor: Floor) -> Wish | None:
        """Both hands go where they belong; None when they are there."""
        assert self.grasp is not None
        assert self.steady is not None
        whole = Wish()
        for hold in (self.steady, self.grasp):
            hold.age = self.age
            wish = hold.step(floor)
            if wish.status != "running":
                return wish
            whole.tasks += wish.tasks
            whole.grips += wish.grips
            whole.releases += wish.releases
            whole.free_limbs = (*whole.free_limbs, *wish.free_limbs)
        return None if self.grasp.settled and self.steady.settled else whole

    def _plan(self, floor: Floor, carried: Actor) -> str:
        """Lay the way; a reason if the load cannot be brought along it so."""
        pair = Group(self.actor, carried)
        centre = pair.centre()
        assert self.intent.source is not None
        name = self.intent.source.name
        rail = next(rail for rail in floor.rehearsal.stage_set.rails if rail.id == name)
        goal = self.intent.target or Target(kind="point", offset=_far_end(rail.points, centre))
        way = RailWay.lay(floor, self.actor, rail, goal, centre)
        if not way.straight(centre):
            return f"{rail.id} is not straight all along the way: a load is carried along straight rails"
        speed = self.intent.speed or DEFAULT_SPEED
        hold = self.actor.hold(self.rail_hand)
        assert hold is not None
        load = plan_load(pair, hold, self.actor.table.anchor(hold), way, speed)
        if isinstance(load, Impossible):
            return load.reason
        self.way, self.load = way, load
        shoulder = limb_length(self.actor, self.rail_hand)[1]
        self.aside = shoulder - polyline.nearest(way.line, shoulder).point
        self.burden = Burden.of(carried, pair)
        self.palm = self.actor.system.data.xquat[self.actor.limb(self.rail_hand)[0]].copy()
        self.attitude = self.actor.attitude("pelvis").copy()
        self.angles = dict(enumerate(self.actor.angles().tolist()))
        return ""

    def _go(self, floor: Floor, carried: Actor) -> Wish:
        way, load, pair = self.way, self.load, Group(self.actor, carried)
        assert way is not None
        assert load is not None
        if not any(hold.partner == carried.tree.index for hold in self.actor.holds()):
            return Wish(status="missed", reason=f"the hold on {carried.name} was lost")
        held = self.actor.hold(self.rail_hand)
        centre, velocity = pair.centre(), pair.momentum()[0]
        on = polyline.nearest(way.line, centre)
        to_go = float((polyline.at(way.line, way.goal).point - centre) @ on.tangent)
        if not way.leaves and held is not None and to_go < THERE_M and np.linalg.norm(velocity) < STILL_M_S:
            return Wish(
                status="done", reason=f"{carried.name} brought to {100 * abs(to_go):.0f} cm from the place"
            )
        if held is None and to_go < -way_lost(way):
            return Wish(status="missed", reason=f"the hand was off {way.thing} when it was to stop there")
        if way.leaves and (to_go < 0.0 or self._spent(held, way)):
            words = f"left {way.thing} at {float(velocity @ on.tangent):.2f} m/s with {carried.name}"
            return Wish(status="done", reason=words, releases=[self.rail_hand] if held is not None else [])
        wish = Wish(posture=self.angles, posture_weight=0.3, moves_body=True, free_limbs=(self.rail_hand,))
        self._push(wish, pair, (on, to_go), held=held is not None, control_s=floor.control_s)
        self._hand(held, wish, way, float(velocity @ on.tangent), to_go)
        return wish

    def _push(
        self, wish: Wish, pair: Group, where: tuple[polyline.OnLine, float], *, held: bool,
        control_s: float,
    ) -> None:  # fmt: skip
        """The common centre along the rail; the carried one along with it; no turning."""
        way, load, (on, to_go) = self.way, self.load, where
        assert way is not None
        assert load is not None
        assert self.burden is not None
        push = 0.0
        if held:
            asked = load.speed
            if not way.leaves:
                asked = min(asked, float(np.sqrt(2.0 * load.slowing * max(to_go, 0.0))))
            change = float(np.clip((asked - self.speed) / control_s, -1.5 * load.slowing, load.slowing))
            self.speed += change * control_s
            push = change
        shoulder = limb_length(self.actor, self.rail_hand)[1]
        off = polyline.nearest(way.line, shoulder).point + self.aside - shoulder
        off = off - (off @ on.tangent) * on.tangent
        velocity = self.speed * on.tangent + (0.8 * off if held else 0.0)
        if held:
            wish.tasks.append(
                steadied(
                    pair, velocity=velocity, rate=5.0, spin_rate=2.5, weight=300.0, spin_weight=100.0,
                    push=push * on.tangent, top_force=load.force, top_torque=25.0,
                )
            )  # fmt: skip
        self.burden.keep(wish, pair, push * on.tangent)
        pelvis, spin = self.actor.part("pelvis"), self.actor.spin("pelvis")
        error = turn_error(self.actor.attitude("pelvis"), self.attitude)
        wish.tasks.append(turned(pelvis, error, spin, rate=1.5, weight=3.0, top=1.5))

    def _spent(self, held: Grip | None, way: RailWay) -> bool:
        """True when the hand has fallen behind and there is no more rail ahead for it."""
        if held is None:
            return False
        at = polyline.nearest(way.line, self.actor.table.anchor(held)).along
        no_more = polyline.length(way.line) - at < BETTER_M
        return no_more and way.shoulder(self.rail_hand) - at > SPENT_M

    def _hand(self, held: Grip | None, wish: Wish, way: RailWay, speed: float, to_go: float) -> None:
        """The hand on the rail: let go behind, take hold again ahead; not while slowing down for the goal."""
        hand = self.rail_hand
        if held is not None:
            at = polyline.nearest(way.line, self.actor.table.anchor(held)).along
            behind = way.shoulder(hand) - at
            ahead = way.next(hand, {}, speed)
            if behind > BEHIND_M and to_go > LAST_M and ahead is not None and ahead > at + BETTER_M:
                wish.releases.append(hand)
            return
        if hand not in way.place:
            ahead = way.next(hand, {}, speed)
            if ahead is None:
                return
            way.place[hand] = ahead
        way.reach(hand, wish)
        if hand in way.place:
            body = self.actor.limb(hand)[0]
            error = turn_error(self.actor.system.data.xquat[body], self.palm)
            spin = body_spin(self.actor.system, body)
            wish.tasks.append(turned(body, error, spin, rate=PALM_RATE, weight=PALM_WEIGHT, top=10.0))


def way_lost(way: RailWay) -> float:
    """How far past its goal a load without a hand on the rail is lost, m."""
    return np.inf if way.leaves else 0.5


def _far_end(points: tuple[tuple[float, float, float], ...], centre: Floats) -> tuple[float, float, float]:
    """The end of a rail that is farther from a place."""
    return max((points[0], points[-1]), key=lambda end: float(np.linalg.norm(np.asarray(end) - centre)))
