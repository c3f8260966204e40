"""A plan made better strip by strip: moves and swaps, now and then a worse one, less and less often.

Each move is tried against what the days have (minutes, cards, batteries), then against the points, and only then by the
search over orders, which is asked for each set of items of a day once. Drawn by a seed and ended by a count: the same
moves on every run.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Final

from offworld.schedule.solve.columns import Columns
from offworld.schedule.solve.master import Column

Option = tuple[int, int]
"""A day and an item of it."""

_HOT: Final = 24.0
"""Points that a move may lose at first, one time in three [I]: some priorities a day later."""
_COLD: Final = 1.0
"""The same at the end [I]."""
_TRY: Final = 1.3e-5
"""Seconds that a try is counted as [I]."""
_OUT: Final = 0.04
"""Share of the moves of one strip that take it out, where not all fit [I]."""
_LOOK: Final = 500
"""Tries after which the clock is looked at."""


@dataclass(slots=True)
class _Day:
    """What is on a day now."""

    bits: int = 0
    used: list[int] = field(default_factory=list)
    labels: dict[int, int] = field(default_factory=dict)


class Annealing:
    """A plan that changes."""

    def __init__(self, columns: Columns, plan: tuple[Column, ...], seed: int) -> None:
        """Sets up the search.

        Args:
            columns: prices and days.
            plan: what it begins from.
            seed: of the draws.
        """
        self.columns, self.master = columns, columns.master
        self.draw = random.Random(seed)
        weights = self.master.shooting.weights
        # Where not all fit, a strip is worth enough to be shot on the last day, and little enough to be left out for
        # a while so that others find room.
        full = sum(len(column.strips) for column in plan) < len(self.master.shooting.strips)
        soft = weights.late * len(columns.days) + 2 * (weights.place_day + weights.group_day)
        self.soft = min(weights.strip, soft) if full else weights.strip
        self.out = _OUT if full else 0.0
        self.hard = [(weights.strip - self.soft) * strip.priority for strip in self.master.shooting.strips]
        self.days = [_Day(used=[0] * len(day.most)) for day in columns.days]
        self.use = [day.use.tolist() for day in columns.days]
        self.most = [day.most.tolist() for day in columns.days]
        self.labels = [_labels(day.labels.tolist()) for day in columns.days]
        self.costs = [int(cost) for cost in self.master.costs()]
        self.places = len(self.master.places)
        self.group_days = dict.fromkeys(range(self.places, len(self.costs)), 0)
        self.now: list[Option | None] = [None] * len(self.master.shooting.strips)
        self.options: list[list[Option]] = [[] for _ in self.now]
        self.fixed: set[int] = set()
        self._read(plan)
        self.early: list[list[int]] = [[] for _ in self.now]
        self.late: list[list[int]] = [[] for _ in self.now]
        for early, late in self.master.pairs:
            self.early[late].append(early)
            self.late[early].append(late)
        self.free = [s for s in range(len(self.now)) if s not in self.fixed and self.options[s]]

    def run(self, until: float) -> tuple[Column, ...]:
        """The best plan on the way.

        Args:
            until: counted seconds at which to end; it grows cold towards then.
        """
        best, gained, most = list(self.now), 0, 0
        first = self.columns.spent
        if not self.free:
            return self._plan(best)
        span, spent, heat, count = max(until - first, 1e-9), 0.0, _HOT, 0
        while spent < span:
            gained += self._move(heat)
            if gained > most:
                best, most = list(self.now), gained
            count += 1
            if count % _LOOK == 0:
                self.columns.extra += _LOOK * _TRY
                spent = self.columns.spent - first
                heat = _HOT * (_COLD / _HOT) ** min(spent / span, 1.0)
        return self._plan(best)

    def _read(self, plan: tuple[Column, ...]) -> None:
        gap = self.columns.bound - self.columns.worth(plan) + 1.0
        for at, day in enumerate(self.columns.days):
            values, _ = self.master.values(at, self.columns.centre)
            for i, item in enumerate(day.day.items):
                # A set with an item that is worth less than nothing by more than the gap is in no better plan:
                # without the item the set would be worth more than the bound allows.
                if values[i] >= -gap:
                    self.options[item.strip].append((at, i))
                if item.must:
                    self.fixed.add(item.strip)
        for column in plan:
            for i in range(column.bits.bit_length()):
                if column.bits >> i & 1:
                    self._put(self._strip((column.day, i)), (column.day, i))

    def _strip(self, option: Option) -> int:
        return self.master.days[option[0]].items[option[1]].strip

    def _plan(self, options: list[Option | None]) -> tuple[Column, ...]:
        bits: dict[int, int] = {}
        for option in options:
            if option is not None:
                bits[option[0]] = bits.get(option[0], 0) | 1 << option[1]
        return tuple(self.master.column(day, bits[day]) for day in sorted(bits))

    def _move(self, heat: float) -> int:
        """One try; what it gained."""
        draw = self.draw
        s = self.free[int(draw.random() * len(self.free))]
        changes: list[tuple[int, Option | None]]
        old = self.now[s]
        if draw.random() < 0.5:
            options = self.options[s]
            changes = [(s, options[int(draw.random() * len(options))])]
            if self.out and old is not None and draw.random() < self.out:
                changes = [(s, None)]
        else:
            t = self.free[int(draw.random() * len(self.free))]
            other = self.now[t]
            if other is None or t == s or (old is not None and old[0] == other[0]):
                return 0
            mine = [o for o in self.options[s] if o[0] == other[0]]
            if not mine:
                return 0
            theirs = [o for o in self.options[t] if old is not None and o[0] == old[0]]
            if old is not None and not theirs:
                return 0
            changes = [(s, mine[-1]), (t, theirs[-1] if theirs else None)]
        return self._try(changes, heat)

    def _try(self, changes: list[tuple[int, Option | None]], heat: float) -> int:
        """Makes some changes if they are allowed and the heat allows what they cost; else takes them back."""
        old = [(s, self.now[s]) for s, _ in changes]
        if any(new == was for (_, new), (_, was) in zip(changes, old, strict=True)):
            return 0
        gain = 0
        for s, _ in changes:
            gain += self._take(s)
        for s, option in changes:
            if option is not None:
                gain += self._put(s, option)
        soft = gain
        for (s, new), (_, was) in zip(changes, old, strict=True):
            soft += self.hard[s] * ((was is not None) - (new is not None))
        if (soft >= 0 or self.draw.random() < math.exp(soft / heat)) and self._allowed(changes):
            return gain
        for s, _ in changes:
            self._take(s)
        for s, option in old:
            if option is not None:
                self._put(s, option)
        return 0

    def _allowed(self, changes: list[tuple[int, Option | None]]) -> bool:
        days = {option[0] for _, option in changes if option is not None}
        for at in days:
            if any(used > most for used, most in zip(self.days[at].used, self.most[at], strict=True)):
                return False
        for s, option in changes:
            if not self._ordered(s, option):
                return False
        for _, option in changes:
            if option is not None:
                at, i = option
                if self.columns.days[at].conflicts(i, self.days[at].bits & ~(1 << i)):
                    return False
        return all(self.columns.days[at].order.fits(self.days[at].bits) is not None for at in sorted(days))

    def _ordered(self, s: int, option: Option | None) -> bool:
        if option is None:
            return all(self.now[late] is None for late in self.late[s])
        for early in self.early[s]:
            other = self.now[early]
            if other is None or other[0] > option[0]:
                return False
        return all(other[0] >= option[0] for late in self.late[s] if (other := self.now[late]) is not None)

    def _put(self, s: int, option: Option) -> int:
        at, i = option
        day = self.days[at]
        self.now[s] = option
        day.bits |= 1 << i
        day.used = [a + b for a, b in zip(day.used, self.use[at][i], strict=True)]
        gain = self.master.days[at].items[i].points
        for label in self.labels[at][i]:
            count = day.labels.get(label, 0)
            day.labels[label] = count + 1
            if not count:
                gain -= self._label(label, 1)
        return gain

    def _take(self, s: int) -> int:
        option = self.now[s]
        if option is None:
            return 0
        at, i = option
        day = self.days[at]
        self.now[s] = None
        day.bits &= ~(1 << i)
        day.used = [a - b for a, b in zip(day.used, self.use[at][i], strict=True)]
        gain = -self.master.days[at].items[i].points
        for label in self.labels[at][i]:
            day.labels[label] -= 1
            if not day.labels[label]:
                gain += self._label(label, -1)
        return gain

    def _label(self, label: int, change: int) -> int:
        """Points that a label costs more on one more day; the first day of a group is free."""
        if label < self.places:
            return self.costs[label]
        days = self.group_days[label]
        self.group_days[label] = days + change
        return self.costs[label] if max(days, days + change) > 1 else 0


def _labels(bits: list[int]) -> list[list[int]]:
    return [[label for label in range(one.bit_length()) if one >> label & 1] for one in bits]
