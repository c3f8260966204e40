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
    """For people, in the plural."""
    offer: Callable[[Situation], list[Change]]
    """Thinks some out, the likeliest first."""


RULES: Final = (
    Rule(kind="hold", what="holds", offer=hold.offer),
    Rule(kind="speed", what="speeds", offer=speed.offer),
    Rule(kind="rail", what="other rails", offer=rail.offer),
    Rule(kind="order", what="orders", offer=order.offer),
    Rule(kind="tether", what="tethers", offer=tether.offer),
    Rule(kind="helper", what="helpers", offer=helper.offer),
)
"""In order of how much they ask: a hold changes nothing that is seen to happen, a speed a number, a rail a place, an
order the story; a tether is rigged and seen, a helper is one more person in the set."""
RANK: Final = {rule.kind: index for index, rule in enumerate(RULES)}
"""Place of each kind in that order."""


def offers(situation: Situation, most: int) -> list[Change]:
    """Changes that could help, kinds taking turns so that none is crowded out.

    Args:
        situation: the scene.
        most: how many at most.
    """
    by_kind = [rule.offer(situation) for rule in RULES]
    turns = [change for turn in zip_longest(*by_kind) for change in turn if change is not None]
    return turns[:most]


def intrusion(change: Change) -> tuple[int, int, int]:
    """How much a change touches what is written, for ties: its kind, lines changed, people named."""
    return RANK[change.kind], len(change.lines), len(change.who)
