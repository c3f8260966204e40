"""Foreground: how much of the picture somebody fills who is nearer to the lens and not in the shot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.frame.problem import Measure
from offworld.frame.terms.bounds import within

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

GRID: Final = (9, 5)
"""Places across and up the picture that are looked at."""
SOFT: Final = 0.25
"""Radii over which a ball's edge fades, so that a search can follow it."""
_X, _Y = np.meshgrid(
    (np.arange(GRID[0]) + 0.5) / GRID[0] * 2 - 1, (np.arange(GRID[1]) + 0.5) / GRID[1] * 2 - 1
)
_PLACES: Final = np.stack([_X.ravel(), _Y.ravel()], axis=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForegroundWish:
    """Nobody else's arm or back before the one whom the shot is on."""

    on: int
    """Index of the first whom it is on."""
    others: tuple[int, ...]
    """Indices of those who are not in it."""
    weight: float
    """Share."""
    name: str = "foreground clear"
    """For people."""
    unit: str = ""
    """The value is a share of the picture."""
    low: float = 0.0
    """Share."""
    high: float = 0.1
    """Share: a sleeve at the edge is no fault [I]."""
    margin: float = 0.15
    """Share [I]."""

    def measure(self, sight: Sight) -> Measure:
        """Share of places in the picture before which somebody else is, a quarter nearer than the one it is on."""
        centres = np.concatenate([sight.people[i].centres for i in self.others])
        radii = np.concatenate([sight.people[i].radii for i in self.others])
        places, depth = sight.picture(sight.local(centres))
        # Whoever stands beside the one seen is company; whoever is far nearer is in the way.
        near = (depth > 0.0) & (depth < 0.75 * sight.depth(self.on)[:, None])
        pose, ball = np.nonzero(near & (np.abs(places).max(axis=-1) < 3.0))
        cover = np.zeros((len(depth), len(_PLACES)))
        if len(pose):
            reach = radii[ball] / depth[pose, ball]
            x = (_PLACES[:, 0] - places[pose, ball, 0, None]) / (sight.wide[pose] * reach)[:, None]
            y = (_PLACES[:, 1] - places[pose, ball, 1, None]) / (sight.tall[pose] * reach)[:, None]
            inside = np.clip(0.5 + (1.0 - np.hypot(x, y)) / (2.0 * SOFT), 0.0, 1.0)
            first = np.flatnonzero(np.concatenate([[True], pose[1:] != pose[:-1]]))
            cover[pose[first]] = np.maximum.reduceat(inside, first, axis=0)
        return within(cover.mean(axis=1), self.low, self.high, self.margin)
