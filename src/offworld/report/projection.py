"""Three straight views of a set, as on an architect's sheet: from above, from the side, from the end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.film.stage_set import Solid, StageSet
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

# A flat thing that lies across the view hides the room: bigger than this, m², and flatter than this share of its width.
_ACROSS = 0.8
_FLAT = 0.45
_FACING = 0.9  # cosine between the view and the normal of a piece of wall that lies across it
_LEAST = 0.25
_NOT_DRAWN = ("lamp", "label", "seam", "signal", "screen", "velcro")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Projection:
    """One view without perspective."""

    name: str
    """What it is called."""
    right: FloatArray
    """Set frame direction that goes right on the sheet, (3,)."""
    top: FloatArray
    """Set frame direction that goes up on the sheet, (3,)."""
    low: FloatArray
    """Lowest right and top of what is shown, metres, (2,)."""
    high: FloatArray
    """Highest, metres, (2,)."""

    def flat(self, points: FloatArray) -> FloatArray:
        """Points (..., 3) on the sheet, (..., 2): right, and down as SVG counts it, metres."""
        return np.stack([points @ self.right, -(points @ self.top)], axis=-1)


def projections(stage_set: StageSet, points: FloatArray) -> tuple[Projection, Projection, Projection]:
    """The three views of a set, each big enough for its room and for points (n, 3) that people pass."""
    up = np.asarray(stage_set.up, dtype=np.float64)
    corners = np.concatenate([_corners(stage_set), points.reshape(-1, 3)])
    spread = np.ptp(corners, axis=0) * (np.abs(up) < 0.7)
    along = np.zeros(3)
    along[int(np.argmax(spread))] = 1.0
    along = along - (along @ up) * up
    along /= np.linalg.norm(along)
    side = rotation.cross(up, along)
    return (
        _view("From above", along, side, corners),
        _view("From the side", along, up, corners),
        _view("From the end", side, up, corners),
    )


def walls(stage_set: StageSet, view: Projection) -> list[FloatArray]:
    """Outlines (k, 2) on the sheet of the solids that show what the room is like."""
    found = []
    depth = rotation.cross(view.right, view.top)
    large = _large(stage_set, view)
    for solid in stage_set.solids:
        if max(solid.size_m) < _LEAST or solid.material.startswith(_NOT_DRAWN):
            continue
        if solid.id in large and abs(float(rotation.matrix(solid.attitude)[:, 2] @ depth)) > _FACING:
            continue
        corners = solid_corners(solid)
        outline = hull(view.flat(corners))
        area = _area(outline)
        if area < _ACROSS or float(np.ptp(corners @ depth)) > _FLAT * area**0.5:
            found.append(outline)
    return found


def _large(stage_set: StageSet, view: Projection) -> set[str]:
    """Pieces of modelled things that are large in a view all together; each piece's z is across its face."""
    things: dict[str, list[Solid]] = {}
    for solid in stage_set.solids:
        if not solid.drawn and solid.solid:
            head, _, tail = solid.id.rpartition(".")
            things.setdefault(head if tail.isdigit() else solid.id, []).append(solid)
    found: set[str] = set()
    for pieces in things.values():
        corners = np.concatenate([solid_corners(piece) for piece in pieces])
        if len(pieces) > 1 and _area(hull(view.flat(corners))) >= _ACROSS:
            found |= {piece.id for piece in pieces}
    return found


def hull(points: FloatArray) -> FloatArray:
    """The convex outline (k, 2) of points (n, 2), by Andrew's monotone chain (1979)."""
    ordered = sorted({(round(float(x), 5), round(float(y), 5)) for x, y in points})
    if len(ordered) < 3:
        return np.array(ordered)
    ends = []
    for way in (ordered, ordered[::-1]):
        chain: list[tuple[float, float]] = []
        for point in way:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0.0:
                chain.pop()
            chain.append(point)
        ends += chain[:-1]
    return np.array(ends)


def _view(name: str, right: FloatArray, top: FloatArray, corners: FloatArray) -> Projection:
    flat = np.stack([corners @ right, corners @ top], axis=-1)
    margin = 0.3
    return Projection(
        name=name, right=right, top=top, low=flat.min(axis=0) - margin, high=flat.max(axis=0) + margin
    )


def _corners(stage_set: StageSet) -> FloatArray:
    """The corners (8, 3) of the free room."""
    ends = np.array([stage_set.low, stage_set.high], dtype=np.float64)
    return np.array([[ends[i, 0], ends[j, 1], ends[k, 2]] for i in (0, 1) for j in (0, 1) for k in (0, 1)])


def solid_corners(solid: Solid) -> FloatArray:
    """The corners of a hull (n, 3), or those (8, 3) of the box about any other solid, set frame."""
    if solid.corners:
        return np.asarray(
            rotation.rotate(solid.attitude, np.array(solid.corners)) + np.asarray(solid.position)
        )
    x, y, z = solid.size_m
    if solid.shape == "sphere":
        y = z = x
    elif solid.shape in {"cylinder", "capsule"}:
        y = x
    signs = np.array([[i, j, k] for i in (-0.5, 0.5) for j in (-0.5, 0.5) for k in (-0.5, 0.5)])
    return np.asarray(rotation.rotate(solid.attitude, signs * (x, y, z)) + np.asarray(solid.position))


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _area(outline: FloatArray) -> float:
    if len(outline) < 3:
        return 0.0
    x, y = outline[:, 0], outline[:, 1]
    return 0.5 * abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1)))
