"""What the Sun does next: its nearest rise or set, and how long what the windows have now will last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

import numpy as np

from offworld.film.light import Through
from offworld.film.lit import LitMoment
from offworld.film.stage_set import StageSet

if TYPE_CHECKING:
    from offworld.light.place import Place

_ORDER: Final[tuple[Through, ...]] = get_args(Through)
_AROUND_MS: Final = 95 * 60_000
"""A little more than one orbit."""
_STEP_MS: Final = 2000
"""How finely the end of a condition is told."""


def nearest_turn(place: Place, stage_set: StageSet, utc_ms: int) -> tuple[int | None, bool]:
    """UTC of the sunset or sunrise nearest to a moment, and whether it is a sunset; None within one orbit of it."""
    from offworld.light.condition import intervals
    from offworld.light.day import sun_up

    begin = utc_ms - _AROUND_MS
    pieces = intervals(sun_up(place, stage_set), begin, utc_ms + _AROUND_MS)
    turns = [(start, not up) for start, _, up in pieces if start > begin]
    return min(turns, key=lambda turn: abs(turn[0] - utc_ms), default=(None, False))


def strongest(now: LitMoment) -> tuple[Through, tuple[str, ...]]:
    """The strongest light that any window has at a moment, and those that have it."""
    if not now.windows:
        return ("day" if now.shine.sun_share > 0.0 else "night"), ()
    best = min((one.through for one in now.windows), key=_ORDER.index)
    return best, tuple(one.window for one in now.windows if one.through == best)


def lasts(place: Place, stage_set: StageSet, now: LitMoment) -> float | None:
    """Seconds for which the strongest light of all windows stays what it is; None: longer than one orbit."""
    from offworld.light.window import through

    best, names = strongest(now)
    times = now.shine.utc_ms + np.arange(0, _AROUND_MS, _STEP_MS, dtype=np.int64)
    rank = np.full(len(times), len(_ORDER))
    for window in stage_set.windows:
        conditions, otherwise = through(place, stage_set, window)
        own = np.full(len(times), _ORDER.index(otherwise))
        for name, condition in reversed(conditions):
            own = np.where(condition.value(times) > 0.0, _ORDER.index(name), own)
        rank = np.minimum(rank, own)
    gone = np.flatnonzero(rank[1:] != _ORDER.index(best))
    return float(gone[0] + 1) * _STEP_MS / 1000.0 if names and len(gone) else None
