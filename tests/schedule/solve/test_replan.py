"""A day lost, a person ill, a scene not got: the past stands still, few strips move, and each says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from offworld.schedule.check.plan import check_plan
from offworld.schedule.solve.plan import make_plan
from offworld.schedule.solve.reasons import all_moved


@pytest.fixture(scope="module")
def film(small):
    shooting = small(7, strips=10, days=5)
    return shooting, make_plan(shooting, budget=2.0)


def anew(shooting, plan, today, **changes):
    """The days on the morning of one of them: what is past is in the can."""
    past = tuple(one for one in plan.strips if one.day < today)
    return replace(
        shooting, locked=past, shot=frozenset(one.strip for one in past), before=plan.strips, today=today, **changes
    )  # fmt: skip


def test_nothing_moves_when_nothing_happens(film):
    shooting, plan = film
    again = make_plan(anew(shooting, plan, 1), budget=2.0)
    assert again.status == "optimal"
    assert again.strips == plan.strips
    assert again.moved == ()


def test_a_lost_day_moves_its_strips_and_says_so(film):
    shooting, plan = film
    lost = next(day for day in range(1, 5) if any(one.day == day for one in plan.strips))
    days = tuple(
        replace(day, hours=(0, 0), why="a docking") if i == lost else day for i, day in enumerate(shooting.days)
    )  # fmt: skip
    now = anew(shooting, plan, lost, days=days)
    new = make_plan(now, budget=4.0)
    assert new.status == "optimal"
    assert check_plan(now, new.strips) == ()
    assert set(now.locked) <= set(new.strips)
    reasons = {one.strip: one.reason for one in new.moved}
    for one in plan.strips:
        if one.day == lost:
            assert reasons[one.strip] == f"day {lost + 1} is lost (a docking)"
    assert all(one.day != lost for one in new.strips)


def test_who_is_ill_is_the_reason(film):
    shooting, plan = film
    one = next(one for one in plan.strips if one.day == 1)
    who = min(next(s.people for s in shooting.strips if s.id == one.strip))
    people = tuple(p for p in shooting.people if (p.who, p.day) != (who, 1))
    now = anew(shooting, plan, 1, people=people)
    new = make_plan(now, budget=4.0)
    assert check_plan(now, new.strips) == ()
    moved = next(m for m in new.moved if m.strip == one.strip)
    assert moved.reason == f"{who} does not work on day 2"


def test_a_strip_that_was_not_got_finds_another_day(film):
    shooting, plan = film
    missed = next(one for one in plan.strips if one.day == 0)
    now = anew(shooting, plan, 1)
    needing = {s.id for s in shooting.strips if missed.strip in s.after}
    now = replace(
        now,
        locked=tuple(one for one in now.locked if one.strip != missed.strip),
        shot=now.shot - {missed.strip},
    )
    new = make_plan(now, budget=4.0)
    assert check_plan(now, new.strips) == ()
    assert {one.strip for one in new.moved} >= {missed.strip} - needing
    moved = next(m for m in new.moved if m.strip == missed.strip)
    assert moved.reason == "it was not got on day 1"


def test_a_strip_done_early_leaves_room(film):
    shooting, plan = film
    last = plan.strips[-1]
    done = replace(last, day=0)
    now = replace(
        shooting, locked=(done,), shot=frozenset({last.strip}), before=plan.strips, today=0,
        strips=tuple(replace(s, after=frozenset()) for s in shooting.strips),
    )  # fmt: skip
    new = make_plan(now, budget=4.0)
    assert done in new.strips
    assert next(m for m in new.moved if m.strip == last.strip).reason == "it is locked to its new time"


def test_what_stands_in_the_old_place_is_the_reason(film):
    shooting, plan = film
    one = plan.strips[0]
    twin = replace(next(s for s in shooting.strips if s.id == one.strip), id="twin", number="77")
    now = replace(shooting, strips=(*shooting.strips, twin), before=(one,))
    moved = all_moved(now, [replace(one, strip="twin")])
    assert [(m.strip, m.reason) for m in moved] == [
        (one.strip, "it makes room for scene 77"),
        ("twin", "it had no place before"),
    ]


def test_time_that_became_free_is_a_reason(film):
    shooting, plan = film
    one = next(one for one in plan.strips if one.day > 0)
    alone = replace(
        shooting, before=(one,), strips=tuple(replace(s, after=frozenset()) for s in shooting.strips)
    )
    (moved,) = all_moved(alone, [replace(one, day=one.day - 1)])
    assert moved.reason == "it is pulled forward into time that became free"
    (moved,) = all_moved(alone, [replace(one, day=one.day + 1)])
    assert moved.reason == "the plan is worth more so"


def test_what_is_locked_where_it_cannot_be_is_refused(film):
    shooting, plan = film
    one = plan.strips[0]
    days = tuple(replace(day, hours=(0, 0)) if i == one.day else day for i, day in enumerate(shooting.days))
    new = make_plan(replace(shooting, days=days, locked=(one,)), budget=1.0)
    assert new.status == "infeasible"
    assert f"outside the hours of day {one.day + 1}" in new.reason


def test_no_strips_no_plan(film):
    shooting, _ = film
    assert make_plan(replace(shooting, strips=())).status == "optimal"
