"""Which changes to go on with, and which is best in the end. Numbers of takes are budgets; no clock is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from offworld.film.advice import Change
from offworld.odds.changes.catalogue import intrusion
from offworld.odds.risk import paired

MOST: Final = 24
"""Changes tried at most."""
LOOK: Final = 24
"""Takes as written by which it is judged whether there is anything to gain, and where."""
CLEAN: Final = 0.05
"""Share of takes with a fault up to which a scene is called clean enough: that even less of it is better could not be
shown with so few takes."""
FINALISTS: Final = 3
"""Changes confirmed on fresh takes."""
SMALLEST: Final = 120
"""Takes below which nothing could be shown."""
HOPELESS: Final = 8
"""Takes with a fault of which a change must put one right to stay: one that does in 3 of 10 fails once in 17."""
_ROUNDS: Final = 3
_LEAST: Final = 4
"""Takes that every change gets."""
_ENOUGH: Final = 12
"""Takes of a first round beyond which more tell little."""
_TIE: Final = 0.05
"""Chance of a difference as large by accident, from which two changes count as equally good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many takes are made of what."""

    rounds: tuple[int, ...]
    """Takes that each change still in the search has after each round, even numbers; as written there are as many."""
    confirm: int
    """Fresh takes of each finalist and of the scene as written."""


def plan(budget: int, changes: int) -> Plan:
    """A search by successive halving: every round half of the changes, each with twice the takes.

    Args:
        budget: takes in all; two fifths are for confirming.
        changes: how many there are to try, at most `tried_with` of that budget.
    """
    confirm = _even(0.4 * budget / (FINALISTS + 1))
    first = max(
        (size for size in range(_LEAST, _ENOUGH + 1, 2) if _cost(changes, size) <= 0.6 * budget),
        default=_LEAST,
    )
    return Plan(rounds=_rounds(first), confirm=confirm)


def tried_with(budget: int) -> int:
    """How many changes a budget is enough for."""
    return max((count for count in range(1, MOST + 1) if _cost(count, _LEAST) <= 0.6 * budget), default=1)


def kept(changes: int) -> int:
    """How many of so many changes go on to the next round."""
    return min(changes, max(FINALISTS, (changes + 1) // 2))


def _rounds(first: int) -> tuple[int, ...]:
    return tuple(first * 2**step for step in range(_ROUNDS))


def _cost(changes: int, first: int) -> int:
    """Takes of a search whose first round has so many of each change, those as written among them."""
    rounds = _rounds(first)
    spent, before, left = max(LOOK, rounds[-1]), 0, changes
    for takes in rounds:
        spent += left * (takes - before)
        before, left = takes, kept(left)
    return spent


def _even(number: float) -> int:
    """An even number, for takes are kept in twos."""
    return 2 * int(number / 2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change and which of its takes have a fault."""

    change: Change
    """The change."""
    faults: tuple[bool, ...]
    """Take by take."""

    @property
    def share(self) -> float:
        """Share of takes with a fault."""
        return sum(self.faults) / len(self.faults)


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Those with the fewest faults first; of equal ones those that touch what is written least."""
    return sorted(entries, key=lambda one: (one.share, intrusion(one.change)))


def hopeless(before: Sequence[bool], entry: Entry) -> bool:
    """Whether a change has put none right of enough takes that have a fault as written.

    Args:
        before: whether each take as written has a fault, at least as many as the change has.
        entry: the change.
    """
    pair = paired(before, entry.faults)
    return not pair.fixed and sum(before[: pair.of]) >= HOPELESS


def survivors(entries: Sequence[Entry], keep: int) -> list[Entry]:
    """The best of each kind, then the best of all, as many as are to be kept.

    So a kind that asks less of everybody is not lost to a difference of one take.
    """
    ordered = in_order(entries)
    best = {one.change.kind: one for one in reversed(ordered)}
    first = [one for one in ordered if best[one.change.kind] is one]
    rest = [one for one in ordered if best[one.change.kind] is not one]
    return in_order([*first, *rest][:keep])


def ranked(entries: Sequence[Entry]) -> list[Entry]:
    """In order of the risk that is left.

    Those that cannot be told from the best on the same takes share its place, and among them the one that touches what
    is written least comes first.
    """
    ordered = in_order(entries)
    if not ordered:
        return []
    best = ordered[0]
    equal = [one for one in ordered if paired(one.faults, best.faults).p > _TIE]
    return [
        *sorted(equal, key=lambda one: (intrusion(one.change), one.share)),
        *(o for o in ordered if o not in equal),
    ]
