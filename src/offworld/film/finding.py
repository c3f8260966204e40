"""Findings: one thing each that is worth a director's attention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FindingKind = Literal[
    "contact", "no-touch", "missed", "refused", "grip lost", "limit", "heavy load", "mark", "loose prop",
    "exit blocked", "never came", "pinned", "adrift", "tether", "stopped", "frame", "framing", "light",
]  # fmt: skip
Weight = Literal["note", "care", "danger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number of a finding."""

    name: str
    """For example `closing speed`."""
    value: float
    """In `unit`."""
    unit: str
    """For example `m/s`."""
    note: str = ""
    """Assumption or guess behind it; empty if it is measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing worth attention."""

    kind: FindingKind
    """What sort."""
    weight: Weight
    """How much it matters."""
    tick: int
    """When it begins, ms."""
    end: int
    """When it ends, ms."""
    who: tuple[str, ...]
    """People and props it concerns."""
    beat: str
    """Beat to blame; empty if none."""
    text: str
    """One sentence in plain words."""
    remedy: str = ""
    """What would help, in plain words; empty if nothing is known."""
    measures: tuple[Measure, ...] = ()
    """The numbers behind it."""
