"""Whether some items fit into their day together: an exact search over the order in which they begin.

In the order of their starts each can begin as early as those before it allow (a plan that is pushed to the left stays a
plan), so an order is all there is to choose. An item that could end before another one can begin, and leave time to
move, goes first: it is in nobody's way there.
"""

from __future__ import annotations

from typing import Final

from offworld.schedule.solve.day import plan_day
from offworld.schedule.solve.items import APART, DayItems, Item

MOST: Final = 4000
"""Nodes of the search for one set of items [I]; beyond them the constraint solver is asked."""
_NODE: Final = 6e-6
"""Seconds that one node is counted as [I]."""

Starts = tuple[tuple[int, int], ...]
"""Items and the minutes at which they begin."""


class DayOrder:
    """One day and all that was asked of it."""

    def __init__(self, day: DayItems) -> None:
        self.day = day
        self.known: dict[int, Starts | None] = {}
        self.undecided = False
        self.spent = 0.0

    def fits(self, chosen: int) -> Starts | None:
        """When each of a set of items begins; None if they cannot all be shot.

        Args:
            chosen: bits of the items.
        """
        if chosen not in self.known:
            items = [i for i in range(chosen.bit_length()) if chosen >> i & 1]
            search = _Search(self.day)
            found = search.run(items)
            self.spent += search.nodes * _NODE
            if search.nodes > MOST and found is None:
                found = self._solved(items)
            self.known[chosen] = found
        return self.known[chosen]

    def core(self, chosen: int) -> int:
        """The part of a set that does not fit, from which nothing can be taken without making it fit."""
        for i in range(chosen.bit_length()):
            less = chosen & ~(1 << i)
            if less != chosen and self.fits(less) is None:
                chosen = less
        return chosen

    def _solved(self, items: list[int]) -> Starts | None:
        """The same by the constraint solver; what it cannot decide is taken not to fit."""
        strips = {self.day.strip(i).id: i for i in items}
        if len(strips) < len(items):
            return None
        fixed = {
            name: one.starts[0][0]
            for name, i in strips.items()
            for one in [self.day.items[i]]
            if len(one.starts) == 1 and one.starts[0][0] == one.starts[0][1]
        }
        found = plan_day(self.day.table, self.day.day, strips, fixed=fixed, must=frozenset(strips))
        self.spent += found.spent
        self.undecided |= not found.proved
        if not found.whole:
            return None
        return tuple(sorted((strips[one.strip], one.start) for one in found.strips))


class _Search:
    """The search over orders."""

    def __init__(self, day: DayItems) -> None:
        self.day = day
        self.nodes = 0
        self.failed: dict[tuple[int, ...], list[tuple[int, ...]]] = {}

    def run(self, items: list[int]) -> Starts | None:
        """The first order that fits."""
        # Those that must begin soonest are tried first, for they are the ones that will not fit later.
        left = tuple(sorted(items, key=lambda i: (self.day.items[i].starts[-1][1], i)))
        return self._go(left, tuple(0 for _ in left))

    def _go(self, left: tuple[int, ...], least: tuple[int, ...]) -> Starts | None:
        if not left:
            return ()
        self.nodes += 1
        if self.nodes > MOST:
            return None
        begin = []
        for i, at in zip(left, least, strict=True):
            first = _earliest(self.day.items[i], at)
            if first is None:
                return None
            begin.append(first)
        failed = self.failed.setdefault(left, [])
        now = tuple(begin)
        if any(all(a <= b for a, b in zip(old, now, strict=True)) for old in failed):
            return None
        for k in self._first(left, now):
            after = self._after(left, now, k)
            rest = None if after is None else self._go(left[:k] + left[k + 1 :], after)
            if rest is not None:
                return ((left[k], now[k]), *rest)
        failed.append(now)
        return None

    def _first(self, left: tuple[int, ...], begin: tuple[int, ...]) -> list[int]:
        """Who could be first of those that are left."""
        free = [k for k, i in enumerate(left) if all(self.day.gap(i, j) != APART or j == i for j in left)]
        if not free:
            return []
        move = self.day.shooting.move
        limit = min(begin[k] + self.day.strip(left[k]).minutes for k in free) + move
        return [k for k in free if begin[k] < limit]

    def _after(self, left: tuple[int, ...], begin: tuple[int, ...], k: int) -> tuple[int, ...] | None:
        """When the others can begin at the earliest once one is first."""
        i, end = left[k], begin[k] + self.day.strip(left[k]).minutes
        out = []
        for other, at in zip(left, begin, strict=True):
            if other == i:
                continue
            gap = self.day.gap(i, other)
            least = max(at, begin[k]) if gap is None else max(at, begin[k], end + gap)
            if _earliest(self.day.items[other], least) is None:
                return None
            out.append(least)
        return tuple(out)


def _earliest(item: Item, least: int) -> int | None:
    """The first minute on the grid at which an item can begin, not before the one given."""
    for first, last in item.starts:
        at = max(first, -(-least // item.step) * item.step)
        if at <= last:
            return at
    return None
