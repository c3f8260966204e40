"""A take as other programs take it over: what its file says of itself, and everything that moves, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from offworld.errors import NotPossible
from offworld.film.basic import Vec3
from offworld.film.take import Take
from offworld.geometry.rotation import FloatArray
from offworld.geometry.track import poses_at
from offworld.look.figure import AT_REST, Life
from offworld.look.lines import with_links
from offworld.timecode import frames_in, start_of

NO_LENGTH: Final = "a take without length has nothing to hand on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What every file of a scene says of itself."""

    film: str
    """Title of the film."""
    scene: str
    """Number of the scene."""
    set_id: str
    """Name of the set, whose frame is the file's."""
    set_up: Vec3
    """Unit, the set's architectural up in its own frame; a format's own up axis means nothing more."""
    weight: Vec3
    """Gravity of the scene's world, m/s², set frame; zeros where there is none."""
    rate: Fraction
    """Frames a second."""
    frames: int
    """Number of frames; the first is 0."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moving:
    """What moves in a take, frame by frame."""

    poses: FloatArray
    """(frames, nodes and rods of tethers, 7), set frame."""
    lives: Sequence[Life]
    """Hands and eyes at each frame."""


def header_of(take: Take, rate: Fraction) -> Header:
    """What every file of a take's scene says of itself.

    Raises:
        NotPossible: the take has no length.
    """
    rehearsal = take.rehearsal
    frames = frames_in(take.length, rate)
    if frames < 1:
        raise NotPossible(NO_LENGTH)
    return Header(
        film=rehearsal.film, scene=rehearsal.scene.id, set_id=rehearsal.stage_set.id, set_up=rehearsal.stage_set.up,
        weight=rehearsal.world.gravity, rate=rate, frames=frames,
    )  # fmt: skip


def moving_of(take: Take, header: Header, lives: Sequence[Life] = ()) -> Moving:
    """Everything that moves, at the start of every frame.

    Args:
        take: the take.
        header: its rate and length.
        lives: hands and eyes of people at each frame; those of frames beyond the last one are at rest.
    """
    ticks = [float(start_of(frame, header.rate)) for frame in range(header.frames)]
    poses = np.stack(
        [with_links(poses_at(take.sample_ticks, take.poses, tick), take.tethers, tick) for tick in ticks]
    )
    return Moving(poses=poses, lives=[*lives, *[AT_REST] * (header.frames - len(lives))][: header.frames])


def steady(turns: FloatArray) -> FloatArray:
    """The same attitudes (frames, ..., 4) with signs such that neighbours in time lie close together."""
    dots = np.sum(turns[1:] * turns[:-1], axis=-1, keepdims=True)
    signs = np.cumprod(np.where(dots < 0.0, -1.0, 1.0), axis=0)
    return np.concatenate([turns[:1], turns[1:] * signs])
