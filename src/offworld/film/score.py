"""Scores: every soft wish of a framing in one shape, so that one table explains any of them."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One soft wish: a value that should lie within bounds."""

    name: str
    """For people: `size`, `up`, `headroom`."""
    value: float
    """What it is, in `unit`."""
    low: float
    """Least that is as wished, in `unit`."""
    high: float
    """Most that is as wished, in `unit`."""
    margin: float
    """How far outside the bounds the score has fallen to 1/e, in `unit`; positive."""
    weight: float
    """Share of this wish among the others; not negative."""
    unit: str = ""
    """Of the numbers above; empty for a ratio."""

    @property
    def score(self) -> float:
        """1 within the bounds; outside exp(-(d/margin)²) at a distance d from them."""
        outside = max(self.low - self.value, self.value - self.high, 0.0)
        return math.exp(-((outside / self.margin) ** 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A hard condition that is not kept."""

    name: str
    """For people: `clearance`, `minimum focus`, `eyes seen`."""
    text: str
    """What is wrong, with its numbers."""
    remedy: str = ""
    """What would free it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a framing is worth."""

    terms: tuple[Term, ...]
    """Soft wishes, in the order of the table."""
    broken: tuple[Broken, ...] = ()
    """Hard conditions that are not kept; empty: it can be shot."""

    @property
    def soft(self) -> float:
        """Weighted mean of the terms, 0 to 1; 1 if nothing is wished."""
        weight = sum(term.weight for term in self.terms)
        return sum(term.weight * term.score for term in self.terms) / weight if weight else 1.0

    @property
    def total(self) -> float:
        """The soft score; below nought where a hard condition is broken (0.2 S - 0.3, handbook camera, section 5)."""
        return self.soft if not self.broken else 0.2 * self.soft - 0.3
