"""The optics of a porthole: how much of a slanting beam gets through its depth, and from where it lets light in.

A porthole is taken as a round tube of its clear diameter d and depth L with dull black walls. A beam at the angle θ to
its axis passes through the overlap of both ends' discs, shifted by L tan θ against each other: with q = L tan θ / d

    T(θ) = 2/π (acos q − q √(1 − q²)),   nothing from tan θ = d / L on.

Glass takes a fixed share (`LightLevels.window_pass`), whatever the angle: near 60° it truly takes a tenth more.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from offworld.film.basic import Vec3
from offworld.film.stage_set import Window
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

RAYS = 400
"""Directions that stand for all from which a window gets diffuse light; the sums are then good to about 1 %."""


def cut_off(diameter_m: float, depth_m: float) -> float:
    """Angle to its axis from which on a porthole lets nothing straight through, rad."""
    return math.atan2(diameter_m, depth_m)


def passes(cosine: ArrayLike, diameter_m: float, depth_m: float) -> FloatArray:
    """Share (...) of its clear area that a beam goes through, by the cosine of its angle to the outward normal."""
    c = np.asarray(cosine, dtype=np.float64)
    safe = np.clip(c, 1e-9, 1.0)
    q = np.minimum(depth_m / diameter_m * np.sqrt(1.0 - safe**2) / safe, 1.0)
    share = 2.0 / math.pi * (np.arccos(q) - q * np.sqrt(1.0 - q**2))
    return np.where(c > 0.0, share, 0.0)


def outward(window: Window) -> FloatArray:
    """(3,) unit out of the room through a window, set frame."""
    return -np.asarray(window.normal)


@lru_cache(maxsize=64)
def diffuse_rays(normal: Vec3, diameter_m: float, depth_m: float) -> tuple[FloatArray, FloatArray]:
    """Directions (m, 3) from which a window gets light, and weights (m,) with E = Σ weight · luminance.

    Directions lie evenly in the projection on the window's plane (N. Malley's method), on a sunflower's spiral (H.
    Vogel 1979), so each stands for the same share of π; the tube takes its share of each.

    Args:
        normal: outward, unit, in the frame that the directions are wanted in.
        diameter_m: clear diameter.
        depth_m: of the tube.
    """
    at = np.arange(RAYS) + 0.5
    radius, angle = np.sqrt(at / RAYS), at * math.pi * (3.0 - math.sqrt(5.0))
    flat = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.sqrt(1.0 - radius**2)], axis=1)
    turned = rotation.rotate(rotation.between([0.0, 0.0, 1.0], normal), flat)
    share = passes(flat[:, 2], diameter_m, depth_m)
    seen = share > 0.0
    return turned[seen], share[seen] * math.pi / RAYS


def rim_rays(normal: Vec3, angle: float, count: int = 360) -> FloatArray:
    """Directions (count, 3) at an angle round an axis."""
    turn = np.arange(count) * (2.0 * math.pi / count)
    ring = np.stack(
        [math.sin(angle) * np.cos(turn), math.sin(angle) * np.sin(turn), np.full(count, math.cos(angle))],
        axis=1,
    )
    return rotation.rotate(rotation.between([0.0, 0.0, 1.0], normal), ring)
