"""The three ways of swinging the limbs that turn a body: about its long axis, forward, and sideways.

Each is a closed loop of poses, q(φ) = m + c₁ cos φ + c₂ cos 2φ + s₁ sin φ + s₂ sin 2φ for every hinge, gone through
once a cycle; the other way round it turns the other way. The numbers were found by `tools/find_turns.py`: of all such
loops within comfortable ranges and with limbs clear of each other, the one with the least motion for so many degrees.
Left and right mirror each other, at the same phase for pitch, at the opposite phase for yaw and roll: by that symmetry
a loop for pitch gives nothing else, and one for yaw or roll gives no pitch.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources
from typing import Final, Literal

import numpy as np

from offworld.rehearse.system import Floats

Axis = Literal["roll", "pitch", "yaw"]
AXES: Final[tuple[Axis, ...]] = ("roll", "pitch", "yaw")
"""About forward, left and head direction of the chest, in this order."""
HARMONICS: Final = np.array([1.0, 2.0])
"""Of the loops."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Technique:
    """One loop of poses for the hinges of one person."""

    axis: Axis
    """What it turns about; forward through the loop it turns in the positive sense (left, forward, right)."""
    used: Floats
    """(hinges,) 1 where the loop moves a hinge, 0 where the person's own angle stays."""
    mean: Floats
    """(hinges,) m, rad."""
    cos: Floats
    """(2, hinges) c, rad."""
    sin: Floats
    """(2, hinges) s, rad."""

    @property
    def base(self) -> Floats:
        """(hinges,) the pose at phase 0, rad."""
        return np.asarray(self.mean + self.cos.sum(axis=0))


def technique(axis: Axis, hinges: list[str]) -> Technique:
    """The loop for an axis.

    Args:
        axis: what to turn about.
        hinges: names of the person's hinges, in order.
    """
    loop = loops()[axis]
    rows = np.zeros((5, len(hinges)))
    used = np.zeros(len(hinges))
    for number, name in enumerate(hinges):
        plain = name.removeprefix("left_").removeprefix("right_")
        if plain in loop:
            rows[:, number] = loop[plain]
            used[number] = 1.0
            if name.startswith("right_") and axis != "pitch":
                rows[3:, number] *= -1.0
    rows = np.radians(rows)
    return Technique(axis=axis, used=used, mean=rows[0], cos=rows[1:3], sin=rows[3:])


@functools.cache
def loops() -> dict[str, dict[str, list[float]]]:
    """By axis and hinge (left side): m, c₁, c₂, s₁, s₂ in degrees."""
    text = resources.files("offworld.rehearse.turning").joinpath("techniques.json").read_text("utf-8")
    found: dict[str, dict[str, list[float]]] = json.loads(text)
    return found
