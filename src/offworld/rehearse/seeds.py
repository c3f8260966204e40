"""Random numbers by name: film, scene, take, person, beat and quantity, so that one more draw reshuffles nothing."""

from __future__ import annotations

import hashlib

import numpy as np

from offworld.film.scene import Rehearsal


def generator(rehearsal: Rehearsal, person: str, beat: str, quantity: str) -> np.random.Generator:
    """A counter-based generator for one quantity."""
    name = "/".join(
        (rehearsal.film, str(rehearsal.seed), rehearsal.scene.id, str(rehearsal.take), person, beat, quantity)
    )
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:16], "little")
    return np.random.Generator(np.random.Philox(key=key))
