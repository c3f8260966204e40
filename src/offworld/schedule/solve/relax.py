"""First prices: a linear programme that knows only sums, small enough to be solved at once.

It asks for less than any plan must keep; what it pays for strips is where the search for prices begins.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from offworld.schedule.solve.master import Master, Prices


class _Rows:
    """Rows of a linear programme as they come: sums that are not above a limit."""

    def __init__(self) -> None:
        self.row: list[int] = []
        self.col: list[int] = []
        self.data: list[float] = []
        self.limit: list[float] = []

    def add(self, terms: list[tuple[int, float]], limit: float) -> None:
        """One row."""
        for col, value in terms:
            self.row.append(len(self.limit))
            self.col.append(col)
            self.data.append(value)
        self.limit.append(limit)


def first_prices(master: Master) -> Prices:
    """Prices of strips, of orders and of groups by the sums of all days.

    Args:
        master: the days; its columns are not looked at.
    """
    strips, days = len(master.shooting.strips), len(master.days)
    at = [(day, i) for day, items in enumerate(master.days) for i in range(len(items.items))]
    x = {one: col for col, one in enumerate(at)}
    here: dict[tuple[int, int], list[int]] = {}
    for (day, i), col in x.items():
        here.setdefault((master.days[day].items[i].strip, day), []).append(col)
    worth = [float(master.days[day].items[i].points) for day, i in at]
    rows = _Rows()
    for s in range(strips):
        rows.add([(c, 1.0) for d in range(days) for c in here.get((s, d), [])], 1.0)
    for early, late in master.pairs:
        for day in range(days):
            terms = [(c, 1.0) for d in range(day + 1) for c in here.get((late, d), [])]
            rows.add(terms + [(c, -1.0) for d in range(day + 1) for c in here.get((early, d), [])], 0.0)
    first_group = len(rows.limit)
    labels = len(master.labels)
    costs, weights = master.costs(), master.shooting.weights
    shown = len(x) + labels * days
    for g in range(len(master.groups)):
        used = [(len(x) + (len(master.places) + g) * days + d, -1.0) for d in range(days)]
        rows.add([(shown + g, 1.0), *used], 0.0)
    worth += [-costs[label] for label in range(labels) for _ in range(days)]
    worth += [float(weights.group_day)] * len(master.groups)
    for day, items in enumerate(master.days):
        bits = master.label_bits(items)
        uses = items.uses()
        for i in range(len(items.items)):
            for label in range(labels):
                if bits[i] >> label & 1:
                    rows.add([(x[day, i], 1.0), (len(x) + label * days + day, -1.0)], 0.0)
        for use, most in uses:
            rows.add([(x[day, i], float(value)) for i, value in enumerate(use) if value], float(most))
    matrix: Any = csr_array((rows.data, (rows.row, rows.col)), shape=(len(rows.limit), len(worth)))
    found = linprog(
        -np.array(worth), A_ub=matrix, b_ub=np.array(rows.limit), bounds=(0.0, 1.0), method="highs-ds"
    )
    dual = np.maximum(-np.asarray(found.ineqlin.marginals), 0.0)
    pairs = len(master.pairs)
    return Prices(
        strips=dual[:strips],
        order=dual[strips : strips + pairs * days].reshape(pairs, days),
        groups=np.minimum(dual[first_group : first_group + len(master.groups)], float(weights.group_day)),
        triples=np.zeros(0),
    )
