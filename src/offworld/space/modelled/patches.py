"""Flat patches of a sheet, and the convex polygons that they are cut into."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.space.modelled.model import IntArray
from offworld.space.modelled.sheets import Sheet

_LEAST_COSINE: Final = 0.94
"""Of the angle between a face and the plane of its patch; 20°, so that only the distance to the plane decides."""
_DENT: Final = 5e-4
"""How far a corner may lie inside a polygon's outline and it still counts as convex, m."""
_STRAIGHT: Final = 1e-4
"""A corner nearer than this to the line between its neighbours is none, m."""
MOST_SIDES: Final = 24
"""Of one polygon; those with more are cut in two."""

Loop = list[int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Patch:
    """Faces that lie in one plane, within the tolerance."""

    normal: FloatArray
    """(3,) unit, into the room."""
    offset: float
    """m: the plane is where `normal @ point == offset`."""
    faces: tuple[int, ...]
    """Rows of the sheet's faces."""


def patches_of(sheet: Sheet, tolerance_m: float) -> list[Patch]:
    """The flat patches of a sheet, grown from its largest faces.

    Args:
        sheet: the faces.
        tolerance_m: how far a corner may lie off the plane of its patch, m.
    """
    corners = sheet.corners
    across = rotation.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    size = np.linalg.norm(across, axis=1)
    normals = across / size[:, None]
    beside = _neighbours(sheet.faces)
    free = np.ones(len(size), dtype=bool)
    found = []
    for first in np.argsort(-np.round(size, 9), kind="stable").tolist():
        if not free[first]:
            continue
        normal, offset = normals[first], float(corners[first, 0] @ normals[first])
        flat = np.abs(corners @ normal - offset).max(axis=1) <= tolerance_m
        fits = flat & (normals @ normal >= _LEAST_COSINE)
        free[first] = False
        order = [first]
        for number in order:
            for other in beside[number]:
                if free[other] and fits[other]:
                    free[other] = False
                    order.append(other)
        found.append(Patch(normal=normal, offset=offset, faces=tuple(sorted(order))))
    return found


def polygons(sheet: Sheet, patch: Patch) -> list[FloatArray]:
    """Convex polygons (k, 3) that together are a patch, against the clock seen from the room."""
    flat = sheet.points @ _plane_axes(patch.normal)
    whole = _loops([sheet.faces[row].tolist() for row in patch.faces])
    if len(whole) == 1 and _convex(flat, whole[0]):
        loops = whole
    else:
        loops = _merged(flat, [sheet.faces[row].tolist() for row in patch.faces])
    short = [part for loop in loops for part in _cut(_straightened(flat, loop))]
    return [sheet.points[part] for part in short]


def _plane_axes(normal: FloatArray) -> FloatArray:
    """(3, 2): two axes across a normal, so that what runs against the clock about it does so in them."""
    one = np.eye(3)[int(np.argmin(np.abs(normal)))]
    one = one - (one @ normal) * normal
    one /= np.linalg.norm(one)
    return np.stack([one, rotation.cross(normal, one)], axis=-1)


def _neighbours(faces: IntArray) -> list[list[int]]:
    """For each face those that share an edge with it, where no third one does."""
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    plain = faces.tolist()
    for number, (a, b, c) in enumerate(plain):
        for one, two in ((a, b), (b, c), (c, a)):
            at[min(one, two), max(one, two)].append(number)
    beside: list[list[int]] = [[] for _ in plain]
    for pair in at.values():
        if len(pair) == 2:
            beside[pair[0]].append(pair[1])
            beside[pair[1]].append(pair[0])
    return beside


def _loops(polygons: list[Loop]) -> list[Loop]:
    """The outlines of polygons taken together: edges that two of them share vanish. Empty if outlines touch."""
    ways = {(one, two) for loop in polygons for one, two in zip(loop, [*loop[1:], loop[0]], strict=True)}
    open_ways = sorted((one, two) for one, two in ways if (two, one) not in ways)
    after: dict[int, int] = dict(open_ways)
    if len(after) != len(open_ways):
        return []
    found = []
    while after:
        start = min(after)
        loop, at = [start], after.pop(start)
        while at != start:
            if at not in after:
                return []
            loop.append(at)
            at = after.pop(at)
        found.append(loop)
    return found


def _dents(flat: FloatArray, loop: Loop) -> FloatArray:
    """How far each corner lies outside the line between its neighbours, m; negative: inside, a dent."""
    here = flat[loop]
    before, after = np.roll(here, 1, axis=0), np.roll(here, -1, axis=0)
    way, one = after - before, here - before
    length = np.maximum(np.linalg.norm(way, axis=1), 1e-12)
    return np.asarray((one[:, 0] * way[:, 1] - one[:, 1] * way[:, 0]) / length)


def _convex(flat: FloatArray, loop: Loop) -> bool:
    """Whether an outline is convex and goes round once."""
    if float(_dents(flat, loop).min()) < -_DENT:
        return False
    ways = np.roll(flat[loop], -1, axis=0) - flat[loop]
    angles = np.arctan2(ways[:, 1], ways[:, 0])
    turns = (np.roll(angles, -1) - angles + np.pi) % (2.0 * np.pi) - np.pi
    return abs(float(turns.sum()) - 2.0 * np.pi) < 0.1


def _merged(flat: FloatArray, triangles: list[Loop]) -> list[Loop]:
    """Triangles joined across edges, the longest first, as long as what comes of it is convex.

    At most four times as many as there need be (Hertel and Mehlhorn 1983).
    """
    loops: dict[int, Loop] = dict(enumerate(triangles))
    owner = list(range(len(triangles)))
    at: dict[tuple[int, int], int] = {}
    for number, loop in enumerate(triangles):
        at.update(dict.fromkeys(zip(loop, [*loop[1:], loop[0]], strict=True), number))
    inner = [(one, two) for one, two in at if one < two and (two, one) in at]
    length = {edge: round(float(np.linalg.norm(flat[edge[0]] - flat[edge[1]])), 6) for edge in inner}
    for one, two in sorted(inner, key=lambda edge: (-length[edge], edge)):
        a, b = _root(owner, at[one, two]), _root(owner, at[two, one])
        if a == b:
            continue
        joined = _loops([loops[a], loops[b]])
        if len(joined) == 1 and _convex(flat, joined[0]):
            loops[a] = joined[0]
            del loops[b]
            owner[b] = a
    return [loops[number] for number in sorted(loops)]


def _root(owner: list[int], number: int) -> int:
    while owner[number] != number:
        number = owner[number]
    return number


def _straightened(flat: FloatArray, loop: Loop) -> Loop:
    """The outline without corners that lie on the line between their neighbours."""
    kept = list(loop)
    while len(kept) > 3:
        dents = np.abs(_dents(flat, kept))
        least = int(np.argmin(dents))
        if dents[least] > _STRAIGHT:
            break
        del kept[least]
    return kept


def _cut(loop: Loop) -> list[Loop]:
    """A convex outline with many corners as two or more with fewer."""
    if len(loop) <= MOST_SIDES:
        return [loop]
    half = len(loop) // 2
    return [*_cut(loop[: half + 1]), *_cut([*loop[half:], loop[0]])]
