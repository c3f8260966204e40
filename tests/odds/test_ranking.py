"""Budgets of takes, who stays in the search, and who is first in the end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.advice import Change
from offworld.odds.changes.catalogue import RULES
from offworld.odds.ranking import (
    FINALISTS,
    LOOK,
    MOST,
    SMALLEST,
    Entry,
    hopeless,
    in_order,
    kept,
    plan,
    ranked,
    survivors,
    tried_with,
)

KINDS = [rule.kind for rule in RULES]


def entry(kind, faults, of=40, who=("ann",)):
    change = Change(kind=kind, who=who, words=kind, lines=())
    return Entry(change=change, faults=tuple(n < faults for n in range(of)))


@given(st.integers(SMALLEST, 5000), st.integers(1, MOST))
def test_a_plan_keeps_to_its_budget(budget, changes):
    changes = min(changes, tried_with(budget))
    how = plan(budget, changes)
    assert all(takes % 2 == 0 and takes >= 4 for takes in (*how.rounds, how.confirm))
    spent, before, left = max(LOOK, how.rounds[-1]), 0, changes
    for takes in how.rounds:
        spent += left * (takes - before)
        before, left = takes, kept(left)
    assert spent + (FINALISTS + 1) * how.confirm <= budget
    assert left <= max(FINALISTS, changes / 8 + 1)


def test_fewer_faults_first_then_what_asks_for_less():
    order = in_order([entry("helper", 2), entry("rail", 2), entry("order", 1), entry("hold", 3)])
    assert [one.change.kind for one in order] == ["order", "rail", "helper", "hold"]


def test_the_best_of_each_kind_survives_before_the_second_of_another():
    entries = [
        entry("tether", 0),
        entry("tether", 1),
        entry("tether", 2),
        entry("hold", 3),
        entry("speed", 30),
    ]
    kept = survivors(entries, 3)
    assert [(one.change.kind, sum(one.faults)) for one in kept] == [("tether", 0), ("hold", 3), ("speed", 30)]
    assert len(survivors(entries, 4)) == 4


def test_equals_are_ranked_by_what_they_ask_for():
    found = ranked([entry("helper", 0), entry("tether", 1), entry("hold", 2), entry("rail", 20)])
    assert [one.change.kind for one in found] == ["hold", "tether", "helper", "rail"]


def test_a_better_one_that_asks_for_more_is_first():
    found = ranked([entry("hold", 20), entry("helper", 2)])
    assert [one.change.kind for one in found] == ["helper", "hold"]


def test_of_nothing_nothing_is_first():
    assert ranked([]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_place(kind):
    assert in_order([entry(kind, 1)])[0].change.kind == kind


@pytest.mark.parametrize(
    ("before", "faults", "wanted"),
    [
        ([True] * 8, 8, True),
        ([True] * 8, 7, False),
        ([True] * 7 + [False], 8, False),
        ([True] * 30, 8, True),
    ],
)
def test_a_change_that_puts_nothing_right_is_given_up(before, faults, wanted):
    assert hopeless(before, entry("hold", faults, of=8)) is wanted
