"""Textures that hold every material: base colour, what is rough and metal, what glows.

A mesh points into them by its material and by the light that was worked out on it beforehand (`look.bake`): that light
becomes the share of the room's indirect light that reaches a place, so corners are dark and walls are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.assembly import Material
from offworld.geometry.rotation import FloatArray
from offworld.look.palette import BAND, COLUMNS, srgb

_OPEN: Final = 0.34
"""Light of a place that sees the whole room but no lamp (`look.bake`): from there on nothing is kept from it."""
_GLOW: Final = 3.0
"""Glow of the brightest lamp."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paint:
    """The three textures; rows are bands of materials, columns levels of light."""

    colour: NDArray[np.uint8]
    """(rows, columns, 3): base colour, sRGB."""
    surface: NDArray[np.uint8]
    """(rows, columns, 3): share of indirect light, roughness, metal; linear."""
    glow: NDArray[np.uint8]
    """(rows, columns, 4): own light, sRGB, and whether it keeps pace with the exposure."""


def paint(materials: Sequence[Material]) -> Paint:
    """The textures of materials; `look.palette.coordinates` says where in them each lies."""
    bands = 1 << max(0, (len(materials) - 1).bit_length())
    colour, surface = np.zeros((bands, COLUMNS, 3)), np.zeros((bands, COLUMNS, 3))
    glow = np.zeros((bands, COLUMNS, 4))
    level = np.linspace(0.0, 1.0, COLUMNS)
    for band, material in enumerate(materials):
        colour[band] = srgb(material.colour)
        surface[band, :, 0] = np.clip(level / _OPEN, 0.0, 1.0)
        surface[band, :, 1:] = material.roughness, material.metallic
        if material.glow > 0.0:
            glow[band] = (*srgb(np.asarray(material.colour) * min(1.0, material.glow / _GLOW)), 1.0)
    return Paint(colour=_pixels(colour), surface=_pixels(surface), glow=_pixels(glow))


def _pixels(rows: FloatArray) -> NDArray[np.uint8]:
    return np.asarray(np.round(255.0 * np.clip(np.repeat(rows, BAND, axis=0), 0.0, 1.0)), dtype=np.uint8)
