"""How near to the best the plans of drawn films are, how soon a lost day is planned anew, and orders of scenes.

The gap is that between the plan and the bound of the same run, as a share of the part of the worth that varies: costs,
and what is left out. Counted seconds are the same on every machine; seconds are those of the processor.
"""

from __future__ import annotations

import time
import tracemalloc
from dataclasses import dataclass, replace
from typing import Final

from offworld.film.days import Plan, Shooting
from offworld.film.worth import worth_of
from offworld.flow.answer import PROGRESS
from offworld.flow.benches.schedule.films import drawn_film, drawn_order
from offworld.flow.figure import Bar, Figure
from offworld.schedule.check.plan import check_plan
from offworld.schedule.hold.pairs import best_order_by_pairs
from offworld.schedule.hold.sets import best_order
from offworld.schedule.solve.plan import make_plan

BUDGET: Final = 15.0
"""Counted seconds for a film of 40 scenes, and for those of the table."""
LARGE_BUDGET: Final = 40.0
"""Counted seconds for 80 scenes that cannot all fit."""
TABLE: Final = (20, 60, 120, 200)
"""Scenes of the films that tell how cost grows."""
OTHERS: Final = 3
"""Films of 40 scenes beside the frozen one."""
LOST: Final = 5
"""The day that is lost, counted from 0: the sixth."""
ORDERS: Final = 6
"""Drawn orders of 20 and 21 casts."""
WORKERS: Final = 2
"""Threads of the solver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One plan and what it took."""

    shooting: Shooting
    plan: Plan
    seconds: float

    @property
    def gap(self) -> float:
        """Share of the part that varies."""
        weights = self.shooting.weights
        whole = weights.strip * sum(strip.priority for strip in self.shooting.strips)
        return (self.plan.bound - self.plan.worth) / max(1, whole - self.plan.worth)

    @property
    def left_out(self) -> int:
        """Priorities of what has no place."""
        there = {one.strip for one in self.plan.strips}
        return sum(strip.priority for strip in self.shooting.strips if strip.id not in there)


def measure(samples: int | None) -> tuple[Figure, ...]:
    """Plans the frozen films, plans one anew, and puts scenes into orders.

    Args:
        samples: films of 40 scenes beside the frozen one; None: `OTHERS`.
    """
    frozen = planned(drawn_film(40), BUDGET)
    found = [*of_forty(frozen, samples or OTHERS), *of_eighty()]
    found += of_lost_day(frozen)
    for scenes in TABLE:
        run = planned(drawn_film(scenes), BUDGET)
        found.append(Figure(name=f"{scenes} scenes, gap of the part that varies", value=run.gap, unit=""))
        found.append(Figure(name=f"{scenes} scenes, processor time", value=run.seconds, unit="s"))
    return (*found, *of_orders())


def planned(shooting: Shooting, budget: float) -> Run:
    """A plan that the check has nothing against; anything else is no figure."""
    PROGRESS.info("planning %d scenes on %d days …", len(shooting.strips), len(shooting.days))
    begun = time.process_time()
    plan = make_plan(shooting, budget=budget, workers=WORKERS)
    seconds = time.process_time() - begun
    wrong = check_plan(shooting, plan.strips)
    if wrong or worth_of(shooting, plan.strips).total != plan.worth:
        raise AssertionError(f"the plan is wrong: {[one.what for one in wrong]}")
    return Run(shooting=shooting, plan=plan, seconds=seconds)


def of_forty(frozen: Run, others: int) -> list[Figure]:
    """The frozen film of 40 scenes, and others like it."""
    gaps = [planned(drawn_film(40, seed=seed), BUDGET).gap for seed in range(1, others + 1)]
    return [
        Figure(
            name="40 scenes on 12 days, gap of the part that varies", value=frozen.gap, unit="",
            bar=Bar(sense="at most", limit=0.01),
        ),
        Figure(name="the same, counted seconds", value=frozen.plan.deterministic_s, unit="s"),
        Figure(name="the same, processor time", value=frozen.seconds, unit="s"),
        Figure(name=f"largest gap of {len(gaps)} other films of 40 scenes", value=max(gaps), unit=""),
    ]  # fmt: skip


def of_eighty() -> list[Figure]:
    """80 scenes of which not all fit."""
    run = planned(drawn_film(80), LARGE_BUDGET)
    return [
        Figure(
            name="80 scenes that cannot all fit, gap of the part that varies", value=run.gap, unit="",
            bar=Bar(sense="at most", limit=0.02),
        ),
        Figure(
            name="the same, gap of the whole worth", value=(run.plan.bound - run.plan.worth) / max(1, run.plan.worth),
            unit="",
        ),
        Figure(name="the same, priorities left out", value=run.left_out, unit=""),
        Figure(name="the same, processor time", value=run.seconds, unit="s"),
    ]  # fmt: skip


def of_lost_day(frozen: Run) -> list[Figure]:
    """The frozen film when its sixth day is lost and all before it is in the can."""
    shooting, strips = frozen.shooting, frozen.plan.strips
    past = tuple(one for one in strips if one.day < LOST)
    days = tuple(
        replace(day, hours=(0, 0), why="lost") if i == LOST else day for i, day in enumerate(shooting.days)
    )
    now = replace(
        shooting, days=days, locked=past, shot=frozenset(one.strip for one in past), before=strips, today=LOST
    )
    run = planned(now, BUDGET)
    on_lost = sum(one.day == LOST for one in strips)
    proved = run.plan.status == "optimal"
    return [
        Figure(
            name="a lost day planned anew to a proved best", value=run.seconds if proved else float("inf"), unit="s",
            bar=Bar(sense="at most", limit=2.0),
        ),
        Figure(
            name="strips that move", value=len(run.plan.moved), unit="", baseline=on_lost,
            against="strips of the lost day",
        ),
    ]  # fmt: skip


def of_orders() -> list[Figure]:
    """Drawn orders of 20 and 21 casts by sets, and smaller ones by both ways."""
    slowest, proved, most = 0.0, 0, 0.0
    for seed in range(ORDERS):
        problem = drawn_order(seed, 20 + seed % 2)
        begun = time.process_time()
        found = best_order(problem)
        slowest = max(slowest, time.process_time() - begun)
        proved += found.status == "optimal"
    tracemalloc.start()
    best_order(drawn_order(1, 21))
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    agreed = sum(
        best_order(problem).cost == best_order_by_pairs(problem).cost
        for problem in (drawn_order(seed, 11) for seed in range(ORDERS))
    )
    return [
        Figure(
            name="orders of 20 and 21 casts proved", value=proved / ORDERS, unit="",
            bar=Bar(sense="at least", limit=1.0),
        ),
        Figure(name="slowest of them", value=slowest, unit="s", bar=Bar(sense="at most", limit=1.0)),
        Figure(name="memory of one of 21 casts", value=most, unit="MB", bar=Bar(sense="at most", limit=300.0)),
        Figure(
            name="orders of 11 casts on which both ways agree", value=agreed / ORDERS, unit="",
            bar=Bar(sense="at least", limit=1.0),
        ),
    ]  # fmt: skip
