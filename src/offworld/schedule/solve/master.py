"""Days put together: a linear programme over whole days that were found, and the prices it gives to strips.

Each column is a set of items that can be shot on its day. A strip is shot once, a day has one column, who must come
after another is shot on the same day or later. What a plan can be worth at most follows from any prices at all:
what all strips cost at these prices, and the best column of each day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.days import Shooting
from offworld.schedule.solve.items import DayItems

_NOTHING: Final = 1e-7
"""Prices below this are none."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What the linear programme asks for."""

    strips: Floats
    """(strips,) for each strip that a column holds."""
    order: Floats
    """(pairs, days) for being in a column up to that day, by pair of who must be early and who late."""
    groups: Floats
    """(groups,) what a day of each continuity group is given back."""
    triples: Floats
    """(triples,) for each column that holds two or all of three strips."""

    def mixed(self, other: Prices, share: float) -> Prices:
        """Between these and others."""
        return Prices(
            strips=share * self.strips + (1 - share) * other.strips,
            order=share * self.order + (1 - share) * other.order,
            groups=share * self.groups + (1 - share) * other.groups,
            triples=share * _longer(self.triples, len(other.triples)) + (1 - share) * other.triples,
        )


def _longer(values: Floats, count: int) -> Floats:
    return np.concatenate([values, np.zeros(count - len(values))])


@dataclass(slots=True)
class Column:
    """One way to use one day."""

    day: int
    """Which."""
    bits: int
    """Its items."""
    strips: tuple[int, ...]
    """Their strips."""
    groups: tuple[int, ...]
    """Continuity groups in it."""
    points: float
    """What it is worth, all costs of the day taken off."""


@dataclass(slots=True)
class Master:
    """The columns so far."""

    shooting: Shooting
    days: list[DayItems]
    columns: list[Column] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)
    triples: list[tuple[int, int, int]] = field(default_factory=list)
    groups: list[str] = field(init=False)
    places: list[str] = field(init=False)
    pairs: list[tuple[int, int]] = field(init=False)
    index: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        strips = self.shooting.strips
        self.groups = sorted({strip.together for strip in strips} - {""})
        self.places = sorted({strip.place for strip in strips})
        self.index = {strip.id: i for i, strip in enumerate(strips)}
        self.pairs = [
            (self.index[name], i)
            for i, strip in enumerate(strips)
            for name in sorted(strip.after)
            if strip.id not in self.shooting.shot
        ]

    @property
    def labels(self) -> list[str]:
        """Places, then groups."""
        return [*self.places, *self.groups]

    def costs(self) -> list[float]:
        """What each label takes off once on a day."""
        weights = self.shooting.weights
        return [float(weights.place_day)] * len(self.places) + [float(weights.group_day)] * len(self.groups)

    def label_bits(self, day: DayItems) -> list[int]:
        """The labels of each item of a day."""
        out = []
        for i in range(len(day.items)):
            strip = day.strip(i)
            bits = 1 << self.places.index(strip.place)
            if strip.together:
                bits |= 1 << (len(self.places) + self.groups.index(strip.together))
            out.append(bits)
        return out

    def add(self, day: int, bits: int) -> bool:
        """Adds a column, unless it is there."""
        if (day, bits) in self.seen:
            return False
        self.seen.add((day, bits))
        self.columns.append(self.column(day, bits))
        return True

    def column(self, day: int, bits: int) -> Column:
        """Some items of a day as a column, whether it is among them or not."""
        items = self.days[day]
        chosen = [i for i in range(bits.bit_length()) if bits >> i & 1]
        strips = tuple(items.items[i].strip for i in chosen)
        places = {self.shooting.strips[s].place for s in strips}
        groups = sorted({self.groups.index(t) for s in strips if (t := self.shooting.strips[s].together)})
        weights = self.shooting.weights
        points = sum(items.items[i].points for i in chosen)
        points -= weights.place_day * len(places) + weights.group_day * len(groups)
        return Column(day=day, bits=bits, strips=strips, groups=tuple(groups), points=float(points))

    def values(self, day: int, prices: Prices) -> tuple[Floats, Floats]:
        """Worth of each item of a day at prices, and of each label."""
        late = prices.order[:, day:].sum(axis=1)
        per_strip = -prices.strips.copy()
        for row, (early, after) in enumerate(self.pairs):
            per_strip[early] += late[row]
            per_strip[after] -= late[row]
        items = self.days[day].items
        values = np.array([item.points + per_strip[item.strip] for item in items])
        weights = self.shooting.weights
        gain = np.concatenate(
            [np.full(len(self.places), -float(weights.place_day)), prices.groups - float(weights.group_day)]
        )
        return values, gain

    def value(self, column: Column, prices: Prices) -> float:
        """A column at prices."""
        late = prices.order[:, column.day :].sum(axis=1)
        total = column.points - sum(prices.strips[s] for s in column.strips)
        total += sum(prices.groups[g] for g in column.groups)
        inside = set(column.strips)
        total -= sum(
            float(price)
            for triple, price in zip(self.triples, prices.triples, strict=False)
            if price and len(inside.intersection(triple)) > 1
        )
        for row, (early, after) in enumerate(self.pairs):
            total += late[row] * ((early in inside) - (after in inside))
        return float(total)

    def fixed(self, prices: Prices) -> float:
        """What the prices themselves are worth: the bound without its days."""
        give = self.shooting.weights.group_day - prices.groups
        return float(prices.strips.sum() + np.maximum(give, 0.0).sum() + prices.triples.sum())

    def paid(self, day: int, prices: Prices) -> list[tuple[tuple[int, int, int], float]]:
        """What sets of a day's items pay for two of three strips: bits of the items of each, and the price."""
        bits: dict[int, int] = {}
        for i, item in enumerate(self.days[day].items):
            bits[item.strip] = bits.get(item.strip, 0) | 1 << i
        out = []
        for triple, price in zip(self.triples, prices.triples, strict=False):
            one, two, three = (bits.get(s, 0) for s in triple)
            if price > _NOTHING and sum(map(bool, (one, two, three))) > 1:
                out.append(((one, two, three), float(price)))
        return out

    def no_prices(self) -> Prices:
        """Everything for nothing."""
        return Prices(
            strips=np.zeros(len(self.shooting.strips)),
            order=np.zeros((len(self.pairs), len(self.days))),
            groups=np.zeros(len(self.groups)),
            triples=np.zeros(len(self.triples)),
        )
