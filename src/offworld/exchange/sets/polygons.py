"""Polygons of any form as triangles."""

from __future__ import annotations

import numpy as np

from offworld.geometry.rotation import FloatArray

_FLAT = 1e-12


def triangulated(points: FloatArray, loop: list[int]) -> list[tuple[int, int, int]]:
    """Triangles of one polygon, by cutting off ears (Meisters 1975); a fan where it is convex.

    Args:
        points: (n, 3) m.
        loop: indices of its corners, in order.
    """
    if len(loop) < 4:
        return [(loop[0], loop[1], loop[2])] if len(loop) == 3 else []
    flat = _flat(points[loop])
    left = list(range(len(loop)))
    found = []
    while len(left) > 3:
        at = next((k for k in range(len(left)) if _is_ear(flat, left, k)), 0)
        before, here, after = left[at - 1], left[at], left[(at + 1) % len(left)]
        found.append((loop[before], loop[here], loop[after]))
        del left[at]
    found.append((loop[left[0]], loop[left[1]], loop[left[2]]))
    return found


def _flat(corners: FloatArray) -> FloatArray:
    """Corners (n, 2) of a polygon seen along its normal (Newell's), so that it runs against the clock."""
    after = np.roll(corners, -1, axis=0)
    normal = np.cross(corners, after).sum(axis=0)
    length = float(np.linalg.norm(normal))
    normal = normal / length if length > _FLAT else np.array([0.0, 0.0, 1.0])
    one = np.eye(3)[int(np.argmin(np.abs(normal)))]
    one = one - (one @ normal) * normal
    one /= np.linalg.norm(one)
    return np.asarray(corners @ np.stack([one, np.cross(normal, one)], axis=-1))


def _is_ear(flat: FloatArray, left: list[int], at: int) -> bool:
    """Whether the corner sticks out, and no other lies in the triangle that it makes with its neighbours."""
    a, b, c = flat[left[at - 1]], flat[left[at]], flat[left[(at + 1) % len(left)]]
    if _turn(a, b, c) <= _FLAT:
        return False
    others = [k for k in left if k not in {left[at - 1], left[at], left[(at + 1) % len(left)]}]
    return not any(_within(flat[k], (a, b, c)) for k in others)


def _within(point: FloatArray, corners: tuple[FloatArray, FloatArray, FloatArray]) -> bool:
    a, b, c = corners
    return min(_turn(a, b, point), _turn(b, c, point), _turn(c, a, point)) >= 0.0 and not any(
        np.array_equal(point, corner) for corner in corners
    )


def _turn(a: FloatArray, b: FloatArray, c: FloatArray) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
