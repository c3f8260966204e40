"""Be held: somebody takes this person by the feet, or where it says, and keeps hold while it lasts."""

from __future__ import annotations

from dataclasses import replace

from offworld.film.blocking import Beat, Channel, Intent, Target
from offworld.rehearse.actor import Actor
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move
from offworld.rehearse.moves.hold import Hold
from offworld.rehearse.moves.wish import Wish


class BeHeld(Move):
    """Be held by a person: the holder's hands go there and close."""

    def __init__(self, actor: Actor, intent: Intent, beat: Beat, channels: tuple[Channel, ...]) -> None:
        super().__init__(actor, intent, beat, channels)
        self.hands: dict[Channel, Hold] = {}
        self.settled = False
        """True once somebody holds."""

    def step(self, floor: Floor) -> Wish:
        """Let the holder reach, then watch whether the hold lasts."""
        holder = floor.actors.get(self.intent.target.name) if self.intent.target is not None else None
        held = [h for h in floor.table.on(self.actor.name) if holder is None or h.holder == holder.tree.index]
        wanted = self._hands(holder) if holder is not None and not self.settled else {}
        if self.settled or not wanted:
            return Wish() if held else Wish(status="missed", reason="nobody holds on any more")
        wish = Wish()
        assert holder is not None
        for hand in wanted.values():
            hand.age = self.age
            asked = hand.step(floor)
            if asked.status != "running":
                return Wish(status=asked.status, reason=f"{holder.name}: {asked.reason}")
            into = wish.others.setdefault(holder.name, Wish())
            into.tasks += asked.tasks
            into.grips += asked.grips
            into.releases += asked.releases
            into.free_limbs = (*into.free_limbs, *asked.free_limbs)
        self.settled = all(hand.settled for hand in wanted.values())
        return wish

    def _hands(self, holder: Actor) -> dict[Channel, Hold]:
        """A hold for each of the holder's hands, made when first asked for."""
        if not self.hands:
            joint = "wrist" if any(limb.endswith("hand") for limb in self.intent.limbs) else "ankle"
            hands: tuple[Channel, ...] = ("left hand", "right hand")
            for hand in hands:
                place = f"{hand.split(' ')[0]} {joint}"
                target = Target(kind="person", name=self.actor.name, part=place)
                intent = replace(self.intent, move="hold", target=target, limbs=(hand,))
                self.hands[hand] = Hold(holder, intent, self.beat, (hand,))
        return self.hands
