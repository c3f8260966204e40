"""Writes the take in 3D for a browser."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final

from offworld.film.scene import Film
from offworld.film.take import Take
from offworld.flow.kept import read_imagined, read_verdict
from offworld.flow.records import read_record
from offworld.flow.shot_take import read_shot_take
from offworld.geometry.track import poses_at
from offworld.look.figure import Life
from offworld.picture.life import Lives
from offworld.picture.shots import tracks
from offworld.timecode import frames_in, start_of
from offworld.viewer import viewer_file

SCRIPT: Final = "take3d.js"
"""The browser file, beside the page of the scene."""


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes `SCRIPT` for the take in `given["take"]` with what was found and imagined; nothing without a frame."""
    film = read_record(given["settings"], Film)
    take = read_shot_take(given)
    if frames_in(take.length, film.rate) < 1:
        return
    _, findings = read_verdict(given["verdict"])
    imagined, _ = read_imagined(given["imagined"])
    text = viewer_file(
        take,
        tracks(take, film.rate, film.sensor),
        rate=film.rate,
        aspect=film.aspect,
        findings=findings,
        imagined=imagined,
        lives=_lives(take, film.rate),
    )
    (out / SCRIPT).write_text(text, encoding="utf-8")


def _lives(take: Take, rate: Fraction) -> list[Life]:
    """Hands and eyes at each frame, as pictures have them."""
    lives = Lives(take)
    ticks = [float(start_of(frame, rate)) for frame in range(frames_in(take.length, rate))]
    return [lives.at(poses_at(take.sample_ticks, take.poses, tick), tick) for tick in ticks]
