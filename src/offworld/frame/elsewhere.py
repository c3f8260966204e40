"""Answers beside the best: looks for cameras that are distinct from all answers so far, as long as the budget lasts."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.frame.aside import aside, ring
from offworld.frame.distinct import APART_DEG, distinct
from offworld.frame.evaluate import Evaluator
from offworld.frame.local import Apart, Climber, Found, Rows, Way, both, found
from offworld.frame.problem import Problem
from offworld.frame.seeds import seeds

GOOD: Final = 0.93
"""Share of the best score from which on another answer needs no better one beside it: a look keeps away from it, but
may begin from those that are worth less."""
STARTS: Final = 10
"""Cameras that one look improves."""
STEPS: Final = ("fqq", "Qqf", "qqQ")
"""By which steps (see `climbed`); who has gained nothing by one part is left where they are."""
GAINED: Final = 0.002
"""Least gain of a part."""
OVER_DEG: Final = 0.1
"""Degrees beyond what is distinct that a look keeps away."""
NEAR_DEG: Final = 15.0
"""Degrees between two beginnings of a look."""
DROP: Final = 0.25
"""Score below the best from which on a beginning has little hope: a look gains less."""
TURNED: Final = 2
"""Answers that one look begins beside."""
RINGED: Final = 2
"""Cameras stuck below the answers that are tried again from around them, at once."""
RING_DROP: Final = 0.18
"""Score below the best down to which that is done."""
RING_STARTS: Final = 3
"""Of those around that are improved."""
ANEW: Final = 120
"""New beginnings when nothing else is left to look at."""
LEAST: Final = 80
"""Evaluations below which no look is begun."""
FRESH, CLIMBED, DONE = 0, 1, 2
"""What has become of a camera: only scored; improved as far as it went; not to be begun from again."""


def climbed(climber: Climber, way: Way, steps: str, end: int) -> Way:
    """Cameras after some steps, or as many as the budget has room for.

    Args:
        climber: improves them.
        way: where they are.
        steps: a letter a step: f takes slopes anew, q goes by those at hand; a capital tries the lenses beside as well.
        end: how many evaluations there may have been in the end.
    """
    for kind in steps:
        fresh, lenses = kind in "fF" or not way.residual.size, kind in "FQ"
        if climber.evaluator.used + len(way.now.poses) * climber.cost(fresh=fresh, lenses=lenses) > end:
            break
        way = climber.step(way, fresh=fresh, lenses=lenses)
    return way


def answers_in(problem: Problem, pool: Found, most: int) -> list[int]:
    """Rows of distinct answers that are good beside the best, the best first."""
    kept = np.flatnonzero(pool.worth.kept)
    good = pool.take(kept)
    order = distinct(problem, good.poses, good.worth.total, most)
    return [int(kept[i]) for i in order if good.worth.total[i] >= GOOD * good.worth.total[order[0]]]


class Elsewhere:
    """All cameras of a round, and which of them have been improved, tried beside, tried around."""

    def __init__(
        self, evaluator: Evaluator, rng: np.random.Generator, end: int, pool: Found, *, climbed: int
    ) -> None:
        """Begins from a pool whose last ``climbed`` have been improved; ``end`` as in `climbed`."""
        self.evaluator = evaluator
        self.rng = rng
        self.end = end
        self.pool = pool
        """All cameras so far."""
        self._state: Rows = np.zeros(len(pool.poses), dtype=np.int64)
        self._state[len(self._state) - climbed :] = CLIMBED
        self._turned, self._ringed = set[int](), set[int]()

    @property
    def left(self) -> int:
        """Evaluations."""
        return self.end - self.evaluator.used

    def look(self, most: int) -> bool:
        """One look for an answer distinct from the answers so far; whether another makes sense."""
        problem = self.evaluator.problem
        rows = answers_in(problem, self.pool, most)
        if not rows or self.left < LEAST:
            return False
        apart = Apart(
            problem=problem, poses=self.pool.poses.take(np.array(rows)), least_deg=APART_DEG + OVER_DEG
        )
        climber = Climber(self.evaluator, apart)
        for row in [row for row in rows if row not in self._turned][:TURNED]:
            self._turned.add(row)
            beside = climber.look(aside(climber, self.pool.poses.take(np.array([row]))))
            self._add(beside, np.full(len(beside.poses), FRESH))
        # What was seen before costs nothing to begin from.
        begun = climber.again(self.pool.poses, self.pool.worth)
        starts = self._starts(begun, float(self.pool.worth.total[rows[0]]))
        if starts:
            self._state[starts] = DONE
            self._improve(climber, begun.take(np.array(starts)), STEPS)
            return True
        return self._around(climber, begun, rows) or self._anew()

    def _starts(self, begun: Found, best: float) -> list[int]:
        """Rows to improve: each the best about its place, not improved yet, or since pushed away by a new answer."""
        near = begun.slack[:, -1] < -1e-3
        free = (self._state == FRESH) | ((self._state == CLIMBED) & near)
        order = distinct(self.evaluator.problem, begun.poses, begun.merit, 4 * STARTS, NEAR_DEG)
        hope = [row for row in order if free[row] and begun.merit[row] > best - DROP]
        return hope[: min(STARTS, self._afford())]

    def _around(self, climber: Climber, begun: Found, rows: list[int]) -> bool:
        """Tries again from around those that are stuck; whether there were any."""
        problem, least = self.evaluator.problem, float(begun.worth.total[rows[0]]) - RING_DROP
        order = distinct(problem, begun.poses, begun.merit, 8, APART_DEG)
        tried = self._ringed.union(rows)
        stuck = [row for row in order if row not in tried and begun.merit[row] > least][:RINGED]
        if not stuck:
            return False
        self._ringed.update(stuck)
        about = climber.look(ring(climber, begun.poses.take(np.array(stuck))))
        count = min(RING_STARTS, self._afford())
        if count:
            best = np.argsort(-about.merit, kind="stable")[:count]
            self._improve(climber, about.take(best), STEPS[:2])
        return True

    def _anew(self) -> bool:
        """New beginnings; whether the budget had room for them."""
        n = min(ANEW, self.left)
        if n < 20:
            return False
        more = Climber(self.evaluator).look(seeds(self.evaluator.problem, self.rng, n).take(slice(0, n)))
        self._add(more, np.full(n, FRESH))
        return True

    def _afford(self) -> int:
        """How many cameras a first step is left for."""
        return self.left // Climber.cost(fresh=True, lenses=False)

    def _improve(self, climber: Climber, start: Found, steps: tuple[str, ...]) -> None:
        way = climber.begin(start)
        for i, part in enumerate(steps):
            before = way.now.merit
            way = climbed(climber, way, part, self.end)
            gained = (way.now.merit - before > GAINED) & (i < len(steps) - 1)
            still = way.now.take(np.flatnonzero(~gained))
            self._add(still, np.where(still.slack[:, -1] < 0.0, DONE, CLIMBED))
            way = way.take(np.flatnonzero(gained))
            if not len(way.now.poses):
                return

    def _add(self, more: Found, state: Rows) -> None:
        self.pool = both(self.pool, found(more.poses, more.worth, more.worth.slack))
        self._state = np.concatenate([self._state, state])
