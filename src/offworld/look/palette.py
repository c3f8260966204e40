"""One texture that holds every material at every level of light, so that a mesh needs no colours of its own.

Columns go from dark to full light, a band of rows is one material. Shade is a little cool and full light a little
warm, which is how a cabin with warm lamps and white walls reads to a camera. By eye; nothing here is a measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from offworld.film.assembly import Material
from offworld.geometry.rotation import FloatArray

COLUMNS: Final = 128
"""Levels of light."""
BAND: Final = 16
"""Rows of one material, so that no smaller version of the texture mixes two of them."""
OPEN: Final = 0.92
"""Level from which on a surface counts as open to the whole room, in the texture of own colours."""
FILM: Final = 1.55
"""How fast bright light rolls off, as film does it."""
FULL: Final = 1.35
"""Light of a white surface at the full level."""
UNKNOWN: Final = Material(name="", colour=(0.5, 0.5, 0.5))
"""For a shape whose material nobody described."""

_SHADE: Final = np.array([0.86, 0.96, 1.14])
_LIGHT: Final = np.array([1.03, 1.00, 0.95])


def srgb(linear: ArrayLike) -> FloatArray:
    """Linear light, 0 to 1, as the numbers a screen expects (IEC 61966-2-1)."""
    value = np.clip(np.asarray(linear, dtype=np.float64), 0.0, 1.0)
    return np.where(value <= 0.0031308, 12.92 * value, 1.055 * np.power(value, 1.0 / 2.4) - 0.055)


def texture(materials: Sequence[Material]) -> NDArray[np.uint8]:
    """The texture, shape (bands · BAND, COLUMNS, 3); the number of bands is a power of two."""
    bands = 1 << max(0, (len(materials) - 1).bit_length())
    rows = np.zeros((bands, COLUMNS, 3))
    for band, material in enumerate(materials):
        rows[band] = _ramp(material)
    return np.asarray(np.round(255.0 * np.repeat(rows, BAND, axis=0)), dtype=np.uint8)


def bare_texture(materials: Sequence[Material]) -> NDArray[np.uint8]:
    """The texture with each material's own colour, darker only where little of the room is seen; shape as `texture`."""
    bands = 1 << max(0, (len(materials) - 1).bit_length())
    seen = np.minimum(1.0, np.linspace(0.0, 1.0, COLUMNS) / OPEN)[:, None]
    rows = np.zeros((bands, COLUMNS, 3))
    for band, material in enumerate(materials):
        rows[band] = srgb(seen * np.asarray(material.colour))
    return np.asarray(np.round(255.0 * np.repeat(rows, BAND, axis=0)), dtype=np.uint8)


def coordinates(materials: ArrayLike, levels: ArrayLike, count: int) -> FloatArray:
    """Where in the texture of `count` materials a material (n,) lies at a level of light (n,), shape (n, 2)."""
    bands = 1 << max(0, (count - 1).bit_length())
    inset = 0.5 / COLUMNS
    u = np.clip(np.asarray(levels, dtype=np.float64), 0.0, 1.0) * (1.0 - 2.0 * inset) + inset
    v = (np.asarray(materials) + 0.5) / bands
    return np.stack([u, v], axis=-1)


def _ramp(material: Material) -> FloatArray:
    """The colours of one material from dark to full light, shape (COLUMNS, 3), 0 to 1 as a screen expects."""
    level = np.linspace(0.0, 1.0, COLUMNS)[:, None]
    colour = np.asarray(material.colour)
    if material.glow > 0.0:
        # What gives light is as bright as its glow everywhere; strong lamps burn out towards white.
        strength = min(1.0, 0.55 + 0.25 * material.glow)
        white = min(0.85, 0.22 * material.glow)
        bright = srgb(strength * (colour + (1.0 - colour) * white))
        return np.asarray(np.broadcast_to(bright, (COLUMNS, 3)))
    tint = _SHADE + (_LIGHT - _SHADE) * level
    gloss = 0.05 * (1.0 - material.roughness) * level**3
    return np.asarray(srgb(_film(level**1.6 * colour * tint * FULL + gloss)))


def _film(light: FloatArray) -> FloatArray:
    """Rolls off bright light as film does, so that near white keeps its shape."""
    return np.asarray((1.0 - np.exp(-FILM * light)) / (1.0 - np.exp(-FILM * FULL)))
