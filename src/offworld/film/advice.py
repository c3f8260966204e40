"""Advice: small changes that a crew could make to a scene, and how much risk each takes away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.finding import FindingKind, Weight
from offworld.film.odds import Share

ChangeKind = Literal["hold", "speed", "rail", "order", "tether", "helper"]
Verdict = Literal["clean enough", "helps", "nothing helps", "nothing to try"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """One line of a scene file to be written in place of another."""

    part: Literal["start", "beats"]
    """Where in the scene file."""
    name: str
    """Person whose start it is, or id of the beat."""
    key: str
    """Before the colon."""
    old: str
    """After the colon as written; empty: there is no such line."""
    new: str
    """After the colon as advised."""

    @property
    def text(self) -> str:
        """The line to write."""
        return f"{self.key}: {self.new}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One small change that a crew can make."""

    kind: ChangeKind
    """What sort."""
    who: tuple[str, ...]
    """People it concerns."""
    words: str
    """What is done, one sentence without a full stop."""
    lines: tuple[NewLine, ...]
    """Lines to write."""
    order: tuple[str, ...] = ()
    """Ids of all beats in their new order; empty: as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """The same takes as written and changed, take by take."""

    of: int
    """Takes compared."""
    fixed: int
    """Takes that had a fault as written and have none changed."""
    spoiled: int
    """Takes of which it is the other way round."""
    gain: float
    """Share of takes in which the fault is gone, less that in which it came, −1 to 1."""
    low: float
    """Lower end of its 95 % interval."""
    high: float
    """Upper end."""
    p: float
    """Chance of a difference as large if the change did nothing (exact test of McNemar), 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How often one thing goes wrong, as written and changed."""

    kind: FindingKind
    """What sort of finding."""
    weight: Weight
    """How much it matters where it is worst."""
    who: tuple[str, ...]
    """People and props it concerns."""
    beat: str
    """Beat to blame; empty if none."""
    before: Share
    """Of the takes as written."""
    after: Share
    """Of the takes with the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A change on fresh takes, which had no part in choosing it."""

    risk: Share
    """Takes with something that demands attention, or with a beat that the end of the scene cut off."""
    danger: Share
    """Takes with a danger."""
    paired: Paired
    """Against the same takes as written."""
    helps: bool
    """Whether the intervals as written and changed are apart, and this one lower."""
    shifts: tuple[Shift, ...]
    """What goes wrong notably less or more often, the largest difference first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One change that was tried."""

    change: Change
    """Which."""
    risk: Share
    """In the search, of as many takes as it was given."""
    danger: Share
    """Takes with a danger, likewise."""
    paired: Paired
    """Against the same takes as written."""
    confirmed: Confirmed | None = None
    """On fresh takes; None: it was not among the best few."""
    refused: str = ""
    """Why it cannot be tried at all; empty: it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What would make a scene safer."""

    film: str
    """Title."""
    scene: str
    """Number of the scene."""
    profile: str
    """How people vary."""
    base: str
    """Digest of all that the takes as written depend on."""
    seed: int
    """Of the takes of the search."""
    fresh_seed: int
    """Of the takes that confirm."""
    takes: int
    """Takes that all this took, those found made among them."""
    verdict: Verdict
    """What came of it."""
    risk: Share
    """As written, in the search."""
    danger: Share
    """Takes with a danger, likewise."""
    fresh_risk: Share | None
    """As written, on fresh takes; None: nothing came so far."""
    fresh_danger: Share | None
    """Takes with a danger, likewise."""
    tried: tuple[Tried, ...]
    """All changes, the best first: confirmed ones, then by how they did in the search, then those refused."""
    left_out: int = 0
    """Changes that were thought out but not tried, for want of takes; the least likely ones."""
    rehearsal: str = ""
    """Digest of the scene as it was then, but for the seed; with another one the scene has changed since."""
