"""What is written into the picture: a thin slate line along the top, and what is being said at the bottom."""

from __future__ import annotations

import functools
from importlib import resources
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Pixels = NDArray[np.uint8]
Mask = NDArray[np.float32]

_SLATE: Final = 0.026
"""Height of the slate's letters, share of the picture's height."""
_SPEECH: Final = 0.044
"""Height of the letters of what is said."""
_MARGIN: Final = 0.030
_WIDEST: Final = 0.86
"""Widest line of speech, share of the picture's width."""


def write_slate(picture: Pixels, left: str, right: str) -> None:
    """Writes the slate line into a picture (height, width, 3): scene and camera left, time code right."""
    height, width = picture.shape[:2]
    size, margin = max(9, round(_SLATE * height)), round(_MARGIN * height)
    for text, right_hand in ((left, False), (right, True)):
        mask = _line(text, size, "Medium", 0.55)
        x = width - margin - mask.shape[1] if right_hand else margin
        _blend(picture, mask, x, round(0.6 * margin), 0.85)


def write_speech(picture: Pixels, text: str) -> None:
    """Writes what is said into a picture (height, width, 3), centred at its bottom, broken into lines."""
    height, width = picture.shape[:2]
    size = max(11, round(_SPEECH * height))
    rows = broken(text, size, round(_WIDEST * width))
    y = height - round(1.5 * _MARGIN * height)
    for row in reversed(rows):
        mask = _line(row, size, "Regular", 0.75)
        y -= mask.shape[0]
        _blend(picture, mask, (width - mask.shape[1]) // 2, y, 0.97)


def broken(text: str, size: int, widest: int) -> list[str]:
    """Text in lines that are at most so many pixels wide; a single longer word stands alone."""
    font = _font(size, "Regular")
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and font.getlength(longer) <= widest:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


@functools.lru_cache(maxsize=64)
def _font(size: int, weight: str) -> ImageFont.FreeTypeFont:
    data = resources.files("offworld.picture").joinpath(f"assets/fonts/Roboto-{weight}.ttf").read_bytes()
    return ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


@functools.lru_cache(maxsize=512)
def _line(text: str, size: int, weight: str, shade: float) -> Mask:
    """One line of text: how much light letter and how much dark surround it has at each pixel, (h, w, 2)."""
    font = _font(size, weight)
    pad = max(3, size // 3)
    width = int(np.ceil(font.getlength(text))) + 2 * pad
    ascent, descent = font.getmetrics()
    image = Image.new("L", (width, ascent + descent + pad), 0)
    ImageDraw.Draw(image).text((pad, pad // 2), text, fill=255, font=font)
    letters = np.asarray(image, dtype=np.float32) / 255.0
    return np.stack([letters, shade * _spread(letters, max(1, size // 9))], axis=-1)


def _spread(letters: NDArray[np.float32], radius: int) -> NDArray[np.float32]:
    """Letters made wider and soft, as the dark edge that keeps them readable on a white wall."""
    out = letters
    for _ in range(2):
        for axis in (0, 1):
            shifted = [np.roll(out, step, axis=axis) for step in range(-radius, radius + 1)]
            out = 0.5 * np.max(shifted, axis=0) + 0.5 * np.mean(shifted, axis=0, dtype=np.float32)
    return np.asarray(np.clip(1.3 * out, 0.0, 1.0), dtype=np.float32)


def _blend(picture: Pixels, mask: Mask, x: int, y: int, strength: float) -> None:
    """Lays a line into the picture with its top left at x, y; what falls outside is left out."""
    height, width = picture.shape[:2]
    top, left = max(y, 0), max(x, 0)
    part = mask[top - y : height - y, left - x : width - x]
    if part.size == 0:
        return
    under = picture[top : top + part.shape[0], left : left + part.shape[1]]
    dark = under * (1.0 - part[..., 1:])
    light = strength * part[..., :1]
    under[...] = np.round(dark + light * (250.0 - dark)).astype(np.uint8)
