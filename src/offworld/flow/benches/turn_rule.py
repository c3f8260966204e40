"""Which turns of a free body by limbs alone count as possible: the handbook's degrees per cycle, and a time per cycle.

Said before anybody moves, from published numbers alone: no solver, no body, nothing that the move itself works with.
"""

from __future__ import annotations

import math
from typing import Final

from offworld.film.person import Sex

DEGREES_PER_CYCLE: Final[dict[tuple[str, Sex], float]] = {
    ("yaw", "male"): 78.7,
    ("yaw", "female"): 76.5,
    ("pitch", "male"): 38.2,
    ("pitch", "female"): 33.9,
    ("roll", "male"): 6.5,
    ("roll", "female"): 6.1,
}
"""Handbook physics, section 5, exact geometric phases of the de Leva body: yaw by legs that swap at 40°; pitch by both
arms in full circles, legs tucked (its upper bound); roll by both arms in cones of 45° about the forward axis. The arms'
lasso of 45° (100°) is left out: it is beyond comfortable shoulders."""
CYCLE_S: Final = 4.0
"""s of one such cycle. A guess [R]: an arm goes a full circle, or a leg 80° there, round and back, at an unhurried 1.6
rad/s; the tables of Kulwicki and of Kane and Scher, which might say, were not seen."""


def least_time(axis: str, sex: Sex, degrees: float) -> float:
    """The least time for a turn, s: whole cycles.

    Args:
        axis: yaw, pitch or roll.
        sex: whose table.
        degrees: of the turn, never negative.
    """
    return CYCLE_S * max(1, math.ceil(degrees / DEGREES_PER_CYCLE[axis, sex]))


def possible(axis: str, sex: Sex, degrees: float, seconds: float) -> bool:
    """Whether a turn in so many seconds counts as possible."""
    return seconds >= least_time(axis, sex, degrees)
