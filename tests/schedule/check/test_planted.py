"""Plans that are good, and 300 that were spoilt on purpose: the check finds every planted thing and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from offworld.film.days import PlannedStrip, Taken
from offworld.schedule.check.plan import check_plan, clashes
from offworld.schedule.check.table import Table
from offworld.schedule.solve.plan import make_plan


def swapped(plan, one, **changes):
    return tuple(replace(other, **changes) if other is one else other for other in plan)


def strip_of(shooting, one):
    return next(s for s in shooting.strips if s.id == one.strip)


def with_strip(shooting, name, **changes):
    strips = tuple(replace(s, **changes) if s.id == name else s for s in shooting.strips)
    return replace(shooting, strips=strips)


def with_person(shooting, who, day, **changes):
    people = tuple(replace(p, **changes) if (p.who, p.day) == (who, day) else p for p in shooting.people)
    return replace(shooting, people=people)


def with_day(shooting, day, **changes):
    days = tuple(replace(d, **changes) if i == day else d for i, d in enumerate(shooting.days))
    return replace(shooting, days=days)


def unknown(shooting, plan, one, draw):
    return shooting, swapped(plan, one, strip=f"X{draw.randint(0, 99)}")


def twice(shooting, plan, one, draw):
    return shooting, (*plan, one)


def length(shooting, plan, one, draw):
    return with_strip(shooting, one.strip, minutes=one.end - one.start + draw.choice((-5, 5))), plan


def grid(shooting, plan, one, draw):
    shift = draw.choice((1, 2, -2))
    return shooting, swapped(plan, one, start=one.start + shift, end=one.end + shift)


def hours(shooting, plan, one, draw):
    return with_day(shooting, one.day, hours=(one.start + 1, 24 * 60)), plan


def past(shooting, plan, one, draw):
    return replace(shooting, today=one.day + 1), plan


def person(shooting, plan, one, draw):
    who = draw.choice(sorted(strip_of(shooting, one).people))
    if draw.random() < 0.5:
        people = tuple(p for p in shooting.people if (p.who, p.day) != (who, one.day))
        return replace(shooting, people=people), plan
    return with_person(shooting, who, one.day, free=((0, one.end - 1),)), plan


def capacity(shooting, plan, one, draw):
    who = draw.choice(sorted(strip_of(shooting, one).people))
    used = sum(o.end - o.start for o in plan if o.day == one.day and who in strip_of(shooting, o).people)
    return with_person(shooting, who, one.day, most=used - 1), plan


def overlap(shooting, plan, one, draw):
    twin = replace(strip_of(shooting, one), id="twin", place="elsewhere", kit=frozenset(), after=frozenset())
    return replace(shooting, strips=(*shooting.strips, twin)), (*plan, replace(one, strip="twin"))


def place(shooting, plan, one, draw):
    taken = Taken(
        place=strip_of(shooting, one).place, day=one.day, minutes=(one.end - 1, one.end + 9), why="others"
    )
    return replace(shooting, taken=(*shooting.taken, taken)), plan


def light(shooting, plan, one, draw):
    return with_strip(shooting, one.strip, light="green flash"), plan


def order(shooting, plan, one, draw):
    if draw.random() < 0.5:
        later = [o for o in plan if (o.day, o.start) > (one.day, one.start)]
        if later:
            return with_strip(shooting, one.strip, after=frozenset({draw.choice(later).strip})), plan
    return with_strip(shooting, one.strip, after=frozenset({"never"})), plan


def move(shooting, plan, one, draw):
    twin = replace(
        strip_of(shooting, one), id="twin", place="elsewhere", kit=frozenset(), after=frozenset(), minutes=5
    )
    near = PlannedStrip(strip="twin", day=one.day, start=one.end, end=one.end + 5)
    return replace(shooting, strips=(*shooting.strips, twin), move=max(shooting.move, 5)), (*plan, near)


def kit(shooting, plan, one, draw):
    twin = replace(
        strip_of(shooting, one), id="twin", place="elsewhere", people=frozenset(), after=frozenset()
    )
    return replace(shooting, strips=(*shooting.strips, twin)), (*plan, replace(one, strip="twin"))


def data(shooting, plan, one, draw):
    used = sum(strip_of(shooting, o).gigabytes for o in plan if o.day == one.day)
    return with_day(shooting, one.day, gigabytes=used - draw.uniform(0.01, 1)), plan


def battery(shooting, plan, one, draw):
    used = sum(strip_of(shooting, o).watt_hours for o in plan if o.day == one.day)
    return with_day(shooting, one.day, watt_hours=used - draw.uniform(0.01, 1)), plan


def cards(shooting, plan, one, draw):
    used = sum(strip_of(shooting, o).cards for o in plan if o.day == one.day)
    more = with_strip(shooting, one.strip, cards=strip_of(shooting, one).cards + 1)
    return with_day(more, one.day, cards=used), plan


def locked(shooting, plan, one, draw):
    shift = 5 * draw.choice((-1, 1))
    return replace(shooting, locked=(replace(one, start=one.start + shift, end=one.end + shift),)), plan


def missing(shooting, plan, one, draw):
    return replace(shooting, locked=(one,)), tuple(o for o in plan if o is not one)


PLANTED = {
    "unknown strip": unknown, "twice": twice, "length": length, "grid": grid, "hours": hours, "past": past,
    "person": person, "capacity": capacity, "overlap": overlap, "place": place, "light": light, "order": order,
    "move": move, "kit": kit, "data": data, "battery": battery, "cards": cards, "locked": locked, "missing": missing,
}  # fmt: skip
EACH = 16


@pytest.fixture(scope="module")
def good(small):
    """Films and plans that nothing is wrong with."""
    out = []
    for seed in range(8):
        shooting = small(60 + seed)
        out.append((shooting, make_plan(shooting, budget=0.3).strips))
    return out


def test_nothing_is_found_in_good_plans(good):
    for shooting, plan in good:
        assert len(plan) > 3
        assert check_plan(shooting, plan) == ()
        shuffled = random.Random(1).sample(plan, len(plan))
        assert check_plan(shooting, shuffled) == ()


def test_every_planted_violation_is_found(good):
    found = Counter()
    for kind, plant in PLANTED.items():
        for turn in range(EACH):
            draw = random.Random(f"{kind} {turn}")
            shooting, plan = good[draw.randrange(len(good))]
            one = draw.choice(plan)
            spoilt, mutated = plant(shooting, plan, one, draw)
            kinds = {violation.kind for violation in check_plan(spoilt, mutated)}
            assert kind in kinds, (kind, turn)
            found[kind] += 1
    assert sum(found.values()) >= 300
    assert min(found.values()) >= 10


def test_a_strip_that_is_put_back_clashes_with_nothing(good):
    for shooting, plan in good:
        table = Table(shooting)
        last = max(plan, key=lambda one: (one.day, one.start))
        others = [one for one in plan if one is not last]
        assert clashes(table, last, others) == ()
        assert {v.kind for v in clashes(table, last, plan)} >= {"overlap"}


def test_what_is_in_the_can_is_not_judged_by_its_day(good):
    shooting, plan = good[0]
    all_of = frozenset(one.strip for one in plan)
    dark = replace(shooting, light=(), people=(), taken=(), locked=plan, shot=all_of, today=3)
    assert check_plan(dark, plan) == ()
    assert check_plan(replace(dark, shot=frozenset()), plan)


def test_a_day_that_does_not_exist_has_no_hours(good):
    shooting, plan = good[0]
    assert "hours" in {v.kind for v in check_plan(shooting, (replace(plan[0], day=99),))}
