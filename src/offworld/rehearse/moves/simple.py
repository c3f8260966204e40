"""Moves that ask nothing of the muscles: drift, say, let go, release, go limp."""

from __future__ import annotations

import numpy as np

from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move
from offworld.rehearse.moves.wish import Wish

ARRIVED_M = 0.6
"""m from the centre of the body to a thing at which one has come to it: within reach of an arm."""
PASSED_M = 0.15
"""m farther than the nearest at which one has passed it."""


class Drift(Move):
    """Hang in the room in one's own neutral posture; with a goal, until the body has come to it or has passed it."""

    nearest = np.inf

    @property
    def settled(self) -> bool:
        """True where no goal is waited for."""
        return self.intent.target is None

    def step(self, floor: Floor) -> Wish:
        """Watch the way to the goal."""
        if self.intent.target is None:
            return Wish()
        centre = self.actor.centre()
        distance = float(np.linalg.norm(floor.spot(self.intent.target, centre).point - centre))
        self.nearest = min(self.nearest, distance)
        if distance <= ARRIVED_M:
            return Wish(status="done", reason=f"came within {100 * distance:.0f} cm")
        if distance > self.nearest + PASSED_M:
            return Wish(status="missed", reason=f"passed it at {100 * self.nearest:.0f} cm")
        return Wish()


class Say(Move):
    """Say a line; its words are timed by the film."""

    def step(self, floor: Floor) -> Wish:
        """Done when the line's time is over."""
        line = next(line for line in floor.rehearsal.scene.lines if line.id == self.intent.line)
        return Wish(status="done" if self.age >= line.duration_s else "running")


class LetGo(Move):
    """Open the named limbs, or every limb that holds the named thing."""

    def step(self, floor: Floor) -> Wish:
        """Open."""
        del floor
        limbs = self.limbs()
        target = self.intent.target
        holds = self.actor.table.by(self.actor.name)
        if target is not None:
            holds = [h for h in holds if target.name in {h.record.thing, h.record.thing.split("'")[0]}]
        chosen = [hold.limb for hold in holds if not limbs or hold.limb in limbs]
        if not chosen:
            return Wish(status="refused", reason="nothing is held there")
        return Wish(status="done", releases=chosen)


class Release(Move):
    """Let a prop go, as still as the hand is."""

    def step(self, floor: Floor) -> Wish:
        """Open the hand that has it."""
        tree = floor.system.tree(self.intent.prop or "").index
        chosen = [h.limb for h in floor.table.by(self.actor.name) if h.partner == tree]
        if not chosen:
            return Wish(status="refused", reason=f"{self.actor.name} does not have the {self.intent.prop}")
        return Wish(status="done", releases=chosen)


class GoLimp(Move):
    """Lose all muscle tone."""

    settled = True

    def step(self, floor: Floor) -> Wish:
        """Muscles off while it lasts."""
        del floor
        return Wish(limp=True)
