"""What the stages that write scenes for other programs are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from offworld.film.scene import Film
from offworld.film.shot import Shot
from offworld.film.take import Take
from offworld.flow.records import read_record
from offworld.flow.shot_take import read_shot_take
from offworld.geometry.track import poses_at
from offworld.look.figure import Life
from offworld.picture.life import Lives
from offworld.picture.shots import tracks
from offworld.timecode import frames_in, start_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Handed:
    """A scene to be handed on."""

    film: Film
    """Its settings."""
    take: Take
    """With the set-ups that were found for its shots."""
    tracks: Mapping[str, Sequence[Shot]]
    """The shot of each set-up at each frame."""
    lives: Sequence[Life]
    """Hands and eyes of everybody at each frame."""


def read_handed(given: Mapping[str, Path]) -> Handed:
    """The scene whose take is in `given["take"]`, and what else the film says of it."""
    film = read_record(given["settings"], Film)
    take = read_shot_take(given)
    ticks = [float(start_of(frame, film.rate)) for frame in range(frames_in(take.length, film.rate))]
    lives = Lives(take)
    return Handed(
        film=film, take=take, tracks=tracks(take, film.rate, film.sensor),
        lives=[lives.at(poses_at(take.sample_ticks, take.poses, tick), tick) for tick in ticks],
    )  # fmt: skip
