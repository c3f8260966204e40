"""A plan of all days by decomposition: strips are spread over the days, then each day is planned by itself.

What is too much for a day goes back as a cut until both agree (logic-based Benders decomposition).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from ortools.sat.python.cp_model import IntVar

from offworld.film.days import Plan, PlannedStrip, Shooting, Strip, Weights
from offworld.film.worth import worth_of
from offworld.schedule.check.table import Table
from offworld.schedule.solve.day import DayPlan, plan_day
from offworld.schedule.solve.spread import Choice, Spread

BUDGET: Final = 15.0
"""Deterministic seconds of all solvers together."""
_LEAST_SHARE: Final = 0.02
"""Share of the budget for finding out how many days one place or group takes."""
_LEAST_ROUND: Final = 0.05
"""Deterministic seconds that a look at the master problem gets at least."""
_FIRST_ROUND: Final = 0.03
"""Share of the budget that one look at the master problem may take while the days still object."""


def make_plan(shooting: Shooting, *, budget: float = BUDGET, workers: int = 1) -> Plan:
    """The plan that is worth most, or the best that the budget finds and how far it is from the bound.

    Args:
        shooting: days, people, places, light, strips, locked ones, the plan before.
        budget: deterministic time: the same plan on every machine.
        workers: threads of the solver.
    """
    return _Search(shooting, budget, workers).run()


@dataclass(slots=True)
class _Search:
    shooting: Shooting
    budget: float
    workers: int
    table: Table = field(init=False)
    spread: Spread = field(init=False)
    known: dict[tuple[int, frozenset[str], frozenset[str]], DayPlan] = field(default_factory=dict)
    spent: float = 0.0
    best: tuple[PlannedStrip, ...] | None = None
    worth: int = 0
    bound: int = 0
    old: dict[str, PlannedStrip] = field(init=False)

    def __post_init__(self) -> None:
        self.table = Table(self.shooting)
        self.spread = Spread(self.shooting)
        self.bound = self.shooting.weights.strip * sum(strip.priority for strip in self.shooting.strips)
        self.old = {one.strip: one for one in self.shooting.before}

    def run(self) -> Plan:
        locked = self._locked()
        if locked is not None:
            return locked
        self._least_days()
        self.rounds()
        return self._answer()

    def _locked(self) -> Plan | None:
        """A refusal if what is locked cannot be shot as it is."""
        for day in sorted({one.day for one in self.shooting.locked}):
            names = frozenset(one.strip for one in self.shooting.locked if one.day == day)
            fixed = {one.strip: one.start for one in self.shooting.locked if one.day == day}
            if names <= self.shooting.shot:
                continue
            found = plan_day(self.table, day, names, fixed=fixed, must=names)
            self.spent += found.spent
            if not found.whole:
                titles = ", ".join(self.table.title(name) for name in sorted(names))
                reason = f"what is locked on day {day + 1} cannot all be shot there: {titles}"
                return Plan(status="infeasible", strips=(), reason=reason, deterministic_s=self.spent)
        return None

    def _least_days(self) -> None:
        """How many days each place and each group takes at least, found out by itself: the bound lives on it."""
        for label, days in (("place", self.spread.place_days), ("together", self.spread.group_days)):
            for value, used in days.items():
                members = [strip for strip in self.shooting.strips if getattr(strip, label) == value]
                if len(members) > 1:
                    self.spent += self._least(value, used, members)

    def _least(self, value: str, used: dict[int, IntVar], members: list[Strip]) -> float:
        alone = replace(
            self.shooting,
            strips=tuple(replace(s, after=frozenset(), place=s.place, together=value) for s in members),
            weights=Weights(place_day=0, group_day=1, late=0, moved_day=0, moved_time=0),
            locked=tuple(one for one in self.shooting.locked if one.strip in {s.id for s in members}),
            before=(),
        )
        search = _Search(alone, _LEAST_SHARE * self.budget, 1)
        search.rounds()
        total = sum(strip.priority for strip in members) * alone.weights.strip
        self.spread.at_least(used, total - search.bound + 1, [strip.id for strip in members])
        return search.spent

    def rounds(self) -> None:
        """Master problem and days in turn, until they agree or the budget is spent."""
        share = _FIRST_ROUND * self.budget
        while self.spent < self.budget:
            hint = {one.strip: one.day for one in self.best or self.shooting.before}
            choice = self.spread.solve(
                min(share, self.budget - self.spent + _LEAST_ROUND), hint, self.workers
            )
            if choice is None:
                share *= 2.0
                continue
            self.spent += choice.spent
            self.bound = min(self.bound, choice.bound)
            agreed = self._days(choice)
            if self.best is not None and (self.worth >= self.bound or (agreed and choice.proved)):
                return
            if agreed:
                # No cut came of it: what is missing is a longer look.
                share *= 2.0

    def _days(self, choice: Choice) -> bool:
        """Plans every day as it was chosen; what cannot be is cut off, and what is left is a plan.

        Returns:
            Whether all days could be shot as chosen.
        """
        agreed, plan = True, list[PlannedStrip]()
        for day, names in choice.days.items():
            same = choice.same & names
            found = self._day(day, names, same)
            if not found.whole:
                agreed = False
                self._cut(day, names, same)
                if same:
                    found = self._day(day, names, frozenset())
            plan += found.strips
        self._offer(self._filled(plan))
        return agreed

    def _day(self, day: int, names: frozenset[str], same: frozenset[str]) -> DayPlan:
        """One day, each asked for once only."""
        key = (day, names, same)
        if key not in self.known:
            fixed = {name: self.old[name].start for name in same}
            locked = {
                one.strip: one.start for one in self.shooting.locked if one.day == day and one.strip in names
            }
            self.known[key] = plan_day(
                self.table,
                day,
                names,
                fixed=fixed | locked,
                must=frozenset(locked) if locked else frozenset(),
            )
            self.spent += self.known[key].spent
        return self.known[key]

    def _cut(self, day: int, names: frozenset[str], same: frozenset[str]) -> None:
        """Cuts off the choice, and as much more as can be: strips are taken away while the rest still is too much."""
        for name in sorted(names | {f"={one}" for one in same}):
            fewer, freer = names - {name}, same - {name, name.removeprefix("=")}
            trial = self._day(day, fewer, freer)
            if not trial.whole and trial.proved:
                names, same = fewer, freer
        self.spread.too_much(day, names, same)
        for other in range(self.shooting.today, len(self.shooting.days)):
            on_other = all((name, other) in self.spread.here for name in names)
            if other != day and not same and on_other:
                trial = self._day(other, names, frozenset())
                if not trial.whole and trial.proved:
                    self.spread.too_much(other, names)

    def _filled(self, plan: list[PlannedStrip]) -> list[PlannedStrip]:
        """A plan with what has no place put where there is still room, the dearest first."""
        there = {one.strip for one in plan}
        left = sorted(
            (strip for strip in self.shooting.strips if strip.id not in there),
            key=lambda s: (-s.priority, s.minutes, s.id),
        )
        for strip in left:
            for day in range(self.shooting.today, len(self.shooting.days)):
                if (strip.id, day) not in self.spread.here:
                    continue
                others = [one for one in plan if one.day != day]
                names = frozenset(one.strip for one in plan if one.day == day) | {strip.id}
                if not self._in_order(strip, day, others, names):
                    continue
                found = self._day(day, names, frozenset())
                if found.whole:
                    plan = [*others, *found.strips]
                    break
        return plan

    def _in_order(self, strip: Strip, day: int, others: list[PlannedStrip], names: frozenset[str]) -> bool:
        """Whether all that must come before it does, and what must come after it does not come before."""
        days = {one.strip: one.day for one in others}
        before = all(name in names or days.get(name, day + 1) <= day for name in strip.after)
        return before and all(
            days[other.id] >= day
            for other in self.shooting.strips
            if strip.id in other.after and other.id in days
        )

    def _offer(self, plan: list[PlannedStrip]) -> None:
        """Keeps a plan if it is worth more than the best; strips whose order broke are taken out first."""
        kept = _ordered(self.table, plan)
        worth = worth_of(self.shooting, tuple(kept)).total
        if self.best is None or worth > self.worth:
            self.best = tuple(sorted(kept, key=lambda one: (one.day, one.start, one.strip)))
            self.worth = worth

    def _answer(self) -> Plan:
        if self.best is None:
            return Plan(
                status="out of budget", strips=(), bound=self.bound, deterministic_s=self.spent,
                reason=f"no plan was found in {self.budget:g} deterministic seconds; give it more",
            )  # fmt: skip
        return Plan(
            status="optimal" if self.worth >= self.bound else "found", strips=self.best, worth=self.worth,
            bound=max(self.bound, self.worth), deterministic_s=self.spent,
        )  # fmt: skip


def _ordered(table: Table, plan: list[PlannedStrip]) -> list[PlannedStrip]:
    """The plan without strips that must come after something that is not in it, or not before them."""
    kept = {one.strip: one for one in plan}
    while True:
        wrong = [
            name
            for name, one in kept.items()
            if any(
                other not in kept or (kept[other].day, kept[other].end) > (one.day, one.start)
                for other in table.strips[name].after
            )
        ]
        if not wrong:
            return list(kept.values())
        for name in wrong:
            del kept[name]
