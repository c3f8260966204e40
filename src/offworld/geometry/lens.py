"""Where points come to lie in a frame: the pinhole camera, whose axes are x right, y top of the frame and z back."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

NEAREST_M: Final = 0.01
"""m ahead of the lens below which a point is taken to be there: it is not in the frame in any case."""


def on_gate(attitude: ArrayLike, place: ArrayLike, point: ArrayLike, lens_mm: float) -> FloatArray:
    """How far from the middle of the gate points are pictured, seen as on the screen: right and up.

    Args:
        attitude: (..., 4) camera axes to the frame in which place and point are.
        place: (..., 3) of the lens, m.
        point: (..., 3) m.
        lens_mm: focal length.

    Returns:
        (..., 2) mm; infinite for what is behind the lens.
    """
    away = np.asarray(point, dtype=np.float64) - np.asarray(place, dtype=np.float64)
    seen = rotation.rotate(rotation.conjugate(attitude), away)
    ahead = -seen[..., 2:]
    return np.where(ahead > NEAREST_M, lens_mm * seen[..., :2] / np.maximum(ahead, NEAREST_M), np.inf)
