"""The best whole days among those that are known: one for each day, no strip twice."""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from offworld.schedule.solve.master import Column, Master


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What became of the choice."""

    columns: tuple[Column, ...]
    """One for each day that is used; empty: none was found."""
    worth: int
    """Points."""
    bound: int
    """No choice among these columns is worth more."""
    spent: float
    """Deterministic time."""


def choose(
    master: Master, columns: list[Column], *, budget: float, workers: int, hint: tuple[Column, ...]
) -> Chosen:
    """The columns that are worth most together.

    Args:
        master: strips, orders, groups.
        columns: to choose from.
        budget: deterministic time.
        workers: threads that take turns.
        hint: a choice to begin from.
    """
    model = cp_model.CpModel()
    take = [model.new_bool_var(f"{i}") for i in range(len(columns))]
    holds: dict[int, list[int]] = {}
    by_day: dict[int, list[int]] = {}
    for c, column in enumerate(columns):
        by_day.setdefault(column.day, []).append(c)
        for s in column.strips:
            holds.setdefault(s, []).append(c)
    for day, items in enumerate(master.days):
        every = [take[c] for c in by_day.get(day, [])]
        if items.must:
            model.add_exactly_one(every)
        elif every:
            model.add_at_most_one(every)
    for every_one in holds.values():
        model.add_at_most_one(take[c] for c in every_one)
    _orders(model, master, columns, take, holds)
    shown = _groups(model, master, columns, take)
    weight = master.shooting.weights.group_day
    terms = [int(column.points) * one for column, one in zip(columns, take, strict=True)]
    terms += [weight * one for one in shown]
    model.maximize(cp_model.LinearExpr.sum(terms))
    known = {(column.day, column.bits) for column in hint}
    for column, one in zip(columns, take, strict=True):
        model.add_hint(one, (column.day, column.bits) in known)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = budget
    solver.parameters.linearization_level = 2
    solver.parameters.interleave_search = workers > 1
    status = solver.solve(model)
    spent = float(solver.response_proto.deterministic_time)
    if status == cp_model.INFEASIBLE:
        return Chosen(columns=(), worth=0, bound=0, spent=spent)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Chosen(columns=(), worth=0, bound=10**12, spent=spent)
    return Chosen(
        columns=tuple(column for column, one in zip(columns, take, strict=True) if solver.value(one)),
        worth=round(solver.objective_value), bound=int(solver.best_objective_bound + 1e-6), spent=spent,
    )  # fmt: skip


def _orders(
    model: cp_model.CpModel,
    master: Master,
    columns: list[Column],
    take: list[cp_model.IntVar],
    holds: dict[int, list[int]],
) -> None:
    """Who must come after another is shot on the same day or later."""
    for early, late in master.pairs:
        for day in range(len(master.days)):
            after = [take[c] for c in holds.get(late, []) if columns[c].day <= day]
            if after:
                before = [take[c] for c in holds.get(early, []) if columns[c].day <= day]
                model.add(sum(after) <= sum(before) + 0)


def _groups(
    model: cp_model.CpModel, master: Master, columns: list[Column], take: list[cp_model.IntVar]
) -> list[cp_model.IntVar]:
    """Whether anything of each continuity group is shot: its first day is free."""
    shown = []
    for g, name in enumerate(master.groups):
        one = model.new_bool_var(name)
        model.add(one <= sum(take[c] for c, column in enumerate(columns) if g in column.groups) + 0)
        shown.append(one)
    return shown
