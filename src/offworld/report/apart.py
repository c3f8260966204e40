"""How far the same people come apart in two takes of a scene."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from offworld.film.take import Take
from offworld.geometry.rotation import FloatArray

STEP_MS = 100
"""The takes are compared this often."""
TOLD_M = 0.1
"""m from which it is worth telling when two bodies come apart: what an eye sees in two pictures side by side."""


def farthest(one: Take, other: Take, person: str) -> tuple[float, int, int | None] | None:
    """How far apart a person's hips come in two takes.

    Returns:
        The largest distance in m while both last, its tick, and the first tick at which it is `TOLD_M` (None: it
        never is); None if the person is not in both.
    """
    ticks = np.arange(0, min(one.length, other.length) + 1, STEP_MS)
    places = [_hips(take, person, ticks) for take in (one, other)]
    if places[0] is None or places[1] is None:
        return None
    apart = np.linalg.norm(places[0] - places[1], axis=1)
    most = int(np.argmax(apart))
    first = np.flatnonzero(apart >= TOLD_M)
    return float(apart[most]), int(ticks[most]), int(ticks[first[0]]) if len(first) else None


def _hips(take: Take, person: str, ticks: NDArray[np.integer]) -> FloatArray | None:
    """Places (n, 3) of a person's pelvis at ticks (n,), set frame; None if the take has no such body."""
    name = f"{person}/pelvis"
    node = next((i for i, one in enumerate(take.assembly.nodes) if one.id == name), None)
    if node is None or not len(take.sample_ticks):
        return None
    rows = np.clip(np.searchsorted(take.sample_ticks, ticks, side="right") - 1, 0, None)
    return np.asarray(take.poses[rows, node, :3], dtype=np.float64)
