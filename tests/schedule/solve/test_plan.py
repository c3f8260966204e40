"""Plans of drawn films: the check finds nothing, the points agree, and no plan of a tiny film is worth more."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from offworld.film.days import PlannedStrip
from offworld.film.worth import worth_of
from offworld.schedule.check.plan import check_plan
from offworld.schedule.solve.plan import make_plan


@pytest.mark.parametrize("seed", range(6))
def test_a_plan_breaks_nothing_and_its_points_agree(small, seed):
    shooting = small(seed)
    plan = make_plan(shooting, budget=2.0)
    assert plan.status in {"optimal", "found"}
    assert plan.strips
    assert check_plan(shooting, plan.strips) == ()
    assert worth_of(shooting, plan.strips).total == plan.worth <= plan.bound


@pytest.mark.parametrize("seed", range(4))
def test_against_every_plan_of_a_tiny_film(small, seed):
    shooting = replace(small(100 + seed, strips=3, days=2), slot=60, light=())
    shooting = replace(shooting, strips=tuple(replace(s, light="", minutes=60) for s in shooting.strips))
    plan = make_plan(shooting, budget=2.0)
    assert plan.status == "optimal"
    assert plan.worth == max(worth_of(shooting, one).total for one in every_plan(shooting))


def every_plan(shooting):
    """All plans of a tiny film that the check has nothing against."""
    places = [None, *product(range(len(shooting.days)), range(480, 1110, 60))]
    for chosen in product(places, repeat=len(shooting.strips)):
        plan = tuple(
            PlannedStrip(strip=strip.id, day=at[0], start=at[1], end=at[1] + strip.minutes)
            for strip, at in zip(shooting.strips, chosen, strict=True)
            if at is not None
        )
        if not check_plan(shooting, plan):
            yield plan


def test_the_same_film_gets_the_same_plan(small):
    assert make_plan(small(3), budget=1.0) == make_plan(small(3), budget=1.0)
