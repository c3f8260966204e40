"""The way of least jerk from rest to rest: how people move hands when nothing hurries them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray

PEAK = 1.875
"""Greatest over average speed of the way."""


def least_jerk(share: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    """How much of the way is done, with its first and second derivative by the share of the time.

    Flash and Hogan 1985: 10 s³ − 15 s⁴ + 6 s⁵.

    Args:
        share: of the time, (...); before 0 and after 1 nothing moves.
    """
    s = np.clip(np.asarray(share, dtype=np.float64), 0.0, 1.0)
    way = s**3 * (10.0 - 15.0 * s + 6.0 * s * s)
    return way, 30.0 * s * s * (1.0 - s) ** 2, 60.0 * s * (1.0 - s) * (1.0 - 2.0 * s)
