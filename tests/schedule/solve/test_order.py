"""One day: the search over orders against the constraint solver, and prices against all sets."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from offworld.film.days import PlannedStrip, Weights
from offworld.schedule.check.plan import check_plan
from offworld.schedule.check.table import Table
from offworld.schedule.solve import order as order_module
from offworld.schedule.solve.day import plan_day
from offworld.schedule.solve.items import DayItems
from offworld.schedule.solve.master import Master
from offworld.schedule.solve.order import DayOrder
from offworld.schedule.solve.plan import make_plan
from offworld.schedule.solve.price import DayPrices


@pytest.mark.parametrize("seed", range(4))
def test_against_the_constraint_solver(small, seed):
    shooting = _roomy(small(seed, strips=9, days=1))
    table = Table(shooting)
    day = DayItems(table, 0)
    search = DayOrder(day)
    draw = random.Random(seed)
    answers = set()
    for _ in range(12):
        chosen = draw.sample(range(len(day.items)), draw.randint(2, min(5, len(day.items))))
        found = search.fits(sum(1 << i for i in chosen))
        other = plan_day(table, 0, [day.strip(i).id for i in chosen])
        assert (found is not None) == other.whole
        answers.add(other.whole)
        if found is not None:
            plan = [
                PlannedStrip(strip=s.id, day=0, start=at, end=at + s.minutes) for i, at in found for s in [day.strip(i)]
            ]  # fmt: skip
            assert not {v.kind for v in check_plan(shooting, plan)} - {
                "order",
                "capacity",
                "data",
                "battery",
                "cards",
            }
    assert answers


def _roomy(shooting):
    """Nothing is used up and nothing comes after anything, so that only times matter."""
    strips = tuple(
        replace(s, gigabytes=0.0, watt_hours=0.0, cards=0, after=frozenset(), minutes=min(s.minutes, 30))
        for s in shooting.strips
    )
    return replace(shooting, strips=strips, people=tuple(replace(p, most=1000) for p in shooting.people))


@pytest.mark.parametrize("seed", range(4))
def test_the_best_set_against_all_sets(small, seed):
    shooting = small(seed, strips=8, days=1)
    master = Master(shooting, [DayItems(Table(shooting), 0)])
    day = master.days[0]
    prices = DayPrices(day, master.label_bits(day))
    draw = random.Random(seed)
    values = np.array([draw.uniform(-5, 30) for _ in day.items])
    gain = np.array([-4.0] * len(master.places) + [-6.0] * len(master.groups))
    triples = [((1 << 0, 1 << 1, 1 << 2), 7.0)] if len(day.items) > 2 else []
    found = prices.best(values, gain, 0.0, triples=triples, wanted=1)

    def worth(chosen):
        labels = 0
        for i in chosen:
            labels |= master.label_bits(day)[i]
        total = sum(values[i] for i in chosen) + sum(gain[k] for k in range(len(gain)) if labels >> k & 1)
        return total - sum(p for parts, p in triples if sum(1 << i in parts for i in chosen) > 1)

    def possible(chosen):
        uses = day.uses()
        if any(sum(used[i] for i in chosen) > most for used, most in uses):
            return False
        return prices.order.fits(sum(1 << i for i in chosen)) is not None

    best = max(
        (
            worth(c)
            for n in range(1, len(day.items) + 1)
            for c in combinations(range(len(day.items)), n)
            if possible(c)
        ),
        default=0.0,
    )
    assert found.bound == pytest.approx(max(best, 0.0))


def test_a_search_that_is_too_long_asks_the_solver(small, monkeypatch):
    day = DayItems(Table(_roomy(small(2, strips=6, days=1))), 0)
    everything = (1 << len(day.items)) - 1
    plain = {bits: DayOrder(day).fits(bits) is not None for bits in (3, 5, everything)}
    monkeypatch.setattr(order_module, "MOST", 0)
    asked = DayOrder(day)
    for bits, fits in plain.items():
        assert (asked.fits(bits) is not None) == fits
    assert not asked.undecided


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_of_any_film_is_accepted(small, seed):
    draw = random.Random(seed)
    shooting = small(300 + seed, strips=draw.randint(1, 14), days=draw.randint(1, 4))
    weights = Weights(
        strip=draw.choice((0, 50, 2000)), late=draw.choice((0, 4)), place_day=draw.choice((0, 30))
    )
    plan = make_plan(replace(shooting, weights=weights), budget=0.4)
    assert check_plan(shooting, plan.strips) == ()
    kept = tuple(one for one in plan.strips if draw.random() < 0.3)
    kept = tuple(one for one in kept if not next(s for s in shooting.strips if s.id == one.strip).after)
    again = make_plan(replace(shooting, locked=kept, before=plan.strips), budget=0.4)
    assert set(kept) <= set(again.strips)
    assert check_plan(replace(shooting, locked=kept), again.strips) == ()


def test_weights_of_nothing(small):
    nothing = Weights(strip=0, place_day=0, late=0, group_day=0, moved_day=0, moved_time=0)
    plan = make_plan(replace(small(1), weights=nothing), budget=0.3)
    assert (plan.status, plan.worth) == ("optimal", 0)
