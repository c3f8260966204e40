"""Writes a scene as layers of USD."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from offworld.exchange.usd.scene import artist_file, scene_files
from offworld.film.scene import Film
from offworld.flow.records import read_record
from offworld.flow.shot_take import read_shot_take
from offworld.geometry.track import poses_at
from offworld.picture.life import Lives
from offworld.picture.shots import tracks
from offworld.timecode import frames_in, start_of

ARTIST: Final = "artist.usda"
"""What an artist's own file begins as; it is handed on once and never again."""


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes the layers of the take in `given["take"]`, and `ARTIST` in a folder of its own.

    Raises:
        NotPossible: the take has no length.
    """
    film = read_record(given["settings"], Film)
    take = read_shot_take(given)
    ticks = [float(start_of(frame, film.rate)) for frame in range(frames_in(take.length, film.rate))]
    lives = Lives(take)
    files = scene_files(
        take,
        tracks(take, film.rate, film.sensor),
        rate=film.rate,
        aspect=film.aspect,
        lives=[lives.at(poses_at(take.sample_ticks, take.poses, tick), tick) for tick in ticks],
    )
    for name, data in files.items():
        (out / "layers" / name).parent.mkdir(exist_ok=True)
        (out / "layers" / name).write_bytes(data)
    above = f"../../out/export/usd/{take.rehearsal.scene.id}"
    (out / ARTIST).write_bytes(artist_file(take, film.rate, f"{above}/scene.usda"))
