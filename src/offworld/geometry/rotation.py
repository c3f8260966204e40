"""Unit quaternions as arrays (..., 4) in the order (w, x, y, z), vectorised over the leading axes.

A quaternion q takes the coordinates of a vector in a local frame to the frame that it is named against:
``v_frame = rotate(q, v_local)``. ``multiply(a, b)`` turns first by b, then by a.
Formulas: J. Diebel, Representing Attitude (2006), sections 6 and 7; the shortest arc by half vectors;
uniform random rotations by normalising four normal deviates (Marsaglia 1972).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

# Below this angle (rad) the sine quotients use their series; the error left is about 1e-17.
_SMALL = 1e-4
# Below this length a direction is taken as not given.
_NO_LENGTH = 1e-12
# Axes after and before each, round in a ring.
_NEXT, _LAST = np.array([1, 2, 0]), np.array([2, 0, 1])
# Elements up to which copying them round costs less than working axis by axis.
_FEW = 2000
_INVERSE: FloatArray = np.array([1.0, -1.0, -1.0, -1.0])


def identity() -> FloatArray:
    """The rotation that changes nothing, shape (4,)."""
    return np.array([1.0, 0.0, 0.0, 0.0])


def multiply(a: ArrayLike, b: ArrayLike) -> FloatArray:
    """The Hamilton product a b: turn by b, then by a. Shapes (..., 4), broadcast."""
    p, q = _floats(a), _floats(b)
    pw, px, py, pz = _parts(p)
    qw, qx, qy, qz = _parts(q)
    out = np.empty(np.broadcast_shapes(p.shape, q.shape))
    out[..., 0] = pw * qw - px * qx - py * qy - pz * qz
    out[..., 1] = pw * qx + px * qw + py * qz - pz * qy
    out[..., 2] = pw * qy - px * qz + py * qw + pz * qx
    out[..., 3] = pw * qz + px * qy - py * qx + pz * qw
    return out


def conjugate(q: ArrayLike) -> FloatArray:
    """The inverse of a unit quaternion, shape (..., 4)."""
    return _floats(q) * _INVERSE


def normalise(q: ArrayLike) -> FloatArray:
    """The quaternion scaled to unit length, shape (..., 4).

    Raises:
        ValueError: a quaternion has no length.
    """
    values = _floats(q)
    length = np.linalg.norm(values, axis=-1, keepdims=True)
    if np.any(length < _NO_LENGTH):
        raise ValueError("a quaternion of length zero is no rotation")
    return np.asarray(values / length)


def rotate(q: ArrayLike, v: ArrayLike) -> FloatArray:
    """The vectors v (..., 3) turned by unit quaternions q (..., 4), broadcast."""
    quat, vector = _floats(q), _floats(v)
    axis = quat[..., 1:]
    twice = 2.0 * cross(axis, vector)
    return np.asarray(vector + quat[..., :1] * twice + cross(axis, twice))


def cross(u: ArrayLike, v: ArrayLike) -> FloatArray:
    """The vector product of u and v (..., 3), broadcast; several times as quick as numpy's for few."""
    a, b = _floats(u), _floats(v)
    if a.ndim == b.ndim == 1:
        px, py, pz = a.tolist()
        qx, qy, qz = b.tolist()
        return np.array([py * qz - pz * qy, pz * qx - px * qz, px * qy - py * qx])
    if max(a.size, b.size) <= _FEW:
        return np.asarray(
            a.take(_NEXT, axis=-1) * b.take(_LAST, axis=-1) - a.take(_LAST, axis=-1) * b.take(_NEXT, axis=-1)
        )
    ax, ay, az = _parts(a)
    bx, by, bz = _parts(b)
    out = np.empty(np.broadcast_shapes(a.shape, b.shape))
    out[..., 0] = ay * bz - az * by
    out[..., 1] = az * bx - ax * bz
    out[..., 2] = ax * by - ay * bx
    return out


def matrix(q: ArrayLike) -> FloatArray:
    """The rotation matrices (..., 3, 3) of unit quaternions; columns are the local axes."""
    quat = _floats(q)
    w, x, y, z = _parts(quat)
    out = np.empty((*quat.shape[:-1], 3, 3))
    out[..., 0, 0] = 1.0 - 2.0 * (y * y + z * z)
    out[..., 0, 1] = 2.0 * (x * y - w * z)
    out[..., 0, 2] = 2.0 * (x * z + w * y)
    out[..., 1, 0] = 2.0 * (x * y + w * z)
    out[..., 1, 1] = 1.0 - 2.0 * (x * x + z * z)
    out[..., 1, 2] = 2.0 * (y * z - w * x)
    out[..., 2, 0] = 2.0 * (x * z - w * y)
    out[..., 2, 1] = 2.0 * (y * z + w * x)
    out[..., 2, 2] = 1.0 - 2.0 * (x * x + y * y)
    return out


def from_matrix(m: ArrayLike) -> FloatArray:
    """Unit quaternions (..., 4), w >= 0, of rotation matrices (..., 3, 3).

    Takes the largest column of 4 q qT (Shepperd's choice), so no quotient is ever small.
    """
    r = _floats(m)
    if r.ndim == 2:
        return _from_one(r)
    xx, yy, zz = r[..., 0, 0], r[..., 1, 1], r[..., 2, 2]
    wx, wy, wz = r[..., 2, 1] - r[..., 1, 2], r[..., 0, 2] - r[..., 2, 0], r[..., 1, 0] - r[..., 0, 1]
    xy, xz, yz = r[..., 0, 1] + r[..., 1, 0], r[..., 0, 2] + r[..., 2, 0], r[..., 1, 2] + r[..., 2, 1]
    columns = np.stack(
        [
            np.stack([1 + xx + yy + zz, wx, wy, wz], axis=-1),
            np.stack([wx, 1 + xx - yy - zz, xy, xz], axis=-1),
            np.stack([wy, xy, 1 - xx + yy - zz, yz], axis=-1),
            np.stack([wz, xz, yz, 1 - xx - yy + zz], axis=-1),
        ],
        axis=-2,
    )
    best = np.argmax(np.diagonal(columns, axis1=-2, axis2=-1), axis=-1)
    chosen = np.take_along_axis(columns, best[..., None, None], axis=-2)[..., 0, :]
    quat = normalise(chosen)
    return np.where(quat[..., :1] < 0.0, -quat, quat)


def _from_one(m: FloatArray) -> FloatArray:
    """The same for one matrix, ten times as quick in plain numbers."""
    (xx, a, b), (c, yy, d), (e, f, zz) = m.tolist()
    wx, wy, wz, xy, xz, yz = f - d, b - e, c - a, a + c, b + e, d + f
    columns = (
        (1 + xx + yy + zz, wx, wy, wz),
        (wx, 1 + xx - yy - zz, xy, xz),
        (wy, xy, 1 - xx + yy - zz, yz),
        (wz, xz, yz, 1 - xx - yy + zz),
    )
    best = max(range(4), key=lambda i: columns[i][i])
    quat = normalise(columns[best])
    return -quat if quat[0] < 0.0 else quat


def from_axis_angle(axis: ArrayLike, angle: ArrayLike) -> FloatArray:
    """Unit quaternions turning by angle (...) in rad about axis (..., 3), which need not be unit.

    Raises:
        ValueError: an axis has no length.
    """
    half = 0.5 * _floats(angle)[..., None]
    direction = _unit(axis)
    half = np.broadcast_to(half, (*np.broadcast_shapes(half.shape[:-1], direction.shape[:-1]), 1))
    return np.concatenate([np.cos(half), np.sin(half) * direction], axis=-1)


def exp(rotvec: ArrayLike) -> FloatArray:
    """Unit quaternions (..., 4) of rotation vectors (..., 3), axis times angle in rad."""
    vector = _floats(rotvec)
    angle = np.linalg.norm(vector, axis=-1, keepdims=True)
    half = 0.5 * angle
    # np.sinc(x / pi) is sin(x) / x, exact at zero.
    return np.concatenate([np.cos(half), 0.5 * np.sinc(half / np.pi) * vector], axis=-1)


def log(q: ArrayLike) -> FloatArray:
    """The shortest rotation vectors (..., 3), at most pi rad long, of unit quaternions (..., 4)."""
    quat = _floats(q)
    quat = np.where(quat[..., :1] < 0.0, -quat, quat)
    sine = np.linalg.norm(quat[..., 1:], axis=-1, keepdims=True)
    angle = 2.0 * np.arctan2(sine, quat[..., :1])
    # angle / sin(angle / 2) = 2 (1 + s^2 / 6 + ...), s the sine of the half angle.
    quotient = np.where(sine < _SMALL, 2.0 + sine**2 / 3.0, angle / np.where(sine < _SMALL, 1.0, sine))
    return np.asarray(quotient * quat[..., 1:])


def angle_between(a: ArrayLike, b: ArrayLike) -> FloatArray:
    """The angle (...) in rad, 0 to pi, of the rotation that takes attitude a to attitude b."""
    return np.asarray(np.linalg.norm(log(multiply(conjugate(a), b)), axis=-1))


def between(u: ArrayLike, v: ArrayLike) -> FloatArray:
    """The shortest rotations (..., 4) that take directions u (..., 3) to directions v (..., 3).

    For opposite directions, where every half turn across u is as short, one of them is chosen, always the same.

    Raises:
        ValueError: a direction has no length.
    """
    start, end = np.broadcast_arrays(_unit(u), _unit(v))
    cosine = np.sum(start * end, axis=-1, keepdims=True)
    opposite = cosine < -1.0 + 1e-12
    half_turn = np.concatenate([np.zeros_like(cosine), _across(start)], axis=-1)
    arc = np.concatenate([1.0 + cosine, cross(start, end)], axis=-1)
    return normalise(np.where(opposite, half_turn, arc))


def slerp(a: ArrayLike, b: ArrayLike, t: ArrayLike) -> FloatArray:
    """Attitudes (..., 4) on the shortest way from a (..., 4) at t = 0 to b (..., 4) at t = 1; t (...)."""
    step = log(multiply(conjugate(a), b))
    return multiply(a, exp(_floats(t)[..., None] * step))


def looking(forward: ArrayLike, up: ArrayLike) -> FloatArray:
    """The attitude (..., 4) of a camera that looks along forward with up towards the top of the frame.

    Camera axes are x right, y up, z back, so that it looks along its -z as in USD, glTF and Blender.
    Where up lies along forward, some steady direction across stands in for it.

    Raises:
        ValueError: forward or up has no length.
    """
    ahead, top = np.broadcast_arrays(_unit(forward), _unit(up))
    right = cross(ahead, top)
    length = np.linalg.norm(right, axis=-1, keepdims=True)
    along = length < 1e-9
    right = np.where(along, _across(ahead), right / np.where(along, 1.0, length))
    return from_matrix(np.stack([right, cross(right, ahead), -ahead], axis=-1))


def random(rng: np.random.Generator, n: int) -> FloatArray:
    """Draws n attitudes (n, 4) evenly over all rotations."""
    return normalise(rng.standard_normal((n, 4)))


def _floats(values: ArrayLike) -> FloatArray:
    return np.asarray(values, dtype=np.float64)


def _parts(values: FloatArray) -> tuple[FloatArray, ...]:
    return tuple(values[..., i] for i in range(values.shape[-1]))


def _unit(vectors: ArrayLike) -> FloatArray:
    """The directions (..., 3) of vectors (..., 3), refusing those with no length."""
    values = _floats(vectors)
    length = np.linalg.norm(values, axis=-1, keepdims=True)
    if np.any(length < _NO_LENGTH):
        raise ValueError("a vector of length zero has no direction")
    return np.asarray(values / length)


def _across(direction: FloatArray) -> FloatArray:
    """Unit vectors (..., 3) square to unit directions (..., 3), by the axis that lies least along each."""
    least = np.eye(3)[np.argmin(np.abs(direction), axis=-1)]
    return _unit(cross(direction, least))
