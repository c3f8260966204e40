"""Over a shoulder: near the line between the two, the nearer one from behind and filling part of an edge.

Bounds: handbook camera, section 2.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.frame.problem import Measure
from offworld.frame.sight import NEAREST_M
from offworld.frame.terms.bounds import within

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

FILL: Final = 0.75
"""How much of the box about head and shoulders they fill [I]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideWish:
    """How far the lens is beside the line from the one seen to the one in front."""

    on: int
    """Index of the one seen."""
    over: int
    """Index of the one in front."""
    weight: float
    """Share."""
    name: str = "beside the line"
    """For people."""
    unit: str = "°"
    """Of the value."""
    low: float = 10.0
    """Degrees."""
    high: float = 40.0
    """Degrees."""
    margin: float = 12.0
    """Degrees [I]."""

    def measure(self, sight: Sight) -> Measure:
        """Angle at the eyes of the one seen between the lens and the other's eyes."""
        eyes = sight.people[self.on].eyes
        line = sight.people[self.over].eyes - eyes
        way = sight.poses.positions - eyes
        length = np.maximum(np.linalg.norm(way, axis=1) * np.linalg.norm(line), 1e-9)
        return within(
            np.degrees(np.arccos(np.clip(way @ line / length, -1.0, 1.0))), self.low, self.high, self.margin
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NearerWish:
    """How near the one in front is to the lens, over how near the one seen is."""

    on: int
    """Index of the one seen."""
    over: int
    """Index of the one in front."""
    weight: float
    """Share."""
    name: str = "distances"
    """For people."""
    unit: str = ""
    """The value is a ratio."""
    low: float = 0.3
    """Ratio."""
    high: float = 0.75
    """Ratio."""
    margin: float = 0.15
    """Ratio [I]."""

    def measure(self, sight: Sight) -> Measure:
        """Ratio of the depths of both pairs of eyes."""
        depth = -sight.eyes(self.over)[:, 2]
        return within(depth / sight.depth(self.on), self.low, self.high, self.margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverWish:
    """How much of the frame the one in front fills."""

    over: int
    """Index of the one in front."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = ""
    """The value is a share of the frame."""
    low: float = 0.15
    """Share."""
    high: float = 0.35
    """Share."""
    margin: float = 0.12
    """Share [I]."""

    @property
    def name(self) -> str:
        """For people."""
        return f"frame filled by {self.person}"

    def measure(self, sight: Sight) -> Measure:
        """Share of the frame within the box about head and shoulders, as far as it lies in the frame."""
        person = sight.people[self.over]
        near = np.linalg.norm(person.centres - person.eyes, axis=1) < 2.0 * person.head_m
        local = sight.local(person.centres[near])
        places, depth = sight.picture(local)
        reach = person.radii[near] / np.maximum(depth, NEAREST_M)
        wide, tall = sight.wide[:, None] * reach, sight.tall[:, None] * reach
        left = np.clip((places[..., 0] - wide).min(axis=1), -1.0, 1.0)
        right = np.clip((places[..., 0] + wide).max(axis=1), -1.0, 1.0)
        low = np.clip((places[..., 1] - tall).min(axis=1), -1.0, 1.0)
        high = np.clip((places[..., 1] + tall).max(axis=1), -1.0, 1.0)
        value = np.where(depth.max(axis=1) > 0.0, FILL * (right - left) * (high - low) / 4.0, 0.0)
        return within(value, self.low, self.high, self.margin)
