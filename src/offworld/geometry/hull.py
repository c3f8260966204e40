"""Convex hulls: their planes and edges, exact distances of points, and where rays pass through them.

The distance of a point outside is that to a face if its foot on the plane of the face lies in the hull, and else that
to the nearest edge; inside it is the depth below the nearest plane. Both are exact for convex bodies.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from offworld.geometry.rotation import FloatArray

IntArray = NDArray[np.int64]
Corner = tuple[float, float, float]
_TINY: Final = 1e-12
_FLAT: Final = 1.0 - 1e-10
"""Cosine between normals of triangles of one face: 14 µrad."""
_ON_FACE: Final = 1e-9
"""How far beyond another plane a foot on a face may lie and still be on it, m."""
_SAME_PLANE: Final = 8
"""Decimals of normals and offsets by which triangles of one face are known."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hull:
    """A convex body."""

    corners: FloatArray
    """(n, 3) m."""
    normals: FloatArray
    """(f, 3) unit, out of each face."""
    offsets: FloatArray
    """(f,) m: inside is where `normals @ point <= offsets`."""
    triangles: IntArray
    """(t, 3) indices of corners, against the clock seen from outside."""
    edges: IntArray
    """(e, 2) indices of corners."""


@functools.lru_cache(maxsize=4096)
def of(corners: tuple[Corner, ...]) -> Hull:
    """The hull of points that do not lie in one plane.

    Raises:
        ValueError: they do, or there are fewer than four.
    """
    points = np.array(corners, dtype=np.float64).reshape(-1, 3)
    if not is_solid(points):
        raise ValueError("a hull needs corners that do not lie in one plane")
    made = ConvexHull(points)
    triangles = made.simplices.astype(np.int64)
    a, b, c = (points[triangles[:, k]] for k in range(3))
    inward = np.einsum("ij,ij->i", np.cross(b - a, c - a), made.equations[:, :3]) < 0.0
    triangles[inward] = triangles[inward][:, ::-1]
    # Sorted, so that nothing depends on the order in which they were found.
    triangles = np.array(sorted(_turned(one) for one in triangles.tolist()), dtype=np.int64)
    planes = np.unique(np.round(made.equations, _SAME_PLANE), axis=0)
    length = np.linalg.norm(planes[:, :3], axis=1)
    return Hull(
        corners=points, normals=planes[:, :3] / length[:, None], offsets=-planes[:, 3] / length,
        triangles=triangles, edges=_edges(points, triangles),
    )  # fmt: skip


def _edges(points: FloatArray, triangles: IntArray) -> IntArray:
    """Edges (e, 2) at which two triangles meet that do not lie in one plane."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    normals = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), _TINY)
    sides = np.sort(
        np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1
    )
    owner = np.tile(np.arange(len(triangles)), 3)
    order = np.lexsort((sides[:, 1], sides[:, 0]))
    pairs, both = sides[order][::2], owner[order].reshape(-1, 2)
    flat = (normals[both[:, 0]] * normals[both[:, 1]]).sum(axis=1) > _FLAT
    return np.asarray(pairs[~flat])


def is_solid(points: FloatArray, least_m: float = 1e-6) -> bool:
    """Whether points (n, 3) span a body that is thicker than ``least_m``."""
    if len(points) < 4:
        return False
    spread = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
    return bool(spread[-1] > least_m)


def distance(hull: Hull, points: FloatArray) -> FloatArray:
    """Signed distances (n,) m of points (n, 3) from a hull, negative inside."""
    beyond = points @ hull.normals.T - hull.offsets
    out: FloatArray = beyond.max(axis=1)
    outside = np.flatnonzero(out > 0.0)
    if len(outside):
        foot, _ = _nearest(hull, points[outside], beyond[outside])
        out[outside] = np.linalg.norm(points[outside] - foot, axis=1)
    return out


def outward(hull: Hull, points: FloatArray) -> FloatArray:
    """Directions (n, 3) in which the distance of points (n, 3) grows fastest, unit."""
    beyond = points @ hull.normals.T - hull.offsets
    out: FloatArray = hull.normals[beyond.argmax(axis=1)]
    outside = np.flatnonzero(beyond.max(axis=1) > 0.0)
    if len(outside):
        foot, on_edge = _nearest(hull, points[outside], beyond[outside])
        way = points[outside] - foot
        length = np.linalg.norm(way, axis=1, keepdims=True)
        turned = on_edge & (length[:, 0] > _ON_FACE)
        out[outside[turned]] = way[turned] / length[turned]
    return out


def span(hull: Hull, starts: FloatArray, ways: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Where rays (n, 3) along unit ways (n, 3) enter and leave a hull, (n,) each; (inf, −inf) if they miss it.

    A ray against a convex body by its planes (Cyrus and Beck 1978).
    """
    rate = ways @ hull.normals.T
    gap = hull.offsets - starts @ hull.normals.T
    flat = np.abs(rate) < _TINY
    at = gap / np.where(flat, 1.0, rate)
    enter = np.where((rate < 0.0) & ~flat, at, -np.inf).max(axis=1)
    leave = np.where((rate > 0.0) & ~flat, at, np.inf).min(axis=1)
    missed = (enter > leave) | np.any(flat & (gap < 0.0), axis=1)
    return np.where(missed, np.inf, enter), np.where(missed, -np.inf, leave)


def clipped(points: FloatArray, normal: FloatArray, offset: float) -> FloatArray:
    """Corners (m, 3) of what is left of the hull of points (n, 3) where `normal @ point <= offset`."""
    body = of(corners_of(points))
    height = body.corners @ normal - offset
    kept = [body.corners[height <= _ON_FACE]]
    for one, two in body.edges:
        if (height[one] > _ON_FACE) != (height[two] > _ON_FACE) and abs(height[one] - height[two]) > _TINY:
            share = height[one] / (height[one] - height[two])
            if 0.0 < share < 1.0:
                kept.append((body.corners[one] + share * (body.corners[two] - body.corners[one]))[None])
    return np.concatenate(kept)


def corners_of(points: FloatArray | Sequence[Sequence[float]]) -> tuple[Corner, ...]:
    """Points (n, 3) as a record keeps them: to a nanometre, each once, in the order given."""
    rounded = (
        (round(float(x), 9) + 0.0, round(float(y), 9) + 0.0, round(float(z), 9) + 0.0) for x, y, z in points
    )
    return tuple(dict.fromkeys(rounded))


def _turned(triangle: list[int]) -> tuple[int, ...]:
    """A triangle from its lowest corner on."""
    first = triangle.index(min(triangle))
    return (*triangle[first:], *triangle[:first])


def _nearest(hull: Hull, points: FloatArray, beyond: FloatArray) -> tuple[FloatArray, NDArray[np.bool_]]:
    """The nearest points (n, 3) of a hull to points outside it, and whether each lies on an edge."""
    found = np.zeros_like(points)
    left = np.ones(len(points), dtype=bool)
    for face, normal in enumerate(hull.normals):
        rows = np.flatnonzero(left & (beyond[:, face] > 0.0))
        if not len(rows):
            continue
        height = beyond[rows, face]
        after = beyond[rows] - height[:, None] * (hull.normals @ normal)
        rows = rows[np.all(after <= _ON_FACE, axis=1)]
        found[rows] = points[rows] - beyond[rows, face, None] * normal
        left[rows] = False
    if np.any(left):
        found[left] = _on_edges(hull, points[left])
    return found, left


def _on_edges(hull: Hull, points: FloatArray) -> FloatArray:
    """The nearest points (n, 3) on the edges of a hull."""
    best = np.full(len(points), np.inf)
    found = np.zeros_like(points)
    for one, two in hull.edges:
        start, way = hull.corners[one], hull.corners[two] - hull.corners[one]
        share = np.clip((points - start) @ way / (way @ way), 0.0, 1.0)
        foot = start + share[:, None] * way
        far = ((points - foot) ** 2).sum(axis=1)
        nearer = far < best
        best, found = np.where(nearer, far, best), np.where(nearer[:, None], foot, found)
    return found
