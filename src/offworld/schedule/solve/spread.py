"""Which strip on which day: the master problem, which knows sums but no times of day.

What it promises is an upper bound for every plan, for it asks for less than a plan must keep. Days on which its choice
cannot be shot come back as cuts: some strips that are too much for one day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from offworld.film.days import Shooting, Strip
from offworld.schedule.check.table import Table
from offworld.schedule.solve.limits import limits
from offworld.schedule.solve.starts import starts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A day for each strip."""

    days: dict[int, frozenset[str]]
    """Strips by day."""
    same: frozenset[str]
    """Strips that stay at the very time they had."""
    bound: int
    """No plan is worth more."""
    proved: bool
    """Whether no choice is worth more."""
    spent: float
    """Deterministic time of the solver."""


class Spread:
    """The master problem; cuts are added between its answers."""

    def __init__(self, shooting: Shooting) -> None:
        self.shooting = shooting
        self.table = Table(shooting)
        self.cp = cp_model.CpModel()
        self.here: dict[tuple[str, int], cp_model.IntVar] = {}
        self.there: dict[str, cp_model.LinearExpr] = {}
        self.same: dict[str, cp_model.IntVar] = {}
        for strip in shooting.strips:
            self._strip(strip)
        self._order()
        self._sums()
        self.place_days = self._used({s.id: s.place for s in shooting.strips})
        self.group_days = self._used({s.id: s.together for s in shooting.strips if s.together})
        self.worth = self._worth()
        self.cp.maximize(self.worth)

    def too_much(self, day: int, ids: frozenset[str], same: frozenset[str] = frozenset()) -> None:
        """Adds a cut: not all of these on that day, as long as those named stay at their times."""
        terms = [self.here[name, day] for name in sorted(ids)] + [self.same[name] for name in sorted(same)]
        self.cp.add(sum(terms) <= len(terms) - 1)

    def at_least(self, days: dict[int, cp_model.IntVar], count: int, members: Iterable[str]) -> None:
        """Adds that something takes so many days, if all of its strips are shot."""
        missing = _sum([1 - self.there[name] for name in members])
        self.cp.add(_sum(days.values()) + count * missing >= count)

    def solve(self, budget: float, hint: dict[str, int], workers: int = 1, gap: float = 0.0) -> Choice | None:
        """The best choice under all cuts so far; None if there is none.

        Args:
            budget: deterministic time.
            hint: days of strips in a good plan.
            workers: threads of the solver.
            gap: part of the worth that is good enough.
        """
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for (name, day), var in self.here.items():
            self.cp.add_hint(var, hint.get(name) == day)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = budget
        solver.parameters.linearization_level = 2
        solver.parameters.search_branching = cp_model.LP_SEARCH
        solver.parameters.absolute_gap_limit = 0.99
        solver.parameters.relative_gap_limit = gap
        if workers > 1:
            # Threads that take turns by counted steps: the same answer on every run.
            solver.parameters.interleave_search = True
        status = solver.solve(self.cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        days: dict[int, set[str]] = {}
        for (name, day), var in self.here.items():
            if solver.value(var):
                days.setdefault(day, set()).add(name)
        return Choice(
            days={day: frozenset(names) for day, names in sorted(days.items())},
            same=frozenset(name for name, var in self.same.items() if solver.value(var)),
            bound=int(solver.best_objective_bound + 1e-6), proved=status == cp_model.OPTIMAL,
            spent=float(solver.response_proto.deterministic_time),
        )  # fmt: skip

    def _strip(self, strip: Strip) -> None:
        fixed = self.table.locked.get(strip.id)
        if fixed is not None:
            days = [fixed.day]
        else:
            today, last = self.shooting.today, len(self.shooting.days)
            days = [day for day in range(today, last) if starts_of(self.table, strip, day)]
        for day in days:
            self.here[strip.id, day] = self.cp.new_bool_var(f"{strip.id} on {day}")
        every = [self.here[strip.id, day] for day in days]
        self.there[strip.id] = _sum(every)
        if fixed is not None:
            self.cp.add(sum(every) == 1)
        else:
            self.cp.add_at_most_one(every)

    def _days(self, strip: str) -> list[int]:
        return [day for day in range(len(self.shooting.days)) if (strip, day) in self.here]

    def _order(self) -> None:
        """Who must come after another is shot on the same day or later, and not at all without it."""
        for strip in self.shooting.strips:
            for name in sorted(strip.after):
                for day in self._days(strip.id):
                    late = sum(self.here[strip.id, d] for d in self._days(strip.id) if d <= day)
                    early = sum(self.here[name, d] for d in self._days(name) if d <= day)
                    self.cp.add(late <= early)

    def _sums(self) -> None:
        open_ = [strip for strip in self.shooting.strips if strip.id not in self.shooting.shot]
        for person in self.shooting.people:
            who = person.who
            self._sum(open_, person.day, lambda s, who=who: s.minutes * (who in s.people), person.most)  # type: ignore[misc]
        for day, limit in enumerate(self.shooting.days):
            for use, most in limits(limit):
                self._sum(open_, day, use, most)

    def _sum(self, strips: list[Strip], day: int, use: Callable[[Strip], int], most: int) -> None:
        terms = [(use(s), self.here[s.id, day]) for s in strips if (s.id, day) in self.here and use(s)]
        if sum(value for value, _ in terms) > most:
            self.cp.add(sum(value * here for value, here in terms) <= most)

    def _used(self, label: dict[str, str]) -> dict[str, dict[int, cp_model.IntVar]]:
        """For each label the days on which anything with it is shot."""
        most = {(one.who, one.day): one.most for one in self.shooting.people}
        out: dict[str, dict[int, cp_model.IntVar]] = {}
        for value in sorted(set(label.values())):
            members = [self.table.strips[name] for name in sorted(label) if label[name] == value]
            out[value] = {}
            for day in range(len(self.shooting.days)):
                today = [strip for strip in members if (strip.id, day) in self.here]
                if not today:
                    continue
                used = out[value][day] = self.cp.new_bool_var(f"{value} on {day}")
                for strip in today:
                    self.cp.add_implication(self.here[strip.id, day], used)
                self.cp.add(sum(self.here[strip.id, day] for strip in today) >= used)
                for who in sorted({who for strip in today for who in strip.people}):
                    # What the relaxation needs to see how many days a place takes.
                    theirs = [strip for strip in today if who in strip.people]
                    limit = most.get((who, day), 0)
                    if sum(strip.minutes for strip in theirs) > limit:
                        total = sum(strip.minutes * self.here[strip.id, day] for strip in theirs)
                        self.cp.add(total <= limit * used)
        return out

    def _worth(self) -> cp_model.LinearExpr:
        weights = self.shooting.weights
        terms: list[cp_model.LinearExpr] = []
        for strip in self.shooting.strips:
            terms.append(weights.strip * strip.priority * self.there[strip.id])
            terms += [
                -weights.late * strip.priority * day * self.here[strip.id, day]
                for day in self._days(strip.id)
            ]
        terms += [-weights.place_day * used for days in self.place_days.values() for used in days.values()]
        for group, days in self.group_days.items():
            spread = self.cp.new_int_var(0, max(len(days) - 1, 0), f"spread of {group}")
            self.cp.add(spread >= _sum(days.values()) - 1)
            terms.append(-weights.group_day * spread)
        return _sum(terms + self._moves())

    def _moves(self) -> list[cp_model.LinearExpr]:
        """What it costs to leave the plan that people have."""
        weights, out = self.shooting.weights, list[cp_model.LinearExpr]()
        for old in self.shooting.before:
            if old.strip not in self.there:
                continue
            here = self.here.get((old.strip, old.day))
            if here is None:
                out.append(-weights.moved_day * self.there[old.strip])
                continue
            same = self.same[old.strip] = self.cp.new_bool_var(f"{old.strip} stays")
            self.cp.add_implication(same, here)
            strip = self.table.strips[old.strip]
            spans = starts_of(self.table, strip, old.day)
            locked = self.table.locked.get(old.strip)
            kept = locked.start == old.start if locked else any(a <= old.start <= b for a, b in spans)
            if not kept or old.start % self.shooting.slot:
                self.cp.add(same == 0)
            out.append(
                -weights.moved_day * (self.there[old.strip] - here) - weights.moved_time * (here - same)
            )
        return out


def _sum(terms: Iterable[cp_model.LinearExpr]) -> cp_model.LinearExpr:
    """The sum as an expression, also of nothing."""
    return cp_model.LinearExpr.sum(list(terms)) + 0
