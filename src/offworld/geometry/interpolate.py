"""Smooth ways between states: cubic Hermite and the minimum-jerk profile."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray


def hermite(
    p0: ArrayLike, v0: ArrayLike, p1: ArrayLike, v1: ArrayLike, t: ArrayLike, h: float
) -> tuple[FloatArray, FloatArray]:
    """The cubic through two states, and its rate of change.

    Args:
        p0: value at t = 0, shape (...).
        v0: its rate of change there, per second.
        p1: value at t = h.
        v1: its rate of change there, per second.
        t: time since the first state, s; broadcasts with the values.
        h: time between the states, s.

    Returns:
        The value and its rate of change at t.

    Raises:
        ValueError: h is not positive.
    """
    if not h > 0.0:
        raise ValueError("interpolation needs a positive time between its states")
    a, b = np.asarray(p0, dtype=np.float64), np.asarray(p1, dtype=np.float64)
    da, db = h * np.asarray(v0, dtype=np.float64), h * np.asarray(v1, dtype=np.float64)
    s = np.asarray(t, dtype=np.float64) / h
    value = (
        a * (2 * s**3 - 3 * s**2 + 1)
        + da * (s**3 - 2 * s**2 + s)
        + b * (3 * s**2 - 2 * s**3)
        + db * (s**3 - s**2)
    )
    rate = (a - b) * (6 * s**2 - 6 * s) + da * (3 * s**2 - 4 * s + 1) + db * (3 * s**2 - 2 * s)
    return np.asarray(value), np.asarray(rate / h)


def minimum_jerk(s: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The way from 0 to 1 that people's hands take: 10 s^3 - 15 s^4 + 6 s^5 (Flash and Hogan 1985).

    Args:
        s: share of the time gone, shape (...); outside 0 to 1 it rests at the nearer end.

    Returns:
        The share of the way gone, and its first and second derivatives with respect to s.
    """
    x = np.clip(np.asarray(s, dtype=np.float64), 0.0, 1.0)
    value = x**3 * (10.0 - 15.0 * x + 6.0 * x**2)
    first = 30.0 * x**2 * (1.0 - x) ** 2
    second = 60.0 * x * (1.0 - x) * (1.0 - 2.0 * x)
    return np.asarray(value), np.asarray(first), np.asarray(second)
