"""One figure of a benchmark, beside its baseline from the same run and the bar that it is held to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What a figure is held to."""

    sense: Literal["at least", "at most"]
    """Which side of the limit is good."""
    limit: float
    """In the unit of what it is held against."""
    of: Literal["value", "ratio"] = "value"
    """Which number of the figure is held to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number."""

    name: str
    """What was measured, in plain words."""
    value: float
    """In `unit`."""
    unit: str
    """For example `s`, `times real time`; empty for a share or a count."""
    baseline: float | None = None
    """The same measure of what it is compared with, in the same unit and run; None: nothing to compare with."""
    against: str = ""
    """What the baseline is; empty without one."""
    bar: Bar | None = None
    """What it is held to; None: it is only told."""

    @property
    def ratio(self) -> float | None:
        """Value over baseline; None without a baseline, or with one of zero."""
        return self.value / self.baseline if self.baseline else None

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None: there is no bar."""
        if self.bar is None:
            return None
        held = self.value if self.bar.of == "value" else self.ratio
        if held is None:
            return False
        return held >= self.bar.limit if self.bar.sense == "at least" else held <= self.bar.limit
