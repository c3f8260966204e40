"""Directions and axes made of them."""

from __future__ import annotations

import numpy as np

from offworld.geometry.rotation import FloatArray


def unit(v: FloatArray) -> FloatArray:
    """The direction of a vector."""
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-12))


def square(direction: FloatArray, to: FloatArray, otherwise: FloatArray) -> FloatArray:
    """The part of a direction that is square to another, unit; another direction's part where none is left."""
    part = direction - float(direction @ to) * to
    if float(np.linalg.norm(part)) < 0.25:
        part = otherwise - float(otherwise @ to) * to
    if float(np.linalg.norm(part)) < 1e-6:
        part = np.cross(to, np.eye(3)[int(np.argmin(np.abs(to)))])
    return unit(part)


def axes_of(forward: FloatArray, up: FloatArray, otherwise: FloatArray) -> FloatArray:
    """Columns x, y, z with z up and x as near to forward as that allows."""
    x = square(unit(forward), up, otherwise)
    return np.stack([x, np.cross(up, x), up], axis=-1)
