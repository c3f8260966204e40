"""Lamps that hide a sunset: how bright they must stand so that the going of a light is not seen in the picture.

With lamps P held still and natural light going from A to B the picture changes by log2((B + P) / (A + P)) stops. To
keep that within s stops the lamps need P ≥ (A − 2ˢ B) / (2ˢ − 1), with A the brighter. Or they follow: brought up by
A − B as the light goes.
"""

from __future__ import annotations

import math
from typing import Final

from offworld.film.exposure import Hidden, LampAdvice
from offworld.film.light_levels import LightLevels
from offworld.light.colour import mired, mixed_kelvin

LAMP_RANGE_K: Final = (2700.0, 6500.0)
"""What colour the lamps of the station can be set to (recalled)."""
_MOST_STOPS: Final = 20.0


def hide(
    before: tuple[float, float], after: tuple[float, float], levels: LightLevels, *, floor_lux: float = 0.0
) -> LampAdvice:
    """What lamps must give to hide a change of natural light on a subject.

    Args:
        before: lux and kelvin of the natural light before.
        after: the same afterwards.
        levels: the lamps, and the change that passes unseen.
        floor_lux: the least that the lamps may be set to.
    """
    bright, dim = max(before[0], after[0]), min(before[0], after[0])
    unseen = 2.0**levels.hide
    needed = max((bright - unseen * dim) / (unseen - 1.0), 0.0)
    given = min(max(needed, floor_lux), levels.lamp_most_lux)
    colour = _lamp_kelvin(before, after)
    left = _stops(before[0] + given, after[0] + given)
    start, end = (mixed_kelvin((light, (given, colour))) for light in (before, after))
    bare = _stops(before[0], after[0])
    hidden: Hidden = (
        "nothing to hide" if abs(bare) <= levels.hide else "hidden" if given >= needed else "in part"
    )
    return LampAdvice(
        before_lux=before[0], after_lux=after[0], hidden=hidden, bare_stops=bare, lamp_lux=given,
        lamp_share=given / levels.lamp_most_lux if levels.lamp_most_lux else 0.0, needed_lux=needed, left_stops=left,
        lamp_kelvin=colour, left_mired=mired(end) - mired(start) if start and end else 0.0,
        follow_lux=given + bright - dim,
    )  # fmt: skip


def _lamp_kelvin(before: tuple[float, float], after: tuple[float, float]) -> float:
    """The colour of the brighter light, as near as the lamps come: then the mixture does not turn when it goes."""
    kelvin = max(before, after)[1] or LAMP_RANGE_K[1]
    return min(max(kelvin, LAMP_RANGE_K[0]), LAMP_RANGE_K[1])


def _stops(before: float, after: float) -> float:
    """The change of light, stops; ±20 where one of them is dark."""
    if before <= 0.0 or after <= 0.0:
        return 0.0 if before == after else math.copysign(_MOST_STOPS, after - before)
    return min(max(math.log2(after / before), -_MOST_STOPS), _MOST_STOPS)
