"""Meshes: triangles with normals, a material each and a level of light, and the solids they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mesh:
    """Triangles seen from the side they turn against the clock on."""

    vertices: FloatArray
    """(n, 3), metres."""
    normals: FloatArray
    """(n, 3), unit."""
    faces: IntArray
    """(m, 3), indices of vertices."""
    materials: IntArray
    """(n,), index of the material at each vertex; the same at the corners of a face."""
    levels: FloatArray
    """(n,), light that falls on each vertex, 0 dark to 1 full; what stays the same however things move."""

    def moved(self, place: ArrayLike, attitude: ArrayLike) -> Mesh:
        """The mesh in the frame that its own frame has this place (3,) and attitude (4,) in."""
        turned = rotation.rotate(attitude, self.vertices)
        normals = rotation.rotate(attitude, self.normals)
        return _with(self, vertices=turned + np.asarray(place), normals=normals)

    def lit(self, levels: ArrayLike) -> Mesh:
        """The mesh with other levels of light: one for all, or (n,)."""
        return _with(self, levels=np.broadcast_to(np.asarray(levels, dtype=np.float64), len(self.vertices)))


def _with(
    mesh: Mesh,
    *,
    vertices: FloatArray | None = None,
    normals: FloatArray | None = None,
    levels: FloatArray | None = None,
) -> Mesh:
    return Mesh(
        vertices=mesh.vertices if vertices is None else vertices,
        normals=mesh.normals if normals is None else normals,
        faces=mesh.faces,
        materials=mesh.materials,
        levels=mesh.levels if levels is None else levels,
    )


def joined(meshes: Sequence[Mesh]) -> Mesh:
    """Several meshes (at least one) as one."""
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes[:-1]])
    return Mesh(
        vertices=np.concatenate([mesh.vertices for mesh in meshes]),
        normals=np.concatenate([mesh.normals for mesh in meshes]),
        faces=np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)]),
        materials=np.concatenate([mesh.materials for mesh in meshes]),
        levels=np.concatenate([mesh.levels for mesh in meshes]),
    )


Side = tuple[int, int]
"""A side of a box: its axis, and +1 or −1 for the end of it."""
SIDES: tuple[Side, ...] = tuple((axis, sign) for axis in range(3) for sign in (-1, 1))


def box(
    half: ArrayLike, material: int, *, pitch: float = np.inf, most: int = 24, sides: Sequence[Side] = SIDES
) -> Mesh:
    """A box about the origin.

    Args:
        half: half extents, metres, shape (3,).
        material: index of its material.
        pitch: longest side of the squares that its faces are cut into, metres; light changes from corner to corner.
        most: most squares along one edge.
        sides: those that are made, at least one.
    """
    h = np.asarray(half, dtype=np.float64)
    return joined([_side(h, axis, float(sign), material, pitch, most) for axis, sign in sides])


def _side(h: FloatArray, axis: int, sign: float, material: int, pitch: float, most: int) -> Mesh:
    """One face of a box, cut into squares."""
    first, second = (axis + 1) % 3, (axis + 2) % 3
    n = [int(np.clip(np.ceil(2.0 * h[k] / pitch), 1, most)) for k in (first, second)]
    u, v = np.meshgrid(np.linspace(-1.0, 1.0, n[0] + 1), np.linspace(-1.0, 1.0, n[1] + 1), indexing="ij")
    points = np.empty((u.size, 3))
    points[:, axis] = sign * h[axis]
    points[:, first], points[:, second] = h[first] * u.ravel(), h[second] * v.ravel()
    normal = np.zeros(3)
    normal[axis] = sign
    return _grid(
        points.reshape(n[0] + 1, n[1] + 1, 3), np.broadcast_to(normal, (u.size, 3)), material, sign < 0
    )


def _grid(points: FloatArray, normals: FloatArray, material: int, flip: bool) -> Mesh:
    """A sheet of squares from points (rows, columns, 3), each cut along its diagonal."""
    rows, columns = points.shape[:2]
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b = index[:-1, :-1].ravel(), index[1:, :-1].ravel()
    c, d = index[1:, 1:].ravel(), index[:-1, 1:].ravel()
    faces = np.concatenate([np.stack([a, b, c], axis=-1), np.stack([a, c, d], axis=-1)])
    count = rows * columns
    return Mesh(
        vertices=points.reshape(-1, 3),
        normals=np.array(normals).reshape(-1, 3),
        faces=faces[:, ::-1].copy() if flip else faces,
        materials=np.full(count, material),
        levels=np.ones(count),
    )


def turned_profile(profile: ArrayLike, material: int, *, around: int = 16) -> Mesh:
    """A solid of revolution about z.

    Args:
        profile: radius and height of its outline from bottom to top, metres, shape (k, 2); a point given twice
            makes a sharp edge.
        material: index of its material.
        around: number of sides.
    """
    outline = np.asarray(profile, dtype=np.float64)
    angle = np.linspace(0.0, 2.0 * np.pi, around + 1)
    ring = np.stack([np.cos(angle), np.sin(angle), np.zeros_like(angle)], axis=-1)
    points = outline[:, None, :1] * ring[None] + outline[:, None, 1:] * np.array([0.0, 0.0, 1.0])
    across = _outward(outline)
    normals = across[:, None, :1] * ring[None] + across[:, None, 1:] * np.array([0.0, 0.0, 1.0])
    return _grid(points, normals, material, flip=True)


def _outward(outline: FloatArray) -> FloatArray:
    """Unit normals (k, 2) of an outline that goes from bottom to top, smooth but where a point is given twice."""
    step = np.diff(outline, axis=0)
    square = np.stack([step[:, 1], -step[:, 0]], axis=-1)
    length = np.linalg.norm(square, axis=-1, keepdims=True)
    square = np.where(length > 1e-9, square / np.where(length > 1e-9, length, 1.0), 0.0)
    below, above = np.vstack([np.zeros(2), square]), np.vstack([square, np.zeros(2)])
    mean = below + above
    size = np.linalg.norm(mean, axis=-1, keepdims=True)
    return np.asarray(mean / np.where(size > 1e-9, size, 1.0))


def ellipsoid(radii: ArrayLike, material: int, *, around: int = 16, stacks: int = 10) -> Mesh:
    """An ellipsoid about the origin; radii (3,), metres."""
    angle = np.linspace(-0.5 * np.pi, 0.5 * np.pi, stacks + 1)
    unit = turned_profile(np.stack([np.cos(angle), np.sin(angle)], axis=-1), material, around=around)
    scale = np.asarray(radii, dtype=np.float64)
    normals = unit.vertices / scale
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    return _with(unit, vertices=unit.vertices * scale, normals=normals)


def cylinder(radius: float, half: float, material: int, *, around: int = 16, edge: float = 0.0) -> Mesh:
    """A cylinder along z with flat ends; `edge` rounds its rims by so many metres."""
    e = min(edge, 0.9 * radius, 0.9 * half)
    r = radius - e
    if e > 0.0:
        profile = [[0, -half], [r, -half], [radius, -half + e], [radius, half - e], [r, half], [0, half]]
    else:
        profile = [[0, -half], [r, -half], [r, -half], [r, half], [r, half], [0, half]]
    return turned_profile(profile, material, around=around)


def capsule(radius: float, half: float, material: int, *, around: int = 16, stacks: int = 5) -> Mesh:
    """A capsule along z; half length without its caps."""
    angle = np.linspace(0.0, 0.5 * np.pi, stacks + 1)
    top = np.stack([radius * np.cos(angle), half + radius * np.sin(angle)], axis=-1)
    bottom = top[::-1] * np.array([1.0, -1.0])
    return turned_profile(np.vstack([bottom, top]), material, around=around)
