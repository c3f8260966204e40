"""Shot size: the height of a head as a share of the frame's (handbook camera, section 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.film.framing import SIZES, Size
from offworld.frame.problem import IntArray, Measure
from offworld.frame.terms.bounds import within
from offworld.geometry.rotation import FloatArray

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

HEAD_SHARE: Final[dict[Size, float]] = {
    "ECU": 1.6, "BCU": 1.0, "CU": 0.6, "MCU": 0.40, "bust": 0.34, "MS": 0.28, "cowboy": 0.20, "MLS": 0.16, "FS": 0.11,
    "ELS": 0.05,
}  # fmt: skip
"""Height of a head over the frame's (handbook camera, section 2.1: from proportions and usual headroom)."""
MARGIN: Final = 0.35
"""Octaves at which a size has fallen to 1/e (handbook camera, section 2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeWish:
    """How large somebody's head is, whatever way up they are."""

    who: int
    """Index of the person."""
    size: Size
    """Asked for."""
    weight: float
    """Share."""
    person: str = ""
    """Id, for the table."""
    unit: str = "octaves"
    """Of the value: 0 as asked, 1 twice as large."""
    low: float = 0.0
    """Bounds in octaves."""
    high: float = 0.0
    """Bounds in octaves."""
    margin: float = MARGIN
    """In octaves."""

    @property
    def name(self) -> str:
        """For people."""
        return f"size of {self.person}"

    @property
    def share(self) -> float:
        """Of the frame's height that the size gives a head."""
        return HEAD_SHARE[self.size]

    def measure(self, sight: Sight) -> Measure:
        """Octaves between the head's share of the frame and that of the size."""
        value = np.log2(sight.head_share(self.who) / self.share)
        return within(value, self.low, self.high, self.margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceWish:
    """Two people about as large as each other: within 1.5 times (handbook camera, section 2.3)."""

    first: int
    """Index of a person."""
    second: int
    """Index of the other."""
    weight: float
    """Share."""
    name: str = "balance of sizes"
    """For people."""
    unit: str = "octaves"
    """Of the value: 1 when the first is twice as large."""
    low: float = -0.585
    """1.5 times, in octaves."""
    high: float = 0.585
    """Likewise."""
    margin: float = MARGIN
    """In octaves."""

    def measure(self, sight: Sight) -> Measure:
        """Octaves between the two heads."""
        value = np.log2(sight.head_share(self.first) / sight.head_share(self.second))
        return within(value, self.low, self.high, self.margin)


def nearest_size(share: FloatArray) -> IntArray:
    """Index into `SIZES`, for each share of the frame, of the size it is nearest to in octaves."""
    return np.asarray(np.argmin(np.abs(np.log2(share)[..., None] - _OCTAVES), axis=-1))


def class_bounds(share: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Octaves within which a head's share is of the same size as these are: lowest and highest."""
    edges = np.concatenate([[np.inf], 0.5 * (_OCTAVES[1:] + _OCTAVES[:-1]), [-np.inf]])
    index = nearest_size(share)
    return edges[index + 1], edges[index]


_OCTAVES: Final = np.log2([HEAD_SHARE[size] for size in SIZES])
