"""What counts as a fault of a take, how often there is one, and how much of it a change takes away."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from offworld.film.advice import Paired, Shift
from offworld.film.blocking import STATES, Beat
from offworld.film.finding import FindingKind, Weight
from offworld.film.odds import Share, TakeRow
from offworld.odds.interval import wilson

NOTABLE: Final = 0.1
"""Share of takes by which something must come more or less often to be told of."""
_Kind = tuple[FindingKind, tuple[str, ...], str]


def cut_off(row: TakeRow, beats: Sequence[Beat]) -> set[str]:
    """Beats that end by themselves and had not when the scene was over.

    A change that is only slow enough for the scene to end before its fault is no help.
    """
    events = {
        beat.id for beat in beats if beat.intent.move not in STATES or beat.intent.duration_s is not None
    }
    return {one.beat for one in row.beats if one.outcome == "running" and one.beat in events}


def faulty(row: TakeRow, beats: Sequence[Beat]) -> bool:
    """Whether something in a take demands attention, or a beat was cut off."""
    return not row.clean or bool(cut_off(row, beats))


def risk_of(rows: Sequence[TakeRow], beats: Sequence[Beat]) -> Share:
    """Takes with a fault."""
    return wilson(sum(faulty(row, beats) for row in rows), len(rows))


def danger_of(rows: Sequence[TakeRow]) -> Share:
    """Takes with a danger."""
    dangerous = [row for row in rows if row.stopped or any(one.weight == "danger" for one in row.findings)]
    return wilson(len(dangerous), len(rows))


def paired(before: Sequence[bool], after: Sequence[bool]) -> Paired:
    """Compares the same takes as written and changed.

    The gain's interval is that of the share of fixed ones among those that differ (Wilson), times how many differ;
    the test is the exact one of McNemar (Psychometrika 12, 1947): the fixed ones are binomial with 1/2.

    Args:
        before: whether each take as written has a fault.
        after: the same of each take with the change, as many or fewer.
    """
    both = list(zip(before, after, strict=False))
    fixed = sum(old and not new for old, new in both)
    spoiled = sum(new and not old for old, new in both)
    of, differ = len(both), fixed + spoiled
    if not differ:
        return Paired(of=of, fixed=0, spoiled=0, gain=0.0, low=0.0, high=0.0, p=1.0)
    share = wilson(fixed, differ)
    low, high = ((2.0 * end - 1.0) * differ / of for end in (share.low, share.high))
    tail = sum(math.comb(differ, k) for k in range(min(fixed, spoiled) + 1)) / 2.0**differ
    return Paired(
        of=of,
        fixed=fixed,
        spoiled=spoiled,
        gain=(fixed - spoiled) / of,
        low=low,
        high=high,
        p=min(1.0, 2.0 * tail),
    )


def apart(before: Share, after: Share) -> bool:
    """Whether the risk with a change is lower beyond what both intervals leave open."""
    return after.high < before.low


def shifts(before: Sequence[TakeRow], after: Sequence[TakeRow]) -> tuple[Shift, ...]:
    """What goes wrong notably less or more often, the largest difference first."""
    old, new = _counts(before), _counts(after)
    found = []
    for kind in dict.fromkeys([*old, *new]):
        was, weight = old.get(kind, (0, "care"))
        now, later = new.get(kind, (0, "care"))
        if abs(was / max(len(before), 1) - now / max(len(after), 1)) < NOTABLE:
            continue
        sort, who, beat = kind
        worst: Weight = "danger" if "danger" in {weight, later} else "care"
        found.append(
            Shift(
                kind=sort,
                weight=worst,
                who=who,
                beat=beat,
                before=wilson(was, len(before)),
                after=wilson(now, len(after)),
            )
        )
    return tuple(
        sorted(found, key=lambda one: (one.after.value - one.before.value, one.kind, one.who, one.beat))
    )


def _counts(rows: Sequence[TakeRow]) -> dict[_Kind, tuple[int, Weight]]:
    """Takes that show each finding, and how much it matters where it is worst."""
    found: dict[_Kind, tuple[int, Weight]] = {}
    for row in rows:
        told: dict[_Kind, Weight] = {}
        for one in row.findings:
            if one.weight != "note" and told.get((one.kind, one.who, one.beat)) != "danger":
                told[one.kind, one.who, one.beat] = one.weight
        for kind, weight in told.items():
            count, worst = found.get(kind, (0, "care"))
            found[kind] = (count + 1, "danger" if "danger" in {weight, worst} else worst)
    return found
