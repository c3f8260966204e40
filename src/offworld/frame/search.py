"""The search for set-ups: exact places to begin with, the best of them improved side by side, then others elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.frame.distinct import distinct, spread
from offworld.frame.elsewhere import Elsewhere, climbed
from offworld.frame.evaluate import Evaluator
from offworld.frame.local import Climber, Found, both
from offworld.frame.problem import Problem
from offworld.frame.seeds import seeds

ROUND: Final = 2000
"""Evaluations of one round; a larger budget is many rounds with other beginnings."""
BEGIN: Final = 0.28
"""Share of a round that is spent on beginnings."""
WAVES: Final = ((24, "fqq"), (10, "fqQ"), (4, "fqqQ"))
"""How many cameras are improved at once, and by which steps (see `climbed`)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Search:
    """What a search found."""

    best: Found
    """Distinct answers that keep all hard conditions, the best first; none if there is none."""
    tried: Found
    """All beginnings and what became of them: what reasons are read from when there is no answer."""
    evaluations: int
    """How many poses were scored."""


def search(problem: Problem, *, budget: int = ROUND, seed: int = 0, answers: int = 5) -> Search:
    """Searches.

    Args:
        problem: what is asked for; it has at least one lens.
        budget: evaluations allowed; never exceeded.
        seed: the same finds the same.
        answers: how many distinct answers to keep.
    """
    evaluator = Evaluator(problem)
    best, tried = None, None
    index = 0
    while evaluator.used < budget:
        left = budget - evaluator.used
        rng = np.random.default_rng([seed, index])
        round_ = _round(evaluator, rng, min(ROUND, left), answers)
        tried = round_ if tried is None else tried
        good = round_.take(np.flatnonzero(round_.worth.kept))
        pool = good if best is None else both(best, good)
        best = pool.take(np.array(distinct(problem, pool.poses, pool.worth.total, answers), dtype=np.int64))
        index += 1
    assert best is not None
    assert tried is not None
    return Search(best=best, tried=tried, evaluations=evaluator.used)


def _round(evaluator: Evaluator, rng: np.random.Generator, budget: int, answers: int) -> Found:
    problem, end = evaluator.problem, evaluator.used + budget
    climber = Climber(evaluator)
    some = seeds(problem, rng, max(1, int(BEGIN * budget)))
    pool = climber.look(some.take(slice(0, min(len(some), budget))))
    way = None
    for count, steps in WAVES:
        now = pool if way is None else way.now
        rows = np.array(spread(problem, now.poses, now.merit, count, 15.0))
        way = climber.begin(now.take(rows)) if way is None else way.take(rows)
        way = climbed(climber, way, steps, end)
        pool = both(pool, way.now)
    assert way is not None
    looks = Elsewhere(evaluator, rng, end, pool, climbed=len(way.now.poses))
    while looks.look(answers):
        pass
    return looks.pool
