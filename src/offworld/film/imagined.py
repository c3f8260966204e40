"""A scene as imagined: what would be seen if every beat went exactly as written. No physics; ticks are milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy.typing as npt

from offworld.film.basic import Quat, Vec3

Array = npt.NDArray[Any]
Part = Literal["pelvis", "head"]
Parting = Literal["outcome", "place", "time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImaginedMark:
    """Where a beat was to bring one of its owners."""

    who: str
    """Person."""
    tick: int
    """When they are imagined there."""
    part: Part
    """Part of the body that the mark is for."""
    position: Vec3
    """Of that part's node, set frame, metres."""
    attitude: Quat
    """Axes of that part's node to the set frame."""
    source: str
    """Where it comes from, in words: "0.6 m from ivan's face, across"."""
    to: str = ""
    """Person to whom the place and attitude are meant; empty: to the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImaginedBeat:
    """When a beat runs if everything goes as written."""

    beat: str
    """Beat id."""
    start: int | None
    """Tick; None: it is never imagined to start, because its cue is a miss or something that is not written."""
    end: int | None
    """Tick; None: it lasts to the end of the scene, or never starts."""
    marks: tuple[ImaginedMark, ...] = ()
    """One for each owner whose body it brings somewhere."""
    why: str = ""
    """For people: why it is never imagined; empty if it is."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ghost:
    """One person as imagined: the posture of the start, carried along as if stiff."""

    who: str
    """Person."""
    nodes: Array
    """(n,) int64: index in the assembly of each node of this person."""
    poses: Array
    """(k, n, 7) float32: place, metres, and attitude of each node at each of `Imagined.ticks`, set frame."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Imagined:
    """A scene as imagined."""

    length: int
    """When it would be over."""
    beats: tuple[ImaginedBeat, ...]
    """One per beat, order of the scene."""
    ticks: Array
    """(k,) int64: moments of the ghosts' poses, ten a second from 0."""
    ghosts: tuple[Ghost, ...]
    """Everybody, order of the scene."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Where a take parts from what was imagined: one beat, one owner."""

    beat: str
    """Beat id; empty: a person of whom no beat asked to move."""
    who: str
    """Owner."""
    kind: Parting
    """What parted: how the beat came out, where it led, or only when it ran. The first that applies."""
    tick: int
    """When it is seen in the take."""
    imagined: tuple[int | None, int | None]
    """Ticks of start and end as imagined; None: never, or to the end."""
    taken: tuple[int | None, int | None]
    """Ticks of start and end in the take; None: never."""
    outcome: str
    """How the beat came out; empty without a beat."""
    away_m: float | None
    """Metres from the mark about the moment at which it was to be reached; None: there was no mark."""
    turned: float | None
    """Radians between the attitude and that of the mark then; None: there was no mark."""
    late_s: float | None
    """Seconds by which it began or ended later (negative: earlier) than imagined, the greater one; None: it never
    did."""
    why: str
    """For people."""
    after: str = ""
    """Beat that parted earlier and led to this one; empty: this is where it began."""
