"""Writes a scene as layers of USD."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from offworld.exchange.usd.scene import artist_file, scene_files
from offworld.flow.steps.handing import read_handed

ARTIST: Final = "artist.usda"
"""What an artist's own file begins as; it is handed on once and never again."""


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes the layers of the take in `given["take"]`, and `ARTIST` in a folder of its own.

    Raises:
        NotPossible: the take has no length.
    """
    handed = read_handed(given)
    film, take = handed.film, handed.take
    files = scene_files(take, handed.tracks, rate=film.rate, aspect=film.aspect, lives=handed.lives)
    for name, data in files.items():
        (out / "layers" / name).parent.mkdir(exist_ok=True)
        (out / "layers" / name).write_bytes(data)
    above = f"../../out/export/usd/{take.rehearsal.scene.id}"
    (out / ARTIST).write_bytes(artist_file(take, film.rate, f"{above}/scene.usda"))
