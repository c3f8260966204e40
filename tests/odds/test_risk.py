"""Faults of takes, and what a change does to them, take by take."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from offworld.film.blocking import Beat, Intent
from offworld.odds.interval import wilson
from offworld.odds.risk import apart, cut_off, danger_of, faulty, paired, risk_of, shifts


def written(name, move, duration=None):
    intent = Intent(move=move, duration_s=duration)
    return Beat(id=name, number=1, who=("ann",), channels=("right hand",), intent=intent)


BEATS = (
    written("push", "push off"),
    written("catch", "catch"),
    written("keep", "hold"),
    written("rest", "drift", 2.0),
)


@pytest.mark.parametrize(
    ("outcomes", "wanted"),
    [
        ({"catch": "running"}, {"catch"}),
        ({"keep": "running"}, set()),
        ({"rest": "running"}, {"rest"}),
        ({"catch": "done", "keep": "done"}, set()),
        ({"catch": "waiting"}, set()),
    ],
)
def test_what_ends_by_itself_is_cut_off_by_the_end(make, outcomes, wanted):
    row = make.row(1, beats=tuple(make.beat(name, 5, outcome=how) for name, how in outcomes.items()))
    assert cut_off(row, BEATS) == wanted
    assert faulty(row, BEATS) == bool(wanted)


def test_shares_of_faults_and_dangers(make):
    some = [
        make.row(1),
        make.row(2, findings=(make.finding("catch", 3000),)),
        make.row(3, findings=(make.finding("catch", 3000, weight="danger"),)),
        make.row(4, findings=(make.finding("catch", 3000, weight="note"),)),
        make.row(5, stopped="it blew up"),
    ]
    assert (risk_of(some, BEATS).count, danger_of(some).count) == (3, 2)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=80))
def test_against_scipy_the_exact_test_of_mcnemar(both):
    before, after = zip(*both, strict=True)
    found = paired(before, after)
    assert found.fixed == sum(b and not a for b, a in both)
    assert found.gain == pytest.approx(np.mean(before) - np.mean(after))
    assert found.low - 1e-12 <= found.gain <= found.high + 1e-12
    differ = found.fixed + found.spoiled
    assert found.p == pytest.approx(binomtest(found.fixed, differ).pvalue if differ else 1.0)


def test_the_same_takes_with_sides_exchanged_lose_what_the_others_gain():
    before, after = [True] * 9 + [False] * 6, [False] * 8 + [True] * 7
    there, back = paired(before, after), paired(after, before)
    assert (there.gain, there.low, there.high) == pytest.approx((-back.gain, -back.high, -back.low))
    assert there.p == back.p


def test_fewer_takes_with_the_change_are_compared_with_as_many():
    assert paired([True, True, True, True], [False, True]).of == 2


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [((40, 60), (10, 60), True), ((40, 60), (30, 60), False), ((10, 60), (40, 60), False)],
)
def test_risks_apart(before, after, wanted):
    assert apart(wilson(*before), wilson(*after)) is wanted


def test_what_goes_and_what_comes(make):
    gone, come = make.finding("catch", 3000), make.finding("push", 100, kind="contact", weight="danger")
    twice = make.finding("catch", 3500)
    before = [make.row(n, findings=(gone, twice) if n % 2 else ()) for n in range(1, 21)]
    after = [make.row(n, findings=(come,) if n < 4 else ()) for n in range(1, 21)]
    first, second = shifts(before, after)
    assert (first.kind, first.beat, first.before.count, first.after.count) == ("missed", "catch", 10, 0)
    assert (second.kind, second.weight, second.before.count, second.after.count) == (
        "contact",
        "danger",
        0,
        3,
    )
    rare = [make.row(n, findings=(come,) if n == 4 else ()) for n in range(1, 21)]
    assert not shifts([make.row(n) for n in range(1, 21)], rare)
