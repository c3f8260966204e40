"""The animatic of a take: its pictures as a video file, with time code, captions, scratch sound and beeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final

from offworld.film.camera import Sensor
from offworld.film.signal import signals
from offworld.film.take import Take
from offworld.media.captions import Caption
from offworld.media.sound import mix
from offworld.media.video import FINE, QUICK, write_video
from offworld.picture.frames import ANIMATIC, DRAFT, WIDESCREEN, Pixels, Quality, frames
from offworld.timecode import TICKS_PER_SECOND, timecode

_NO_SOUNDS: Final[Mapping[str, Path]] = {}


def animatic(
    take: Take,
    path: Path,
    rate: Fraction,
    *,
    quality: Quality = ANIMATIC,
    aspect: Fraction = WIDESCREEN,
    sensor: Sensor | None = None,
    sounds: Mapping[str, Path] = _NO_SOUNDS,
    beeps: bool = True,
    begin: int = 0,
    pictures: Iterable[Pixels] | None = None,
) -> Path:
    """Writes the animatic of a take, whole or not at all.

    Args:
        take: the take.
        path: of the MP4; its folder must exist.
        rate: frames a second of the film, exact.
        quality: how fine.
        aspect: width over height.
        sensor: the cameras' gate; the usual one if None.
        sounds: scratch recording of each line that has one, by line id.
        beeps: whether a beep is heard where somebody must be given their cue, see `offworld.film.signal`.
        begin: tick to begin at.
        pictures: those of `frames` with the same arguments, where others draw them; None: drawn here.

    Returns:
        The path. There is always a track of sound; where nothing is heard it is silent.

    Raises:
        NotPossible: a camera cannot be placed.
        MissingLibrary: there is no OpenGL.
        FilmError: a recording cannot be read.
    """
    spoken = [(start - begin, sounds[name]) for start, name in take.lines if name in sounds]
    given = [tick - begin for tick in signals(take)] if beeps else []
    first = int(Fraction(begin, TICKS_PER_SECOND) * rate)
    drawn = pictures
    if drawn is None:
        drawn = frames(take, rate, quality=quality, aspect=aspect, sensor=sensor, begin=begin)
    write_video(
        path,
        drawn,
        rate / quality.thin,
        captions=captions(take, begin),
        sound=mix(spoken, take.length - begin, [tick for tick in given if tick >= 0]),
        timecode=timecode(first // quality.thin, rate / quality.thin),
        coding=FINE if quality.thin == 1 else QUICK,
    )
    return path


def draft(take: Take, path: Path, rate: Fraction = Fraction(25), *, begin: int = 0) -> Path:
    """A rough animatic within seconds: smaller, with rough edges, at half the rate. See `animatic`."""
    return animatic(take, path, rate, quality=DRAFT, begin=begin)


def captions(take: Take, begin: int = 0) -> tuple[Caption, ...]:
    """What is said in a take and when, ms from a tick."""
    lines = {line.id: line for line in take.rehearsal.scene.lines}
    made = []
    for start, name in take.lines:
        line = lines.get(name)
        if line is not None:
            end = start + round(TICKS_PER_SECOND * line.duration_s)
            text = f"{line.character}: {line.text}"
            made.append(Caption(start=start - begin, end=end - begin, text=text))
    return tuple(made)
