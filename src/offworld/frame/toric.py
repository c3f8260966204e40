"""Cameras that put people exactly where they are wanted in the picture, with no up but the one that is asked for.

Two targets: the lens sees them under a fixed angle, that between the two rays to their places in the picture. By the
theorem of the inscribed angle it lies on an arc over the line between them, and, turned about that line, on a surface
like a ring without a hole; where it is on it leaves no choice in how the camera lies. This is the surface that C.
Lino and M. Christie (SCA 2012, SIGGRAPH 2015) named toric space, worked out here again from the triangle: in it the
angle at the lens is known, so that one more angle gives its sides by the law of sines, and the camera lies as the two
rays do.

One target: the direction from which it is seen, its distance and an axis that is to stand upright leave no choice
either.
"""

from __future__ import annotations

import numpy as np

from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

_TINY = 1e-12


def rays(spots: FloatArray, wide: FloatArray, tall: FloatArray) -> FloatArray:
    """Unit directions (n, 3) in camera axes that come to lie at places of the picture.

    Args:
        spots: (n, 2) from −1 to 1.
        wide: (n,) picture units per unit of slope to the side, 2 f over the width of the picture on the sensor.
        tall: (n,) the same upwards.
    """
    way = np.stack([spots[:, 0] / wide, spots[:, 1] / tall, -np.ones(len(spots))], axis=1)
    return _unit(way)


def angle_at_first(
    a: FloatArray, b: FloatArray, seen: FloatArray, distance: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The angles at the first target that put it at a distance from the lens.

    Args:
        a: (3,) first target, m.
        b: (3,) second target, m.
        seen: (n,) rad between the two as the lens sees them.
        distance: (n,) m from the lens to the first.

    Returns:
        Two angles (n,) rad between the line from a to b and that from a to the lens; not a number where the distance
        is too long for the angle seen.
    """
    sine = distance * np.sin(seen) / np.linalg.norm(b - a)
    third = np.arcsin(np.where(sine <= 1.0, sine, np.nan))
    # The angle at the second target, and its other solution; what is left of the triangle is that at the first.
    out = np.pi - seen - np.stack([third, np.pi - third])
    out = np.where(out > 0.0, out, np.nan)
    return out[0], out[1]


def over_two(
    a: FloatArray,
    b: FloatArray,
    way: tuple[FloatArray, FloatArray],
    at: tuple[FloatArray, FloatArray],
    start: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Cameras that see two targets along given rays.

    Args:
        a: (3,) first target, m.
        b: (3,) second target, m.
        way: unit rays (n, 3) in camera axes to the first and the second; not along each other.
        at: angle (n,) at the first target between the line to the second and that to the lens, rad, from 0 to what the
            angle seen leaves of half a turn; and the turn (n,) of the lens about that line, rad.
        start: (3,) direction on whose side of the line turns begin: one of a person's own, so that nothing is counted
            from the axes of the set.

    Returns:
        Places (n, 3) of the lenses, m, and camera axes as columns (n, 3, 3).
    """
    line = b - a
    length = float(np.linalg.norm(line))
    along = line / max(length, _TINY)
    across = _triads(along[None], start[None])[0, :, 1]
    other = rotation.cross(along, across)
    first, second = way
    seen = between(first, second)
    angle, turn = at
    # Law of sines: the side from the first target to the lens is opposite the angle at the second.
    side = length * np.sin(angle + seen) / np.maximum(np.sin(seen), _TINY)
    out = np.cos(turn)[:, None] * across + np.sin(turn)[:, None] * other
    places = a + side[:, None] * (np.cos(angle)[:, None] * along + np.sin(angle)[:, None] * out)
    return places, _triads(_unit(a - places), _unit(b - places)) @ _triads(first, second).transpose(0, 2, 1)


def upright(
    target: FloatArray, up: FloatArray, come: tuple[FloatArray, FloatArray], way: FloatArray, roll: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Cameras that see one target along given rays with an axis standing upright in the picture.

    Args:
        target: (3,) m.
        up: (3,) unit axis, or one for each (n, 3).
        come: unit directions (n, 3) from the target to the lens, and distances (n,), m.
        way: (n, 3) unit rays in camera axes to the target.
        roll: (n,) rad by which the axis leans clockwise in the picture.

    Returns:
        Places (n, 3) of the lenses, m, and camera axes as columns (n, 3, 3). Where the axis lies too near to the line
        of sight to be upright at that place of the picture, it is as near as can be.
    """
    direction, distance = come
    places = target + distance[:, None] * direction
    axis = np.broadcast_to(up, direction.shape)
    # The axis in camera axes lies in the plane of `lean` and the lens, and has a known part along the ray.
    lean = np.stack([np.sin(roll), np.cos(roll), np.zeros_like(roll)], axis=1)
    part = -(axis * direction).sum(axis=1)
    p, q = (way * lean).sum(axis=1), way[:, 2]
    whole = np.maximum(np.hypot(p, q), _TINY)
    share = np.clip(part / whole, -1.0, 1.0)
    rest = np.sqrt(1.0 - share**2)
    # Of the two solutions the one whose axis points up, not down, in the picture.
    up_one, up_two = (share * p - rest * q) / whole, (share * p + rest * q) / whole
    sign = np.where(up_one >= up_two, 1.0, -1.0)
    seen = ((share * p - sign * rest * q) / whole)[:, None] * lean
    seen[:, 2] += (share * q + sign * rest * p) / whole
    return places, _triads(-direction, axis) @ _triads(way, seen).transpose(0, 2, 1)


def _triads(first: FloatArray, second: FloatArray) -> FloatArray:
    """Right-angled axes (n, 3, 3), as columns: along the first, across it towards the second, across both."""
    x = first
    y = second - (second * x).sum(axis=1, keepdims=True) * x
    length = np.linalg.norm(y, axis=1, keepdims=True)
    y = np.where(length > 1e-9, y / np.maximum(length, _TINY), _square(x))
    return np.stack([x, y, np.cross(x, y)], axis=2)


def _square(way: FloatArray) -> FloatArray:
    """Unit directions (..., 3) across unit directions, by the axis that lies least along each."""
    least = np.eye(3)[np.argmin(np.abs(way), axis=-1)]
    return _unit(rotation.cross(way, least))


def between(first: FloatArray, second: FloatArray) -> FloatArray:
    """Angles between directions (n, 3) and (n, 3) of any length, rad, shape (n,); exact near 0 and π."""
    return np.asarray(
        np.arctan2(np.linalg.norm(np.cross(first, second), axis=1), (first * second).sum(axis=1))
    )


def _unit(way: FloatArray) -> FloatArray:
    return np.asarray(way / np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), _TINY))
