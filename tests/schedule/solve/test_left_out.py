"""What has no place: the reason, and a remedy that, when it is applied, makes it fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from offworld.film.days import PersonDay, Taken
from offworld.schedule.check.plan import check_plan
from offworld.schedule.check.table import Table
from offworld.schedule.solve.plan import make_plan
from offworld.schedule.solve.remedy import applied, least_remedy


@pytest.mark.parametrize("seed", range(3))
def test_a_remedy_that_is_applied_makes_it_fit(small, seed):
    shooting = small(20 + seed, strips=16, days=2)
    plan = make_plan(shooting, budget=1.0)
    table = Table(shooting)
    assert plan.left_out
    tried = 0
    for left in plan.left_out:
        strip = table.strips[left.strip]
        assert left.reason
        assert left.remedy
        if strip.after - {one.strip for one in plan.strips}:
            assert "must come after" in left.reason
            continue
        remedy = least_remedy(table, strip, plan.strips)
        assert remedy is not None
        better, strips = applied(shooting, plan.strips, remedy)
        assert any(one.strip == strip.id for one in strips)
        needing = [v for v in check_plan(better, strips) if v.kind != "order"]
        assert needing == [], (left, needing)
        tried += 1
    assert tried


@pytest.fixture
def one(small):
    """A film of one strip that fits."""
    shooting = small(1, strips=1, days=2)
    strip = replace(shooting.strips[0], light="", after=frozenset(), minutes=40, people=frozenset({"ivan"}))
    people = tuple(PersonDay(who="ivan", day=day, free=((480, 720),), most=120) for day in range(2))
    return replace(shooting, strips=(strip,), people=people, taken=(), light=())


def changed(shooting, **changes):
    return replace(shooting, strips=(replace(shooting.strips[0], **changes),))


def reason(shooting):
    (left,) = make_plan(shooting, budget=0.5).left_out
    return left.reason, left.remedy


def test_no_light(one):
    why, remedy = reason(changed(one, light="day side"))
    assert "no day side of 40 min" in why
    assert remedy == "any light would do on day 1 from 08:00 to 08:40"


def test_too_little_of_a_person(one):
    people = tuple(replace(p, most=20) for p in one.people)
    why, remedy = reason(replace(one, people=people))
    assert "ivan gives 20 min on day 1" in why
    assert remedy == "20 more minutes of ivan on day 1"


def test_nobody_there(one):
    why, remedy = reason(replace(one, people=()))
    assert "ivan does not work on day 1" in why
    assert remedy == "ivan on day 1 from 08:00 to 08:40"


def test_a_place_that_others_use(one):
    place = one.strips[0].place
    taken = tuple(Taken(place=place, day=day, minutes=(480, 1140), why="tests") for day in range(2))
    why, remedy = reason(replace(one, taken=taken))
    assert f"{place} is taken by others" in why
    assert remedy.startswith(f"{place} free of others on day 1 from 08:00")


def test_short_hours_and_empty_stores(one):
    short = tuple(replace(day, hours=(480, 500), cards=0, gigabytes=1.0, watt_hours=1.0) for day in one.days)
    why, remedy = reason(replace(changed(one, cards=2, gigabytes=5.0, watt_hours=9.0), days=short))
    assert "too short" in why
    for words in ("longer hours on day 1", "2 more empty cards", "4 more GB", "8 more Wh"):
        assert words in remedy


def test_no_day_left(one):
    days = tuple(replace(day, hours=(0, 0)) for day in one.days)
    assert reason(replace(one, days=days)) == ("no day is left for it", "another day")


def test_who_is_not_free_long_enough(one):
    people = tuple(replace(p, free=((480, 500),)) for p in one.people)
    why, remedy = reason(replace(one, people=people))
    assert "ivan is not free long enough on day 1" in why
    assert remedy == "ivan free on day 1 from 08:00 to 08:40"
