"""One day: whether some strips can be shot on it, and if not all of them, which are worth most together.

The model is exact by the rules of the check: everyone and everything is in one strip at a time, a place has one at a
time, and between two strips elsewhere that share somebody or something there is time to move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from ortools.sat.python import cp_model

from offworld.film.days import PlannedStrip, Strip
from offworld.schedule.check.table import Table
from offworld.schedule.solve.limits import limits
from offworld.schedule.solve.starts import starts_of

BUDGET: Final = 1.0
"""Deterministic seconds for one day [I]; a day of ten strips takes some hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """What became of some strips on one day."""

    strips: tuple[PlannedStrip, ...]
    """Those that are shot."""
    whole: bool
    """All of them are."""
    proved: bool
    """That no more can be is proved."""
    spent: float
    """Deterministic time of the solver."""


def plan_day(
    table: Table,
    day: int,
    ids: Iterable[str],
    *,
    fixed: dict[str, int] | None = None,
    must: frozenset[str] = frozenset(),
) -> DayPlan:
    """The most that can be shot of some strips on one day.

    Args:
        table: all there is to know.
        day: which.
        ids: strips that are wanted on it.
        fixed: first minutes of those that stay at their time.
        must: strips that are in any answer; a day on which even they do not fit has none.
    """
    model = cp_model.CpModel()
    ones = {}
    for name in sorted(ids):
        one = _variables(model, table, day, table.strips[name], (fixed or {}).get(name))
        if one is not None:
            ones[name] = one
    lost = set(ids) - set(ones)
    if must & lost:
        return DayPlan(strips=(), whole=False, proved=True, spent=0.0)
    for first, second in combinations(sorted(ones), 2):
        _apart(model, table, ones[first], ones[second])
    for name in sorted(must):
        model.add(ones[name].there == 1)
    _sums(model, table, day, list(ones.values()))
    weight = table.shooting.weights.strip
    model.maximize(sum((1 + weight * one.strip.priority) * one.there for one in ones.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = BUDGET
    status = solver.solve(model)
    spent = float(solver.response_proto.deterministic_time)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return DayPlan(strips=(), whole=False, proved=status == cp_model.INFEASIBLE, spent=spent)
    slot = table.shooting.slot
    found = tuple(
        PlannedStrip(strip=name, day=day, start=start, end=start + one.strip.minutes)
        for name, one in ones.items()
        if solver.value(one.there)
        for start in [solver.value(one.start) * slot]
    )
    whole = len(found) == len(ones) and not lost
    return DayPlan(strips=found, whole=whole, proved=whole or status == cp_model.OPTIMAL, spent=spent)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _One:
    """The variables of one strip."""

    strip: Strip
    length: int
    start: cp_model.IntVar
    there: cp_model.IntVar
    interval: cp_model.IntervalVar


def _variables(model: cp_model.CpModel, table: Table, day: int, strip: Strip, at: int | None) -> _One | None:
    slot = table.shooting.slot
    if at is None:
        spans = [[first // slot, last // slot] for first, last in starts_of(table, strip, day)]
    else:
        spans = [[at // slot, at // slot]]
    if not spans:
        return None
    length = -(-strip.minutes // slot)
    start = model.new_int_var_from_domain(cp_model.Domain.from_intervals(spans), f"start {strip.id}")
    there = model.new_bool_var(f"there {strip.id}")
    interval = model.new_optional_fixed_size_interval_var(start, length, there, f"time {strip.id}")
    return _One(strip=strip, length=length, start=start, there=there, interval=interval)


def _apart(model: cp_model.CpModel, table: Table, one: _One, two: _One) -> None:
    """What two strips ask of each other when both are shot on this day."""
    first, second = one.strip, two.strip
    for early, late in ((one, two), (two, one)):
        if early.strip.id in late.strip.after:
            model.add(early.start + early.length <= late.start).only_enforce_if(early.there, late.there)
    shared = bool(first.people & second.people or first.kit & second.kit)
    if first.place == second.place:
        model.add_no_overlap([one.interval, two.interval])
    elif shared:
        move = -(-table.shooting.move // table.shooting.slot)
        before = model.new_bool_var(f"{first.id} before {second.id}")
        both = [one.there, two.there]
        model.add(one.start + one.length + move <= two.start).only_enforce_if(*both, before)
        model.add(two.start + two.length + move <= one.start).only_enforce_if(*both, before.negated())


def _sums(model: cp_model.CpModel, table: Table, day: int, ones: list[_One]) -> None:
    """Nobody works longer than they can, and nobody is in two strips at once, wherever they are."""
    for who in sorted({who for one in ones for who in one.strip.people}):
        theirs = [one for one in ones if who in one.strip.people]
        model.add_no_overlap([one.interval for one in theirs])
        person = table.people.get((who, day))
        most = person.most if person is not None else 0
        free = [one for one in theirs if one.strip.id not in table.shooting.shot]
        _at_most(model, free, lambda strip: strip.minutes, most)
    open_ = [one for one in ones if one.strip.id not in table.shooting.shot]
    for use, most in limits(table.shooting.days[day]):
        _at_most(model, open_, use, most)


def _at_most(model: cp_model.CpModel, ones: list[_One], use: Callable[[Strip], int], most: int) -> None:
    if sum(use(one.strip) for one in ones) > most:
        model.add(cp_model.LinearExpr.sum([use(one.strip) * one.there for one in ones]) <= most)
