"""How sure one can be of a share that was seen in so many takes."""

from __future__ import annotations

import math
from typing import Final

from offworld.film.odds import Share

Z: Final = 1.959963984540054
"""Two-sided 95 % of the standard normal distribution."""


def wilson(count: int, of: int, z: float = Z) -> Share:
    """A share with its interval after Wilson (J. Am. Stat. Assoc. 22, 1927), good also near 0 and 1.

    Args:
        count: how often it happened.
        of: how often it could; nothing known of nothing gives the whole range.
        z: standard deviations that the interval spans to either side.

    Raises:
        ValueError: more happened than could.
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no share")
    if not of:
        return Share(count=0, of=0, low=0.0, high=1.0)
    p, zz = count / of, z * z
    middle = (p + zz / (2.0 * of)) / (1.0 + zz / of)
    half = z / (1.0 + zz / of) * math.sqrt(p * (1.0 - p) / of + zz / (4.0 * of * of))
    # At the ends the formula gives 0 and 1 but for rounding.
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == of else min(1.0, middle + half)
    return Share(count=count, of=of, low=low, high=high)
