"""The search for set-ups: exact places to begin with, the best of them improved side by side, then others elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.frame.distinct import APART_DEG, distinct, head_share, spread
from offworld.frame.evaluate import Evaluator
from offworld.frame.local import Apart, Climber, Found, both, found
from offworld.frame.problem import Poses, Problem
from offworld.frame.seeds import seeds
from offworld.frame.terms.size import class_bounds

ROUND: Final = 2000
"""Evaluations of one round; a larger budget is many rounds with other beginnings."""
BEGIN: Final = 0.28
"""Share of a round that is spent on beginnings."""
WAVES: Final = ((14, 3), (6, 3), (3, 4))
"""How many cameras are improved at once, and by how many steps."""
ELSEWHERE: Final = (4, 4)
"""The same for each look for an answer elsewhere."""
GOOD: Final = 0.93
"""Share of the best score from which on another answer needs no better one beside it: a search elsewhere keeps away
from it, but may begin from those that are worth less."""
ASIDE_DEG: Final = 34.0
"""How far the best is turned about what it looks at to begin elsewhere: a little more than makes it another answer."""
ASIDE: Final = 8
"""Places to begin elsewhere from the best."""
OVER: Final = 0.03
"""Octaves beyond the edge of a class of size from which a look in the next class begins."""
LENS_EVERY: Final = 3
"""Steps from one try of other lenses to the next."""


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
    now = pool
    for count, steps in WAVES:
        rows = spread(problem, now.poses, now.merit, count, 15.0)
        now = _climbed(climber, now.take(np.array(rows)), steps, end)
        pool = both(pool, now)
    while True:
        rows = _answers(problem, pool, answers)
        if not rows:
            return pool
        others = _elsewhere(evaluator, pool, rows, end)
        if others is None:
            return pool
        pool = both(pool, others)


def _answers(problem: Problem, pool: Found, answers: int) -> list[int]:
    kept = np.flatnonzero(pool.worth.kept)
    good = pool.take(kept)
    order = distinct(problem, good.poses, good.worth.total, answers)
    return [int(kept[i]) for i in order if good.worth.total[i] >= GOOD * good.worth.total[order[0]]]


def _climbed(climber: Climber, now: Found, steps: int, end: int) -> Found:
    """After some steps, or as many as the budget has room for."""
    damping = np.full(len(now.poses), 0.1)
    for i in range(steps):
        lenses = i % LENS_EVERY == LENS_EVERY - 1
        if climber.evaluator.used + len(now.poses) * climber.cost(lenses=lenses) > end:
            break
        now, damping = climber.step(now, damping, lenses=lenses)
    return now


def _elsewhere(evaluator: Evaluator, pool: Found, rows: list[int], end: int) -> Found | None:
    """What is found at least 30° from all answers so far; None when the budget has no room for a look."""
    count, steps = ELSEWHERE
    apart = Apart(problem=evaluator.problem, poses=pool.poses.take(np.array(rows)), least_deg=APART_DEG + 0.5)
    climber = Climber(evaluator, apart)
    if evaluator.used + ASIDE + count * climber.cost(lenses=False) > end:
        return None
    aside = climber.look(_aside(climber, pool.poses.take(np.array(rows[:1]))))
    # What was seen before and lies elsewhere costs nothing to begin from.
    begun = both(climber.again(pool.poses, pool.worth), aside)
    order = distinct(evaluator.problem, begun.poses, begun.merit, count, 15.0)
    after = _climbed(climber, begun.take(np.array(order)), steps, end)
    return found(after.poses, after.worth, after.worth.slack)


def _aside(climber: Climber, pose: Poses) -> Poses:
    """One camera turned aside six ways about what it looks at, the picture kept; and nearer, and farther away.

    One that stands for somebody's eyes cannot go elsewhere: it takes other lenses.
    """
    many = pose.take(np.zeros(ASIDE, dtype=np.int64))
    if climber.evaluator.problem.ghost is not None:
        longer = np.array([-4, -3, -2, -1, 1, 2, 3, 4])
        return Poses(
            positions=many.positions,
            axes=many.axes,
            lens=np.clip(many.lens + longer, 0, len(climber.focal) - 1),
        )
    angles = np.radians(60.0) * np.arange(6)
    by = np.zeros((ASIDE, 6))
    by[:6, 0], by[:6, 1] = np.radians(ASIDE_DEG) * np.cos(angles), np.radians(ASIDE_DEG) * np.sin(angles)
    # Just over the edges of its class of size.
    low, high = class_bounds(head_share(climber.evaluator.problem, pose))
    share = np.log2(head_share(climber.evaluator.problem, pose))
    octaves = np.array([(high - share + OVER)[0], (low - share - OVER)[0]])
    by[6:, 3] = np.log(2.0) * np.clip(octaves, -1.0, 1.0)
    return climber.moved(many, by)
