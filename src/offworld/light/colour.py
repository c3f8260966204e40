"""Colours of light: from amounts of red, green and blue to a colour temperature, and mixing lights.

Lights are mixed in mireds (a million over the kelvins), weighted with their illuminance: near enough to the truth for
the small differences that a gel or a lamp's setting is chosen by.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray

LUMINANCE: Final = np.array([0.2126, 0.7152, 0.0722])
"""Share of red, green and blue in the luminance of white (ITU-R BT.709)."""
_TO_XYZ: Final = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
# Primaries of ITU-R BT.709 in CIE 1931 (IEC 61966-2-1).


def mired(kelvin: float) -> float:
    """A colour temperature in mireds; lower is bluer."""
    return 1e6 / kelvin


def mixed_kelvin(lights: tuple[tuple[float, float], ...]) -> float:
    """Colour of several lights together, (lux, kelvin) each; 0 where there is no light."""
    lit = [(lux, kelvin) for lux, kelvin in lights if lux > 0.0 and kelvin > 0.0]
    total = sum(lux for lux, _ in lit)
    return 1e6 * total / sum(lux * mired(kelvin) for lux, kelvin in lit) if lit else 0.0


def white_point(kelvin: float) -> tuple[float, float]:
    """Chromaticity x, y (CIE 1931) of daylight of a colour temperature: 4000 to 25 000 K (CIE 15, 4.1.2)."""
    t = 1000.0 / kelvin
    if kelvin <= 7000.0:
        x = 0.244063 + 0.09911 * t + 2.9678 * t**2 - 4.6070 * t**3
    else:
        x = 0.237040 + 0.24748 * t + 1.9018 * t**2 - 2.0064 * t**3
    return x, -3.0 * x * x + 2.870 * x - 0.275


def chromaticity(rgb: ArrayLike, white: float) -> tuple[FloatArray, FloatArray]:
    """Chromaticity x, y (CIE 1931) of red, green and blue (..., 3); (1, 1, 1) is daylight of `white` kelvins."""
    x, y = white_point(white)
    at = np.array([x / y, 1.0, (1.0 - x - y) / y])
    xyz = np.asarray(rgb, dtype=np.float64) @ (_TO_XYZ / _TO_XYZ.sum(axis=1, keepdims=True) * at[:, None]).T
    total = xyz.sum(axis=-1)
    return np.asarray(xyz[..., 0] / total), np.asarray(xyz[..., 1] / total)


def kelvin_of(rgb: ArrayLike, white: float) -> FloatArray:
    """Correlated colour temperature of amounts of red, green and blue (C. McCamy 1992; 2000 to 12 500 K)."""
    x, y = chromaticity(rgb, white)
    n = (x - 0.3320) / (y - 0.1858)
    return np.asarray(-449.0 * n**3 + 3525.0 * n**2 - 6823.3 * n + 5520.33)
