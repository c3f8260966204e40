"""Writes a scene as one file of glTF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from offworld.exchange.gltf.scene import scene_file
from offworld.flow.steps.handing import read_handed

FILE: Final = "scene.glb"


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes the take in `given["take"]` as `FILE`.

    Raises:
        NotPossible: the take has no length.
    """
    handed = read_handed(given)
    film = handed.film
    data = scene_file(handed.take, handed.tracks, rate=film.rate, aspect=film.aspect, lives=handed.lives)
    (out / FILE).write_bytes(data)
