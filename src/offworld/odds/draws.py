"""Random numbers of takes by name: film, seed, scene, take, person, beat and quantity.

Each number has a counter-based generator of its own, keyed by its name: to draw one more, or to edit a beat, reshuffles
nothing else.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.scene import Rehearsal

FARTHEST: Final = 2.5
"""Standard deviations beyond which nothing is drawn: what is rarer than 1 in 80 is no habit but an accident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """The random numbers of one take."""

    film: str
    """Title."""
    seed: int
    """Of the film."""
    scene: str
    """Its number."""
    take: int
    """Its number."""

    def key(self, person: str, beat: str, quantity: str) -> int:
        """128 bits that belong to one quantity."""
        parts = ("odds", self.film, str(self.seed), self.scene, str(self.take), person, beat, quantity)
        return int.from_bytes(hashlib.sha256("/".join(parts).encode()).digest()[:16], "little")

    def normal(self, person: str, beat: str, quantity: str, count: int = 1) -> tuple[float, ...]:
        """Numbers from the standard normal distribution, none beyond `FARTHEST`."""
        rng = np.random.Generator(np.random.Philox(key=self.key(person, beat, quantity)))
        return tuple(float(x) for x in np.clip(rng.standard_normal(count), -FARTHEST, FARTHEST))

    def vector(self, person: str, beat: str, quantity: str) -> Vec3:
        """Three of them."""
        x, y, z = self.normal(person, beat, quantity, 3)
        return x, y, z


def draws_of(rehearsal: Rehearsal, take: int) -> Draws:
    """The random numbers of a take of a rehearsal as written."""
    return Draws(film=rehearsal.film, seed=rehearsal.seed, scene=rehearsal.scene.id, take=take)
