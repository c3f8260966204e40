"""Hold days: people are paid from the first day they are needed to the last, and stand idle on the days between.

The problem is known as talent scheduling (handbook schedule, 1): put scenes in an order that costs least.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldScene:
    """One scene to be put into an order."""

    name: str
    """What it is called."""
    days: int
    """How long it takes, in days or in any other whole unit that all share."""
    cast: frozenset[str]
    """Who is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldProblem:
    """Scenes and what a day of each person costs."""

    scenes: tuple[HoldScene, ...]
    """In any order."""
    pay: dict[str, int]
    """Cost of a day of each person, not negative; who is not named costs nothing."""

    @property
    def worked(self) -> int:
        """Cost of the days that are worked: no order costs less."""
        return sum(scene.days * self.pay.get(who, 0) for scene in self.scenes for who in scene.cast)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOrder:
    """An order of the scenes."""

    status: Literal["optimal", "found", "out of budget"]
    """Whether it is proved that none costs less; `found` is an order without a proof."""
    scenes: tuple[str, ...]
    """Names, the first day first."""
    cost: int
    """Of all days from each one's first to last."""
    hold: int
    """The part of it that is paid for idle days."""
    bound: int
    """No order costs less than this."""
    evaluations: int = 0
    """Sets of scenes, or branches, that were looked at."""


def cost_of(problem: HoldProblem, order: tuple[str, ...]) -> int:
    """What an order costs, counted day by day.

    Args:
        problem: the scenes.
        order: names of all scenes.
    """
    by_name = {scene.name: scene for scene in problem.scenes}
    total = 0
    for who, pay in problem.pay.items():
        day, first, last = 0, None, 0
        for name in order:
            scene = by_name[name]
            if who in scene.cast:
                first = day if first is None else first
                last = day + scene.days
            day += scene.days
        total += 0 if first is None else pay * (last - first)
    return total
