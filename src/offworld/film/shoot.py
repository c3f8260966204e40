"""How a film shoots: hours and people of its days, how takes are counted, what a camera uses.

Guesses are named so; a film says its own numbers in days.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from offworld.film.breakdown import Difficulty
from offworld.film.company import Company
from offworld.film.days import PersonDay, ShootDay, Taken, Weights
from offworld.film.habits import Spread, guess

HOURS: Final = (480, 1020)
"""Working hours aboard a station, 08:00 to 17:00 (handbook schedule, 3.1: NASA ISS operations book)."""
MEAL: Final = (780, 840)
"""The meal in them: an hour (handbook schedule, 3.1: ESA); when it is, is a guess."""
MOST: Final = 390
"""Productive minutes of a day, 6.5 h (handbook schedule, 3.1: ESA)."""
NEWCOMER_DAYS: Final = 3
"""Days after arrival in which a newcomer has half capacity [R]: space adaptation takes two to three."""
NEWCOMER_SHARE: Final = 0.5
"""What they can give in them [R]."""
UNIT: Final = "camera crew"
"""Kit that every strip of a film with one camera crew needs."""
SECONDS_OF_A_PAGE: Final = 50.0
"""Of film (handbook schedule, 2.2: Yamdu)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRules:
    """How many takes a set-up is thought to need, and what is around them."""

    easy: Spread = guess(0.5, "one take in two has performance, light and focus")
    """Share of takes that are good in performance, light and focus, if nothing goes wrong in their physics."""
    usual: Spread = guess(0.25, "one in four; announced five takes become fifteen (MovieMaker)")
    """The same for a scene of usual difficulty."""
    hard: Spread = guess(0.12, "one in eight; dozens of takes of one line were shot in 2021 (TASS)")
    """The same for a hard one."""
    counts_as: float = 20.0
    """Takes that these shares count as against takes that were shot: a guess."""
    clean: Spread = guess(0.7, "a scene that was never rehearsed with --takes")
    """Share of takes in which the physics goes as written, where no rehearsal says it."""
    good: int = 1
    """Good takes wanted of each set-up."""
    chance: float = 0.8
    """Chance with which the planned takes are enough."""
    cameras: int = 1
    """Set-ups shot at once."""
    prepare_s: Spread = guess(
        600.0, "a set-up of a handheld camera is 20 min with its takes (handbook schedule, 2.2)"
    )
    """To get a set-up ready where no rehearsal says it, s."""
    strike_s: Spread = guess(300.0, "taking down is faster than setting up")
    """To take it down, s."""
    back_s: Spread = guess(60.0)
    """Back to one where no rehearsal says it, s."""

    def share(self, difficulty: Difficulty) -> Spread:
        """Share of good takes of a difficulty."""
        return {"easy": self.easy, "usual": self.usual, "hard": self.hard}[difficulty]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraUse:
    """What shooting uses; zero where a film does not count it."""

    gigabytes_min: float = 0.0
    """Footage a minute of a take, of one camera."""
    watts: float = 0.0
    """Battery power while a strip is shot: camera and lamps."""
    card_gigabytes: float = 0.0
    """What a card holds; 0: cards are not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakesShot:
    """What was shot of a scene."""

    scene: str
    """Steady name of the scene."""
    takes: int
    """Takes that were shot."""
    good: int
    """Of them, good ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShootRules:
    """All that days.yaml says, day by day."""

    days: tuple[ShootDay, ...]
    """In order."""
    people: tuple[PersonDay, ...]
    """Everybody of the film on each day that they are there."""
    taken: tuple[Taken, ...] = ()
    """Places that others use."""
    always: frozenset[str] = frozenset()
    """People whom every strip needs."""
    units: int = 1
    """Camera crews; with one, nothing is shot in two places at a time."""
    slot: int = 5
    """Minutes of the grid."""
    move: int = 15
    """Minutes from place to place."""
    takes: TakeRules = TakeRules()
    """How many takes."""
    camera: CameraUse = CameraUse()
    """What they use."""
    shot: tuple[TakesShot, ...] = ()
    """Takes that were shot, for the number of those to come."""
    weights: Weights = Weights()
    """What a plan is worth."""
    company: Company
    """Who is who on the papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripLength:
    """Why a strip takes as long as it does."""

    scene: str
    """Its id."""
    minutes: int
    """In all, a multiple of the grid."""
    runs: int
    """Set-ups one after the other."""
    takes: int
    """Takes of each."""
    take_s: float
    """A take, s."""
    back_s: float
    """Back to its start, s."""
    prepare_s: float
    """Getting ready, of all set-ups together, s."""
    strike_s: float
    """Taking down, s."""
    clean: float
    """Share of takes whose physics goes as written."""
    good: float
    """Share of those that are good otherwise."""
    source: str
    """Where these numbers come from, in plain words."""
