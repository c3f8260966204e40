"""Draws the animatic of a take, and the captions beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.film.scene import Film
from offworld.flow.drawing import drawn
from offworld.flow.records import read_record
from offworld.flow.shot_take import read_shot_take
from offworld.media.captions import in_order, webvtt
from offworld.picture.animatic import animatic, captions
from offworld.picture.frames import ANIMATIC, Quality
from offworld.timecode import frames_in


def make(given: Mapping[str, Path], out: Path) -> None:
    """Draws the take in `given["take"]` with the recordings in `given["sounds"]`, if there are any.

    Writes ``animatic.mp4``, and ``captions.vtt`` if anything is said; nothing for a take without a single frame.
    """
    make_as(ANIMATIC, given, out)


def make_as(quality: Quality, given: Mapping[str, Path], out: Path) -> None:
    """The same, as fine as asked."""
    film = read_record(given["settings"], Film)
    take = read_shot_take(given)
    if frames_in(take.length, film.rate) < 1:
        return
    animatic(
        take,
        out / "animatic.mp4",
        film.rate,
        quality=quality,
        aspect=film.aspect,
        sensor=film.sensor,
        sounds={path.stem: path for path in sorted(given["sounds"].glob("*.wav"))},
        beeps=film.beeps,
        pictures=drawn(
            take, given["take"], film, quality, out, framed=given.get("framed"), light=given.get("light")
        ),
    )
    said = in_order(captions(take), take.length)
    if said:
        (out / "captions.vtt").write_text(webvtt(said), encoding="utf-8")
