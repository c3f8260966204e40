"""How much of the Sun's disc is seen: above a level horizon, and beside another disc that passes over it.

The disc counts as evenly bright; towards its edge the real one is darker, so the last and first seconds of a sunrise
are a little dimmer than said here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray


def above_line(height: ArrayLike, radius: ArrayLike) -> FloatArray:
    """Share of a disc above a straight line.

    Args:
        height: (...) of its middle above the line, rad.
        radius: (...) of the disc, rad.
    """
    x = np.clip(np.asarray(height, dtype=np.float64) / np.asarray(radius, dtype=np.float64), -1.0, 1.0)
    return np.asarray(0.5 + (x * np.sqrt(1.0 - x * x) + np.arcsin(x)) / np.pi)


def beside_disc(apart: ArrayLike, radius: ArrayLike, other: ArrayLike) -> FloatArray:
    """Share of a disc that another one in front of it leaves free; flat discs, as angles are small.

    Args:
        apart: (...) angle between their middles, rad.
        radius: (...) of the disc behind, rad.
        other: (...) of the disc in front, rad.
    """
    d, r, s = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in (apart, radius, other)))
    clear, covered = d >= r + s, d <= np.abs(s - r)
    # Where they do not cross, any distance at which they do keeps the formula defined.
    within = np.where(clear | covered, np.maximum(r, s), d)
    first = (within**2 + r**2 - s**2) / (2.0 * within)
    second = within - first
    lens = (
        r**2 * np.arccos(np.clip(first / r, -1.0, 1.0)) + s**2 * np.arccos(np.clip(second / s, -1.0, 1.0))
        - within * np.sqrt(np.maximum(r**2 - first**2, 0.0))
    )  # fmt: skip
    hidden = np.where(covered, np.minimum((s / r) ** 2, 1.0), lens / (np.pi * r**2))
    return np.asarray(np.clip(1.0 - np.where(clear, 0.0, hidden), 0.0, 1.0))
