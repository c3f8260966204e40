"""Habits: how people vary from take to take, by profiles, and what a film itself says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

A_GUESS: Final = "a guess"
"""How the source of a number begins that has none."""

OUTCOMES: Final = ("done", "missed", "refused")
"""How a filmed beat can come out."""
PRIOR_TAKES: Final = 10.0
"""Observations that a number of a profile counts as if the film does not say; a guess: after ten filmed takes one
trusts them as much as what was thought before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One number about people, with where it comes from."""

    value: float
    """In the unit of the field that holds it."""
    source: str
    """A source, or `a guess` with the thought behind it."""
    low: float | None = None
    """Lower end of its 95 % interval, where it was learned from filmed takes; None: it was not."""
    high: float | None = None
    """Upper end."""
    seen: int = 0
    """Observations behind it."""


def guess(value: float, thought: str = "no measurement was found") -> Spread:
    """A number without a source, with the thought behind it."""
    return Spread(value=value, source=f"{A_GUESS}: {thought}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How much people vary from one take to the next."""

    name: str
    """As a director would say it: `trained`."""
    lag_s: Spread
    """Mean delay between a cue and acting on it, s."""
    lag_sd_s: Spread
    """Standard deviation of that delay, s; it is never negative (log-normal)."""
    catch_late_s: Spread
    """How late a catch or take begins besides, s: half of a normal distribution of this deviation."""
    speed: Spread
    """Standard deviation of the speed of a push or pull, as a share of what was asked."""
    aim_deg: Spread
    """Standard deviation of the direction of a push, degrees, about each of two axes across it."""
    reach_m: Spread
    """Standard deviation of the place that a reach is brought to, m, along each axis."""
    strength: Spread
    """Standard deviation of a person's strength on the day, as a share."""
    posture: Spread
    """1: the resting posture is drawn anew for every take, 0: it is the film's own."""
    start_m: Spread
    """Standard deviation of where people and loose props float at the start, m, along each axis."""
    start_deg: Spread
    """Standard deviation of the head direction at the start, degrees, about each of two axes across it."""
    drift_m_s: Spread
    """Standard deviation of the velocity of what floats at the start, m/s, along each axis."""
    own: tuple[tuple[str, Profile], ...] = ()
    """People who vary otherwise, by id, each with a profile of their own; everybody else varies as this one says."""

    def of(self, person: str) -> Profile:
        """How a person varies."""
        return dict(self.own).get(person, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What was seen of one person in one filmed take."""

    scene: str
    """Number of the scene."""
    take: int
    """Its number."""
    person: str
    """Whose."""
    beat: str = ""
    """Beat id; empty: of none that there is now, or of the start."""
    move: str = ""
    """Move of that beat; empty: not known."""
    lag_s: float | None = None
    """From the cue to acting on it, s; this and what follows: None if it was not seen."""
    speed_m_s: float | None = None
    """Of a push or pull, m/s."""
    asked_m_s: float | None = None
    """What that speed was to be, m/s; None: that of everyday."""
    off_deg: float | None = None
    """Between the direction of a push and what it was to be, degrees."""
    start_m: float | None = None
    """From where the person was to be at the start, m."""
    outcome: str | None = None
    """How the beat came out: `done`, `missed` or `refused`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How the people of a film vary, where it says so."""

    profiles: tuple[Profile, ...] = ()
    """The film's own, besides the built-in ones, in order of the file."""
    people: tuple[tuple[str, str], ...] = ()
    """Person and name of the profile that is theirs, whichever the others have."""
    observed: tuple[Observed, ...] = ()
    """What was seen of them in filmed takes, in order of the file."""
    prior_takes: float = PRIOR_TAKES
    """Observations that each number of a profile counts as."""
