"""The Sun through the rim of the Earth's air, as a station sees it rise and set.

A ray that passes the ground at the height h goes through √(2πRH)/H · e^(−h/H) times the air above a place (R the
Earth's radius, H the scale height; C. Mahan's grazing air mass), so red light comes through lower than blue. The disc
is cut into strips, each with its own height; strips below the limb are hidden. Bending of the rays is left out: it
keeps a flattened, dark red Sun in sight for some ten seconds more.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from offworld.geometry.rotation import FloatArray
from offworld.light.colour import LUMINANCE, kelvin_of
from offworld.light.elements_check import EARTH_RADIUS

SCALE_HEIGHT: Final = 8_000.0
"""m, of the air near the ground (recalled: 7.6 to 8.5 km)."""
DEPTH: Final = np.array([0.065, 0.099, 0.196]) + 0.05
"""Vertical optical depth of clear air at 610, 550 and 465 nm: Rayleigh's 0.0088 λ^−4.05 (A. Bucholtz 1995) and a haze
of 0.05 (recalled)."""
LEAST_KELVIN: Final = 1800.0
"""The reddest that is told; below it a colour temperature says little."""
_STRIPS: Final = 9
_AT = (np.arange(_STRIPS) + 0.5) / _STRIPS * 2.0 - 1.0
# Shares of a disc between heights: the integral of the chord.
_EDGES = np.linspace(-1.0, 1.0, _STRIPS + 1)
_AREA = np.diff((np.arcsin(_EDGES) + _EDGES * np.sqrt(1.0 - _EDGES**2)) / math.pi)
_GRAZING: Final = math.sqrt(2.0 * math.pi * EARTH_RADIUS * SCALE_HEIGHT) / SCALE_HEIGHT


def disc_share(height: FloatArray, radius: FloatArray) -> FloatArray:
    """Share (n,) of a disc above a straight edge, by the height of its middle and its radius, rad."""
    q = np.clip(height / radius, -1.0, 1.0)
    return np.asarray(0.5 + (np.arcsin(q) + q * np.sqrt(1.0 - q**2)) / math.pi)


def through_rim(
    height: FloatArray, radius: FloatArray, limb_m: FloatArray, kelvin: float
) -> tuple[FloatArray, FloatArray]:
    """Share of the Sun's light that arrives, and its colour.

    Args:
        height: (n,) of its middle above the limb, rad.
        radius: (n,) of its disc, rad.
        limb_m: (n,) distance of the limb, m.
        kelvin: colour of the Sun without air.

    Returns:
        Share (n,) of the light of the whole Sun, and colour temperature (n,), K.
    """
    share, colour = np.where(height > 0.0, 1.0, 0.0), np.full(height.shape, kelvin)
    near = (height > -radius) & (height < 0.06)
    if np.any(near):
        strips = height[near, None] + radius[near, None] * _AT
        metres = strips * limb_m[near, None]
        air = _GRAZING * np.exp(-np.maximum(metres, 0.0) / SCALE_HEIGHT)
        light = np.where(strips > 0.0, _AREA, 0.0)[..., None] * np.exp(-air[..., None] * DEPTH)
        rgb = light.sum(axis=1)
        share[near] = rgb @ LUMINANCE
        safe = np.where(rgb[:, :1] > 1e-12, rgb, 1.0)
        safe = safe / safe.max(axis=1, keepdims=True)
        colour[near] = np.clip(kelvin_of(safe, kelvin), LEAST_KELVIN, kelvin)
        colour[near] = np.where(rgb[:, 0] > 1e-12, colour[near], LEAST_KELVIN)
    return share, colour
