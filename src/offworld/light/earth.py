"""Earthlight through a window of a station: how much, and whether the ground in view has day, night or both.

The Earth is a dull ball of one albedo without air (handbook light, section 5: albedo 0.3, clouds 0.2 to 0.8 make it a
stop and a half darker or brighter). Rays from the window meet the ground, which is as bright as the Sun stands high
there: L = E a max(0, g · s) / π, with g the ground's upward direction. All that depends on the window is worked out
once, so a month costs one matrix product.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from offworld.film.basic import Vec3
from offworld.geometry.rotation import FloatArray
from offworld.light.pane import cut_off, diffuse_rays, rim_rays

_AT_ONCE = 8192
"""Moments at once; bounds memory."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """The ground that one window sees, local axes (x along the flight, y against the orbit normal, z to the Earth)."""

    up: FloatArray
    """(m, 3) upward directions of the ground where rays meet it; none: the Earth is not in view."""
    weight: FloatArray
    """(m,) with illuminance on the pane = Σ weight · luminance."""
    edge: FloatArray
    """(k, 3) upward directions along the edge of what is seen: day or night reaches farthest there."""
    filled: float
    """Share of all light on the pane that could come from there, of what its frame lets in."""

    @property
    def view(self) -> float:
        """Share of all light on the pane that could come from the Earth: its view factor, less what the frame takes."""
        return float(self.weight.sum()) / math.pi


@lru_cache(maxsize=64)
def ground_seen(normal: Vec3, diameter_m: float, depth_m: float, ratio: float) -> Ground:
    """What a window sees of the Earth.

    Args:
        normal: outward, unit, local axes.
        diameter_m: clear diameter of the window.
        depth_m: of its tube.
        ratio: of the Earth's radius to the station's distance from its middle.
    """
    rays, weight = diffuse_rays(normal, diameter_m, depth_m)
    hit, up = _meet(rays, ratio)
    widest = cut_off(diameter_m, depth_m)
    limb = rim_rays((0.0, 0.0, 1.0), math.asin(ratio) * (1.0 - 1e-9))
    inside = limb @ np.asarray(normal) > math.cos(widest)
    rim_hit, rim = _meet(rim_rays(normal, widest), ratio)
    edge = np.concatenate([_meet(limb[inside], ratio)[1], rim[rim_hit]]) if np.any(hit) else np.zeros((0, 3))
    filled = float(weight[hit].sum() / weight.sum())
    return Ground(up=up[hit], weight=weight[hit], edge=edge, filled=filled)


def earthlight(ground: Ground, sun: FloatArray) -> FloatArray:
    """Illuminance (n,) on the pane for a Sun that gives 1 lux and a white Earth.

    Args:
        ground: what the window sees.
        sun: (n, 3) unit, local axes.
    """
    out = np.zeros(len(sun))
    for at in range(0, len(sun), _AT_ONCE):
        high = sun[at : at + _AT_ONCE] @ ground.up.T
        out[at : at + _AT_ONCE] = np.maximum(high, 0.0, out=high) @ ground.weight / math.pi
    return out


def day_share(ground: Ground, sun: FloatArray) -> FloatArray:
    """Share (n,) of what the window sees of the Earth, by its weight on the pane, that has day; 0 if none is seen."""
    total = float(ground.weight.sum())
    return (sun @ ground.up.T > 0.0) @ ground.weight / total if total else np.zeros(len(sun))


def extremes(ground: Ground, sun: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Sine of the Sun's least and greatest height (n,), (n,) over the ground in view; −1 where none is in view.

    The height is linear in the ground's direction, so both lie on the edge unless the point below the Sun itself, or
    the one opposite, is in view: there it is all day or all night beyond doubt.
    """
    if not len(ground.edge):
        nothing = np.full(len(sun), -1.0)
        return nothing, nothing
    low, high = np.empty(len(sun)), np.empty(len(sun))
    for at in range(0, len(sun), _AT_ONCE):
        heights = sun[at : at + _AT_ONCE] @ ground.edge.T
        low[at : at + _AT_ONCE], high[at : at + _AT_ONCE] = heights.min(axis=1), heights.max(axis=1)
    return low, high


def _meet(rays: FloatArray, ratio: float) -> tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], FloatArray]:
    """Which rays (m, 3) meet the ground, and its upward directions there; those of others mean nothing."""
    distance = 1.0 / ratio
    along = distance * rays[:, 2]
    inside = 1.0 - (distance**2 - along**2)
    hit = (rays[:, 2] > 0.0) & (inside > 0.0)
    reach = along - np.sqrt(np.maximum(inside, 0.0))
    return hit, rays * reach[:, None] - np.array([0.0, 0.0, distance])
