"""How much a half-made day can still gain at most: knapsacks over two of its limits at a time."""

from __future__ import annotations

from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

_UNITS: Final = 96
"""Parts into which a limit is cut where its own unit is finer."""
_TIGHT: Final = 4
"""Limits of which each two are looked at together."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Hope:
    """For each number of items already seen, the most that the rest can bring.

    Two limits of the day at a time are taken together, as a knapsack in whole units: use is rounded down, so that no
    set is missed. Items come place by place, so that what a place costs is in it.
    """

    def __init__(
        self, values: Floats, use: Ints, most: Ints, places: list[int], cost: dict[int, float]
    ) -> None:
        self.most = most
        self.pairs = _pairs(values, use, most)
        self.scale = {r: _scale(use[:, r], int(most[r])) for pair in self.pairs for r in pair}
        self.tables = [
            _tables(values, [_units(use[:, r], int(most[r])) for r in pair], places, cost)
            for pair in self.pairs
        ]
        self.places = [*places, 0]

    def after(self, k: int, used: Ints, marks: Ints) -> Floats:
        """(n,) the most that sets of some use can still gain once k items are seen."""
        left = {r: (int(self.most[r]) - used[:, r]) * up // down for r, (up, down) in self.scale.items()}
        here = marks >> self.places[k] & 1
        best: Floats | None = None
        for pair, tables in zip(self.pairs, self.tables, strict=True):
            table = tables[k]
            at = here
            for r, edge in zip(pair, table.shape[1:], strict=True):
                at = at * edge + left[r]
            found = np.take(table, at)
            best = found if best is None else np.minimum(best, found)
        return np.zeros(len(used)) if best is None else best


def _scale(use: Ints, most: int) -> tuple[int, int]:
    """Units of a limit: exact where its common part is large enough, else rounded down."""
    common = int(np.gcd.reduce(use)) if len(use) else 0
    if common and most // common <= _UNITS:
        return 1, common
    return (_UNITS, most) if most > _UNITS else (1, 1)


def _units(use: Ints, most: int) -> tuple[Ints, int]:
    up, down = _scale(use, most)
    return use * up // down, most * up // down


def _pairs(values: Floats, use: Ints, most: Ints) -> list[tuple[int, ...]]:
    """The limits that are worth a look together: those that all the items would go beyond by most."""
    if not len(most) or not len(values):
        return [()]
    load = use.sum(axis=0) / np.maximum(most, 1)
    tight = [int(r) for r in np.argsort(-load, kind="stable")[:_TIGHT] if load[r] > 1.0]
    return [*combinations(tight, 2)] if len(tight) > 1 else [tuple(tight)]


def _tables(
    values: Floats, units: list[tuple[Ints, int]], places: list[int], cost: dict[int, float]
) -> list[Floats]:
    """From no item seen to all: the best of the rest for what is left, its place not paid for yet, and paid for."""
    shape = tuple(most + 1 for _, most in units)
    table = np.zeros((2, *shape))
    out = [table]
    for k in range(len(values) - 1, -1, -1):
        outside, inside = table
        if k + 1 == len(values) or places[k + 1] != places[k]:
            inside = outside
        table = np.stack([outside, inside])
        size = [int(use[k]) for use, _ in units]
        if all(one < edge for one, edge in zip(size, shape, strict=True)):
            to = tuple(slice(one, None) for one in size)
            of = tuple(slice(0, edge - one) for one, edge in zip(size, shape, strict=True))
            taken = inside[of] + values[k]
            table[0, ...][to] = np.maximum(outside[to], taken - cost[places[k]])
            table[1, ...][to] = np.maximum(inside[to], taken)
        out.append(table)
    return out[::-1]
