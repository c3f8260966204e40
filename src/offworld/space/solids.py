"""The solids of a set as arrays, and the signed distance of points to them.

All five kinds are convex, and each signed distance here is the exact Euclidean one: positive outside, inside minus the
depth below the surface.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offworld.film.basic import Vec3
from offworld.film.stage_set import Solid, SolidShape, StageSet
from offworld.geometry import hull, rotation
from offworld.geometry.rotation import FloatArray

IntArray = NDArray[np.int64]
Corners = tuple[Vec3, ...]
_KINDS: tuple[SolidShape, ...] = ("box", "sphere", "cylinder", "capsule", "hull")
BOX, SPHERE, CYLINDER, CAPSULE, HULL = range(5)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Solids:
    """Many solids; row i of each array is solid i."""

    ids: tuple[str, ...]
    """Ids of the solids."""
    kind: IntArray
    """(n,) index of the kind: box, sphere, cylinder, capsule, hull."""
    half: FloatArray
    """(n, 3) m: half extents of a box; radius, radius, half length of a cylinder; of a capsule without its caps; of
    the box about a hull."""
    centre: FloatArray
    """(n, 3) m, set frame."""
    axes: FloatArray
    """(n, 3, 3): columns are the solid's axes in the set frame."""
    corners: tuple[Corners, ...] = ()
    """(n) the corners of each hull in its own axes, none for others; empty where there is no hull at all."""

    @classmethod
    def of(cls, stage_set: StageSet, *, drawn: bool = False) -> Solids:
        """The solids of a set; those that only draw are left out unless ``drawn``."""
        chosen = [solid for solid in stage_set.solids if drawn or solid.solid]
        return cls.from_solids(chosen)

    @classmethod
    def from_solids(cls, chosen: list[Solid]) -> Solids:
        """Arrays of the solids given."""
        kind = np.array([_KINDS.index(solid.shape) for solid in chosen], dtype=np.int64)
        half = np.array([_half(solid) for solid in chosen], dtype=float).reshape(-1, 3)
        return cls(
            ids=tuple(solid.id for solid in chosen),
            kind=kind,
            half=half,
            centre=np.array([solid.position for solid in chosen], dtype=float).reshape(-1, 3),
            axes=rotation.matrix(np.array([solid.attitude for solid in chosen], dtype=float).reshape(-1, 4)),
            corners=tuple(solid.corners for solid in chosen) if np.any(kind == HULL) else (),
        )

    def hulls(self, index: IntArray) -> Iterator[tuple[hull.Hull, IntArray]]:
        """Each hull among solids ``index`` (m,), with the rows (k,) of it."""
        if not self.corners:
            return
        rows = np.flatnonzero(self.kind[index] == HULL)
        rows = rows[np.argsort(index[rows], kind="stable")]
        which, first = np.unique(index[rows], return_index=True)
        for one, part in zip(which, np.split(rows, first[1:]), strict=False):
            yield hull.of(self.corners[int(one)]), part

    def __len__(self) -> int:
        return len(self.ids)


def as_solids(where: StageSet | Solids) -> Solids:
    """The solids of a set, or those already given."""
    return where if isinstance(where, Solids) else Solids.of(where)


def _half(solid: Solid) -> tuple[float, float, float]:
    x, y, z = (value / 2.0 for value in solid.size_m)
    if solid.shape == "sphere":
        return (x, x, x)
    if solid.shape == "cylinder":
        return (x, x, z)
    if solid.shape == "capsule":
        return (x, x, max(z - x, 0.0))
    return (x, y, z)


def signed_distance(solids: Solids, points: FloatArray, index: IntArray) -> FloatArray:
    """Signed distance of each point to one solid.

    Args:
        solids: the solids.
        points: (m, 3) m, set frame.
        index: (m,) which solid.

    Returns:
        (m,) m, negative inside.
    """
    return local_distance(solids, to_local(solids, points, index), index)


def to_local(solids: Solids, points: FloatArray, index: IntArray) -> FloatArray:
    """Points (m, 3) of the set frame in the axes of solids ``index`` (m,)."""
    return np.asarray(((points - solids.centre[index])[:, None, :] @ solids.axes[index])[:, 0, :])


def local_distance(solids: Solids, local: FloatArray, index: IntArray) -> FloatArray:
    """Signed distance (m,) of points (m, 3) given in the axes of their solids."""
    kind, half = solids.kind[index], solids.half[index]
    out = _box_distance(np.abs(local) - half)
    if not np.any(kind):
        return out
    radial = np.hypot(local[:, 0], local[:, 1])
    along = np.abs(local[:, 2])
    flat = np.stack([radial - half[:, 0], along - half[:, 2]], axis=-1)
    core = np.maximum(along - half[:, 2], 0.0)
    out = np.where(kind == SPHERE, np.hypot(radial, along) - half[:, 0], out)
    out = np.where(kind == CYLINDER, _box_distance(flat), out)
    out = np.where(kind == CAPSULE, np.hypot(radial, core) - half[:, 0], out)
    for one, rows in solids.hulls(index):
        out[rows] = hull.distance(one, local[rows])
    return out


def _box_distance(beyond: FloatArray) -> FloatArray:
    """From how far a point lies beyond each pair of faces (..., k)."""
    outside = np.linalg.norm(np.maximum(beyond, 0.0), axis=-1)
    return np.asarray(outside + np.minimum(beyond.max(axis=-1), 0.0))


def outward(solids: Solids, points: FloatArray, index: IntArray) -> FloatArray:
    """Unit gradients (m, 3), set frame, of the signed distance of points to their solids.

    Where it has no gradient (in a middle plane, on an axis) one of the steepest directions is given.
    """
    local = to_local(solids, points, index)
    kind, half = solids.kind[index], solids.half[index]
    beyond = np.abs(local) - half
    sign = np.where(local < 0.0, -1.0, 1.0)
    # Box: away from the nearest point outside, out of the nearest face inside.
    nearest_face = np.eye(3)[np.argmax(beyond, axis=1)]
    out = np.where(beyond.max(axis=1, keepdims=True) > 0.0, np.maximum(beyond, 0.0), nearest_face) * sign
    if np.any(kind):
        radial = local.copy()
        radial[:, 2] = 0.0
        length = np.linalg.norm(radial, axis=1, keepdims=True)
        radial = np.where(length > 1e-12, radial / np.maximum(length, 1e-12), [1.0, 0.0, 0.0])
        axial = np.zeros_like(local)
        axial[:, 2] = sign[:, 2]
        over = np.stack([length[:, 0] - half[:, 0], beyond[:, 2]], axis=-1)
        weight = np.where(
            over.max(axis=1, keepdims=True) > 0.0, np.maximum(over, 0.0), np.eye(2)[np.argmax(over, axis=1)]
        )
        side = weight[:, :1] * radial + weight[:, 1:] * axial
        capped = local - axial * np.minimum(np.abs(local[:, 2:]), half[:, 2:])
        capped = np.where(np.linalg.norm(capped, axis=1, keepdims=True) > 1e-12, capped, radial)
        ball = np.where(np.linalg.norm(local, axis=1, keepdims=True) > 1e-12, local, radial)
        for code, direction in ((CYLINDER, side), (CAPSULE, capped), (SPHERE, ball)):
            out = np.where((kind == code)[:, None], direction, out)
        for one, rows in solids.hulls(index):
            out[rows] = hull.outward(one, local[rows])
    out = out / np.linalg.norm(out, axis=1, keepdims=True)
    return np.asarray((solids.axes[index] @ out[:, :, None])[:, :, 0])
