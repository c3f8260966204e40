"""Draws the key frames of a take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.film.key_frame import KeyFrame
from offworld.film.scene import Film
from offworld.flow.kept import write_stills
from offworld.flow.lit import read_light
from offworld.flow.records import read_record
from offworld.flow.shot_take import read_shot_take
from offworld.picture.frames import Quality
from offworld.picture.keyframes import STILL, key_frames
from offworld.timecode import frames_in


def make(given: Mapping[str, Path], out: Path) -> None:
    """Draws the key frames of the take in `given["take"]`: ``01.jpg`` and so on, and ``frames.json`` about them."""
    make_as(STILL, given, out)


def make_as(quality: Quality, given: Mapping[str, Path], out: Path) -> None:
    """The same, as fine as asked."""
    film = read_record(given["settings"], Film)
    take = read_shot_take(given)
    frames: tuple[KeyFrame, ...] = ()
    if frames_in(take.length, film.rate) >= 1:
        frames = key_frames(
            take,
            film.rate,
            aspect=film.aspect,
            sensor=film.sensor,
            quality=quality,
            light=read_light(given.get("light")),
        )
    write_stills(out, frames)
