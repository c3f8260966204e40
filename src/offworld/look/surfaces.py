"""The triangles of a set that was modelled elsewhere, as a mesh fine enough to carry the light on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from offworld.film.assembly import Surface
from offworld.geometry import packed
from offworld.geometry.rotation import FloatArray
from offworld.look.mesh import IntArray, Mesh, joined
from offworld.look.rays import Blocks, free

_OUTSIDE: Final = 30.0
_LIFT: Final = 0.004
_MOST_FACES: Final = 60_000
"""From so many triangles on a surface is fine enough as it is."""
_ROUNDS: Final = 6


def surface_mesh(
    surfaces: Sequence[Surface],
    index: Mapping[str, int],
    *,
    pitch: float = np.inf,
    blocking: Blocks | None = None,
) -> Mesh | None:
    """All surfaces as one mesh in the set's frame.

    Args:
        surfaces: of the set.
        index: number of each material.
        pitch: longest edge of a triangle, metres.
        blocking: if given, triangles that nobody in the room can see are left out: those that look away from the
            middle of everything, with nothing before them.

    Returns:
        The mesh; None if there is nothing to see.
    """
    parts = []
    for surface in surfaces:
        points, normals, faces = packed.unpack(surface.mesh)
        if blocking is not None and len(blocking.centre):
            faces = faces[_seen(points[faces], blocking)]
        if len(faces):
            parts.append(_fine(points, normals, faces, index[surface.material], pitch))
    return joined(parts) if parts else None


def _seen(corners: FloatArray, blocking: Blocks) -> FloatArray:
    """Which triangles (n, 3, 3) somebody in the room may see, (n,)."""
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    middle = 0.5 * (blocking.centre.min(axis=0) + blocking.centre.max(axis=0))
    centres = corners.mean(axis=1)
    away = np.flatnonzero(((centres - middle) * normals).sum(axis=1) > 0.0)
    seen = np.ones(len(corners), dtype=bool)
    # A triangle is left out only if nothing is before any part of it.
    nothing = np.ones(len(away), dtype=bool)
    for weight in (np.full(3, 1.0 / 3.0), *(0.1 + 0.7 * np.eye(3))):
        places = np.einsum("k,nkj->nj", weight, corners[away]) + _LIFT * normals[away]
        nothing &= free(places, normals[away], np.full(len(away), _OUTSIDE), blocking)
    seen[away[nothing]] = False
    return seen


def _fine(points: FloatArray, normals: FloatArray, faces: IntArray, material: int, pitch: float) -> Mesh:
    """A mesh whose edges are no longer than the pitch: every longer edge is halved, and again."""
    for _ in range(_ROUNDS):
        edges = np.sort(faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
        once, same = np.unique(edges, axis=0, return_inverse=True)
        long = np.linalg.norm(points[once[:, 0]] - points[once[:, 1]], axis=1) > pitch
        if not np.any(long) or len(faces) > _MOST_FACES:
            break
        middle = np.full(len(once), -1)
        middle[long] = len(points) + np.arange(int(long.sum()))
        halves = once[long]
        mean = normals[halves].sum(axis=1)
        length = np.linalg.norm(mean, axis=1, keepdims=True)
        mean = np.where(length > 1e-6, mean / np.maximum(length, 1e-6), normals[halves[:, 0]])
        points = np.concatenate([points, points[halves].mean(axis=1)])
        normals = np.concatenate([normals, mean])
        faces = _halved(faces, middle[same.reshape(-1)].reshape(-1, 3))
    used, where = np.unique(faces, return_inverse=True)
    return Mesh(
        vertices=points[used],
        normals=normals[used],
        faces=where.reshape(-1, 3),
        materials=np.full(len(used), material),
        levels=np.ones(len(used)),
    )


def _halved(faces: IntArray, middles: IntArray) -> IntArray:
    """Triangles (n, 3) cut where their edges ab, bc, ca have a point in the middle (n, 3), −1 where they have none."""
    count = (middles >= 0).sum(axis=1)
    made = [faces[count == 0]]
    for number in (1, 2, 3):
        rows = np.flatnonzero(count == number)
        cut = middles[rows] >= 0
        # Turned so that with one cut edge it is ab, and with two the whole one is ca.
        first = np.argmax(cut, axis=1) if number == 1 else (np.argmin(cut, axis=1) + 1) % 3
        turn = (first[:, None] + np.arange(3)) % 3
        a, b, c = np.take_along_axis(faces[rows], turn, axis=1).T
        ab, bc, ca = np.take_along_axis(middles[rows], turn, axis=1).T
        if number == 1:
            parts = [(a, ab, c), (ab, b, c)]
        elif number == 2:
            parts = [(ab, b, bc), (a, ab, bc), (a, bc, c)]
        else:
            parts = [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
        made += [np.stack(part, axis=-1) for part in parts]
    return np.concatenate(made)
