"""The best order by an exact search over sets of scenes, layer by layer.

What a scene costs after a set of others depends on the set alone: whoever has begun and is still needed is paid, and so
is its own cast. So the cheapest way to have shot a set is a sum, and all sets of one size follow from those one smaller
(handbook schedule, 1). Two things keep it small: a scene whose cast is there anyway is shot at once, for that never
costs more; and a set is dropped when its cost and the least that the rest can cost reach what an order is known to
cost.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.hold import HoldOrder, HoldProblem, cost_of
from offworld.schedule.hold.reduce import Reduced, reduced

MOST: Final = 26
"""Groups of scenes from which on the sets do not fit into memory; then a plain order without a proof is given."""
_NONE: Final = np.int32(2**30)

Bits = NDArray[np.uint32]
Costs = NDArray[np.int32]


def best_order(problem: HoldProblem) -> HoldOrder:
    """The cheapest order, proved.

    Args:
        problem: scenes and pay.

    Returns:
        `optimal`; or `found` with a good order and a bound where there are too many different casts.
    """
    small = reduced(problem)
    used = [i for i, cast in enumerate(small.casts) if cast]
    rest = [i for i, cast in enumerate(small.casts) if not cast]
    start = _good_order(small, used)
    if len(used) > MOST:
        return _answer(problem, small, [*start, *rest], "found", 0)
    search = _Search(small, used)
    order = search.run(_cost(small, start))
    chosen = [used[i] for i in order] if order is not None else start
    return _answer(problem, small, [*chosen, *rest], "optimal", search.seen)


def _answer(problem: HoldProblem, small: Reduced, order: list[int], status: str, seen: int) -> HoldOrder:
    names = tuple(name for i in order for name in small.groups[i])
    cost = cost_of(problem, names)
    proved = status == "optimal"
    return HoldOrder(
        status="optimal" if proved else "found", scenes=names, cost=cost, hold=cost - problem.worked,
        bound=cost if proved else problem.worked, evaluations=seen,
    )  # fmt: skip


class _Search:
    """All sets that may be on a best way, from none to all."""

    def __init__(self, small: Reduced, used: list[int]) -> None:
        self.casts = np.array([small.casts[i] for i in used], dtype=np.uint32)
        self.days = np.array([small.days[i] for i in used], dtype=np.int32)
        self.count = len(used)
        self.pay = _Pay(small.pay)
        # Who is in any scene of each set.
        union = np.zeros(1, dtype=np.uint32)
        for cast in self.casts:
            union = np.concatenate([union, union | cast])
        self.union: Bits = union
        self.all = np.uint32((1 << self.count) - 1)
        # What a scene costs where nobody but its own cast is there: no order costs less.
        self.own = self.days * self.pay(self.casts)
        self.seen = 0

    def run(self, known: int) -> list[int] | None:
        """An order that costs less than what is known by another one; None if there is none."""
        best = np.full(1 << self.count, _NONE, dtype=np.int32)
        best[0] = 0
        layer: Bits = np.zeros(1, dtype=np.uint32)
        spare = known - int(self.own.sum())
        for _ in range(self.count):
            layer = self._next(layer, best, spare)
        if best[self.all] >= spare:
            return None
        return self._back(best)

    def _next(self, layer: Bits, best: Costs, spare: int) -> Bits:
        """The sets one larger; what they cost beyond the own casts' days goes into `best`."""
        self.seen += len(layer)
        cost = best[layer]
        begun, left = self.union[layer], self.all ^ layer
        held = begun & self.union[left]
        forced = self._forced(left, held)
        found = []
        for scene in range(self.count):
            bit = np.uint32(1 << scene)
            rows = np.flatnonzero((left & bit != 0) & ((forced < 0) | (forced == scene)))
            idle = begun[rows] & self.union[left[rows] ^ bit] & ~self.casts[scene]
            value = cost[rows] + self.days[scene] * self.pay(idle)
            keep = value < spare
            target, value = layer[rows[keep]] | bit, value[keep]
            better = value < best[target]
            best[target[better]] = value[better]
            found.append(target)
        # Marks cost a look at every set, and are three times as fast as sorting the few.
        marked = np.zeros(1 << self.count, dtype=bool)
        for target in found:
            marked[target] = True
        return np.flatnonzero(marked).astype(np.uint32)

    def _forced(self, left: Bits, held: Bits) -> NDArray[np.int8]:
        """(n,) a scene whose whole cast is there anyway and who all are needed for; -1 where there is none."""
        out = np.full(len(left), -1, dtype=np.int8)
        for scene in range(self.count):
            free = (left & np.uint32(1 << scene) != 0) & (held == self.casts[scene])
            out[free] = scene
        return out

    def _back(self, best: Costs) -> list[int]:
        """The order whose costs add up to that of all scenes."""
        order: list[int] = []
        now = int(self.all)
        for _ in range(self.count):
            for scene in range(self.count):
                before = now & ~(1 << scene)
                if before == now or best[before] >= _NONE:
                    continue
                idle = self.union[before] & self.union[int(self.all) ^ now] & ~self.casts[scene]
                if best[before] + self.days[scene] * self.pay(np.array([idle]))[0] == best[now]:
                    order.append(scene)
                    now = before
                    break
        return order[::-1]


class _Pay:
    """Sum of pay of a set of people by two tables of half the bits each."""

    def __init__(self, pay: tuple[int, ...]) -> None:
        self.low = _sums(pay[:11])
        self.high = _sums(pay[11:])

    def __call__(self, people: Bits) -> Costs:
        """(n,) pay of a day."""
        low = self.low[people & np.uint32(2047)]
        both = low if len(self.high) == 1 else low + self.high[people >> np.uint32(11)]
        return np.asarray(both, dtype=np.int32)


def _sums(pay: tuple[int, ...]) -> Costs:
    out = np.zeros(1, dtype=np.int32)
    for one in pay:
        out = np.concatenate([out, out + np.int32(one)])
    return out


def _cost(small: Reduced, order: list[int]) -> int:
    """Cost of an order of groups, without what is the same in all."""
    total = 0
    for bit, pay in enumerate(small.pay):
        day, first, last = 0, -1, 0
        for i in order:
            if small.casts[i] >> bit & 1:
                first = day if first < 0 else first
                last = day + small.days[i]
            day += small.days[i]
        total += pay * (last - first)
    return total


def _good_order(small: Reduced, used: list[int]) -> list[int]:
    """An order that no move of one scene makes cheaper."""
    order = sorted(used, key=lambda i: small.casts[i])
    best = _cost(small, order)
    better = True
    while better:
        better = False
        for i in range(len(order)):
            for j in range(len(order)):
                other = order[:i] + order[i + 1 :]
                other.insert(j, order[i])
                cost = _cost(small, other)
                if cost < best:
                    order, best, better = other, cost, True
    return order
