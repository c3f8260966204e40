"""Cue cards: what one person of a scene does, holds and must not touch, in words that no language has shaped yet.

`Words` name a pattern and what goes into it; a language (`offworld.report.cards.language`) makes the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.blocking import Channel, Target
from offworld.film.shot import View
from offworld.film.take import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Something that is written as the film has it, in every language."""

    text: str
    """As given."""
    kind: Literal["person", "thing", "line", "quote"] = "thing"
    """How it is set: a person, a fitting or prop, the id of a line, spoken words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word that a language has in a table, in as many forms as it needs."""

    table: str
    """For example `limb`, `part`, `move`."""
    key: str
    """Which one, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit."""

    value: float
    """In `unit`."""
    unit: Literal["s", "m", "cm", "m/s", "mm", "N", "%", "°", "clock"]
    """`clock` is a moment of the take, ms, shown as minutes and seconds."""


Slot = Name | Term | Amount | Target | tuple["Slot", ...]
"""What goes into a pattern; several of a kind are joined with "and"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A pattern and what goes into it."""

    pattern: str
    """Name of the pattern in every language."""
    slots: tuple[tuple[str, Slot], ...] = ()
    """Name of each gap and what fills it."""


EntryKind = Literal["deed", "line", "let go", "other", "picture"]
"""Own deed; own line or look; hands that must open during a deed; what somebody does to one; a camera's turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEntry:
    """One thing to do."""

    tick: int | None
    """When it began in the take, ms; None: it did not."""
    end: int | None
    """When it ended, ms; None: it lasted to the end or did not begin."""
    kind: EntryKind
    """What sort."""
    beat: str
    """Beat; empty if none."""
    cue: Words | None
    """What to wait for; None: nothing."""
    signal: bool
    """Whether somebody must give that cue: a beep in the animatic."""
    deed: Words
    """What to do."""
    details: tuple[Words, ...] = ()
    """How: with which limb, where to, how fast, until when."""
    otherwise: tuple[Words, ...] = ()
    """What to do if it fails, with its details; empty: nothing special."""
    outcome: Outcome | None = None
    """How it came out in the take; None where that means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldSpan:
    """A hand or foot on something, for a while."""

    limb: Channel
    """Whose."""
    thing: Target
    """What it holds."""
    start: int
    """Tick."""
    end: int | None
    """Tick; None: to the end."""
    slips: bool
    """Whether it slips off in the end, against the will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueCard:
    """One person's card."""

    person: str
    """Whose."""
    number: int
    """Place among the people of the scene, from 0: decides the colour."""
    roles: tuple[Words, ...]
    """What they are in this scene besides: operator, held by somebody, holder of somebody."""
    start: tuple[Words, ...]
    """How they are when it begins."""
    entries: tuple[CardEntry, ...]
    """In order of time; those that never began last."""
    holds: tuple[HoldSpan, ...]
    """What their hands and feet hold, in order of time."""
    avoid: tuple[Words, ...]
    """What must not be touched and was near."""
    mind: tuple[Words, ...]
    """Hard touches and loads near a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPicture:
    """A small picture of one person at one moment."""

    person: str
    """Who it is about."""
    tick: int
    """Moment in the take, ms."""
    kind: Literal["start", "grip", "let go", "slip", "give", "take", "stay", "picture", "end"]
    """What happens there."""
    picture: bytes
    """JPEG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraWay:
    """Where one set-up is throughout a take, whether or not it has the picture."""

    camera: str
    """Id of the set-up."""
    ticks: tuple[int, ...]
    """Moments, ms, rising."""
    views: tuple[View, ...]
    """The lens at each."""
    aspect: float
    """Width over height of what it takes in."""
