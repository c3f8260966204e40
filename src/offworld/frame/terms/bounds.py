"""What wishes share: distances outside bounds, angles round the circle, and lines across the frame."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.frame.problem import Measure
from offworld.geometry.rotation import FloatArray

ALONG: Final = 0.35
"""Share of an axis that lies across the lens below which its direction in the picture means little: within about 20° of
the lens (handbook camera, section 2.2). Below it a wish fades in proportion."""
_NO_LENGTH: Final = 1e-9


def within(value: FloatArray, low: float, high: float, margin: float) -> Measure:
    """A value (n,) that should lie between two bounds."""
    outside = value - np.clip(value, low, high)
    return Measure(value=value, residual=outside[:, None] / margin)


def round_circle(angle: FloatArray) -> FloatArray:
    """Degrees brought to −180 … 180."""
    return (angle + 180.0) % 360.0 - 180.0


def strength(across: FloatArray) -> FloatArray:
    """How much a direction means in the picture, 0 to 1, from its camera axes (n, 3)."""
    return np.minimum(np.hypot(across[:, 0], across[:, 1]) / ALONG, 1.0)


def on_line(at: FloatArray, way: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Where a line through a place of the picture meets the frame.

    Args:
        at: (n, 2) place, −1 to 1 in the frame.
        way: (n, 2) direction.

    Returns:
        How far ahead the frame ends (negative: behind), and the whole length of the line within the frame, at least a
        third of a half frame so that lines past a corner stay finite; both (n,), in lengths of ``way`` scaled to 1.
    """
    length = np.maximum(np.linalg.norm(way, axis=1, keepdims=True), _NO_LENGTH)
    unit = way / length
    speed = np.maximum(np.abs(unit), _NO_LENGTH)
    ahead = ((1.0 - np.sign(unit) * at) / speed).min(axis=1)
    behind = ((1.0 + np.sign(unit) * at) / speed).min(axis=1)
    return ahead, np.maximum(ahead + behind, 1.0 / 3.0)
