"""What a day has only so much of: room for footage, charged batteries, empty cards."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Final

from offworld.film.days import ShootDay, Strip

_PARTS: Final = 1000
"""Gigabytes and watt-hours are counted in thousandths, for the solver counts in whole numbers."""


def limits(day: ShootDay) -> Iterator[tuple[Callable[[Strip], int], int]]:
    """What a strip takes of each, in whole numbers, and how much of it there is; what has no end is left out."""
    if not math.isinf(day.gigabytes):
        yield (lambda strip: _parts(strip.gigabytes)), int(day.gigabytes * _PARTS)
    if not math.isinf(day.watt_hours):
        yield (lambda strip: _parts(strip.watt_hours)), int(day.watt_hours * _PARTS)
    yield (lambda strip: strip.cards), day.cards


def _parts(value: float) -> int:
    """Thousandths, rounded up, so that what fits the model fits the day."""
    return math.ceil(value * _PARTS - 1e-6)
