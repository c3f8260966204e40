"""Draws the moments at which a take parts most from what was imagined."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.film.scene import Film
from offworld.flow.kept import read_imagined, write_stills
from offworld.flow.records import read_record
from offworld.picture.ghosts import ghost_stills
from offworld.store.take import read_take


def make(given: Mapping[str, Path], out: Path) -> None:
    """Draws the take in `given["take"]` beside what is in `given["imagined"]`: ``01.jpg`` and so on, if they part."""
    film = read_record(given["settings"], Film)
    take = read_take(given["take"], with_stream=False)
    imagined, departures = read_imagined(given["imagined"])
    write_stills(out, ghost_stills(take, imagined, departures, aspect=film.aspect))
