"""What a second shot owes the first, as wishes of its framing: the solver then looks on the right side by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.film.continuity import BANDS, CutBands
from offworld.frame.continuity.looks import line_share, looks_at
from offworld.frame.continuity.side import Body, Side
from offworld.frame.problem import Measure, Problem, Wish
from offworld.frame.terms.bounds import within

if TYPE_CHECKING:
    from offworld.frame.sight import Sight
    from offworld.geometry.rotation import FloatArray

WEIGHT: Final = 3.0
"""Share of each, beside 2 for the size [I: more than any single wish of the shot itself]."""
CLEAR: Final = 0.3
"""Share of the line across the picture from which a side is plain [I]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWish:
    """The line between two people runs to the same side of the picture as in the shot before."""

    first: int
    """Index of a person who is to be in the picture."""
    second: int
    """Index of the other."""
    side: float
    """1: the second is to the right of the first; −1: to the left."""
    weight: float = WEIGHT
    """Share."""
    name: str = "side of the line"
    """For people."""
    unit: str = ""
    """The value is a share of the line, positive on the side of the shot before."""
    low: float = CLEAR
    """Share."""
    high: float = 1.0
    """Share."""
    margin: float = 0.5
    """Share at which it has fallen to 1/e."""

    def measure(self, sight: Sight) -> Measure:
        """Share of the line to the right at the place of the first person."""
        people = sight.people
        line = people[self.second].eyes - people[self.first].eyes
        line = line / max(float(np.linalg.norm(line)), 1e-9)
        local = sight.eyes(self.first)
        turn = sight.across(line)
        length = np.maximum(np.linalg.norm(local, axis=1), 1e-9)
        # Share across the ray, times how level it runs in the picture.
        along = (turn * local).sum(axis=1) / length
        depth = np.maximum(-local[:, 2], 1e-9)
        run = turn[:, 0] * depth + local[:, 0] * turn[:, 2]
        rise = turn[:, 1] * depth + local[:, 1] * turn[:, 2]
        across = np.sqrt(np.maximum(1.0 - along**2, 0.0))
        value = self.side * across * run / np.maximum(np.hypot(run, rise), 1e-9)
        return within(value, self.low, self.high, self.margin)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AngleWish:
    """The same person from far enough round, or in another size."""

    who: int
    """Index of the person."""
    way: FloatArray
    """(3,) unit, from the person's eyes to the lens of the shot before."""
    weight: float = WEIGHT
    """Share."""
    name: str = "another angle than before"
    """For people."""
    unit: str = "°"
    """Of the value."""
    low: float = BANDS.jump_deg
    """Degrees."""
    high: float = 180.0
    """Degrees."""
    margin: float = 15.0
    """Degrees at which it has fallen to 1/e."""

    def measure(self, sight: Sight) -> Measure:
        """Angle about the eyes between the two lenses."""
        way = sight.poses.positions - sight.people[self.who].eyes
        way = way / np.maximum(np.linalg.norm(way, axis=1), 1e-9)[:, None]
        value = np.degrees(np.arccos(np.clip(way @ self.way, -1.0, 1.0)))
        return within(value, self.low, self.high, self.margin)


def continued(problem: Problem, before: Side, bands: CutBands = BANDS) -> Problem:
    """A framing that also owes something to the shot before it.

    Args:
        problem: the second shot's; its first moment is the cut.
        before: the first shot at the cut.
        bands: what is called bad.

    Returns:
        The same with wishes more: for the line to everybody who was the first shot's business, and for another angle on
        whoever both shots are on. A first shot that is on the line asks for no side.
    """
    people = problem.moments[0]
    bodies = [Body.of(one) for one in people]
    on = [problem.index(name) for name in problem.framing.on]
    if not on:
        return problem
    first = on[0]
    wishes: list[Wish] = []
    for k, other in enumerate(bodies):
        if k == first or not _of_one_line(before, bodies[first], other, bands):
            continue
        share = line_share(before, bodies[first], other, bands)
        if share is not None and abs(share) >= bands.neutral:
            wishes.append(LineWish(first=first, second=k, side=float(np.sign(share))))
    if before.subject is not None and before.subject.id == bodies[first].id:
        wishes.append(AngleWish(who=first, way=before.way(before.subject), low=bands.jump_deg))
    return replace(problem, wishes=(*problem.wishes, *wishes))


def _of_one_line(before: Side, one: Body, other: Body, bands: CutBands) -> bool:
    """Whether two make a line: the other was seen before the cut, or one looks at the other."""
    return other.id in before.seen or looks_at(one, other, bands) or looks_at(other, one, bands)
