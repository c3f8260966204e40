"""A plan of all days: whole days are found one by one, and put together to the plan that is worth most.

The days are found at prices (column generation): each strip has a price, each day takes the set of strips that it can
shoot and that is worth most at these prices, and the prices follow from a linear programme over all sets so far. What
all prices and the best sets add up to is a bound for every plan. The plan is chosen among the sets by a constraint
solver, made better a few days at a time, and proved where the sets that could still matter are few enough to list.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

from offworld.film.days import Plan, PlannedStrip, Shooting, Violation, Weights
from offworld.film.worth import worth_of
from offworld.schedule.check.plan import check_plan
from offworld.schedule.solve.anneal import Annealing
from offworld.schedule.solve.choose import choose
from offworld.schedule.solve.columns import Columns
from offworld.schedule.solve.improve import improve
from offworld.schedule.solve.master import Column
from offworld.schedule.solve.reasons import all_left_out, all_moved

BUDGET: Final = 15.0
"""Counted seconds of all solvers together."""
_PRICES: Final = 0.25
"""Share of the budget after which the search for prices ends."""
_HOT: Final = 0.5
"""Share after which the first strip by strip search ends."""
_CUTS: Final = 0.62
"""Share after which no more rows against fractions are added."""
_DAYS: Final = 0.72
"""Share after which the plan is no longer made better a few days at a time."""
_WARM: Final = 0.88
"""Share after which the second strip by strip search ends."""
_AGAIN: Final = 0.94
"""Share after which the second search a few days at a time ends."""
_SLACK: Final = 8.0
"""Points below the best of its day at which a set is still among the good ones."""
_LIST: Final = 3000
"""Sets of strips that are listed for a proof at most, of all days together."""
_NOTHING: Final = Weights(strip=0, place_day=0, late=0, group_day=0, moved_day=0, moved_time=0)
_CLOSE: Final = 1.0
"""Points between bound and linear programme at which the prices are good."""


def make_plan(shooting: Shooting, *, budget: float = BUDGET, workers: int = 1) -> Plan:
    """The plan that is worth most, or the best that the budget finds and how far it is from the bound.

    Args:
        shooting: days, people, places, light, strips, locked ones, the plan before.
        budget: counted seconds: the same plan on every machine.
        workers: threads of the solver, which take turns in counted steps.
    """
    wrong = _wrong(shooting)
    if wrong:
        reason = "what is locked cannot be shot as it is: " + "; ".join(one.what for one in wrong[:3])
        return Plan(status="infeasible", strips=(), reason=reason)
    if not shooting.strips or not shooting.days:
        return Plan(status="optimal", strips=())
    return _Search(shooting, budget, workers).run()


def _wrong(shooting: Shooting) -> list[Violation]:
    """What is wrong with what is locked, for itself: what must come before it may still find its place."""
    fixed = {one.strip for one in shooting.locked}
    found = check_plan(shooting, shooting.locked)
    return [one for one in found if one.kind != "order" or set(one.strips) <= fixed]


@dataclass(slots=True)
class _Search:
    shooting: Shooting
    budget: float
    workers: int
    columns: Columns = field(init=False)
    plan: tuple[Column, ...] = ()
    worth: int = 0
    found: bool = False
    step: int = field(init=False)

    def __post_init__(self) -> None:
        self.columns = Columns(self.shooting)
        weights = self.shooting.weights
        # All weights may be nothing: then every plan is worth the same.
        self.step = 1 if weights == _NOTHING else math.gcd(
            weights.strip, weights.place_day, weights.late, weights.group_day, weights.moved_day, weights.moved_time
        )  # fmt: skip

    def run(self) -> Plan:
        columns = self.columns
        self._offer(columns.begin())
        try:
            columns.converge(_PRICES * self.budget, 80, _CLOSE)
            if not self.found:
                self._choose(columns.master.columns, 0.2 * self.budget)
            if not self._proved():
                self._anneal(1, _HOT)
                self._cut()
        except ArithmeticError:
            # The first columns allow no plan: a locked strip whose forerunner found no day.
            self._choose(columns.master.columns, 0.2 * self.budget)
        if not self._proved():
            self._improve(3, _DAYS)
            self._anneal(2, _WARM)
            self._improve(3, _AGAIN)
        if not self._proved():
            self._choose(self._near(_SLACK), self.budget - columns.spent)
        return self._answer()

    def _cut(self) -> None:
        """Rows against fractions, as long as they help."""
        columns = self.columns
        while not self._done() and columns.spent < _CUTS * self.budget and columns.cut():
            columns.converge(_CUTS * self.budget, 20, _CLOSE)

    def _anneal(self, seed: int, share: float) -> None:
        """Strip by strip."""
        if self.found and not self._done():
            until = share * self.budget
            self._offer(Annealing(self.columns, self.plan, seed).run(until))

    def _improve(self, size: int, share: float) -> None:
        """A few days at a time."""
        if self.found and not self._done():
            until = share * self.budget
            self._offer(improve(self.columns, self.plan, size=size, until=until, workers=self.workers))

    def _choose(self, among: list[Column], budget: float) -> int:
        """The best plan of some columns; the bound for plans of them alone."""
        if budget <= 0 or not among:
            return 10**12
        chosen = choose(self.columns.master, among, budget=budget, workers=self.workers, hint=self.plan)
        self.columns.extra += chosen.spent
        if chosen.columns:
            self._offer(chosen.columns)
        return chosen.bound

    def _near(self, below: float) -> list[Column]:
        """Columns that are not much less than the best of their day."""
        master, prices = self.columns.master, self.columns.centre
        top = self.columns.best_values(prices)
        held = {(column.day, column.bits) for column in self.plan}
        return [
            column
            for column in master.columns
            if (column.day, column.bits) in held
            or master.value(column, prices) >= top[column.day] - below - 1e-6
        ]

    def _proved(self) -> bool:
        """Lists every set that a better plan could use, and chooses among them all; whether that was done."""
        if self._done():
            return True
        columns, gap = self.columns, self.bound - self.worth
        if not self.found or columns.undecided:
            return False
        near = gap + columns.bound - self.bound
        if not columns.list_all(near, _LIST):
            return False
        bound = self._choose(self._near(near), self.budget - columns.spent)
        columns.bound = min(columns.bound, float(max(bound, self.worth)))
        return self._done()

    @property
    def bound(self) -> int:
        """No plan is worth more: points come in steps."""
        return int((self.columns.bound + 1e-6) // self.step * self.step)

    def _done(self) -> bool:
        return self.found and self.worth >= self.bound

    def _offer(self, plan: tuple[Column, ...]) -> None:
        """Keeps a plan if it is whole and worth more than the best."""
        master = self.columns.master
        days = {s: column.day for column in plan for s in column.strips}
        must = [at for at, day in enumerate(master.days) if day.must]
        whole = set(must) <= {column.day for column in plan} and all(
            early in days and days[early] <= days[late] for early, late in master.pairs if late in days
        )
        worth = self.columns.worth(plan)
        if whole and (not self.found or worth > self.worth):
            self.plan, self.worth, self.found = plan, worth, True

    def _answer(self) -> Plan:
        columns = self.columns
        if not self.found:
            return Plan(
                status="out of budget", strips=(), bound=self.bound, deterministic_s=columns.spent,
                reason="no plan was found: what must come before a locked scene has no place before it, "
                f"or {self.budget:g} counted seconds are too few",
            )  # fmt: skip
        strips = tuple(sorted(self._strips(), key=lambda one: (one.day, one.start, one.strip)))
        worth = worth_of(self.shooting, strips).total
        return Plan(
            status="optimal" if worth >= self.bound else "found", strips=strips, worth=worth,
            bound=max(self.bound, worth), deterministic_s=columns.spent,
            left_out=all_left_out(self.shooting, strips), moved=all_moved(self.shooting, strips),
        )  # fmt: skip

    def _strips(self) -> list[PlannedStrip]:
        out = []
        for column in self.plan:
            day = self.columns.days[column.day]
            for i, start in day.order.fits(column.bits) or ():
                strip = day.day.strip(i)
                out.append(
                    PlannedStrip(strip=strip.id, day=column.day, start=start, end=start + strip.minutes)
                )
        return out
