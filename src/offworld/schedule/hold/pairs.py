"""The best order by another way: who comes before whom, as a model for a constraint solver.

It shares nothing with the search over sets but the problem: a variable for each pair of scenes says which is first, no
three go in a circle, and somebody is paid on a day if they have begun before its end and are needed on it or later
(handbook schedule, 1.2, model C).
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Final

from ortools.sat.python import cp_model

from offworld.film.hold import HoldOrder, HoldProblem, cost_of

BUDGET: Final = 60.0
"""Deterministic seconds of the solver [I]."""


def best_order_by_pairs(problem: HoldProblem, *, budget: float = BUDGET, workers: int = 1) -> HoldOrder:
    """The cheapest order.

    Args:
        problem: scenes and pay.
        budget: deterministic time of the solver: the same on every machine.
        workers: threads of the solver; one gives the same order each time.
    """
    pairs = _Pairs(problem)
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = budget
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    status = solver.solve(pairs.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        names = tuple(scene.name for scene in problem.scenes)
        cost = cost_of(problem, names)
        return HoldOrder(
            status="out of budget", scenes=names, cost=cost, hold=cost - problem.worked, bound=problem.worked
        )
    names = pairs.order(solver)
    cost = cost_of(problem, names)
    return HoldOrder(
        status="optimal" if status == cp_model.OPTIMAL else "found", scenes=names, cost=cost,
        hold=cost - problem.worked, bound=problem.worked + round(solver.best_objective_bound),
        evaluations=int(solver.num_branches),
    )  # fmt: skip


class _Pairs:
    """The model and its variables."""

    def __init__(self, problem: HoldProblem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.first: dict[tuple[int, int], cp_model.LiteralT] = {}
        scenes = range(len(problem.scenes))
        for i, j in combinations(scenes, 2):
            one = self.model.new_bool_var(f"{i}<{j}")
            self.first[i, j], self.first[j, i] = one, one.negated()
        for i, j, k in permutations(scenes, 3):
            if i < j and i < k:
                # Not in a circle; each circle is said once.
                self.model.add_bool_or(self.first[j, i], self.first[k, j], self.first[i, k])
        self._copies()
        self._turn()
        self.model.minimize(sum(self._idle(who, pay) for who, pay in problem.pay.items() if pay))

    def order(self, solver: cp_model.CpSolver) -> tuple[str, ...]:
        """Names in the order found."""
        scenes = range(len(self.problem.scenes))
        before = {i: sum(solver.value(self.first[j, i]) for j in scenes if j != i) for i in scenes}
        return tuple(self.problem.scenes[i].name for i in sorted(scenes, key=lambda i: before[i]))

    def _copies(self) -> None:
        """Scenes with one cast: the first named is shot first, for all their orders cost the same."""
        for i, j in combinations(range(len(self.problem.scenes)), 2):
            if self.problem.scenes[i].cast == self.problem.scenes[j].cast:
                self.model.add_bool_or(self.first[i, j])

    def _turn(self) -> None:
        """An order read backwards costs the same: of the two scenes with the most people one is first."""
        scenes = self.problem.scenes
        largest = sorted(
            range(len(scenes)), key=lambda i: -sum(self.problem.pay.get(w, 0) for w in scenes[i].cast)
        )
        if len({scenes[i].cast for i in largest}) > 1:
            one = largest[0]
            other = next(i for i in largest if scenes[i].cast != scenes[one].cast)
            if not self._ordered(one, other):
                self.model.add_bool_or(self.first[one, other])

    def _ordered(self, one: int, other: int) -> bool:
        """Whether a rule of copies already says something of either scene; then the turn is left open."""
        casts = [scene.cast for scene in self.problem.scenes]
        return casts.count(casts[one]) > 1 or casts.count(casts[other]) > 1

    def _idle(self, who: str, pay: int) -> cp_model.LinearExprT:
        """Pay of the days of one person on which others work between their own."""
        scenes = self.problem.scenes
        own = [i for i, scene in enumerate(scenes) if who in scene.cast]
        terms: list[cp_model.LinearExprT] = []
        for i, scene in enumerate(scenes):
            if i in own or len(own) < 2:
                continue
            begun, needed, idle = (
                self.model.new_bool_var(f"{who} {word} {i}") for word in ("begun", "needed", "idle")
            )
            for j in own:
                self.model.add_implication(self.first[j, i], begun)
                self.model.add_implication(self.first[i, j], needed)
            self.model.add_bool_or(begun, needed)
            self.model.add_bool_or(begun.negated(), needed.negated(), idle)
            terms.append(pay * scene.days * idle)
        return sum(terms)
