"""A whole plan: everything in it that cannot be, from the days and strips alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from offworld.film.days import PlannedStrip, Shooting, Violation
from offworld.schedule.check.one import of_one
from offworld.schedule.check.sums import of_days
from offworld.schedule.check.table import Table
from offworld.schedule.check.two import of_two


def check_plan(shooting: Shooting, plan: Sequence[PlannedStrip]) -> tuple[Violation, ...]:
    """All that is wrong with a plan, whoever made it; nothing for a good one.

    Args:
        shooting: days, people, places, light, strips.
        plan: what is shot when, in any order.
    """
    table = Table(shooting)
    found: list[Violation] = []
    known: list[PlannedStrip] = []
    for one in plan:
        if one.strip not in table.strips:
            what = f"there is no scene {one.strip}"
            found.append(Violation(kind="unknown strip", strips=(one.strip,), day=one.day, what=what))
        elif any(one.strip == other.strip for other in known):
            what = f"{table.title(one.strip)} is in the plan twice"
            found.append(Violation(kind="twice", strips=(one.strip,), day=one.day, what=what))
        else:
            known.append(one)
    for one in known:
        found += of_one(table, one)
        found += _first(table, one, known)
    for one, two in combinations(known, 2):
        found += of_two(table, one, two)
    found += of_days(table, known)
    there = {one.strip for one in known}
    for fixed in shooting.locked:
        if fixed.strip not in there:
            what = f"{table.title(fixed.strip)} is locked to day {fixed.day + 1} and not in the plan"
            found.append(Violation(kind="missing", strips=(fixed.strip,), day=fixed.day, what=what))
    return tuple(found)


def clashes(table: Table, one: PlannedStrip, others: Sequence[PlannedStrip]) -> tuple[Violation, ...]:
    """What would be wrong if a strip were added to a good plan."""
    found = [*of_one(table, one), *_first(table, one, [*others, one])]
    for other in others:
        found += of_two(table, other, one)
    found += of_days(table, [*(other for other in others if other.day == one.day), one])
    return tuple(found)


def _first(table: Table, one: PlannedStrip, plan: Sequence[PlannedStrip]) -> list[Violation]:
    """What must be shot before it and is not in the plan."""
    there = {other.strip for other in plan}
    if one.strip in table.shooting.shot:
        return []
    missing = sorted(table.strips[one.strip].after - there)
    return [
        Violation(
            kind="order", strips=(name, one.strip), day=one.day,
            what=f"{table.title(one.strip)} must come after {table.title(name)}, which is not in the plan",
        )
        for name in missing
    ]  # fmt: skip
