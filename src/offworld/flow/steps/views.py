"""Draws the small pictures of cue cards, and works out where cameras are for the director's plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.film.scene import Film
from offworld.flow.papers import write_views
from offworld.flow.records import read_record
from offworld.flow.shot_take import read_shot_take
from offworld.picture.cardviews import camera_ways, card_pictures
from offworld.timecode import frames_in


def make(given: Mapping[str, Path], out: Path) -> None:
    """Draws the take in `given["take"]`: ``01.jpg`` and so on, ``pictures.json`` about them, ``cameras.json``."""
    film = read_record(given["settings"], Film)
    take = read_shot_take(given)
    shown = frames_in(take.length, film.rate) >= 1
    pictures = card_pictures(take) if shown else ()
    write_views(out, pictures, camera_ways(take, film.sensor, film.aspect) if shown else ())
