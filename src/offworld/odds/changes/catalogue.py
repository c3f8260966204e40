"""The kinds of change, from the one that touches what the director wrote least to the one that touches it most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from offworld.film.advice import Change, ChangeKind
from offworld.odds.changes import helper, hold, order, rail, speed, tether
from offworld.odds.changes.situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of change."""

    kind: ChangeKind
    """Which."""
    what: str
    """For people; more than one take an s."""
    offer: Callable[[Situation], list[Change]]
    """Thinks some out, the likeliest first."""


RULES: Final = (
    Rule(kind="hold", what="hold", offer=hold.offer),
    Rule(kind="speed", what="other speed", offer=speed.offer),
    Rule(kind="rail", what="other rail", offer=rail.offer),
    Rule(kind="order", what="other order", offer=order.offer),
    Rule(kind="tether", what="tether", offer=tether.offer),
    Rule(kind="helper", what="helper", offer=helper.offer),
)
"""In order of how much they ask: a hold changes nothing that is seen to happen, a speed a number, a rail a place, an
order the story; a tether is rigged and seen, a helper is one more person in the set."""
RANK: Final = {rule.kind: index for index, rule in enumerate(RULES)}
"""Place of each kind in that order."""


def offers(situation: Situation) -> list[Change]:
    """Changes that could help, the likeliest of each kind first; kinds take turns so that none is crowded out."""
    by_kind = [rule.offer(situation) for rule in RULES]
    return [change for turn in zip_longest(*by_kind) for change in turn if change is not None]


def intrusion(change: Change) -> tuple[int, int, int]:
    """How much a change touches what is written, for ties: its kind, lines changed, people named."""
    return RANK[change.kind], len(change.lines), len(change.who)
