"""Odds: how people vary from take to take, what each of many takes came to, and what follows from all of them."""

from __future__ import annotations

from dataclasses import dataclass

from offworld.film.basic import Vec3
from offworld.film.finding import FindingKind, Weight
from offworld.film.habits import Profile
from offworld.film.take import Outcome
from offworld.film.times import SetUpTime


@dataclass(frozen=True, slots=True, kw_only=True)
class BeatRow:
    """How one beat came out in one take."""

    beat: str
    """Beat id."""
    outcome: Outcome
    """`waiting`: its cue never came; `running`: the scene ended first."""
    start: int | None
    """Tick; None if it never ran."""
    end: int | None
    """Tick; None if it never ended."""
    otherwise: bool
    """True if its `else`, written or by default, was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding of one take, without its words."""

    kind: FindingKind
    """What sort."""
    weight: Weight
    """How much it matters."""
    who: tuple[str, ...]
    """People and props it concerns."""
    beat: str
    """Beat to blame; empty if none."""
    tick: int
    """When it begins, ms."""
    end: int
    """When it ends, ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRow:
    """Where one take left a person or prop, beside where it found them."""

    who: str
    """Person or prop."""
    start: Vec3
    """Hips of a person, middle of a prop, at the start, m, set frame."""
    end: Vec3
    """The same at the end."""
    turn_deg: float
    """Between the attitudes at the start and at the end, degrees."""
    gone: tuple[tuple[str, str], ...] = ()
    """Of a person: each limb (or `straps`) that held something at the start and not at the end, with what it held."""
    held_by: str = ""
    """Of a prop: who holds it at the end; `set` on Velcro, empty if it floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRow:
    """What is kept of one take among many; the take itself can be made again from its number."""

    take: int
    """Its number, from 1."""
    seed: int
    """Root of the random numbers inside it."""
    as_written: bool
    """True if the start had to be taken as written, because the varied one left no room."""
    length: int
    """Length, ms."""
    last: int
    """When the last of its beats ended (began, for one that lasts), ms."""
    beats: tuple[BeatRow, ...]
    """One for each beat, order of the scene; empty if the simulation broke."""
    findings: tuple[FindingRow, ...]
    """In order of time."""
    peak_n: float
    """Largest load of any hold of a hand or foot, N, filtered as what breaks a grip is."""
    loads: int
    """How many loads of such holds were seen, one for each hold and step."""
    gentle: int
    """How many of them, unfiltered, were below 60 N."""
    touch_m_s: float
    """Largest closing speed of any touch, m/s."""
    stopped: str
    """Why the simulation stopped before its end; empty if it did not."""
    ends: tuple[EndRow, ...] = ()
    """Where it left people and props; empty if nothing is left of it."""
    back_s: float | None = None
    """Time back to its start, s, which follows from `ends` by the crew's times; None: it is not known."""

    @property
    def clean(self) -> bool:
        """Whether nothing in it demands attention."""
        return not self.stopped and all(finding.weight == "note" for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class OddsTable:
    """Many takes of one scene with people of one profile."""

    film: str
    """Title of the film."""
    scene: str
    """Number of the scene."""
    base: str
    """Digest of everything else that the takes depend on: scene, seed, code, libraries, processor. Tables that
    share it differ in the profile alone."""
    profile: Profile
    """How people varied."""
    rows: tuple[TakeRow, ...]
    """Takes 1, 2, … in order."""
    kinds: tuple[str, ...] = ()
    """Kinds of processor that made them, sorted; several only where that was asked for; empty: not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How often something happened, with a 95 % interval for how often it would (Wilson)."""

    count: int
    """Takes in which it did."""
    of: int
    """Takes in which it could."""
    low: float
    """Lower end, 0 to 1."""
    high: float
    """Upper end, 0 to 1."""

    @property
    def value(self) -> float:
        """Share seen, 0 to 1; 0 of nothing."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingOdds:
    """One thing that goes wrong in some takes."""

    kind: FindingKind
    """What sort."""
    weight: Weight
    """How much it matters where it is worst."""
    who: tuple[str, ...]
    """People and props it concerns."""
    beat: str
    """Beat to blame; empty if none."""
    share: Share
    """Of all takes."""
    first: int
    """Number of the first take that shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """How often a beat is the first to go wrong, in takes in which nothing had gone wrong before it."""

    beat: str
    """Beat id; empty: what goes wrong first belongs to no beat."""
    share: Share
    """Of takes that came to it with nothing wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """What follows from a table."""

    profile: str
    """Name of the profile."""
    takes: int
    """How many."""
    clean: Share
    """Takes in which nothing demands attention."""
    until_clean: tuple[float, float | None, float | None]
    """Takes until one is clean, on average: at the interval's upper end, as seen, at its lower end; None: never."""
    stopped: Share
    """Takes that the simulation did not finish."""
    as_written: int
    """Takes that began as written because the varied start left no room."""
    time_s: tuple[float, float] | None
    """When the last beat is over: P50 and P80, s, of takes that were finished; None: there are none."""
    peak_n: float
    """Largest load of a hold in any take, filtered, N."""
    gentle: float
    """Share of all loads of holds below 60 N; 1 if nobody held anything."""
    back_s: tuple[float, float] | None
    """Time back to the start after a take: P50 and P80, s; None: it is not known."""
    findings: tuple[FindingOdds, ...]
    """Things that demand attention, the most frequent first; notes are left out."""
    blame: tuple[Blame, ...]
    """Beats that go wrong first, the most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filmed:
    """How often a beat was done in filmed takes, beside how often it is here."""

    beat: str
    """Beat id."""
    filmed: Share
    """Of filmed takes in which its outcome was seen."""
    here: Share
    """Of all takes that were finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneOdds:
    """What is kept for pages and programs of the odds of a scene with people of one profile."""

    scene: str
    """Number of the scene."""
    base: str
    """That of the table."""
    rehearsal: str
    """Digest of the scene as it was then; with another one the scene has changed since."""
    profile: Profile
    """How people varied."""
    odds: Odds
    """What follows from the table."""
    set_up: SetUpTime | None
    """How long the scene keeps its crew; None: it is not known."""
    filmed: tuple[Filmed, ...] = ()
    """Beats whose outcome was seen on film, in order of the scene."""
