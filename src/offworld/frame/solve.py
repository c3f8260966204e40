"""A framing to its set-ups: the one door for whoever wants a shot found."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.film.framing import Framed
from offworld.frame.explain import placed
from offworld.frame.problem import Problem
from offworld.frame.search import ROUND, search
from offworld.frame.why import no_lens, refusal, size_kept

ANSWERS: Final = 5
"""Distinct answers given for want of another number."""


def solve(problem: Problem, *, budget: int = ROUND, seed: int = 0, answers: int = ANSWERS) -> Framed:
    """Finds set-ups.

    Args:
        problem: what is asked for.
        budget: evaluations allowed for the search. Finding out why there is no answer takes more, which are counted
            in what is given back.
        seed: the same finds the same.
        answers: how many distinct ones, at most.

    Returns:
        The answers, the best first, that keep all hard conditions and about the size asked for. Without any it is
        `impossible` after a whole round of the search or more, which is strong evidence and no proof, and
        `out of budget` after less.
    """
    framing = problem.framing
    if not problem.lenses:
        return Framed(
            framing=framing, status="impossible", answers=(), reason=no_lens(framing, problem.package).text
        )
    found = search(problem, budget=budget, seed=seed, answers=answers)
    best = found.best
    if len(best.poses):
        rows = np.flatnonzero(size_kept(problem, best))
        if len(rows):
            chosen = tuple(placed(problem, best.poses, best.worth, int(row)) for row in rows)
            return Framed(framing=framing, status="found", answers=chosen, evaluations=found.evaluations)
    if budget < ROUND:
        text = f"nothing was found in {found.evaluations} evaluations; a whole search has {ROUND}"
        return Framed(
            framing=framing, status="out of budget", answers=(), reason=text, evaluations=found.evaluations
        )
    why = refusal(problem, found, seed)
    return Framed(
        framing=framing, status="impossible", answers=(), reason=why.text,
        evaluations=found.evaluations + why.evaluations,
    )  # fmt: skip
