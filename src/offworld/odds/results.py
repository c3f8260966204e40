"""What many takes say together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from offworld.film.finding import FindingKind, Weight
from offworld.film.habits import Observed
from offworld.film.odds import Blame, Filmed, FindingOdds, Odds, OddsTable, Share, TakeRow
from offworld.odds.interval import wilson

_Kind = tuple[FindingKind, tuple[str, ...], str]


def odds_of(table: OddsTable) -> Odds:
    """Everything that follows from a table of at least one take."""
    rows = table.rows
    clean = wilson(sum(row.clean for row in rows), len(rows))
    loads = sum(row.loads for row in rows)
    return Odds(
        profile=table.profile.name,
        takes=len(rows),
        clean=clean,
        until_clean=until(clean),
        stopped=wilson(sum(bool(row.stopped) for row in rows), len(rows)),
        as_written=sum(row.as_written for row in rows),
        time_s=times(rows),
        peak_n=max((row.peak_n for row in rows), default=0.0),
        back_s=spread_of([row.back_s for row in rows if row.back_s is not None]),
        gentle=sum(row.gentle for row in rows) / loads if loads else 1.0,
        findings=_findings(rows),
        blame=blame(rows),
    )


def until(share: Share) -> tuple[float, float | None, float | None]:
    """Takes on average until one comes out so: at best, seen, at worst (1/p of a geometric distribution)."""
    seen = 1.0 / share.value if share.count else None
    return 1.0 / share.high, seen, 1.0 / share.low if share.low else None


def times(rows: Sequence[TakeRow]) -> tuple[float, float] | None:
    """P50 and P80 of the moment when the last beat is over, s, of takes that were finished; None: there are none."""
    return spread_of([row.last / 1000.0 for row in rows if not row.stopped])


def spread_of(seconds: Sequence[float]) -> tuple[float, float] | None:
    """P50 and P80 of times; None: there are none."""
    if not seconds:
        return None
    half, most = (float(np.percentile(seconds, percent)) for percent in (50.0, 80.0))
    return half, most


def blame(rows: Sequence[TakeRow]) -> tuple[Blame, ...]:
    """For each beat, how often it is the first to go wrong among takes in which nothing had until it began."""
    firsts: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for row in rows:
        wrong = first_wrong(row)
        at, culprit = wrong or (math.inf, None)
        if culprit is not None:
            firsts[culprit] += 1
        begun = {beat.beat for beat in row.beats if beat.start is not None and beat.start <= at}
        came.update(begun | ({culprit} if culprit is not None else set()) | {""})
    found = [Blame(beat=beat, share=wilson(count, came[beat])) for beat, count in firsts.items()]
    return tuple(sorted(found, key=lambda one: (-one.share.count, one.beat)))


def first_wrong(row: TakeRow) -> tuple[int, str] | None:
    """When something that demands attention first began, and the beat to blame (empty: none); None: nothing did."""
    wrong = [(finding.tick, finding.beat) for finding in row.findings if finding.weight != "note"]
    if not wrong:
        return (row.length, "") if row.stopped else None
    tick = min(wrong)[0]
    # Of what begins at one moment, that which has a beat to blame says more.
    return tick, max(beat for at, beat in wrong if at == tick)


def _findings(rows: Sequence[TakeRow]) -> tuple[FindingOdds, ...]:
    """Each thing once a take, however often it happens in it."""
    takes: dict[_Kind, list[int]] = {}
    danger: set[_Kind] = set()
    for row in rows:
        wrong = [one for one in row.findings if one.weight != "note"]
        for kind in {(one.kind, one.who, one.beat) for one in wrong}:
            takes.setdefault(kind, []).append(row.take)
        danger |= {(one.kind, one.who, one.beat) for one in wrong if one.weight == "danger"}
    found = [
        _one(kind, numbers, len(rows), "danger" if kind in danger else "care")
        for kind, numbers in takes.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.share.count, one.kind, one.who, one.beat)))


def _one(kind: _Kind, numbers: list[int], of: int, weight: Weight) -> FindingOdds:
    sort, who, beat = kind
    return FindingOdds(
        kind=sort, weight=weight, who=who, beat=beat, share=wilson(len(numbers), of), first=min(numbers)
    )


def beside_film(table: OddsTable, observed: Iterable[Observed]) -> tuple[Filmed, ...]:
    """How often beats were done on film and are done here, for those whose outcome was seen."""
    seen: dict[str, list[bool]] = {}
    for one in observed:
        if one.scene == table.scene and one.beat and one.outcome is not None:
            seen.setdefault(one.beat, []).append(one.outcome == "done")
    here: dict[str, list[bool]] = {}
    for row in table.rows:
        for beat in row.beats if not row.stopped else ():
            # A state that lasts to the end of the scene is done as well as can be.
            here.setdefault(beat.beat, []).append(beat.outcome in {"done", "running"} and not beat.otherwise)
    return tuple(
        Filmed(beat=beat, filmed=_share(seen[beat]), here=_share(outcomes))
        for beat, outcomes in here.items()
        if beat in seen
    )


def _share(done: Sequence[bool]) -> Share:
    return wilson(sum(done), len(done))
