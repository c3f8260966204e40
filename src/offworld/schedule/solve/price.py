"""The best days for given prices of strips: all sets of items side by side, item after item, cut where they cannot win.

Sums of the day are kept exactly; what cannot stand in one day together is learnt from the search over orders, as small
sets of items, and never made again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from offworld.schedule.solve.hope import Hope
from offworld.schedule.solve.items import APART, DayItems
from offworld.schedule.solve.order import DayOrder

_WORD: Final = 63
"""Items in one word of bits."""
_STATE: Final = 6e-7
"""Seconds that one set looked at is counted as [I]."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Triples = Sequence[tuple[tuple[int, int, int], float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """The best days that were found."""

    sets: tuple[int, ...]
    """Bits of items, the best first; each can be shot."""
    bound: float
    """No set of items is worth more at these prices."""
    whole: bool
    """Whether every set above the floor is among them."""


class DayPrices:
    """One day, priced again and again."""

    def __init__(self, day: DayItems, labels: list[int]) -> None:
        """Sets up a day.

        Args:
            day: its items.
            labels: bits of the labels (place, group) of each item.
        """
        self.day, self.order = day, DayOrder(day)
        self.labels = np.array(labels, dtype=np.int64)
        uses = day.uses()
        count = len(day.items)
        self.use: Ints = np.array([used for used, _ in uses], dtype=np.int64).reshape(len(uses), count).T
        self.most: Ints = np.array([most for _, most in uses], dtype=np.int64)
        self.place = [(bits & -bits).bit_length() - 1 for bits in labels]
        self.words = -(-max(count, 1) // _WORD)
        self.never: list[set[int]] = [set() for _ in range(count)]
        self.cores: list[list[int]] = [[] for _ in range(count)]
        self.pairs: dict[int, int] = {}
        self.spent = 0.0

    def best(
        self,
        values: Floats,
        label_gain: Floats,
        floor: float,
        *,
        triples: Triples = (),
        wanted: int = 4,
        beam: int = 3000,
    ) -> Priced:
        """The best sets of items.

        Args:
            values: (n,) worth of each item at the prices.
            label_gain: (labels,) what each label brings (less than nothing: costs) on a day.
            floor: sets that are not worth more are of no interest.
            triples: items of three strips, and what a set pays that holds two of them or all.
            wanted: how many.
            beam: sets that are carried on at most.
        """
        found = _Growth(self, values, label_gain, floor, beam, triples)
        before = self.order.spent
        sets: list[int] = []
        bound = floor
        rows = np.argsort(-found.value, kind="stable")
        alive = np.ones(len(rows), dtype=bool)
        for at, row in enumerate(rows):
            if not alive[at]:
                continue
            chosen = found.bits_of(row)
            if self.order.fits(chosen) is None:
                core = self.order.core(chosen)
                self._learn(core)
                alive[at:] &= ~found.holds(rows[at:], core)
                continue
            if not sets:
                bound = float(found.value[row])
            sets.append(chosen)
            if len(sets) >= wanted:
                break
        self.spent += found.looked * _STATE + self.order.spent - before
        whole = not found.dropped and len(sets) < wanted
        return Priced(sets=tuple(sets), bound=max(bound, found.lost), whole=whole)

    def mask(self, bits: int) -> Ints:
        """A set of items as words."""
        return np.array([bits >> (_WORD * w) & (2**_WORD - 1) for w in range(self.words)], dtype=np.int64)

    def conflicts(self, item: int, others: int) -> int:
        """Bits of those of some items that cannot stand in one day with an item."""
        known = self.pairs.get(item, 0)
        done = self.pairs.get(-1 - item, 0)
        rest = others & ~done & ~(1 << item)
        for j in range(rest.bit_length()):
            if rest >> j & 1 and self._apart(item, j):
                known |= 1 << j
        self.pairs[item], self.pairs[-1 - item] = known, done | others
        return known & others

    def _apart(self, i: int, j: int) -> bool:
        if self.day.gap(i, j) is None:
            return False
        if self.day.gap(i, j) == APART and self.day.gap(j, i) == APART:
            return True
        return self.order.fits(1 << i | 1 << j) is None

    def _learn(self, core: int) -> None:
        for i in range(core.bit_length()):
            if core >> i & 1:
                self.cores[i].append(core)


class _Growth:
    """Sets of items that grow item by item."""

    def __init__(
        self, prices: DayPrices, values: Floats, gain: Floats, floor: float, beam: int, triples: Triples = ()
    ) -> None:
        self.prices, self.gain, self.beam = prices, gain, beam
        self.floor = floor
        self.triples = triples
        self.lost = -np.inf
        self.dropped = False
        self.looked = 0
        must = [i for i, item in enumerate(prices.day.items) if item.must]
        good = [i for i in range(len(values)) if values[i] > 1e-9 and i not in must]
        density = values[good] / np.array([prices.day.strip(i).minutes for i in good], dtype=np.float64)
        place = [prices.place[i] for i in good]
        # Place by place, the richest place first, so that what a place costs is known early.
        rich = {
            p: -sum(sorted((values[i] for i in good if prices.place[i] == p), reverse=True)[:4])
            for p in place
        }
        good = [
            good[k]
            for k in sorted(range(len(good)), key=lambda k: (rich[place[k]], place[k], -density[k], k))
        ]
        self.candidates = sum(1 << i for i in good) | prices.day.must
        self.value: Floats = np.zeros(1)
        self.used: Ints = np.zeros((1, len(prices.most)), dtype=np.int64)
        self.sets: Ints = np.zeros((1, prices.words), dtype=np.int64)
        self.marks: Ints = np.zeros(1, dtype=np.int64)
        for i in must:
            self._put(i, values[i])
        most = self.prices.most - self.used[0]
        places = [prices.place[i] for i in good]
        paid = int(self.marks[0])
        cost = {p: 0.0 if paid >> p & 1 else -float(gain[p]) for p in set(places)}
        self.hope = Hope(values[good], prices.use[good], most, places, cost)
        self.start = self.used[0].copy()
        for k, i in enumerate(good):
            self._item(i, float(values[i]))
            self._cut(k + 1)
        keep = self.value > floor + 1e-9
        self.value, self.sets = self.value[keep], self.sets[keep]

    def bits_of(self, row: Any) -> int:
        """The bits of one of the sets."""
        return sum(int(word) << (_WORD * w) for w, word in enumerate(self.sets[row]))

    def holds(self, rows: Any, core: int) -> NDArray[np.bool_]:
        """Which of some sets hold all of a core."""
        mask = self.prices.mask(core)
        return np.asarray(((self.sets[rows] & mask) == mask).all(axis=1))

    def _put(self, i: int, value: float) -> None:
        """An item into every set."""
        self.value = self.value + value + self._label_gain(i, self.marks) - self._paid(i, self.sets)
        self.used = self.used + self.prices.use[i]
        self.sets = self.sets | self.prices.mask(1 << i)
        self.marks = self.marks | self.prices.labels[i]

    def _label_gain(self, i: int, marks: Ints) -> Floats:
        out = np.zeros(len(marks))
        new = self.prices.labels[i] & ~marks
        for label in range(len(self.gain)):
            if self.prices.labels[i] >> label & 1:
                out += np.where(new >> label & 1, self.gain[label], 0.0)
        return out

    def _paid(self, i: int, sets: Ints) -> Floats:
        """What sets pay for being the first to hold two of three strips when an item comes."""
        out = np.zeros(len(sets))
        for parts, price in self.triples:
            if not any(part >> i & 1 for part in parts):
                continue
            one, two = (
                ((sets & self.prices.mask(part)) != 0).any(axis=1) for part in parts if not part >> i & 1
            )
            out += np.where(one ^ two, price, 0.0)
        return out

    def _item(self, i: int, value: float) -> None:
        """Every set with and without one more item."""
        self.looked += len(self.value)
        prices = self.prices
        used = self.used + prices.use[i]
        can = (used <= prices.most).all(axis=1)
        apart = prices.mask(prices.conflicts(i, self.candidates))
        can &= ((self.sets & apart) == 0).all(axis=1)
        rows = np.flatnonzero(can)
        sets = self.sets[rows] | prices.mask(1 << i)
        bad = np.zeros(len(rows), dtype=bool)
        for core in prices.cores[i]:
            if core & ~self.candidates:
                continue
            mask = prices.mask(core)
            bad |= ((sets & mask) == mask).all(axis=1)
        rows, sets = rows[~bad], sets[~bad]
        marks = self.marks[rows]
        worth = self.value[rows] + value + self._label_gain(i, marks) - self._paid(i, self.sets[rows])
        self.value = np.concatenate([self.value, worth])
        self.used = np.concatenate([self.used, used[rows]])
        self.sets = np.concatenate([self.sets, sets])
        self.marks = np.concatenate([self.marks, marks | prices.labels[i]])

    def _cut(self, seen: int) -> None:
        """Drops sets that cannot come above the floor whatever else is added, and the worst beyond the beam."""
        hope = self.value + self.hope.after(seen, self.used - self.start, self.marks)
        keep = hope > self.floor + 1e-9
        if keep.sum() > self.beam:
            order = np.argpartition(-hope, self.beam)
            self.lost = max(self.lost, float(hope[order[self.beam]]))
            self.dropped = True
            keep = np.sort(order[: self.beam])
        self.value, self.used = self.value[keep], self.used[keep]
        self.sets, self.marks = self.sets[keep], self.marks[keep]
