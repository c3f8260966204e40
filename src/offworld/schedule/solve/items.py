"""One day in numbers: what could be shot on it, when it could begin, and what two strips ask of each other.

A strip that has a time in the plan before is there twice on its old day: at that very time, and at any time for what it
costs to be moved. So all that a plan loses by moving strips is told by the items that it uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from offworld.film.days import Minutes, Strip
from offworld.schedule.check.table import Table
from offworld.schedule.solve.limits import limits
from offworld.schedule.solve.starts import starts_of

APART: Final = 10**6
"""Minutes between two items that cannot both be in a day in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A strip on a day."""

    strip: int
    """Its index in the shooting."""
    starts: tuple[Minutes, ...]
    """First and last minute at which it can begin, by spans in order."""
    step: int
    """Minutes of the grid on which it begins."""
    points: int
    """What it is worth on this day, without what its place and its group cost."""
    must: bool
    """It is locked to this time."""


class DayItems:
    """The items of one day and what is between them; sets of items are bits of a whole number."""

    def __init__(self, table: Table, day: int) -> None:
        self.table, self.day = table, day
        self.shooting = table.shooting
        self.strips = self.shooting.strips
        self.items = list(_items(table, day))
        self.must = sum(1 << i for i, item in enumerate(self.items) if item.must)
        self._gaps: dict[tuple[int, int], int | None] = {}

    def strip(self, i: int) -> Strip:
        """The strip of an item."""
        return self.strips[self.items[i].strip]

    def gap(self, i: int, j: int) -> int | None:
        """Minutes from the end of one item to the start of another if it is first; None: they may overlap."""
        found = self._gaps.get((i, j), -1)
        if found == -1:
            found = self._gaps[i, j] = self._gap(i, j)
        return found

    def uses(self) -> list[tuple[list[int], int]]:
        """What each item uses of each thing that the day has only so much of, and how much of it there is."""
        strips = [self.strip(i) for i in range(len(self.items))]
        out = []
        for who in sorted({who for strip in strips for who in strip.people}):
            person = self.table.people.get((who, self.day))
            if person is not None:
                out.append(([strip.minutes * (who in strip.people) for strip in strips], person.most))
        out += [
            ([use(strip) for strip in strips], most) for use, most in limits(self.shooting.days[self.day])
        ]
        return [(used, most) for used, most in out if sum(used) > most]

    def _gap(self, i: int, j: int) -> int | None:
        one, two = self.strip(i), self.strip(j)
        if one.id == two.id or two.id in one.after:
            return APART
        gap = 0 if one.id in two.after or one.place == two.place else None
        if one.id in self.shooting.shot and two.id in self.shooting.shot:
            return None
        if one.place != two.place and (one.people & two.people or one.kit & two.kit):
            gap = self.shooting.move
        return gap


def _items(table: Table, day: int) -> Iterator[Item]:
    shooting, weights = table.shooting, table.shooting.weights
    before = {one.strip: one for one in shooting.before}
    for index, strip in enumerate(shooting.strips):
        old, fixed = before.get(strip.id), table.locked.get(strip.id)
        points = weights.strip * strip.priority - weights.late * strip.priority * day
        if old is not None and old.day != day:
            points -= weights.moved_day
        if fixed is not None:
            if fixed.day == day:
                shifted = old is not None and old.day == day and old.start != fixed.start
                points -= weights.moved_time * shifted
                at = ((fixed.start, fixed.start),)
                yield Item(strip=index, starts=at, step=1, points=points, must=True)
            continue
        spans = starts_of(table, strip, day) if day >= shooting.today else []
        spans = [span for span in spans if span[0] <= span[1]]
        if not spans:
            continue
        starts = tuple(spans)
        if old is not None and old.day == day:
            if any(a <= old.start <= b for a, b in spans) and old.start % shooting.slot == 0:
                at = ((old.start, old.start),)
                yield Item(strip=index, starts=at, step=shooting.slot, points=points, must=False)
            points -= weights.moved_time
        yield Item(strip=index, starts=starts, step=shooting.slot, points=points, must=False)
