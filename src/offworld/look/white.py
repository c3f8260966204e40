"""The colour of light of a temperature, as a screen shows it that takes another temperature for white."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray

WHITE_K: Final = 4900.0
"""What pictures take for white, between cabin lamps and the Sun: lamps stay a little warm, earthlight is blue. A
choice."""
_TO_SRGB: Final = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])
"""From CIE XYZ to linear sRGB (IEC 61966-2-1)."""
_LOWEST: Final = 1667.0
_HIGHEST: Final = 25000.0
"""K, where the cubic fit ends."""
_SHARE: Final = 0.85
"""How much of a light's colour is left after the eye, and the grader, have got used to it; a choice."""


def white(kelvin: float) -> FloatArray:
    """Linear red, green and blue (3,) of light of a correlated colour temperature; their luminance is 1."""
    warm = (planckian(kelvin) / planckian(WHITE_K)) ** _SHARE
    return np.asarray(warm / (warm @ _LUMINANCE))


_LUMINANCE: Final = np.array([0.2126, 0.7152, 0.0722])


def luminance(colour: ArrayLike) -> FloatArray:
    """Luminance of linear colours (..., 3), shape (...,)."""
    return np.asarray(np.asarray(colour) @ _LUMINANCE)


def planckian(kelvin: float) -> FloatArray:
    """Linear sRGB of a black body, of luminance 1.

    The cubic fit of Kim et al. (US patent 7024034, 2006), 1667 to 25000 K; the blue of the lowest is held at a little.
    """
    t = float(np.clip(kelvin, _LOWEST, _HIGHEST))
    a, b, c = 1e9 / t**3, 1e6 / t**2, 1e3 / t
    if t <= 4000.0:
        x = -0.2661239 * a - 0.2343589 * b + 0.8776956 * c + 0.179910
    else:
        x = -3.0258469 * a + 2.1070379 * b + 0.2226347 * c + 0.240390
    if t <= 2222.0:
        y = -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    elif t <= 4000.0:
        y = -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    else:
        y = 3.0817580 * x**3 - 5.87338670 * x**2 + 3.75112997 * x - 0.37001483
    xyz = np.array([x / y, 1.0, (1.0 - x - y) / y])
    return np.asarray(np.maximum(_TO_SRGB @ xyz, 0.02))
