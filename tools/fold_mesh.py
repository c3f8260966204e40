"""Folds vertices of a mesh away by quadric error (Garland and Heckbert 1997), each onto a neighbour."""

from __future__ import annotations

import heapq
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def fold(vertices: Array, faces: Array, material: Array, worth: Array, keep: int) -> tuple[Array, Array]:
    """Leaves so many vertices of a mesh, none of them moved.

    Args:
        vertices: (n, 3).
        faces: (m, 3).
        material: (n,); a vertex is only folded onto one of its own material, and edges between two stay edges.
        worth: (n,), how dear each vertex is.
        keep: how many are left.

    Returns:
        Indices of the vertices that are left, and the faces among them.
    """
    work = _Work(vertices, faces, material, worth)
    left = len(vertices)
    while work.heap and left > keep:
        left -= work.fold_next()
    kept = np.flatnonzero(work.alive)
    number = np.full(len(vertices), -1)
    number[kept] = np.arange(len(kept))
    used = sorted({f for i in kept for f in work.around[i]})
    return kept, number[np.array([work.triangles[f] for f in used])]


def parted(kept: Array, faces: Array, material: Array) -> tuple[Array, Array, Array]:
    """Gives each face one material: a vertex between two is doubled, so that no face shows a mixture.

    Returns:
        The vertex that each new one is a copy of, its material, and the faces among the new ones.
    """
    of_face = np.min(material[kept][faces], axis=-1)
    pairs = np.stack([faces.ravel(), np.repeat(of_face, 3)], axis=-1)
    unique, number = np.unique(pairs, axis=0, return_inverse=True)
    return kept[unique[:, 0]], unique[:, 1], number.reshape(-1, 3)


class _Work:
    """A mesh that is being folded."""

    def __init__(self, vertices: Array, faces: Array, material: Array, worth: Array) -> None:
        self.vertices, self.material, self.worth = vertices, material, worth
        self.triangles = [list(face) for face in faces]
        self.around: list[set[int]] = [set() for _ in range(len(vertices))]
        for number, face in enumerate(faces):
            for corner in face:
                self.around[corner].add(number)
        self.home = np.concatenate([vertices, np.ones((len(vertices), 1))], axis=-1)
        self.quadric = _quadrics(vertices, faces)
        self.edge = {i for i in range(len(vertices)) if any(material[j] != material[i] for j in self.near(i))}
        self.alive = np.ones(len(vertices), dtype=bool)
        self.version = np.zeros(len(vertices), dtype=int)
        self.heap: list[tuple[float, int, int, int]] = []
        for vertex in range(len(vertices)):
            self.offer(vertex)

    def near(self, u: int) -> set[int]:
        """Vertices that share a face with u, and u."""
        return {j for f in self.around[u] for j in self.triangles[f]}

    def offer(self, u: int) -> None:
        """Puts the cheapest fold of u on the heap."""
        best: tuple[float, int] | None = None
        for v in self.near(u) - {u}:
            if self.material[v] != self.material[u] or (u in self.edge and v not in self.edge):
                continue
            bent = self.home[v] @ (self.quadric[u] + self.quadric[v]) @ self.home[v]
            long = 1e-7 * np.sum((self.vertices[u] - self.vertices[v]) ** 2)
            cost = float(self.worth[u] * (bent + long))
            if best is None or cost < best[0]:
                best = (cost, v)
        if best is not None:
            heapq.heappush(self.heap, (best[0], u, best[1], int(self.version[u])))

    def fold_next(self) -> bool:
        """Does the cheapest fold if it still holds; says whether it did."""
        _, u, v, stamp = heapq.heappop(self.heap)
        if not (self.alive[u] and self.alive[v]) or stamp != self.version[u] or self.turns_over(u, v):
            return False
        for f in list(self.around[u]):
            face = self.triangles[f]
            if v in face:
                for j in face:
                    self.around[j].discard(f)
            else:
                face[face.index(u)] = v
                self.around[v].add(f)
        self.around[u].clear()
        self.alive[u] = False
        self.quadric[v] += self.quadric[u]
        for j in self.near(v):
            self.version[j] += 1
            self.offer(j)
        return True

    def turns_over(self, u: int, v: int) -> bool:
        """Whether folding u onto v turns a face over or makes the surface no surface."""
        if len((self.near(u) & self.near(v)) - {u, v}) > 2:
            return True
        for f in self.around[u]:
            face = self.triangles[f]
            if v in face:
                continue
            one = _normal(self.vertices[face])
            two = _normal(self.vertices[[v if i == u else i for i in face]])
            if one @ two < 0.25 * np.linalg.norm(one) * np.linalg.norm(two):
                return True
        return False


def _quadrics(vertices: Array, faces: Array) -> Array:
    """Sum of the squared distances to the planes around each vertex, weighted by area, (n, 4, 4)."""
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    normal = np.cross(b - a, c - a)
    size = np.linalg.norm(normal, axis=-1, keepdims=True)
    normal /= np.maximum(size, 1e-12)
    plane = np.concatenate([normal, -np.sum(normal * a, axis=-1, keepdims=True)], axis=-1)
    outer = plane[:, :, None] * plane[:, None, :] * size[:, :, None]
    quadric = np.zeros((len(vertices), 4, 4))
    for i in range(3):
        np.add.at(quadric, faces[:, i], outer)
    return quadric


def _normal(corners: Array) -> Array:
    return np.cross(corners[1] - corners[0], corners[2] - corners[0])
