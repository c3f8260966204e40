"""Limbs that run through a box: what the simulator's own collision does not see, found by plain geometry.

MuJoCo 4.0 reports no contact between a capsule and a box once the capsule's axis is inside the box, so a search that
trusts it may leave a shin in a wall. Points along the axes are held against every box here; the way out is the nearest
face that looks towards the middle of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from offworld.body.tasks import Rows
from offworld.geometry.rotation import FloatArray

Ints = npt.NDArray[np.int_]

ALONG = np.linspace(-1.0, 1.0, 7)
"""Places along an axis, as shares of its half length."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pierced:
    """One point of a limb's axis inside a box."""

    geoms: tuple[int, int]
    """Geom ids of the limb and of the box."""
    point: FloatArray
    """(3,) set frame, m."""
    way_out: FloatArray
    """(3,) unit, set frame."""
    depth: float
    """From the far side of the limb to the face it must pass, m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unpierced:
    """No axis of a limb runs through a box: the task that brings it out again."""

    margin: float
    """m."""
    weight: float = 25.0
    """Per metre."""

    def rows(self, model: Any, data: Any) -> Rows:
        """One row for each limb and box that run through each other, at the deepest point."""
        residuals, derivatives = [np.zeros(0)], [np.zeros((0, model.nv))]
        for one in pierced(model, data):
            bodies = [int(model.geom_bodyid[g]) for g in one.geoms]
            slopes = [np.zeros((3, model.nv)) for _ in bodies]
            for slope, body in zip(slopes, bodies, strict=True):
                mujoco.mj_jac(model, data, slope, None, one.point, body)
            residuals.append(np.array([self.weight * (self.margin + one.depth)]))
            derivatives.append(-self.weight * (one.way_out @ (slopes[0] - slopes[1]))[None, :])
        return np.concatenate(residuals), np.vstack(derivatives)


def pierced(model: Any, data: Any) -> list[Pierced]:
    """Every limb and box that run through each other at the present positions, at their deepest point."""
    limbs = np.flatnonzero(
        np.isin(model.geom_type, [mujoco.mjtGeom.mjGEOM_CAPSULE, mujoco.mjtGeom.mjGEOM_SPHERE])
        & (model.body_weldid[model.geom_bodyid] != 0)
    )
    boxes = np.flatnonzero(model.geom_type == mujoco.mjtGeom.mjGEOM_BOX)
    if not len(limbs) or not len(boxes):
        return []
    points = _axis_points(model, data, limbs)
    turned = data.geom_xmat[boxes].reshape(-1, 3, 3)
    away = points.reshape(-1, 1, 3) - data.geom_xpos[boxes]
    local = (away.transpose(1, 0, 2) @ turned).transpose(1, 0, 2).reshape(*points.shape[:2], -1, 3)
    room = model.geom_size[boxes] - np.abs(local)
    inside = np.all(room > 0.0, axis=-1) & _may_touch(model, limbs, boxes)[:, None, :]
    return [
        _deepest(model, data, limbs[i], boxes[k], points[i], local[i, :, k], inside[i, :, k])
        for i, k in np.argwhere(inside.any(axis=1))
    ]


def _axis_points(model: Any, data: Any, limbs: Ints) -> FloatArray:
    """(limbs, points, 3), set frame; a sphere's are all its centre."""
    half = np.where(model.geom_type[limbs] == mujoco.mjtGeom.mjGEOM_CAPSULE, model.geom_size[limbs, 1], 0.0)
    axes = data.geom_xmat[limbs].reshape(-1, 3, 3)[:, :, 2]
    steps = (half[:, None] * ALONG)[..., None] * axes[:, None]
    return np.asarray(data.geom_xpos[limbs][:, None] + steps)


def _may_touch(model: Any, limbs: Ints, boxes: Ints) -> FloatArray:
    """(limbs, boxes): the contact bits of the model, and never parts of one tree."""
    a, b = limbs[:, None], boxes[None, :]
    bits = (model.geom_contype[a] & model.geom_conaffinity[b]) | (
        model.geom_contype[b] & model.geom_conaffinity[a]
    )
    roots = model.body_rootid[model.geom_bodyid]
    return np.asarray((bits != 0) & (roots[a] != roots[b]))


def _deepest(
    model: Any, data: Any, limb: int, box: int, points: FloatArray, local: FloatArray, inside: FloatArray
) -> Pierced:
    axes = data.geom_xmat[box].reshape(3, 3)
    half = model.geom_size[box]
    middle = data.xpos[model.body_rootid[model.geom_bodyid[limb]]]
    found: Pierced | None = None
    for point, here in zip(points[inside], local[inside], strict=True):
        inward = (middle - point) @ axes
        sign = np.where(inward >= 0.0, 1.0, -1.0)
        way = half - sign * here
        face = int(np.argmin(np.where(np.abs(inward) > 1e-6, way, np.inf)))
        depth = float(way[face] + model.geom_size[limb, 0])
        if found is None or depth > found.depth:
            found = Pierced(geoms=(limb, box), point=point, way_out=axes[:, face] * sign[face], depth=depth)
    assert found is not None
    return found
