"""A schedule as other programs know it: scenes with what they need, under days; what is exchanged with them."""

from __future__ import annotations

from dataclasses import dataclass

from offworld.film.board import Board, BoardStrip


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideElement:
    """A person or thing that a scene needs."""

    category: str
    """Id as in `offworld.film.categories`; one that is not known there as it is written."""
    name: str
    """What it is called."""
    number: str = ""
    """Its number on the board; empty: it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideScene:
    """One strip."""

    id: str
    """Steady name within the schedule."""
    number: str = ""
    """Scene number; of a banner empty."""
    banner: bool = False
    """Whether it is a line of text on the board and no scene; `synopsis` is the text."""
    inside: str = ""
    """`INT`, `EXT` or as written."""
    set_words: str = ""
    """Set, as in the heading."""
    time_words: str = ""
    """Time of day, as in the heading."""
    script_day: str = ""
    """Day of the story."""
    place: str = ""
    """Where it is shot."""
    light: str = ""
    """Light that it wants; only our own files say it."""
    eighths: int | None = None
    """Length in eighths of a page; None: not said."""
    minutes: int | None = None
    """How long it takes; None: not said."""
    synopsis: str = ""
    """What happens."""
    comments: str = ""
    """For the crew."""
    script_page: str = ""
    """Page on which it begins."""
    elements: tuple[OutsideElement, ...] = ()
    """What it needs, cast first in our own files."""
    start: int | None = None
    """First minute of its day, UTC; None: not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideDay:
    """One day of shooting."""

    date: str = ""
    """For example `2021-10-08`; empty: not said."""
    scenes: tuple[str, ...] = ()
    """Ids, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSchedule:
    """All of it."""

    title: str
    """Of the film."""
    scenes: tuple[OutsideScene, ...]
    """Every one once."""
    days: tuple[OutsideDay, ...] = ()
    """Days on which something can be shot, in order; dates rise, or there are none."""
    left: tuple[str, ...] = ()
    """Ids of those without a day."""
    notes: tuple[str, ...] = ()
    """What was not understood when it was read, in plain words."""


def outside_of(board: Board) -> OutsideSchedule:
    """A board as others know it; days off are gaps between the dates."""
    scenes = tuple(_scene(strip, board) for strip in board.strips)
    days = tuple(
        OutsideDay(date=day.date, scenes=tuple(strip.id for strip in day.strips))
        for day in board.days
        if day.strips or not day.off
    )
    left = tuple(strip.id for strip in board.left_out)
    return OutsideSchedule(title=board.title, scenes=scenes, days=days, left=left)


def _scene(strip: BoardStrip, board: Board) -> OutsideScene:
    cast = [
        OutsideElement(category="cast", name=member.name, number=member.number)
        for member in board.cast
        if member.number in strip.cast
    ]
    things = [OutsideElement(category=need.category, name=need.name) for need in strip.needs]
    return OutsideScene(
        id=strip.id, number=strip.number, inside=strip.inside, set_words=strip.set_words,
        time_words=strip.time_words, script_day=strip.script_day, place=strip.place, light=strip.light,
        eighths=strip.eighths, minutes=strip.minutes, synopsis=strip.synopsis, comments="\n".join(strip.notes),
        elements=(*cast, *things), start=strip.start,
    )  # fmt: skip
