"""Works out the light that the pictures of a scene are drawn in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.flow.lit import FILE, lit_film, scene_light
from offworld.flow.records import write_record
from offworld.store.take import read_take


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes ``light.json``, a `SceneLight`, for the take in `given["take"]`; nothing if it has no moment."""
    film = lit_film(given)
    take = read_take(given["take"], with_stream=False)
    light = scene_light(film, film.scenes[0], take.length)
    if light is not None:
        write_record(out / FILE, light)
