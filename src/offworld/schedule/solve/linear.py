"""The linear programme over columns, and the triples of strips that cut its fractions off.

Of any three strips at most one column of a plan can hold two (each strip is shot once): a rule that fractions break.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from offworld.schedule.solve.master import Column, Master, Prices

_ARTIFICIAL: Final = 1e6
"""Points taken off for a locked strip whose forerunner has no place: more than any plan is worth."""
_LOOK: Final = 90
"""Strips among which triples are looked for."""
_BROKEN: Final = 0.04
"""By how much a triple must be broken to be worth a row."""
_STEP: Final = 2e-5
"""Seconds that one step of the simplex method is counted as [I]."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fractions:
    """An answer of the linear programme."""

    worth: float
    """Of the best mix of columns."""
    prices: Prices
    """What it pays."""
    amounts: Floats
    """(columns,) how much of each."""
    spent: float
    """Counted seconds."""


def solve_linear(master: Master) -> Fractions:
    """The best mix of the columns that there are, and its prices."""
    rows = _Rows(master)
    spots = [list(rows.of(column)) for column in master.columns]
    count, groups = len(spots), len(master.groups)
    weight = float(master.shooting.weights.group_day)
    fixed = [row for row, (_, late) in enumerate(master.pairs) if rows.locked(late)]
    spots += [[(rows.group + g, 1.0)] for g in range(groups)]
    days = len(master.days)
    spots += [[(rows.pair + row * days + d, -1.0) for d in range(days)] for row in fixed]
    worth = np.array(
        [column.points for column in master.columns] + [weight] * groups + [-_ARTIFICIAL] * len(fixed)
    )
    matrix: Any = csr_array(
        (
            [value for one in spots for _, value in one],
            ([row for one in spots for row, _ in one], [c for c, one in enumerate(spots) for _ in one]),
        ),
        shape=(rows.count, len(spots)),
    )
    found = linprog(-worth, A_ub=matrix, b_ub=rows.limits(), bounds=(0.0, 1.0), method="highs-ds")
    if found.x is None or found.fun is None:
        raise ArithmeticError("the linear programme over days has no answer")
    dual = np.maximum(-np.asarray(found.ineqlin.marginals), 0.0)
    # A bound of one on columns and groups can carry a price of its own: any prices give a bound, so it is left out.
    prices = Prices(
        strips=dual[: rows.day],
        order=dual[rows.pair : rows.group].reshape(len(master.pairs), days),
        groups=np.minimum(dual[rows.group : rows.triple], weight),
        triples=dual[rows.triple :],
    )
    return Fractions(
        worth=-float(found.fun), prices=prices, amounts=np.asarray(found.x)[:count],
        spent=_STEP * (100 + int(found.nit)),
    )  # fmt: skip


class _Rows:
    """Where each rule of the programme stands."""

    def __init__(self, master: Master) -> None:
        self.master = master
        days = len(master.days)
        self.day = len(master.shooting.strips)
        self.must = self.day + days
        self.pair = self.must + days
        self.group = self.pair + len(master.pairs) * days
        self.triple = self.group + len(master.groups)
        self.count = self.triple + len(master.triples)
        self.held: dict[int, list[int]] = {}
        for t, triple in enumerate(master.triples):
            for s in triple:
                self.held.setdefault(s, []).append(t)

    def locked(self, strip: int) -> bool:
        """Whether a strip stays where it is."""
        return any(item.must and item.strip == strip for day in self.master.days for item in day.items)

    def limits(self) -> Floats:
        """The right side."""
        out = np.zeros(self.count)
        out[: self.must] = 1.0
        out[self.must : self.pair] = [-1.0 if day.must else 0.0 for day in self.master.days]
        out[self.triple :] = 1.0
        return out

    def of(self, column: Column) -> Iterator[tuple[int, float]]:
        """The rows of a column."""
        yield from ((s, 1.0) for s in column.strips)
        yield self.day + column.day, 1.0
        if self.master.days[column.day].must:
            yield self.must + column.day, -1.0
        inside, days = set(column.strips), len(self.master.days)
        for row, (early, late) in enumerate(self.master.pairs):
            sign = (late in inside) - (early in inside)
            if sign:
                yield from ((self.pair + row * days + d, float(sign)) for d in range(column.day, days))
        yield from ((self.group + g, -1.0) for g in column.groups)
        seen: dict[int, int] = {}
        for s in column.strips:
            for t in self.held.get(s, []):
                seen[t] = seen.get(t, 0) + 1
        yield from ((self.triple + t, 1.0) for t, times in seen.items() if times > 1)


def broken_triples(master: Master, amounts: Floats, most: int) -> list[tuple[int, int, int]]:
    """Triples of strips of which the mix holds two more than once, the worst first.

    Args:
        master: the columns.
        amounts: (columns,) how much of each.
        most: how many; no strip is in more than a third of them.
    """
    used = [(c, amounts[c]) for c in range(len(amounts)) if 1e-6 < amounts[c] < 1 - 1e-6]
    strips = sorted({s for c, _ in used for s in master.columns[c].strips})[:_LOOK]
    if len(strips) < 3:
        return []
    at = {s: k for k, s in enumerate(strips)}
    holds = np.zeros((len(strips), len(used)))
    for k, (c, _) in enumerate(used):
        for s in master.columns[c].strips:
            if s in at:
                holds[at[s], k] = 1.0
    weighed = holds * np.array([amount for _, amount in used])
    pairs = weighed @ holds.T
    found: list[tuple[float, tuple[int, int, int]]] = []
    for i in range(len(strips)):
        three = (weighed * holds[i]) @ holds.T
        over = pairs[i][:, None] + pairs[i][None, :] + pairs - 2 * three
        for j, k in np.argwhere(over > 1 + _BROKEN):
            if i < j < k:
                found.append((-float(over[j, k]), (strips[i], strips[int(j)], strips[int(k)])))
    out: list[tuple[int, int, int]] = []
    times: dict[int, int] = {}
    for _, triple in sorted(found):
        if len(out) < most and all(times.get(s, 0) < max(3, most // 3) for s in triple):
            out.append(triple)
            for s in triple:
                times[s] = times.get(s, 0) + 1
    known = set(master.triples)
    return [triple for triple in out if triple not in known]
