"""What two strips can do to each other."""

from __future__ import annotations

from collections.abc import Iterator

from offworld.film.days import PlannedStrip, Violation
from offworld.schedule.check.table import Table, meet


def of_two(table: Table, one: PlannedStrip, two: PlannedStrip) -> Iterator[Violation]:
    """What breaks between two strips that are known.

    Args:
        table: strips by name.
        one: a strip at its time.
        two: another one.
    """
    first, second = table.strips[one.strip], table.strips[two.strip]
    both = (one.strip, two.strip)
    shot = table.shooting.shot
    # What is in the can was shot when it was shot, whatever should have come before it.
    if one.strip in second.after and two.strip not in shot and (two.day, two.start) < (one.day, one.end):
        yield _order(table, one, two)
    if two.strip in first.after and one.strip not in shot and (one.day, one.start) < (two.day, two.end):
        yield _order(table, two, one)
    if one.day != two.day or (both[0] in shot and both[1] in shot):
        return
    people, kit = sorted(first.people & second.people), sorted(first.kit & second.kit)
    names = f"{table.title(one.strip)} and {table.title(two.strip)}"
    if meet((one.start, one.end), (two.start, two.end)):
        if people:
            what = f"{', '.join(people)} would be in {names} at once"
            yield Violation(kind="overlap", strips=both, day=one.day, what=what)
        if kit:
            what = f"{', '.join(kit)} would be in {names} at once"
            yield Violation(kind="kit", strips=both, day=one.day, what=what)
        if first.place == second.place:
            what = f"{names} are both in {first.place} at one time"
            yield Violation(kind="place", strips=both, day=one.day, what=what)
    elif first.place != second.place and (people or kit):
        gap = max(two.start - one.end, one.start - two.end)
        if gap < table.shooting.move:
            way = f"from {first.place} to {second.place}"
            what = f"{gap} min to get {way} between {names}; it takes {table.shooting.move}"
            yield Violation(kind="move", strips=both, day=one.day, what=what)


def _order(table: Table, early: PlannedStrip, late: PlannedStrip) -> Violation:
    what = f"{table.title(late.strip)} must come after {table.title(early.strip)}"
    return Violation(kind="order", strips=(early.strip, late.strip), day=late.day, what=what)
