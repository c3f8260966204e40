"""What a beat that has begun is imagined to be: when it ends, and where it brings its owners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.film.blocking import Beat
from offworld.geometry.pose import Pose
from offworld.geometry.rotation import FloatArray
from offworld.imagine.cues import wanted_thing
from offworld.imagine.wording import place_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Where a beat brings one owner."""

    who: str
    """Person."""
    tick: int | None
    """When; None: to be kept to the end of the beat."""
    source: str
    """In words."""
    part: str = "pelvis"
    """Part that the mark is for."""
    to: str = ""
    """Person to whom it is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A beat that has begun."""

    end: int | None
    """Tick at which it ends by itself; None: it lasts until told."""
    settled: int
    """Tick from which a lasting one is what it says: the hand holds, the place is reached."""
    aims: tuple[Aim, ...] = ()
    """Marks."""


def over(now: int, seconds: float) -> Act:
    """One that is over by itself after some seconds."""
    return Act(end=now + round(1000 * seconds), settled=now)


def aim_at(who: str, tick: int, beat: Beat) -> Aim:
    """An owner brought to what the beat names, at a tick."""
    thing = wanted_thing(beat) or beat.intent.source
    return Aim(who=who, tick=tick, source=place_words(thing) if thing is not None else "")


def moved(pose: Pose, by: FloatArray) -> Pose:
    """A pose moved by (3,) metres without turning."""
    return Pose.of(np.asarray(pose.position) + by, pose.attitude)
