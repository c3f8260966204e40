"""From light to what a screen shows, and back: the curve of film, with a shoulder for light far above it.

Light is counted so that a white surface at the full level of the set's lamps has about 1.35 (`look.palette`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.look.palette import FILM, FULL, srgb

Reals = NDArray[np.float32]
KNEE: Final = 0.45
"""Light up to which the curve is that of pictures without a moment."""
_TOP: Final = 1.0 - np.exp(-FILM * FULL)
_AT_KNEE: Final = float((1.0 - np.exp(-FILM * KNEE)) / _TOP)
_SLOPE: Final = float(FILM * np.exp(-FILM * KNEE) / _TOP)
_FINE: Final = 16384
_ROOTS: Final = 8192
_ROOT_MOST: Final = 6.0
"""Square root of the most light that the quick way tells from more."""
_TINT: Final = 0.42
"""How much of its colour light keeps that is far too bright: a choice; 0 burns out white, 1 never."""


def shown(light: Reals) -> Reals:
    """What a screen should give off, 0 to 1, for light (3, n) in red, green and blue."""
    plain = curve(light)
    brightest = np.maximum(np.maximum(light[0], light[1]), light[2])
    hot = np.flatnonzero(brightest > np.float32(KNEE))
    # Colour is kept as the curve takes brightness away, and lets go of it far above.
    most, few = brightest[hot], light[:, hot]
    over = np.clip(np.log2(most / np.float32(KNEE)) / np.float32(5.0), 0.0, 1.0)
    hue = np.maximum(few / most, np.float32(1e-4)) ** (np.float32(1.0) - np.float32(1.0 - _TINT) * over)
    plain[:, hot] = np.float32(0.35) * plain[:, hot] + np.float32(0.65) * curve(most) * hue
    return plain


def curve(light: Reals) -> Reals:
    """The film's curve: as without a moment below the knee, above it a shoulder that never ends."""
    low = (np.float32(1.0) - np.exp(np.float32(-FILM) * np.minimum(light, KNEE))) / np.float32(_TOP)
    rest = np.float32(1.0 - _AT_KNEE)
    above = np.maximum(light - np.float32(KNEE), 0.0) * np.float32(_SLOPE) / rest
    return np.asarray(low + rest * above / (np.float32(1.0) + above), dtype=np.float32)


def uncurved(shares: Reals) -> Reals:
    """The light that `curve` shows so."""
    low = np.log1p(np.float32(-_TOP) * np.minimum(shares, np.float32(_AT_KNEE))) / np.float32(-FILM)
    rest = np.float32(1.0 - _AT_KNEE)
    above = np.clip((shares - np.float32(_AT_KNEE)) / rest, 0.0, np.float32(0.98))
    return np.asarray(low + above / (np.float32(1.0) - above) * rest / np.float32(_SLOPE))


def root_of(picture: NDArray[np.uint8]) -> Reals:
    """Square root of the light that a picture without a moment was drawn from."""
    return np.asarray(_TO_ROOT[picture])


def of_root(roots: Reals) -> NDArray[np.uint8]:
    """Pixels through `curve`, from square roots of light."""
    index = np.minimum(roots, np.float32(_ROOT_MOST)) * np.float32((_ROOTS - 1) / _ROOT_MOST)
    return np.asarray(_FROM_ROOT[index.astype(np.uint16)])


def roots_of(channel: NDArray[np.uint8], out: Reals) -> Reals:
    """Square root of the light of one channel of a picture, in place of `out`, both (height, width)."""
    return np.take(_TO_ROOT, channel, out=out, mode="clip")


def root_pixels(roots: Reals, index: NDArray[np.uint16], out: NDArray[np.uint8]) -> None:
    """Pixels of one channel through `curve`, from square roots of light, which are overwritten; all (height, width)."""
    np.minimum(roots, np.float32(_ROOT_MOST), out=roots)
    np.multiply(roots, np.float32((_ROOTS - 1) / _ROOT_MOST), out=index, casting="unsafe")
    np.take(_FROM_ROOT, index, out=out, mode="clip")


def pixels(shares: Reals) -> NDArray[np.uint8]:
    """Shares of a screen's full light (3, n) as pixels."""
    index = np.clip(shares * np.float32(_FINE - 1), 0, _FINE - 1).astype(np.int32)
    return np.asarray(_TO_SCREEN[index])


def light_of(picture: NDArray[np.uint8]) -> Reals:
    """The light that a picture without a moment was drawn from, (3, n)."""
    return np.asarray(_TO_LIGHT[picture])


def own_colour(picture: NDArray[np.uint8]) -> Reals:
    """Linear colour of pixels, 0 to 1."""
    return np.asarray(_LINEAR[picture])


def _linear(level: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)


# sRGB is steep at the dark end, so its table is indexed finely.
_TO_SCREEN: Final = np.round(255.0 * srgb(np.linspace(0.0, 1.0, _FINE))).astype(np.uint8)
_LINEAR: Final = _linear(np.arange(256) / 255.0).astype(np.float32)
_TO_LIGHT: Final = (-np.log(1.0 - np.minimum(_LINEAR.astype(np.float64), 0.999) * _TOP) / FILM).astype(
    np.float32
)
_TO_ROOT: Final = np.sqrt(_TO_LIGHT)
_FROM_ROOT: Final = pixels(curve((np.linspace(0.0, _ROOT_MOST, _ROOTS) ** 2).astype(np.float32)))
