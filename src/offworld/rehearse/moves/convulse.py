"""Convulse: a body acting against its will, all hinges thrown about their rest, as hard as muscles can."""

from __future__ import annotations

import numpy as np

from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.seeds import generator
from offworld.rehearse.system import Floats

THROW = 0.5
"""rad that a hinge is thrown to either side, a guess."""
EVERY_S = 0.12
"""s between throws, a guess from the 8 per second of clonic fits [R]."""
DEFAULT_S = 1.5
"""s when the blocking says none."""


class Convulse(Move):
    """Convulse for a time."""

    thrown: Floats | None = None
    count = 0

    def step(self, floor: Floor) -> Wish:
        """A new throw every so often, the same for the same film, scene, take and beat."""
        if self.age >= (self.intent.duration_s or DEFAULT_S):
            return Wish(status="done")
        if self.age >= self.count * EVERY_S:
            rng = generator(floor.rehearsal, self.actor.name, self.beat.id, f"throw {self.count}")
            self.thrown = self.actor.neutral + rng.uniform(-THROW, THROW, len(self.actor.neutral))
            self.count += 1
        assert self.thrown is not None
        thrown = np.clip(self.thrown, self.actor.tree.low + 0.05, self.actor.tree.high - 0.05)
        return Wish(shake=thrown, moves_body=True)
