"""A chain of people: the first holds a rail, each next one is held by the one before, the last has the hands free.

The first owner's move leads and says what everybody wants. Until all links are closed, hands go where they belong. Then
the chain keeps together and still; or it brings the last one to where a thing can be reached, everybody by their share
of the way, within what every grip carries. A link that breaks ends it, and is named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from offworld.film.blocking import Beat, Channel, Intent, Target
from offworld.rehearse.actor import HANDS, Actor
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move, steadied
from offworld.rehearse.moves.hold import Hold
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.plan import limb_length
from offworld.rehearse.system import SET, Floats

HANDLES = ("wrist", "ankle")
"""By what the next one is held: the nearest of these."""
PACE, SLOW_RATE = 0.15, 0.8
"""m/s at most with which the last one is brought on, and 1/s with which the way that is left shortens."""
REACH_SHARE = 0.75
"""Share of an arm's length from the last one's shoulder at which a thing is well within reach."""
THERE_M, AWAY_M = 0.03, 0.12
"""m within which the last one is where it is to be, and m off from which on it is brought there again."""
RATE, SPIN_RATE, WEIGHT, SPIN_WEIGHT = 3.0, 2.0, 300.0, 60.0
"""1/s and weights with which each one's motion is brought to its share."""


@dataclass(slots=True, kw_only=True, eq=False)
class Link:
    """One hand that holds, or is to hold, the chain together."""

    holder: Actor
    """Whose hand."""
    hand: Channel
    """Which."""
    grasp: Hold
    """Brings it there."""
    on: str
    """What it holds, for people."""


class Chain(Move):
    """Hold on as a chain; the first owner's move leads."""

    settled = True
    """False while links are still open."""

    def __init__(self, actor: Actor, intent: Intent, beat: Beat, channels: tuple[Channel, ...]) -> None:
        super().__init__(actor, intent, beat, channels)
        self.settled = False
        self.links: list[Link] = []
        self.told: Wish | None = None
        """For those who do not lead: what the leader wants of them at this tick."""
        self.there = False
        """True once the last one was where it is to be, or has the thing."""
        self.off: float | None = None
        """m that the last one still is from where it is to be; None: nothing to reach."""

    def step(self, floor: Floor) -> Wish:
        """The leader decides for all."""
        if self.actor.name != self.beat.who[0]:
            return self.told or Wish()
        people = [floor.actors[name] for name in self.beat.who]
        wishes = self._lead(floor, people)
        for move, wish in zip(self._others(), wishes[1:], strict=True):
            move.told, move.settled, move.off = wish, self.settled, self.off
        return wishes[0]

    def words(self) -> str:
        """How it stands, for people."""
        last = self.beat.who[-1]
        if self.actor.name != self.beat.who[0]:
            return ""
        if not self.settled or self.off is None:
            return f"held together, {last} at the end" if self.settled else "not closed"
        if self.there:
            return f"{last} is where it can be reached"
        return f"{last} is {100 * self.off:.0f} cm from where it could be reached"

    def _others(self) -> list[Chain]:
        found = [self.joint[name] for name in self.beat.who[1:]]
        assert all(isinstance(move, Chain) for move in found)
        return [move for move in found if isinstance(move, Chain)]

    def _lead(self, floor: Floor, people: list[Actor]) -> list[Wish]:
        if not self.links:
            refused = self._begin(floor, people)
            if refused:
                return [Wish(status="refused", reason=refused) for _ in people]
        if not self.settled:
            wishes = self._link_up(floor, people)
            if wishes is not None:
                return wishes
            self.settled = True
        for link in self.links:
            if not _closed(link):
                reason = f"the link broke: {link.holder.name}'s {link.hand} came off {link.on}"
                return [Wish(status="missed", reason=reason) for _ in people]
        return self._keep(floor, people)

    def _begin(self, floor: Floor, people: list[Actor]) -> str:
        """Whose hands hold whom; a reason if it cannot be."""
        assert self.intent.source is not None
        for one in people:
            if one.strapped or one.limp:
                return f"{one.name} is {'strapped down' if one.strapped else 'limp'}: no link of a chain"
        for one in people[1:]:
            if any(hold.partner == SET for hold in one.holds()):
                return f"{one.name} holds on to something else: a chain hangs from one place"
        first = people[0]
        rail = next((h for h in first.holds() if h.limb in HANDS and h.partner == SET), None)
        spot = floor.spot(self.intent.source, first.centre())
        if rail is not None and rail.record.thing != spot.thing:
            return f"{first.name} holds {rail.record.thing}, not {spot.thing}"
        hand = rail.limb if rail is not None else _free_hand(first, [])
        links = [self._link(first, hand, self.intent.source, spot.thing)]
        for holder, held in pairwise(people):
            mine = next((h for h in holder.holds() if h.partner == held.tree.index and h.limb in HANDS), None)
            limb = mine.limb if mine is not None else _free_hand(holder, links)
            if not limb:
                return f"{holder.name} has no hand free for {held.name}"
            part = mine.record.thing.partition("'s ")[2] if mine is not None else _handle(holder, limb, held)
            target = Target(kind="person", name=held.name, part=part)
            links.append(self._link(holder, limb, target, f"{held.name}'s {part}" if part else held.name))
        self.links = links
        return ""

    def _link(self, holder: Actor, hand: str, target: Target, on: str) -> Link:
        limb: Channel = hand  # type: ignore[assignment]
        intent = replace(self.intent, move="hold", target=target, limbs=(limb,))
        return Link(holder=holder, hand=limb, grasp=Hold(holder, intent, self.beat, (limb,)), on=on)

    def _link_up(self, floor: Floor, people: list[Actor]) -> list[Wish] | None:
        """Every hand goes where it belongs; None when all are there."""
        wishes = {one.name: Wish() for one in people}
        for link in self.links:
            link.grasp.age = self.age
            asked = link.grasp.step(floor)
            if asked.status != "running":
                reason = f"the link of {link.holder.name} to {link.on} did not close: {asked.reason}"
                return [Wish(status="missed", reason=reason) for _ in people]
            into = wishes[link.holder.name]
            into.tasks += asked.tasks
            into.grips += asked.grips
            into.releases += asked.releases
            into.free_limbs = (*into.free_limbs, *asked.free_limbs)
        if all(link.grasp.settled for link in self.links):
            return None
        return list(wishes.values())

    def _keep(self, floor: Floor, people: list[Actor]) -> list[Wish]:
        """Still, or on towards the thing: everybody by their share of the last one's way."""
        way = self._way(floor, people[-1])
        wishes = []
        for number, one in enumerate(people):
            share = number / (len(people) - 1)
            task = steadied(
                one, velocity=share * way, rate=RATE, spin_rate=SPIN_RATE, weight=WEIGHT * (1.0 + 2.0 * share),
                spin_weight=SPIN_WEIGHT, top_force=45.0, top_torque=20.0,
            )  # fmt: skip
            limbs = tuple(link.hand for link in self.links if link.holder is one)
            wishes.append(Wish(tasks=[task], posture_weight=0.1, moves_body=True, free_limbs=limbs))
        return wishes

    def _way(self, floor: Floor, last: Actor) -> Floats:
        """Velocity wanted of the last one, m/s."""
        if self.intent.target is None:
            return np.zeros(3)
        hand = self._reaching_hand(last)
        _, shoulder, length = limb_length(last, hand)
        to_go = floor.spot(self.intent.target, last.limb(hand)[1]).point - shoulder
        distance = float(np.linalg.norm(to_go))
        self.off = max(0.0, distance - REACH_SHARE * length)
        has = any(hold.record.thing == self.intent.target.name for hold in last.table.by(last.name))
        self.there = has or self.off < (AWAY_M if self.there else THERE_M)
        if self.there:
            return np.zeros(3)
        return np.asarray(to_go * (min(PACE, SLOW_RATE * self.off) / distance))

    def _reaching_hand(self, last: Actor) -> str:
        """The last one's hand that nobody holds by the wrist."""
        held = next((link.on for link in self.links if link.on.startswith(f"{last.name}'s ")), "")
        return "left hand" if held.endswith("right wrist") else "right hand"


def _closed(link: Link) -> bool:
    hold = link.holder.hold(link.hand)
    return hold is not None and hold.record.thing == link.on


def _free_hand(holder: Actor, links: list[Link]) -> str:
    """A hand that holds nothing and is to hold nothing, by whose wrist nobody has or takes hold; empty: none."""
    held = {hold.partner_body for hold in holder.table.on(holder.name)}
    for hand in reversed(HANDS):
        side = hand.split(" ")[0]
        arm = {holder.part(f"{side}_{part}") for part in ("hand", "forearm")}
        used = any(link.holder is holder and link.hand == hand for link in links)
        wanted = any(link.on == f"{holder.name}'s {side} wrist" for link in links)
        if holder.hold(hand) is None and not arm & held and not used and not wanted:
            return str(hand)
    return ""


def _handle(holder: Actor, hand: str, held: Actor) -> str:
    """The handle of somebody that is nearest to a hand."""
    point = holder.limb(hand)[1]
    parts = [f"{side} {part}" for part in HANDLES for side in ("left", "right")]
    return min(parts, key=lambda part: float(np.linalg.norm(held.site(f"{held.name}/{part}")[1] - point)))
