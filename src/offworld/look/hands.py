"""How far hands are closed: about what they hold, a moment before and after it, and at rest a little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.assembly import Assembly
from offworld.film.take import HoldRecord, Take
from offworld.geometry.rotation import FloatArray

RELAXED: Final = 0.22
"""How far the hand of a body at rest is closed, 0 open to 1 a fist; by eye after pictures of floating crews."""
_BEFORE: Final = 180.0
"""Hands begin to close so long before they grip, ms; a choice."""
_AFTER: Final = 260.0
"""Hands are open again so long after they let go, ms; a choice."""
_RAIL: Final = 0.034
"""Thickness of what is held in the set where nothing tells, metres (a handrail: handbook of the sets)."""
_LIMB: Final = 0.09
"""Thickness of somebody's wrist or ankle in a sleeve, metres; by eye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Closed:
    """One thing that a hand closes about."""

    start: float
    end: float
    share: float


class Hands:
    """The hands of everybody in a take, ready to be asked how far they are closed."""

    def __init__(self, take: Take) -> None:
        self._held: dict[str, list[_Closed]] = {}
        for hold in take.holds:
            name = take.assembly.nodes[hold.node].id
            if name.endswith("_hand"):
                end = float(take.length) + 1e3 if hold.end is None else float(hold.end)
                share = closing(_thickness(take.assembly, hold))
                kept = self._held.setdefault(name, [])
                kept.append(_Closed(start=float(hold.start), end=end, share=share))

    def at(self, tick: float) -> dict[str, float]:
        """How far each hand that ever holds something is closed at a moment, by the id of its node."""
        return {name: _share(held, tick) for name, held in self._held.items()}


def closing(thickness: float) -> float:
    """How far a hand is closed about something so thick, in metres: a fist about a wire, half open about an arm."""
    return float(np.clip(1.06 - 5.2 * thickness, 0.35, 1.0))


def _share(held: list[_Closed], tick: float) -> float:
    most = RELAXED
    for each in held:
        if tick < each.start:
            part = 1.0 - (each.start - tick) / _BEFORE
        elif tick > each.end:
            part = 1.0 - (tick - each.end) / _AFTER
        else:
            part = 1.0
        if part > 0.0:
            smooth = part * part * (3.0 - 2.0 * part)
            most = max(most, RELAXED + smooth * (each.share - RELAXED))
    return most


def _thickness(assembly: Assembly, hold: HoldRecord) -> float:
    """How thick the thing is that a hand closes about, metres."""
    partner = assembly.nodes[hold.partner]
    if hold.partner == 0:
        return _RAIL
    if "/" in partner.id:
        return _LIMB
    sizes: list[FloatArray] = [
        np.asarray(shape.size, dtype=np.float64)[
            : 1 if shape.kind in {"sphere", "cylinder", "capsule"} else 3
        ]
        for shape in assembly.shapes
        if shape.node == hold.partner
    ]
    return 2.0 * float(min((size[size > 0].min() for size in sizes if np.any(size > 0)), default=0.5 * _RAIL))
