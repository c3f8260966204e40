"""Take: close a hand on a loose prop, or on one that is stuck or in somebody else's hand, which then lets go."""

from __future__ import annotations

from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move
from offworld.rehearse.moves.hold import Hold
from offworld.rehearse.moves.wish import Wish


class Take(Move):
    """Take a prop: reach for it as for a hold, and be done when it is in the hand."""

    hold: Hold | None = None

    def step(self, floor: Floor) -> Wish:
        """Reach, close, and have the others let go."""
        assert self.intent.prop is not None
        if self.hold is None:
            self.hold = Hold(self.actor, self.intent, self.beat, self.channels)
        self.hold.age = self.age
        wish = self.hold.step(floor)
        prop = floor.system.tree(self.intent.prop)
        if self.hold.settled and wish.status == "running":
            wish.status, wish.reason = "done", f"has the {self.intent.prop}"
        if wish.grips or wish.status == "done":
            for other in floor.table.on(self.intent.prop):
                if other.holder != self.actor.tree.index:
                    wish.others_release.append((floor.system.trees[other.holder].name, other.limb))
            for stuck in floor.table.by(self.intent.prop):
                wish.others_release.append((prop.name, stuck.limb))
        return wish
