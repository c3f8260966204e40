"""The company of a film for its papers: who does what, whom to call, and what fills a day beside filming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from offworld.film.days import Minutes

READY: Final = 15
"""Minutes before their first strip that people are called: wardrobe, make-up, microphone. A guess; a film may say."""
RoutineKind = Literal["sleep", "meal", "exercise", "duty", "planning"]
"""What a person does when not filming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPerson:
    """One person on the papers."""

    id: str
    """As in film.yaml."""
    name: str = ""
    """As printed; empty: the id."""
    work: str = ""
    """What they do on the film, for example `director, camera`; empty: acts, or nothing is said."""
    duty: str = ""
    """What they are on the station, for example `flight engineer`; empty: not said."""
    hold: bool = True
    """Whether days between their days of work are counted as held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A time of day that is not for filming."""

    who: str = ""
    """Person; empty: everybody."""
    kind: RoutineKind
    """Of what sort."""
    what: str = ""
    """In words; empty: the sort says it."""
    day: int | None = None
    """Which day, from 0; None: every day."""
    minutes: Minutes
    """When; what crosses midnight ends beyond 1440."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommTime:
    """When the ground can be spoken to or sent to."""

    channel: str
    """For example `Ku` or `Luch`."""
    day: int
    """Which day, from 0."""
    minutes: Minutes
    """When."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """What is special about one day."""

    day: int
    """Which, from 0."""
    attitude: str = ""
    """Of the station, in words; empty: as always, or not known."""
    beta: float | None = None
    """Sun above the plane of the orbit, rad; None: as reckoned, or not known."""
    events: tuple[str, ...] = ()
    """Dockings, tests of thrusters, passes through radiation, in words."""
    notes: tuple[str, ...] = ()
    """For everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """All of it."""

    title: str
    """Of the film."""
    heads: tuple[tuple[str, str], ...] = ()
    """Office and name, in order: director, producer, first assistant."""
    people: tuple[CompanyPerson, ...] = ()
    """Those of whom more is known than their id."""
    medical: str = ""
    """Who is the crew medical officer; empty: not said."""
    channel: str = ""
    """On which channel the ground is called, and with which words; empty: not said."""
    safety: tuple[str, ...] = ()
    """Notes that stand on every call sheet."""
    routines: tuple[Routine, ...] = ()
    """Meals, exercise, sleep, duties."""
    comm: tuple[CommTime, ...] = ()
    """Windows of communication."""
    facts: tuple[DayFacts, ...] = ()
    """What is special, by day."""
    ready: int = READY
    """Minutes between a person's call and their first strip."""

    def person(self, who: str) -> CompanyPerson:
        """A person by id; of one who is not listed nothing more is known."""
        return next((one for one in self.people if one.id == who), CompanyPerson(id=who))

    def name(self, who: str) -> str:
        """How a person is printed."""
        return self.person(who).name or who

    def facts_of(self, day: int) -> DayFacts:
        """What is special about a day."""
        return next((one for one in self.facts if one.day == day), DayFacts(day=day))
