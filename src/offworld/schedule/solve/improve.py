"""A plan made better a few days at a time: their strips, and those left out, are put on them anew."""

from __future__ import annotations

from itertools import combinations
from typing import Final

from offworld.schedule.solve.choose import choose
from offworld.schedule.solve.columns import Columns
from offworld.schedule.solve.master import Column

_SLACK: Final = 30.0
"""Points below the best day at which a set of strips is still looked at [I]."""
_WANTED: Final = 60
"""Sets of strips for each of the days."""
_CHOICE: Final = 0.3
"""Counted seconds for one choice."""


def improve(
    columns: Columns, plan: tuple[Column, ...], *, size: int, until: float, workers: int
) -> tuple[Column, ...]:
    """The plan, or one that is worth more.

    Args:
        columns: the search whose prices and columns are used.
        plan: one column for each day that is used.
        size: days at a time.
        until: counted seconds at which to end.
        workers: threads of the solver.
    """
    days = [at for at, day in enumerate(columns.days) if day.day.items]
    quiet, turn = 0, 0
    trios = sorted(combinations(days, min(size, len(days))), key=lambda trio: (trio[-1] - trio[0], trio))
    while trios and quiet < len(trios) and columns.spent < until:
        better = _again(columns, plan, trios[turn % len(trios)], workers)
        turn += 1
        quiet = quiet + 1 if better is None else 0
        plan = better or plan
    return plan


def _again(
    columns: Columns, plan: tuple[Column, ...], trio: tuple[int, ...], workers: int
) -> tuple[Column, ...] | None:
    """A better plan that differs on a few days only; None if none was found."""
    kept = [column for column in plan if column.day not in trio]
    held = {s for column in kept for s in column.strips}
    master = columns.master
    prices = columns.last.prices if columns.last is not None else columns.centre
    known = len(master.columns)
    floors: dict[int, float] = {}
    for at in trio:
        values, gain = master.values(at, prices)
        day = columns.days[at]
        for i, item in enumerate(day.day.items):
            if item.strip in held:
                values[i] = -1.0
        floor = max(
            (master.value(c, prices) for c in plan if c.day == at), default=-1e15 if day.day.must else 0.0
        )
        floors[at] = floor
        found = day.best(
            values, gain, floor - _SLACK, triples=master.paid(at, prices), wanted=_WANTED, beam=1500
        )
        for bits in found.sets:
            master.add(at, bits)
    fresh = master.columns[known:]
    free = [
        c
        for c in master.columns[:known]
        if c.day in trio
        and not held.intersection(c.strips)
        and (c in plan or master.value(c, prices) > floors[c.day] - _SLACK)
    ]
    if not fresh and not free:
        return None
    worth = columns.worth(plan)
    chosen = choose(master, [*kept, *free, *fresh], budget=_CHOICE, workers=workers, hint=plan)
    columns.extra += chosen.spent
    return chosen.columns if chosen.columns and chosen.worth > worth else None
