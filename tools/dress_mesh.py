"""Suit, shoes and hair made of a bare mesh: smoothed, and standing off the skin."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, cKDTree

Array = NDArray[Any]


def neighbours(faces: Array, count: int) -> list[list[int]]:
    """For each vertex those that it shares an edge with, as padded rows and their number."""
    sets: list[set[int]] = [set() for _ in range(count)]
    for a, b, c in faces:
        sets[a] |= {b, c}
        sets[b] |= {a, c}
        sets[c] |= {a, b}
    return [sorted(each) for each in sets]


def smoothed(vertices: Array, rows: list[list[int]], which: Array, times: int) -> Array:
    """Vertices with those marked moved towards the middle of their neighbours so many times."""
    moved = vertices.copy()
    marked = np.flatnonzero(which)
    for _ in range(times):
        middle = np.array([moved[rows[i]].mean(axis=0) for i in marked])
        moved[marked] = 0.5 * moved[marked] + 0.5 * middle
    return moved


def normals_of(vertices: Array, faces: Array) -> Array:
    """Unit normals (n, 3), by the areas of the faces around."""
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    total = np.zeros_like(vertices)
    for i in range(3):
        np.add.at(total, faces[:, i], face)
    return total / np.maximum(np.linalg.norm(total, axis=-1, keepdims=True), 1e-12)


def flattened(vertices: Array, which: Array, reach: float = 0.045) -> Array:
    """Vertices with those marked moved to the middle of all surface within reach, however dense its mesh is."""
    cells = np.unique(np.floor(vertices / 0.012).astype(int), axis=0, return_index=True)[1]
    even = vertices[cells]
    near = cKDTree(even).query_ball_point(vertices[which], 2.0 * reach)
    moved = vertices.copy()
    for number, points in zip(np.flatnonzero(which), near, strict=True):
        away = even[points]
        share = np.exp(-np.sum((away - vertices[number]) ** 2, axis=-1) / (reach * reach))
        moved[number] = share @ away / share.sum()
    return moved


def shod(foot: Array) -> Array:
    """The vertices of a foot pushed out from its middle line onto its convex hull, which looks like a shoe."""
    front = foot[foot[:, 0] > np.quantile(foot[:, 0], 0.75)].mean(axis=0)
    back = foot[foot[:, 0] < np.quantile(foot[:, 0], 0.2)].mean(axis=0)
    line = front - back
    share = np.clip((foot - back) @ line / (line @ line), 0.0, 1.0)
    middle = back + share[:, None] * line
    way = foot - middle
    way /= np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), 1e-9)
    planes = ConvexHull(foot).equations
    fall = way @ planes[:, :3].T
    left = -(middle @ planes[:, :3].T + planes[:, 3])
    reach = np.where(fall > 1e-9, left / np.where(fall > 1e-9, fall, 1.0), np.inf).min(axis=-1)
    return middle + reach[:, None] * way


def border_rows(rows: list[list[int]], material: Array, part: int) -> list[list[int]]:
    """For each vertex on the border of a part its neighbours on that border; for others none."""
    on = {i for i, row in enumerate(rows) if material[i] == part and any(material[j] != part for j in row)}
    return [[j for j in row if j in on] if i in on else [] for i, row in enumerate(rows)]


def dress(
    vertices: Array,
    faces: Array,
    rows: list[list[int]],
    material: Array,
    number: dict[str, int],
    breast: Array,
    hair: float,
) -> Array:
    """Suit and boots off the skin, hair off the scalp."""
    out = smoothed(vertices, rows, material == number["suit"], 36)
    out = flattened(out, (material == number["suit"]) & breast)
    out = smoothed(out, rows, material == number["suit"], 6)
    for side in (1.0, -1.0):
        foot = (material == number["boots"]) & (side * vertices[:, 1] > 0.0)
        out[foot] = shod(out[foot])
    out = smoothed(out, rows, material == number["boots"], 12)
    border = border_rows(rows, material, number["hair"])
    out = smoothed(out, border, np.array([len(row) > 1 for row in border]), 8)
    off = np.select(
        [material == number["suit"], material == number["boots"], material == number["hair"]],
        [0.016, 0.010, hair],
        0.0,
    )
    soft = off.copy()
    for _ in range(2):
        soft = np.array([0.5 * soft[i] + 0.5 * soft[rows[i]].mean() for i in range(len(rows))])
    out += np.minimum(off, soft * 1.15)[:, None] * normals_of(out, faces)
    return smoothed(out, rows, material == number["hair"], 4)


def straightened(
    vertices: Array, same: Array, faces: Array, part: Array, between: tuple[int, int], times: int
) -> Array:
    """Vertices with the border between two parts drawn straight: each of its points moved towards its neighbours on it.

    Args:
        vertices: (n, 3).
        same: (n,), equal for the copies of one point that lie in different parts.
        faces: (m, 3); all corners of one lie in one part.
        part: (n,), which part.
        between: the two parts.
        times: how often.
    """
    edges: list[set[tuple[int, int]]] = []
    for wanted in between:
        chosen = same[faces[part[faces[:, 0]] == wanted]]
        sides = np.concatenate([chosen[:, [0, 1]], chosen[:, [1, 2]], chosen[:, [2, 0]]])
        edges.append({(int(min(a, b)), int(max(a, b))) for a, b in sides})
    along: dict[int, list[int]] = {}
    for a, b in edges[0] & edges[1]:
        along.setdefault(a, []).append(b)
        along.setdefault(b, []).append(a)
    first = {int(point): row for row, point in reversed(list(enumerate(same)))}
    place = {point: vertices[first[point]] for point in along}
    for _ in range(times):
        place = {
            point: 0.4 * place[point] + 0.6 * np.mean([place[other] for other in others], axis=0)
            for point, others in along.items()
        }
    moved = vertices.copy()
    for row, point in enumerate(same):
        if int(point) in place:
            moved[row] = place[int(point)]
    return moved
