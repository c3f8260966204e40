"""The call sheet of a day: who is called when, what is shot, and what the station does meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from offworld.film.board import BoardDay, BoardStrip
from offworld.film.company import CommTime, DayFacts, Routine
from offworld.film.day_out_of_days import DayCode
from offworld.film.days import Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """When one person is wanted."""

    number: str
    """Of the part on the board; empty: crew."""
    part: str
    """What they play; of crew what they do on the film."""
    person: str
    """As printed; empty: nobody plays it yet."""
    duty: str = ""
    """What they are on the station; empty: not said."""
    status: DayCode
    """As in the day out of days."""
    call: int
    """Minute when they are wanted: wardrobe, make-up, microphone."""
    on_set: int
    """Minute of their first strip."""
    wrap: int
    """The minute after their last."""
    scenes: tuple[str, ...]
    """Numbers of their scenes, in order."""
    filming: int
    """Minutes of filming in all."""
    most: int | None = None
    """Minutes that they can give; None: not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceUse:
    """Who else uses a place."""

    place: str
    """Which."""
    minutes: Minutes
    """When."""
    why: str
    """By whom, for what."""
    ours: bool
    """Whether the film shoots there that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightWindow:
    """Times of one light on the day."""

    condition: str
    """In the words of the strips, or `sunrise` and `sunset`, whose times have no length."""
    place: str
    """Where; empty: everywhere."""
    times: tuple[Minutes, ...]
    """When, in order."""
    scenes: tuple[str, ...] = ()
    """Numbers of scenes of the day that want it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What one department brings for the day."""

    category: str
    """Id of the category, as in `offworld.film.categories`."""
    items: tuple[tuple[str, tuple[str, ...]], ...]
    """Each thing with the numbers of the scenes that need it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """One day's sheet."""

    title: str
    """Of the film."""
    day: BoardDay
    """The day with its strips."""
    of: int
    """How many days there are."""
    heads: tuple[tuple[str, str], ...]
    """Office and name."""
    call: int | None
    """Minute of the first call; None: nothing is shot."""
    shooting: int | None
    """Minute of the first strip."""
    wrap: int | None
    """Minute after the last strip, as planned."""
    cast: tuple[Call, ...]
    """Parts of the day, by number."""
    crew: tuple[Call, ...]
    """Crew of the day."""
    light: tuple[LightWindow, ...]
    """Windows of light, those that scenes want first."""
    beta: float | None
    """Sun above the plane of the orbit, rad; None: not known, or no orbit."""
    facts: DayFacts
    """What is special about the day."""
    comm: tuple[CommTime, ...]
    """Windows of communication of the day."""
    routines: tuple[Routine, ...]
    """Meals, exercise, sleep and duties of the day, in order of time."""
    places: tuple[PlaceUse, ...]
    """What others do where the film shoots, then elsewhere."""
    requirements: tuple[Requirement, ...]
    """What departments bring."""
    advance: tuple[BoardDay, ...]
    """The days that follow, at most three."""
    medical: str
    """Crew medical officer; empty: not said."""
    channel: str
    """How the ground is called; empty: not said."""
    safety: tuple[str, ...]
    """Notes of safety."""
    kit: tuple[tuple[str, tuple[BoardStrip, ...]], ...] = ()
    """Places in the order of the day, each with its strips in a row: when the kit moves."""
