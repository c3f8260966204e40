"""What named objects of a model are: the line of a bar, the ring of a rim, the plane of a pane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.space.modelled.model import IntArray

THICKEST_M: Final = 0.04
"""Radius of the thickest bar that a hand closes about, m; a guess."""
_SIDE: Final = 0.7
"""Cosine between a face's normal and the line of a bar from which it is an end, not a side."""
_LEAST_FACES: Final = 6
_MOST: Final = 0.95
"""Share of the surface of a bar that must lie near its tube: where feet join it, some does not."""
_LONG: Final = 3.0
"""A bar is longer than so many of its radii."""
_ROUNDS: Final = 8
_TRIED: Final = 24
_ALIKE: Final = 0.985
"""Cosine between normals of faces that look the same way; 10°."""
_ENOUGH: Final = 0.3
"""Share of a thing's surface that must look one way, or its opposite, for that to be its front."""
_RIM_POINTS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bar:
    """A bar: its middle line and how thick it is."""

    line: FloatArray
    """(n, 3) m; the first point equals the last of a closed rim."""
    radius: float
    """m."""
    off: float
    """How far nearly all of its surface lies off that bar at most, m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pane:
    """A flat thing."""

    middle: FloatArray
    """(3,) m, on the side that looks into the room."""
    normal: FloatArray
    """(3,) unit, towards the room."""
    breadth: float
    """The smaller of its extents in its plane, m."""


def bar_of(points: FloatArray, faces: IntArray) -> Bar | None:
    """A straight tube or a round ring in a mesh; None if it has no faces worth the name.

    Feet and caps may hang on it: what lies far off the line is left out, step by step.
    """
    corners, weights = _spread(points, faces)
    if not len(corners):
        return None
    straight, ring = _straight(corners, weights), _ring(corners, weights)
    return min((one for one in (straight, ring) if one is not None), key=lambda one: one.off, default=None)


def pane_of(points: FloatArray, faces: IntArray, inside: FloatArray) -> Pane | None:
    """The plane of a flat mesh, as seen from places in the room (k, 3); None if it has no area."""
    corners, areas = _spread(points, faces)
    if not len(corners):
        return None
    middle = areas @ corners.mean(axis=1)
    normal = _main_normal(corners, areas)
    near = inside[int(np.argmin(np.linalg.norm(inside - middle, axis=1)))]
    if (near - middle) @ normal < 0.0:
        normal = -normal
    flat = points @ _across(normal)
    low, high = flat.min(axis=0), flat.max(axis=0)
    front = float((points @ normal).max())
    centre = _across(normal) @ (0.5 * (low + high)) + front * normal
    return Pane(middle=centre, normal=np.asarray(normal), breadth=float((high - low).min()))


def _main_normal(corners: FloatArray, areas: FloatArray) -> FloatArray:
    """The direction (3,) that most of the faces look along, either way; across the flattest extent if few agree."""
    across = rotation.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = across / np.linalg.norm(across, axis=1, keepdims=True)
    largest = np.argsort(-np.round(areas, 9), kind="stable")[:_TRIED]
    alike = np.abs(normals[largest] @ normals.T) > _ALIKE
    share = alike @ areas
    best = int(np.argmax(np.round(share, 9)))
    if share[best] >= _ENOUGH:
        chosen = normals[largest[best]]
        rows = alike[best]
        total = (np.where(normals[rows] @ chosen < 0.0, -1.0, 1.0) * areas[rows]) @ normals[rows]
    else:
        places = corners.reshape(-1, 3) - areas @ corners.mean(axis=1)
        total = np.linalg.eigh((places * np.repeat(areas, 3)[:, None]).T @ places)[1][:, 0]
    return np.asarray(total / np.linalg.norm(total))


def _spread(points: FloatArray, faces: IntArray) -> tuple[FloatArray, FloatArray]:
    """Corners of all faces with an area (n, 3, 3), and weights (n,) by area that add up to one."""
    corners = points[faces]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    kept = area > 1e-12
    if not np.any(kept):
        return np.zeros((0, 3, 3)), np.zeros(0)
    return corners[kept], area[kept] / area[kept].sum()


def _straight(corners: FloatArray, weights: FloatArray) -> Bar | None:
    """A tube along a straight line; faces with a corner far off it, and those across it, are left out."""
    across = rotation.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = across / np.linalg.norm(across, axis=1, keepdims=True)
    kept = np.ones(len(corners), dtype=bool)
    for _ in range(_ROUNDS):
        share = np.repeat(weights[kept], 3) / (3.0 * weights[kept].sum())
        places = corners[kept].reshape(-1, 3)
        middle = share @ places
        _, axes = np.linalg.eigh(((places - middle) * share[:, None]).T @ (places - middle))
        axis = axes[:, 2] * (1.0 if axes[np.argmax(np.abs(axes[:, 2])), 2] > 0.0 else -1.0)
        away = corners - middle
        radial = np.linalg.norm(away - (away @ axis)[..., None] * axis, axis=-1)
        radius = _middling(radial[kept].reshape(-1), share)
        fits = (radial.max(axis=1) <= max(1.5 * radius, 1e-4)) & (np.abs(normals @ axis) < _SIDE)
        if np.array_equal(fits, kept) or fits.sum() < _LEAST_FACES:
            break
        kept = fits
    along = (corners[kept] - middle) @ axis
    low, high = float(along.min()), float(along.max())
    if high - low < _LONG * radius or float(weights[kept].sum()) < 0.5:
        return None
    line = np.stack([middle + low * axis, middle + high * axis])
    return Bar(
        line=line,
        radius=radius,
        off=_middling(np.abs(radial[kept] - radius).max(axis=1), weights[kept], _MOST),
    )


def _ring(corners: FloatArray, areas: FloatArray) -> Bar | None:
    """A round ring; the middles of edges lie near it too, which those of a disc do not."""
    places, weights = corners.reshape(-1, 3), np.repeat(areas / 3.0, 3)
    between = 0.5 * (corners + np.roll(corners, 1, axis=1)).reshape(-1, 3)
    middle = 0.5 * (places.min(axis=0) + places.max(axis=0))
    away = places - middle
    values, axes = np.linalg.eigh((away * weights[:, None]).T @ away)
    if values[1] < 0.7 * values[2]:
        return None
    axis = axes[:, 0] * (1.0 if axes[np.argmax(np.abs(axes[:, 0])), 0] > 0.0 else -1.0)
    out = np.linalg.norm(away - (away @ axis)[:, None] * axis, axis=1)
    major = 0.5 * float(out.min() + out.max())
    radius = _middling(_off_ring(away, axis, major), weights)
    if major < _LONG * radius:
        return None
    one = _across(axis)[:, 0]
    two = rotation.cross(axis, one)
    angles = 2.0 * np.pi * np.arange(_RIM_POINTS) / _RIM_POINTS
    rim = middle + major * (np.cos(angles)[:, None] * one + np.sin(angles)[:, None] * two)
    return Bar(
        line=np.concatenate([rim, rim[:1]]),
        radius=radius,
        off=_middling(np.abs(_off_ring(between - middle, axis, major) - radius), weights, _MOST),
    )


def _off_ring(away: FloatArray, axis: FloatArray, major: float) -> FloatArray:
    """Distances (n,) from the line of a ring about the origin."""
    height = away @ axis
    out = np.linalg.norm(away - height[:, None] * axis, axis=1)
    return np.asarray(np.hypot(out - major, height))


def _middling(values: FloatArray, weights: FloatArray, share: float = 0.5) -> float:
    """The value that so much of the weight lies below; the median if nothing is said."""
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    return float(values[order][int(np.searchsorted(total, share * total[-1]))])


def _across(normal: FloatArray) -> FloatArray:
    """(3, 2): two steady axes across a normal."""
    one = np.eye(3)[int(np.argmin(np.round(np.abs(normal), 6)))]
    one = one - (one @ normal) * normal
    one /= np.linalg.norm(one)
    return np.stack([one, rotation.cross(normal, one)], axis=-1)
