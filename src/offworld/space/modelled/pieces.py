"""From sheets to convex solids: what people bump into, hold on to and are hidden by.

Convex things become hulls of their own. All else becomes slabs: each flat patch is cut into convex polygons, and each
polygon is thickened away from the room, by as much as there is behind it. What looks at the room stays where it was
modelled, to within the tolerance by which patches are flat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.spatial import ConvexHull

from offworld.geometry import hull, rotation
from offworld.geometry.rotation import FloatArray
from offworld.space.modelled.hits import Triangles
from offworld.space.modelled.patches import Patch, patches_of, polygons
from offworld.space.modelled.sheets import Sheet

SHEET_M: Final = 0.03
"""Thickness given to a sheet with room on both sides, m."""
LEAST_M: Final = 0.006
"""Thickness of the thinnest slab, m."""
SMALL_M: Final = 0.06
"""Things that are smaller than this in every direction are only drawn, m."""
_MOST_CORNERS: Final = 96
"""Of the hull of a solid thing; rounder ones are cut down to the corners that reach farthest."""
_ROUND_OFF: Final = 0.01
"""How much a hull may lose by that, m."""
_INSET: Final = 0.12
_LIFT: Final = 1e-3
_SQUARE: Final = 2e-4
"""How far a corner of a slab may lie off a right angle and it still is a box, m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """One convex solid."""

    sheet: int
    """Index of its sheet."""
    corners: FloatArray
    """(n, 3) m, set frame."""
    normal: FloatArray | None
    """(3,) unit, into the room; None for a whole thing."""


def pieces_of(sheets: list[Sheet], inside: FloatArray, *, wall_m: float, tolerance_m: float) -> list[Piece]:
    """The convex solids of all sheets.

    Args:
        sheets: turned to the room.
        inside: (k, 3) places in the room, m.
        wall_m: how thick a wall becomes where there is room for it, m.
        tolerance_m: how far a corner may lie off the plane of its patch, m.
    """
    if not sheets:
        return []
    whole = Triangles(np.concatenate([sheet.corners for sheet in sheets]))
    found: list[Piece] = []
    for number, sheet in enumerate(sheets):
        if small(sheet):
            continue
        solid = _whole(sheet, inside, tolerance_m)
        if solid is not None:
            found.append(Piece(sheet=number, corners=solid, normal=None))
        else:
            made = _slabs(number, sheet, whole, wall_m, tolerance_m)
            found += [piece for piece in made if not _outside(piece, inside, whole)]
    return found


def _outside(piece: Piece, inside: FloatArray, whole: Triangles) -> bool:
    """Whether a slab looks away from the room and into nothing: the outer skin of a hull."""
    assert piece.normal is not None
    middle = piece.corners.mean(axis=0)
    if np.any((middle - inside) @ piece.normal <= 0.0):
        return False
    face = piece.corners[: len(piece.corners) // 2]
    starts = np.concatenate([middle[None], face + _INSET * (middle - face)]) + 2.0 * LEAST_M * piece.normal
    met, _ = whole.first(starts, np.broadcast_to(piece.normal, starts.shape))
    return not np.any(np.isfinite(met[1:]))


def small(sheet: Sheet) -> bool:
    """Whether nobody would feel a sheet."""
    return bool(np.ptp(sheet.points, axis=0).max() < SMALL_M)


def _whole(sheet: Sheet, inside: FloatArray, tolerance_m: float) -> FloatArray | None:
    """Corners (n, 3) of a closed convex thing that the room is outside of; None for anything else."""
    if not sheet.closed or not hull.is_solid(sheet.points, LEAST_M):
        return None
    corners = sheet.corners
    across = rotation.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    if float((corners[:, 0] * across).sum()) <= 0.0:
        return None
    about = ConvexHull(sheet.points)
    if np.any(np.all(inside @ about.equations[:, :3].T + about.equations[:, 3] < 0.0, axis=1)):
        return None
    # What the hull adds, as a layer over all of the surface: of a convex thing no more than its corners are off.
    dents = about.volume - float((corners[:, 0] * across).sum()) / 6.0
    if dents > tolerance_m * about.area:
        return None
    return _cut_down(sheet.points[np.sort(about.vertices)])


def _cut_down(points: FloatArray) -> FloatArray | None:
    """At most `_MOST_CORNERS` of the corners of a convex body; None if it would lose too much."""
    if len(points) <= _MOST_CORNERS:
        return _without_straight(points)
    kept = points
    chosen = [int(np.argmax(np.linalg.norm(kept - kept.mean(axis=0), axis=1)))]
    far = np.linalg.norm(kept - kept[chosen[0]], axis=1)
    while len(chosen) < _MOST_CORNERS:
        chosen.append(int(np.argmax(far)))
        far = np.minimum(far, np.linalg.norm(kept - kept[chosen[-1]], axis=1))
    fewer = kept[np.sort(chosen)]
    if not hull.is_solid(fewer, LEAST_M):
        return None
    loss = hull.distance(hull.of(hull.corners_of(fewer)), kept).max()
    return fewer if float(loss) <= _ROUND_OFF else None


def _without_straight(points: FloatArray) -> FloatArray:
    """Corners of a hull that are corners, not points on its faces and edges."""
    kept = list(range(len(points)))
    for number in range(len(points)):
        rest = [k for k in kept if k != number]
        if len(kept) > 4 and hull.is_solid(points[rest], LEAST_M):
            lost = hull.distance(hull.of(hull.corners_of(points[rest])), points[number : number + 1])
            if float(lost[0]) < _SQUARE:
                kept = rest
    return points[kept]


def _slabs(number: int, sheet: Sheet, whole: Triangles, wall_m: float, tolerance_m: float) -> list[Piece]:
    patches = patches_of(sheet, tolerance_m)
    beside = _beside(sheet, patches)
    found = []
    for index, patch in enumerate(patches):
        for outline in polygons(sheet, patch):
            thick = _thickness(outline, patch.normal, whole, wall_m, both=sheet.both)
            corners = np.concatenate([outline, outline - thick * patch.normal])
            for other in beside[index]:
                corners = _behind(corners, outline, patches[other])
            if hull.is_solid(corners, 1e-4):
                found.append(Piece(sheet=number, corners=corners, normal=patch.normal))
    return found


def _beside(sheet: Sheet, patches: list[Patch]) -> list[list[int]]:
    """For each patch those that share an edge with it."""
    owner = np.zeros(len(sheet.faces), dtype=np.int64)
    for index, patch in enumerate(patches):
        owner[list(patch.faces)] = index
    at: dict[tuple[int, int], set[int]] = {}
    for row, (a, b, c) in enumerate(sheet.faces.tolist()):
        for one, two in ((a, b), (b, c), (c, a)):
            at.setdefault((min(one, two), max(one, two)), set()).add(int(owner[row]))
    found: list[set[int]] = [set() for _ in patches]
    for both in at.values():
        for one in both:
            found[one] |= both - {one}
    return [sorted(one) for one in found]


def _thickness(
    outline: FloatArray, normal: FloatArray, whole: Triangles, wall_m: float, *, both: bool
) -> float:
    """How far there is something solid behind a polygon, m, at most as thick as a wall."""
    middle = outline.mean(axis=0)
    starts = np.concatenate([middle[None], outline + _INSET * (middle - outline)]) - _LIFT * normal
    met, _ = whole.first(starts, np.broadcast_to(-normal, starts.shape), 2.0 * wall_m)
    behind = float(met.min()) + _LIFT
    return float(np.clip(behind, LEAST_M, SHEET_M if both else wall_m))


def _behind(corners: FloatArray, outline: FloatArray, other: Patch) -> FloatArray:
    """A slab cut off where it would come out of its neighbour's face; only at edges sharper than a right angle."""
    height = outline @ other.normal - other.offset
    sticks_out = float((corners @ other.normal).max()) - other.offset > _SQUARE
    if height.max() > _SQUARE or not sticks_out or not hull.is_solid(corners, 1e-4):
        return corners
    return hull.clipped(corners, other.normal, other.offset)


def framed(corners: FloatArray, normal: FloatArray | None) -> tuple[FloatArray, FloatArray, FloatArray, bool]:
    """The box about a convex body: centre (3,), axes (3, 3; columns), half sizes (3,), and whether it is that box.

    The smallest of those that lie along an edge of the outline seen along the normal (after Freeman and Shapira 1975).
    """
    third = _main_normal(corners) if normal is None else normal
    one = np.eye(3)[int(np.argmin(np.abs(third)))]
    one = one - (one @ third) * third
    one /= np.linalg.norm(one)
    two = rotation.cross(third, one)
    flat = corners @ np.stack([one, two], axis=-1)
    about = ConvexHull(flat)
    ways = flat[np.roll(about.vertices, -1)] - flat[about.vertices]
    angles = np.round(np.mod(np.arctan2(ways[:, 1], ways[:, 0]), 0.5 * np.pi), 9)
    best: tuple[float, float] | None = None
    for angle in np.unique(angles):
        turned = flat @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        area = round(float(np.prod(np.ptp(turned, axis=0))), 9)
        if best is None or area < best[0]:
            best = (area, float(angle))
    assert best is not None
    x = np.cos(best[1]) * one + np.sin(best[1]) * two
    axes = np.stack([x, rotation.cross(third, x), third], axis=-1)
    local = corners @ axes
    low, high = local.min(axis=0), local.max(axis=0)
    half = 0.5 * (high - low)
    signs = np.abs(local - 0.5 * (low + high)) - half
    is_box = len(corners) == 8 and bool(np.all(np.abs(signs) < _SQUARE))
    return axes @ (0.5 * (low + high)), axes, half, is_box


def _main_normal(corners: FloatArray) -> FloatArray:
    """The normal of the largest face of a hull."""
    body = hull.of(hull.corners_of(corners))
    triangle = body.corners[body.triangles]
    across = rotation.cross(triangle[:, 1] - triangle[:, 0], triangle[:, 2] - triangle[:, 0])
    size = np.linalg.norm(across, axis=1)
    normals = np.round(across / size[:, None], 5)
    kinds, which = np.unique(normals, axis=0, return_inverse=True)
    areas = np.round(np.bincount(which.reshape(-1), size), 9)
    chosen = kinds[int(np.argmax(areas))]
    return np.asarray(chosen / np.linalg.norm(chosen))
