"""The details of a swing that may be changed to turn one very body about one very axis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from offworld.rehearse.system import Floats
from offworld.rehearse.turning.swinging import Swinging

TOGETHER: Final = ("hip_flexion", "hip_abduction", "knee_flexion", "shoulder_flexion", "shoulder_abduction")
"""Hinges whose both sides are changed alike, and against each other."""
MIDDLE: Final = ("lumbar_flexion", "lumbar_side", "thorax_twist")
"""Hinges of the trunk that are changed."""
Row = Literal["width", "lift", "cos", "sin"]
ROWS: Final[tuple[Row, ...]] = ("lift", "cos", "sin")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Control:
    """One detail."""

    row: Row
    """Of the whole loop's width, or of the lift into the loop, or of the loop's first harmonics."""
    hinges: Floats
    """(hinges,) rad of each hinge per unit of change."""


def controls(draft: Swinging, names: list[str]) -> list[Control]:
    """What may be changed in a swing.

    Args:
        draft: to be changed.
        names: of the hinges, in order.
    """
    patterns = []
    for name in TOGETHER:
        left, right = names.index(f"left_{name}"), names.index(f"right_{name}")
        for sign in (1.0, -1.0):
            pattern = np.zeros(len(names))
            pattern[[left, right]] = 1.0, sign
            patterns.append(pattern)
    patterns += [np.eye(len(names))[names.index(name)] for name in MIDDLE]
    whole = Control(row="width", hinges=np.ones(len(names)))
    return [whole, *(Control(row=row, hinges=draft.used * one) for row in ROWS for one in patterns)]


def with_changes(draft: Swinging, details: list[Control], changes: Floats) -> Swinging:
    """The swing with its details changed by so many units each."""
    width = 1.0 + float(sum(c for d, c in zip(details, changes, strict=True) if d.row == "width"))
    rows = {"lift": width * draft.lift, "cos": width * draft.cos, "sin": width * draft.sin}
    for detail, change in zip(details, changes, strict=True):
        if detail.row == "lift":
            rows["lift"] = rows["lift"] + change * detail.hinges
        elif detail.row != "width":
            rows[detail.row] = rows[detail.row] + change * np.stack(
                [detail.hinges, np.zeros_like(detail.hinges)]
            )
    return replace(draft, lift=rows["lift"], cos=rows["cos"], sin=rows["sin"])
