"""How much of one disc is seen beside another that passes over it, as the Earth over the Sun of the Moon.

The disc counts as evenly bright; the real Sun is darker towards its edge.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray


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
