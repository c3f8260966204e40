"""The search for days that are worth having: prices, the best days at these prices, and prices again."""

from __future__ import annotations

from typing import Final

from offworld.film.days import Shooting
from offworld.schedule.check.table import Table
from offworld.schedule.solve.items import DayItems
from offworld.schedule.solve.linear import Fractions, broken_triples, solve_linear
from offworld.schedule.solve.master import Column, Master, Prices
from offworld.schedule.solve.price import DayPrices
from offworld.schedule.solve.relax import first_prices

_SMOOTH: Final = 0.7
"""Share of the best prices so far in those that are tried next [I]: new ones alone swing far."""
_NONE: Final = -1e15
"""Below the worth of any day."""
_TRIPLES: Final = 20
"""Rows that are added at once."""


class Columns:
    """All days, the columns found for them, the bound."""

    def __init__(self, shooting: Shooting) -> None:
        table = Table(shooting)
        self.master = Master(shooting, [DayItems(table, day) for day in range(len(shooting.days))])
        self.days = [DayPrices(day, self.master.label_bits(day)) for day in self.master.days]
        self.bound = float(shooting.weights.strip * sum(strip.priority for strip in shooting.strips))
        self.centre: Prices = self.master.no_prices()
        self.extra = 0.0
        self.last: Fractions | None = None

    @property
    def spent(self) -> float:
        """Counted seconds so far."""
        return self.extra + sum(day.spent for day in self.days)

    def begin(self) -> tuple[Column, ...]:
        """First columns and a first bound.

        Returns:
            A plan made day after day.
        """
        plan = self._greedy()
        self.extra += 0.05
        self.look(first_prices(self.master), wanted=4, beam=400)
        return plan

    def look(self, prices: Prices, *, wanted: int, beam: int, below: float = 1e-6) -> int:
        """The best days at some prices become columns, and the bound may fall.

        Args:
            prices: any.
            wanted: columns for each day.
            beam: sets of items that are carried on.
            below: how much less than the best known column of a day is still of interest.

        Returns:
            How many are new.
        """
        master = self.master
        total, new = master.fixed(prices), 0
        top = self.best_values(prices)
        for at, day in enumerate(self.days):
            values, gain = master.values(at, prices)
            triples = master.paid(at, prices)
            found = day.best(values, gain, top[at] - below, triples=triples, wanted=wanted, beam=beam)
            total += max(found.bound, top[at])
            new += sum(master.add(at, bits) for bits in found.sets)
        if total < self.bound:
            self.bound, self.centre = total, prices
        return new

    def best_values(self, prices: Prices) -> list[float]:
        """The best column of each day at prices; no column at all is worth nothing, unless something is locked."""
        top = [_NONE if day.must else 0.0 for day in self.master.days]
        for column in self.master.columns:
            top[column.day] = max(top[column.day], self.master.value(column, prices))
        return top

    def converge(self, until: float, rounds: int, close: float) -> None:
        """Linear programme and looks in turn, until they agree.

        Args:
            until: counted seconds at which to end.
            rounds: at most.
            close: points between both that are near enough.
        """
        for _ in range(rounds):
            self.last = solve_linear(self.master)
            self.extra += self.last.spent
            if self.bound - self.last.worth < close or self.spent > until:
                return
            if not self.look(self.centre.mixed(self.last.prices, _SMOOTH), wanted=5, beam=1000):
                new = self.look(self.last.prices, wanted=5, beam=3000)
                if not new:
                    return

    @property
    def undecided(self) -> bool:
        """Whether the solver could not say of some set whether it fits: then nothing is proved."""
        return any(day.order.undecided for day in self.days)

    def list_all(self, below: float, most: int) -> bool:
        """Makes columns of every set that is at most so much below the best of its day at the best prices.

        Args:
            below: points.
            most: sets, of all days together.

        Returns:
            Whether all are columns now.
        """
        master, prices = self.master, self.centre
        top, left = self.best_values(prices), most
        for at, day in enumerate(self.days):
            values, gain = master.values(at, prices)
            found = day.best(
                values,
                gain,
                top[at] - below - 1e-6,
                triples=master.paid(at, prices),
                wanted=left + 1,
                beam=20000,
            )
            left -= len(found.sets)
            if not found.whole or left < 0:
                return False
            for bits in found.sets:
                master.add(at, bits)
        return True

    def worth(self, plan: tuple[Column, ...]) -> int:
        """Points of a plan by its columns."""
        groups = {g for column in plan for g in column.groups}
        weight = self.master.shooting.weights.group_day
        return int(sum(column.points for column in plan)) + weight * len(groups)

    def cut(self) -> int:
        """Rows against fractions; the number of them."""
        if self.last is None or len(self.last.amounts) > len(self.master.columns):
            return 0
        found = broken_triples(self.master, self.last.amounts, _TRIPLES)
        self.master.triples += found
        self.centre = self.centre.mixed(self.master.no_prices(), 1.0)
        return len(found)

    def _greedy(self) -> tuple[Column, ...]:
        """Day after day the best of what is left, at no price."""
        master, shooting = self.master, self.master.shooting
        left = set(range(len(shooting.strips)))
        prices, plan = master.no_prices(), list[Column]()
        for at, day in enumerate(self.days):
            values, gain = master.values(at, prices)
            for i, item in enumerate(day.day.items):
                strip = shooting.strips[item.strip]
                early = any(name not in master.index or master.index[name] in left for name in strip.after)
                if item.strip not in left or (early and not item.must):
                    values[i] = -1.0
            found = day.best(values, gain, _NONE if day.day.must else 0.0, wanted=1, beam=300)
            for bits in found.sets:
                master.add(at, bits)
                column = next(c for c in reversed(master.columns) if c.day == at and c.bits == bits)
                plan.append(column)
                left -= set(column.strips)
        return tuple(plan)
