"""How far points are from shapes: boxes, balls, rods, egg shapes and hulls, for many points at once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from offworld.audit.motion import Floats
from offworld.film.assembly import Shape
from offworld.geometry import hull, rotation

# Points along a rod or an edge are no further apart than this, m, when a shape is sampled.
_SPACING = 0.04


def distance(shape: Shape, points: ArrayLike) -> Floats:
    """Distances of points from the surface of a shape, negative inside.

    Args:
        shape: in the frame of its node.
        points: (..., 3) in the same frame, m.

    Returns:
        (...) m; for ellipsoids to first order, too short far away by at most the ratio of their axes.
    """
    local = rotation.rotate(
        rotation.conjugate(shape.attitude), np.asarray(points, dtype=np.float64) - np.asarray(shape.position)
    )
    a, b, c = shape.size
    if shape.kind == "sphere":
        return np.asarray(np.linalg.norm(local, axis=-1) - a)
    if shape.kind == "capsule":
        along = local[..., 2] - np.clip(local[..., 2], -b, b)
        return np.asarray(np.sqrt(local[..., 0] ** 2 + local[..., 1] ** 2 + along**2) - a)
    if shape.kind == "cylinder":
        out = np.stack([np.hypot(local[..., 0], local[..., 1]) - a, np.abs(local[..., 2]) - b], axis=-1)
        return _of_slabs(out)
    if shape.kind == "ellipsoid":
        size = np.array([a, b, c])
        k = np.linalg.norm(local / size, axis=-1)
        slope = np.linalg.norm(local / size**2, axis=-1)
        return np.where(slope > 0.0, k * (k - 1.0) / np.where(slope > 0.0, slope, 1.0), -min(a, b, c))
    if shape.kind == "hull":
        return hull.distance(hull.of(shape.corners), local.reshape(-1, 3)).reshape(local.shape[:-1])
    return _of_slabs(np.abs(local) - np.array([a, b, c]))


def _of_slabs(out: Floats) -> Floats:
    """Distance where the coordinates (..., k) tell how far outside each slab a point is."""
    outside = np.linalg.norm(np.maximum(out, 0.0), axis=-1)
    return np.asarray(outside + np.minimum(np.max(out, axis=-1), 0.0))


def balls(shape: Shape) -> tuple[Floats, Floats]:
    """Balls inside a shape that together nearly fill it, and points along its edges, to measure depths with.

    Returns:
        Centres (k, 3) in the frame of the node, m, and radii (k,), m; a point on an edge has none.
    """
    inner, radius = _inner_balls(shape)
    edge = _edge_points(shape)
    centres = np.concatenate([inner, edge])
    placed = np.asarray(shape.position) + rotation.rotate(shape.attitude, centres)
    return placed, np.concatenate([np.full(len(inner), radius), np.zeros(len(edge))])


def _edge_points(shape: Shape) -> Floats:
    """(k, 3) in the shape's own axes: along the edges of a box or around the rims of a cylinder."""
    a, b, c = shape.size
    if shape.kind == "cylinder":
        angle = np.linspace(0.0, 2.0 * np.pi, 12, endpoint=False)
        rim = np.stack([a * np.cos(angle), a * np.sin(angle), np.full(12, b)], axis=-1)
        return np.concatenate([rim, rim * [1.0, 1.0, -1.0]])
    if shape.kind != "box":
        return np.zeros((0, 3))
    half, points = np.array([a, b, c]), []
    for axis in range(3):
        along = _spread(half[axis])
        for one in (-1.0, 1.0):
            for two in (-1.0, 1.0):
                line = np.empty((len(along), 3))
                line[:, axis] = along
                line[:, (axis + 1) % 3], line[:, (axis + 2) % 3] = (
                    one * half[(axis + 1) % 3],
                    two * half[(axis + 2) % 3],
                )
                points.append(line)
    return np.concatenate(points)


def _inner_balls(shape: Shape) -> tuple[Floats, float]:
    """Centres (k, 3) in the shape's own axes, m, and their one radius, m."""
    a, b, c = shape.size
    if shape.kind == "sphere":
        centres, radius = np.zeros((1, 3)), a
    elif shape.kind in {"capsule", "cylinder"}:
        radius = min(a, b) if shape.kind == "cylinder" else a
        reach = b if shape.kind == "capsule" else b - radius
        centres = np.zeros((_count(reach), 3))
        centres[:, 2] = _spread(reach)
    else:
        radius = min(a, b, c)
        grids = np.meshgrid(*(_spread(half - radius) for half in (a, b, c)), indexing="ij")
        centres = np.stack([grid.ravel() for grid in grids], axis=-1)
        if shape.kind == "ellipsoid":
            inside = centres[distance(_at_origin(shape), centres) <= -0.999 * radius]
            centres = np.concatenate([np.zeros((1, 3)), inside])
    return centres, radius


def reach_of(shape: Shape) -> float:
    """Radius of a ball about a shape's centre that holds all of it, m."""
    a, b, c = shape.size
    if shape.kind == "sphere":
        return a
    if shape.kind == "capsule":
        return a + b
    if shape.kind == "cylinder":
        return float(np.hypot(a, b))
    return max(a, b, c) if shape.kind == "ellipsoid" else float(np.linalg.norm([a, b, c]))


def distance_to_line(points: ArrayLike, line: ArrayLike) -> Floats:
    """Distances (...) m of points (..., 3) from a line through two or more points (k, 3)."""
    places, corners = np.asarray(points, dtype=np.float64), np.asarray(line, dtype=np.float64)
    best = np.full(places.shape[:-1], np.inf)
    for start, end in pairwise(corners):
        way = end - start
        share = np.clip((places - start) @ way / max(float(way @ way), 1e-12), 0.0, 1.0)
        best = np.minimum(best, np.linalg.norm(places - start - share[..., None] * way, axis=-1))
    return np.asarray(best)


def _at_origin(shape: Shape) -> Shape:
    return Shape(id=shape.id, node=shape.node, kind=shape.kind, size=shape.size, position=(0.0, 0.0, 0.0))


def _count(reach: float) -> int:
    return 1 if reach <= 0.0 else 2 + int(2.0 * reach / _SPACING)


def _spread(reach: float) -> Floats:
    return np.linspace(-max(reach, 0.0), max(reach, 0.0), _count(reach))
