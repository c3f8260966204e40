"""A whole scene's set-ups chosen together: the best sum of what shots are worth and what their cuts cost.

The structure is that of continuity editing as a chain (Galvane, Ronfard, Lino and Christie, AAAI 2015: shot quality and
cut quality summed along a path of an editing graph); the costs of cuts are our own. As a cut only knows the shots on
its two sides, dynamic programming finds the very best of all combinations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from offworld.film.continuity import BANDS, CutBands, CutKind
from offworld.film.framing import Placed
from offworld.frame.continuity.check import warnings_of
from offworld.frame.continuity.side import WIDE, Body, Side, view_of
from offworld.geometry.rotation import FloatArray

COSTS: Final[dict[CutKind, float]] = {
    "line": 0.4, "screen direction": 0.3, "eyeline": 0.3, "jump cut": 0.4, "roll jump": 0.15, "reorientation": 0.3,
    "size step": 0.1, "look angle": 0.1,
}  # fmt: skip
"""What a warning of full confidence costs, in scores of a shot [I: no study gives weights; for a line that is kept a
shot of 0.95 is given up for one of 0.55]."""
MOST: Final = 2_000_000
"""Combinations that are summed at once."""
CutCost = Callable[[int, Placed, Placed], float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moment:
    """What is before the cameras where one shot gives over to the next."""

    people: tuple[Body, ...]
    """Everybody, at the cut."""
    on: tuple[tuple[str, ...], tuple[str, ...]]
    """Whom the shot before it is on, and the shot after it."""
    set_up: FloatArray | None = None
    """(3,) architectural up of the set, unit; None: none."""
    gate_height_mm: float = 15.7
    """Of the part of the sensor that is shown."""
    aspect: float = WIDE
    """Width over height of the picture."""

    def sides(self, before: Placed, after: Placed) -> tuple[Side, Side]:
        """The cut between two set-ups."""
        first, second = (
            Side(
                camera=name, view=view_of(placed, self.gate_height_mm), people=self.people, aspect=self.aspect,
                set_up=self.set_up, on=on,
            )
            for name, placed, on in zip(("before", "after"), (before, after), self.on, strict=True)
        )  # fmt: skip
        return first, second


def choose(
    shots: Sequence[Sequence[Placed]], moments: Sequence[Moment], bands: CutBands = BANDS
) -> tuple[int, ...]:
    """Which answer of each shot to take, so that all of them together are best.

    Args:
        shots: the distinct answers of each shot, in the order of the cut. A shot without any is passed over: nothing is
            asked of the cuts beside it.
        moments: the cuts between them, one fewer than the shots.
        bands: what is called bad.

    Returns:
        An index into the answers of each shot; 0 for one without any.

    Raises:
        ValueError: the numbers of shots and cuts do not match.
    """
    if len(moments) != max(len(shots) - 1, 0):
        raise ValueError(f"{len(shots)} shots have {len(shots) - 1} cuts between them, not {len(moments)}")
    return best_chain(shots, lambda cut, before, after: cost(moments[cut], before, after, bands))


def cost(moment: Moment, before: Placed, after: Placed, bands: CutBands = BANDS) -> float:
    """What a cut between two set-ups costs, in scores of a shot; 0 if it cuts."""
    return cost_of(*moment.sides(before, after), bands)


def cost_of(before: Side, after: Side, bands: CutBands = BANDS) -> float:
    """What a cut costs, in scores of a shot; 0 if it cuts."""
    return sum(COSTS.get(one.kind, 0.0) * one.confidence for one in warnings_of(before, after, bands))


def best_chain(shots: Sequence[Sequence[Placed]], cut_cost: CutCost) -> tuple[int, ...]:
    """The indices with the least sum of (1 − score) of shots and of costs of cuts; of equals the earlier answers."""
    total: FloatArray = np.zeros(1)
    back: list[FloatArray] = []
    for shot, answers in enumerate(shots):
        own = np.array([1.0 - one.score.total for one in answers]) if answers else np.zeros(1)
        step = np.zeros((len(total), len(own)))
        if shot and answers and shots[shot - 1]:
            step += [[cut_cost(shot - 1, one, other) for other in answers] for one in shots[shot - 1]]
        sums = total[:, None] + step
        back.append(sums.argmin(axis=0))
        total = sums.min(axis=0) + own
    chosen = [int(total.argmin())]
    for rows in reversed(back[1:]):
        chosen.append(int(rows[chosen[-1]]))
    return tuple(reversed(chosen)) if shots else ()


def best_tied(
    cameras: Sequence[str], worth: Mapping[str, Sequence[float]], cut_cost: Callable[[int, int, int], float]
) -> dict[str, int]:
    """The same where a camera has the picture more than once, and must then stand where it stood.

    All combinations are summed at once; where there are more than `MOST`, the last answers of those that have most are
    left out.

    Args:
        cameras: which camera has each shot, in the order of the cut.
        worth: scores of the answers of each camera, the best first; at least one.
        cut_cost: of a cut (0 is that after the first shot) between two answers of its cameras.

    Returns:
        An index into the answers of each camera; of equals the earlier.
    """
    names = list(dict.fromkeys(cameras))
    counts = [len(worth[name]) for name in names]
    while int(np.prod(counts)) > MOST:
        counts[int(np.argmax(counts))] -= 1
    total: FloatArray = np.zeros(counts)
    for axis, name in enumerate(names):
        own = np.array([1.0 - one for one in worth[name][: counts[axis]]]) * list(cameras).count(name)
        total = total + own.reshape([-1 if k == axis else 1 for k in range(len(names))])
    for cut, (one, other) in enumerate(pairwise(cameras)):
        i, j = names.index(one), names.index(other)
        if i == j:
            continue
        table = np.array([[cut_cost(cut, a, b) for b in range(counts[j])] for a in range(counts[i])])
        table = table if i < j else table.T
        total = total + table.reshape([counts[k] if k in {i, j} else 1 for k in range(len(names))])
    best = np.unravel_index(int(total.argmin()), total.shape)
    return {name: int(row) for name, row in zip(names, best, strict=True)}
