"""How deep the shapes of bodies lie inside the solids of a set.

The depth of a box, cylinder or ellipsoid is that of its deepest point: the lowest signed distance to the solid over all
its points, with its sign turned. Of a sphere or capsule it is that of its middle or axis, plus its radius; while the
middle is outside both come to the same. Signed distance to a convex solid is a convex function, so it has one lowest
value over a convex shape. Along the axis of a capsule it is searched by trisection. Over the others it is searched from
the best of the corners or poles, by steps towards the point of the shape that lies farthest down the gradient, each
with a search along its line (Frank and Wolfe 1956), and then by feeling about. What is found is always a point of the
shape, so depth is never overstated; against dense sampling it falls short by less than 1 mm where it is below 5 cm, and
by a few millimetres in bodies that are buried deeper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from offworld.film.assembly import Shape
from offworld.film.stage_set import StageSet
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.space.distance import pair_distances
from offworld.space.ray import BoolArray
from offworld.space.solids import IntArray, Solids, as_solids, outward, signed_distance

_TRISECTIONS = 24  # (2/3)^24 = 6e-5 of the length searched
_STEPS = 6
_ALL_WAYS: FloatArray = np.array([
    [x, y, z] for x in (-1.0, 0.0, 1.0) for y in (-1.0, 0.0, 1.0) for z in (-1.0, 0.0, 1.0) if x or y or z
])  # fmt: skip
_FEELERS: FloatArray = np.array([0.5 * 0.8**k for k in range(20)])
# Turns of one radian and a bit more about an axis askew to all others: no direction comes twice.
_TURNS: FloatArray = rotation.matrix(rotation.from_axis_angle([0.36, 0.48, 0.8], 1.1 * np.arange(20)))
_AT_ONCE = 400_000


def penetration(
    where: StageSet | Solids, shapes: Sequence[Shape], poses: FloatArray, *, skip: Sequence[str] = ()
) -> tuple[FloatArray, IntArray]:
    """How deep each shape lies in the set, at each sample of time.

    Args:
        where: a set, or its solids made ready.
        shapes: shapes of an assembly; those of the set itself make no sense here.
        poses: (t, nodes, 7) position in metres and attitude of each node, set frame.
        skip: ids of solids that do not count.

    Returns:
        Depths (t, shapes) m, 0 where the shape is clear of everything; and which solid it is deepest in, as an
        index into `Solids.ids` (t, shapes), −1 where it is clear.
    """
    solids = as_solids(where)
    frames = np.asarray(poses, dtype=float)
    depth = np.zeros((len(frames), len(shapes)))
    which = np.full(depth.shape, -1, dtype=np.int64)
    if not len(solids):
        return depth, which
    ignored = np.isin(np.array(solids.ids), list(skip))
    for column, shape in enumerate(shapes):
        centres, axes = shape_frames(shape, frames)
        step = max(1, _AT_ONCE // len(solids))
        for first in range(0, len(frames), step):
            part = slice(first, first + step)
            depth[part, column], which[part, column] = _deepest(
                solids, shape, centres[part], axes[part], ignored
            )
    return depth, which


def shape_frames(shape: Shape, poses: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Centres (t, 3) and axes (t, 3, 3; columns in the set frame) of a shape, from the poses of all nodes."""
    node = poses[:, shape.node]
    attitude = rotation.normalise(node[:, 3:])
    centres = node[:, :3] + rotation.rotate(attitude, shape.position)
    return centres, rotation.matrix(rotation.multiply(attitude, shape.attitude))


def bounding_radius(shape: Shape) -> float:
    """Radius of the ball about a shape's centre that holds all of it, m."""
    x, y, z = shape.size
    if shape.kind == "sphere":
        return x
    if shape.kind == "capsule":
        return x + y
    if shape.kind == "cylinder":
        return float(np.hypot(x, y))
    return max(x, y, z) if shape.kind == "ellipsoid" else float(np.linalg.norm(shape.size))


def _deepest(
    solids: Solids, shape: Shape, centres: FloatArray, axes: FloatArray, ignored: BoolArray
) -> tuple[FloatArray, IntArray]:
    near = pair_distances(solids, centres)
    near[:, ignored] = np.inf
    row, index = np.nonzero(near < bounding_radius(shape))
    # The distance is convex: it lies above its tangent planes, so the one at the centre rules most pairs out.
    way = outward(solids, centres[row], index)
    at_least = near[row, index] - _breadth(shape, (way[:, None, :] @ axes[row])[:, 0, :])
    row, index = row[at_least < 0.0], index[at_least < 0.0]
    lowest = _lowest(solids, shape, centres[row], axes[row], index)
    depth = np.zeros(len(centres))
    which = np.full(len(centres), -1, dtype=np.int64)
    # Deepest last, so that it is the one that stays.
    for k in np.argsort(-lowest, kind="stable"):
        if lowest[k] < 0.0:
            depth[row[k]], which[row[k]] = -lowest[k], index[k]
    return depth, which


def _breadth(shape: Shape, way: FloatArray) -> FloatArray:
    """How far a shape reaches from its centre (k,) along unit directions (k, 3) in its own axes."""
    x, y, _ = shape.size
    if shape.kind == "sphere":
        return np.full(len(way), x)
    if shape.kind == "capsule":
        return np.asarray(x + y * np.abs(way[:, 2]))
    return np.asarray((_farthest(shape, way * _half_sizes(shape)) * _half_sizes(shape) * way).sum(axis=1))


def _lowest(
    solids: Solids, shape: Shape, centres: FloatArray, axes: FloatArray, index: IntArray
) -> FloatArray:
    """Lowest signed distance (k,) to solids ``index`` over the points of a shape in k places."""
    if not len(index):
        return np.zeros(0)
    if shape.kind == "sphere":
        return np.asarray(signed_distance(solids, centres, index) - shape.size[0])
    if shape.kind == "capsule":
        reach = axes[:, :, 2] * shape.size[1]
        _, lowest = _trisect(solids, centres - reach, centres + reach, index)
        return np.asarray(lowest - shape.size[0])
    return _descend(solids, shape, centres, axes, index)


def _trisect(solids: Solids, a: FloatArray, b: FloatArray, index: IntArray) -> tuple[FloatArray, FloatArray]:
    """The point (k, 3) of each line from a to b where the signed distance is lowest, and that distance (k,)."""
    low, high = np.zeros(len(a)), np.ones(len(a))
    for _ in range(_TRISECTIONS):
        third = (high - low) / 3.0
        left, right = low + third, high - third
        rises = signed_distance(solids, a + left[:, None] * (b - a), index) < signed_distance(
            solids, a + right[:, None] * (b - a), index
        )
        high, low = np.where(rises, right, high), np.where(rises, low, left)
    share = np.stack([(low + high) / 2.0, np.zeros(len(a)), np.ones(len(a))])
    points = a + share[..., None] * (b - a)
    found = np.stack([signed_distance(solids, p, index) for p in points])
    best = np.argmin(found, axis=0)
    every = np.arange(len(a))
    return points[best, every], found[best, every]


def _descend(
    solids: Solids, shape: Shape, centres: FloatArray, axes: FloatArray, index: IntArray
) -> FloatArray:
    """Lowest signed distance over a box, a cylinder or an ellipsoid.

    Points are sought as shares of the half sizes, in which a shape is a cube, a unit tube or a unit ball.
    """
    reach = axes * _half_sizes(shape)

    def distance(share: FloatArray) -> FloatArray:
        return signed_distance(solids, _points(centres, reach, share), index)

    best = np.zeros_like(centres)
    lowest = distance(best)
    for start in _held(shape, _ALL_WAYS * np.sqrt(3.0)):
        best, lowest = _better(best, lowest, np.broadcast_to(start, best.shape), distance)
    for _ in range(_STEPS):
        down = -outward(solids, _points(centres, reach, best), index)
        goal = _farthest(shape, (down[:, None, :] @ reach)[:, 0, :])
        way = goal - best
        low, high = np.zeros(len(best)), np.ones(len(best))
        for _ in range(_TRISECTIONS // 2):
            third = (high - low) / 3.0
            left, right = low + third, high - third
            rises = distance(best + left[:, None] * way) < distance(best + right[:, None] * way)
            high, low = np.where(rises, right, high), np.where(rises, low, left)
        best, lowest = _better(best, lowest, best + ((low + high) / 2.0)[:, None] * way, distance)
    # The gradient turns at once where a solid's middle planes and edges are: there, feel about with ever smaller steps,
    # each time in other directions.
    for turned, step in zip(_TURNS, _FEELERS, strict=True):
        for way in step * _ALL_WAYS @ turned:
            best, lowest = _better(best, lowest, _held(shape, best + way), distance)
    return lowest


def _points(centres: FloatArray, reach: FloatArray, share: FloatArray) -> FloatArray:
    """Shares (k, 3) of the half sizes as points (k, 3) of the set frame."""
    return np.asarray(centres + (reach @ share[:, :, None])[:, :, 0])


def _better(
    best: FloatArray, lowest: FloatArray, other: FloatArray, distance: Callable[[FloatArray], FloatArray]
) -> tuple[FloatArray, FloatArray]:
    value = distance(other)
    return np.where((value < lowest)[:, None], other, best), np.minimum(value, lowest)


def _half_sizes(shape: Shape) -> FloatArray:
    x, y, z = shape.size
    return np.array([x, x, y] if shape.kind == "cylinder" else [x, y, z])


def _held(shape: Shape, share: FloatArray) -> FloatArray:
    """Shares (..., 3) brought back into the shape."""
    if shape.kind == "box":
        return np.clip(share, -1.0, 1.0)
    if shape.kind == "cylinder":
        length = np.maximum(np.linalg.norm(share[..., :2], axis=-1, keepdims=True), 1.0)
        return np.concatenate([share[..., :2] / length, np.clip(share[..., 2:], -1.0, 1.0)], axis=-1)
    return np.asarray(share / np.maximum(np.linalg.norm(share, axis=-1, keepdims=True), 1.0))


def _farthest(shape: Shape, way: FloatArray) -> FloatArray:
    """The share (k, 3) that lies farthest along directions (k, 3) of the share's own space."""
    if shape.kind == "box":
        return np.where(way < 0.0, -1.0, 1.0)
    if shape.kind == "cylinder":
        length = np.maximum(np.linalg.norm(way[:, :2], axis=1, keepdims=True), 1e-12)
        return np.hstack([way[:, :2] / length, np.where(way[:, 2:] < 0.0, -1.0, 1.0)])
    return np.asarray(way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-12))
