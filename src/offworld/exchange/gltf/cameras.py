"""Cameras: place and field of view as glTF knows them, and beside them what a lens is in millimetres."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import numpy as np

from offworld.exchange.gltf.keys import place
from offworld.exchange.gltf.writer import Writer
from offworld.exchange.lens import FAR_M, NEAR_M, lens_numbers, lens_words
from offworld.exchange.names import CAMERAS, prim_names
from offworld.film.camera import SetUp
from offworld.film.shot import Shot
from offworld.geometry.rotation import FloatArray

_DIGITS: Final = 6
"""Millimetres and metres are written to so many digits behind the point."""


def add_cameras(
    writer: Writer,
    tracks: Mapping[str, Sequence[Shot]],
    set_ups: Sequence[SetUp],
    aspect: Fraction,
    times: FloatArray,
) -> None:
    """Writes every set-up.

    Args:
        writer: where.
        tracks: the shot of each set-up at each frame.
        set_ups: those of the scene.
        aspect: of the film's picture, width over height.
        times: moments of the frames, s.
    """
    known = {set_up.id: set_up for set_up in set_ups}
    names = prim_names(tracks)
    for name, row in tracks.items():
        path = f"{CAMERAS}/{names[name]}"
        node = writer.node(path)
        poses = np.array([(*shot.view.position, *shot.view.attitude) for shot in row])
        told = place(writer, node, poses, times, exact=True)
        camera = _camera(names[name], row, known.get(name), float(aspect))
        writer.node(path, camera=writer.add("cameras", camera), **told)


def _camera(name: str, row: Sequence[Shot], set_up: SetUp | None, aspect: float) -> dict[str, Any]:
    numbers = {
        key: [round(value, _DIGITS) for value in values] for key, values in lens_numbers(row, aspect).items()
    }
    extras: dict[str, Any] = {
        f"offworld:{key}": values[0] if all(value == values[0] for value in values) else values
        for key, values in numbers.items()
    }
    extras |= {f"offworld:{key}": value for key, value in lens_words(row, set_up).items()}
    return {
        "name": name,
        "type": "perspective",
        "perspective": {
            "aspectRatio": aspect,
            "yfov": 2.0 * math.atan(row[0].view.tall()),
            "znear": NEAR_M,
            "zfar": FAR_M,
        },
        "extras": extras,
    }
