"""Rooms as cameras meet them: what must be kept clear of, and what stands before a lens. Many poses at once.

The distance to a solid is that of `offworld.space`. What a ray passes is told as a slack in metres, so that a search
can follow it: positive, how far the ray is from touching; negative, how much of it lies inside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from offworld.film.stage_set import StageSet
from offworld.frame.hulls import nearer_hull
from offworld.geometry import hull, rotation
from offworld.geometry.rotation import FloatArray
from offworld.space.distance import pair_distances
from offworld.space.solids import BOX, CAPSULE, CYLINDER, HULL, SPHERE, IntArray, Solids

FAR = 1e9
"""Stands for no limit in a span along a ray."""
_TINY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Room:
    """What is fixed about the people."""

    solids: Solids
    """Walls, boxes, tables: convex solids."""
    normals: FloatArray
    """(p, 3) unit, out of the room: inner walls, which bound where a camera may be."""
    offsets: FloatArray
    """(p,) m: a place x is inside when normals · x < offsets."""

    @classmethod
    def of(cls, stage_set: StageSet) -> Room:
        """The solid parts of a set, within the corners of its free room."""
        return cls.within(Solids.of(stage_set), np.asarray(stage_set.low), np.asarray(stage_set.high))

    @classmethod
    def within(cls, solids: Solids, low: FloatArray, high: FloatArray) -> Room:
        """Solids within a box along the axes, from its lowest corner (3,) to its highest (3,), m."""
        return cls(
            solids=solids,
            normals=np.concatenate([np.eye(3), -np.eye(3)]),
            offsets=np.concatenate([high, -low]),
        )

    def local(self, points: FloatArray) -> FloatArray:
        """Points (n, 3) in the axes of every solid, (n, k, 3)."""
        axes = self.solids.axes
        flat = axes.transpose(1, 0, 2).reshape(3, -1)
        middle = np.einsum("ki,kij->kj", self.solids.centre, axes)
        return np.asarray((points @ flat).reshape(len(points), -1, 3) - middle)

    def clearance(self, points: FloatArray, local: FloatArray | None = None) -> FloatArray:
        """(n,) m from points (n, 3) to the nearest solid or inner wall; negative inside a solid or outside the room.

        ``local`` are the same points as `local` gives them, if they are at hand.
        """
        out = np.full(len(points), FAR)
        if len(self.offsets):
            out = (self.offsets - points @ self.normals.T).min(axis=1)
        if not len(self.solids):
            return np.asarray(out)
        here = self.local(points) if local is None else local
        boxes, hulls = self.solids.kind == BOX, self.solids.kind == HULL
        everything = here
        if not (boxes | hulls).all():
            rounds = replace_rows(self.solids, ~(boxes | hulls))
            out = np.minimum(out, pair_distances(rounds, points).min(axis=1))
        if not boxes.all():
            here = here[:, boxes]
        if here.shape[1]:
            beyond = np.abs(here) - self.solids.half[boxes]
            outside = np.sqrt((np.maximum(beyond, 0.0) ** 2).sum(axis=-1))
            inside = np.minimum(np.maximum(np.maximum(beyond[..., 0], beyond[..., 1]), beyond[..., 2]), 0.0)
            out = np.minimum(out, (outside + inside).min(axis=1))
        for row in np.flatnonzero(hulls):
            out = nearer_hull(hull.of(self.solids.corners[row]), everything[:, row], out)
        return np.asarray(out)

    def with_things(self, things: Solids) -> Room:
        """The same room with more solids in it."""
        if not len(things):
            return self
        both = (self.solids, things)
        corners = tuple(one for part in both for one in part.corners or ((),) * len(part))
        solids = Solids(
            ids=(*self.solids.ids, *things.ids), kind=np.concatenate([part.kind for part in both]),
            half=np.concatenate([part.half for part in both]),
            centre=np.concatenate([part.centre for part in both]),
            axes=np.concatenate([part.axes for part in both]), corners=corners if any(corners) else (),
        )  # fmt: skip
        return replace(self, solids=solids)

    def turned(self, quat: FloatArray, shift: FloatArray) -> Room:
        """The same room, turned by a quaternion (4,) about the origin and then shifted (3,), m."""
        turn = rotation.matrix(quat)
        normals = self.normals @ turn.T
        solids = replace(
            self.solids, centre=self.solids.centre @ turn.T + shift, axes=turn @ self.solids.axes
        )
        return Room(solids=solids, normals=normals, offsets=self.offsets + normals @ shift)


def box_room(
    centres: FloatArray, halves: FloatArray, axes: FloatArray, walls: tuple[FloatArray, FloatArray]
) -> Room:
    """A room of boxes.

    Args:
        centres: (k, 3) m.
        halves: (k, 3) half extents, m.
        axes: (k, 3, 3) whose columns are the boxes' axes.
        walls: normals (p, 3) out of the room and offsets (p,) of its inner walls.
    """
    solids = Solids(
        ids=tuple(f"box.{i + 1}" for i in range(len(centres))), kind=np.zeros(len(centres), dtype=np.int64),
        half=halves, centre=centres, axes=axes,
    )  # fmt: skip
    return Room(solids=solids, normals=walls[0], offsets=walls[1])


def replace_rows(solids: Solids, rows: NDArray[np.bool_]) -> Solids:
    """Some of the solids."""
    return Solids(
        ids=tuple(name for name, one in zip(solids.ids, rows, strict=True) if one), kind=solids.kind[rows],
        half=solids.half[rows], centre=solids.centre[rows], axes=solids.axes[rows],
        corners=tuple(one for one, kept in zip(solids.corners, rows, strict=False) if kept),
    )  # fmt: skip


def ray_slack(kind: IntArray, half: FloatArray, start: FloatArray, way: FloatArray) -> FloatArray:
    """How far rays are from being stopped by solids, each bundle of rays given in the axes of its solid.

    Args:
        kind: (m,) sort of the solid, as in `offworld.space.solids`.
        half: (m, 3) its half extents, m.
        start: (m, 3) where the rays of each bundle start, m.
        way: (m, p, 3) from there to each thing looked at, m.

    Returns:
        (m, p) m: negative, the length of the ray inside the solid; positive, how much its spans miss each other by.
    """
    length = np.sqrt((way**2).sum(axis=-1))
    unit = way / np.maximum(length, _TINY)[..., None]
    origin, size = start[:, None, :], half[:, None, :]
    low, high = _slabs(origin, unit, size)
    if np.any(kind != BOX):
        low, high = _rounded(kind, (origin, unit, size), (low, high))
    # The part of the ray between the lens and the thing, less what touches the thing itself.
    return np.asarray(np.maximum(low, 0.0) - np.minimum(high, length - 1e-3))


def _rounded(
    kind: IntArray, ray: tuple[FloatArray, FloatArray, FloatArray], spans: tuple[FloatArray, FloatArray]
) -> tuple[FloatArray, FloatArray]:
    """Spans of rays with the round solids' in place of their boxes'."""
    origin, unit, half = ray
    low, high = spans
    radius = half[..., 0]
    flat = unit[..., :2]
    tube = _span(
        (flat**2).sum(-1), (origin[..., :2] * flat).sum(-1), (origin[..., :2] ** 2).sum(-1) - radius**2
    )
    ends = _slabs(origin[..., 2:], unit[..., 2:], half[..., 2:])
    cylinder = (np.maximum(tube[0], ends[0]), np.minimum(tube[1], ends[1]))
    ball = _span(np.ones_like(low), (origin * unit).sum(-1), (origin**2).sum(-1) - radius**2)
    # A capsule stands in as the cylinder that is longer by its caps: never less than it hides.
    caps = _slabs(origin[..., 2:], unit[..., 2:], half[..., 2:] + half[..., :1])
    capsule = (np.maximum(tube[0], caps[0]), np.minimum(tube[1], caps[1]))
    for code, span in ((SPHERE, ball), (CYLINDER, cylinder), (CAPSULE, capsule)):
        mine = (kind == code)[:, None]
        low, high = np.where(mine, span[0], low), np.where(mine, span[1], high)
    return low, high


def _slabs(origin: FloatArray, unit: FloatArray, half: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Where rays enter the last and leave the first of the pairs of faces, (m, p) each."""
    safe = np.where(np.abs(unit) < _TINY, _TINY, unit)
    middle, reach = -origin / safe, half / np.abs(safe)
    low, high = middle - reach, middle + reach
    last, first = low[..., 0], high[..., 0]
    # Pair by pair is several times as quick as a reduction over so short an axis.
    for i in range(1, low.shape[-1]):
        last, first = np.maximum(last, low[..., i]), np.minimum(first, high[..., i])
    return last, first


def _span(a: FloatArray, b: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Where a t² + 2 b t + c ≤ 0, (m, p) each; where that is nowhere, the ends change places."""
    safe = np.maximum(a, _TINY)
    inner = b * b - safe * c
    root = np.sign(inner) * np.sqrt(np.abs(inner))
    return (-b - root) / safe, (-b + root) / safe
