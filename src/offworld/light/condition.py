"""Conditions of time, and the one search that finds all spans in which one holds.

A condition is a number that changes smoothly with time and is above zero where it holds. The search looks at it every
`step_s`, closes in on each change of sign, and looks closer where the number comes near zero and turns back, so that a
span shorter than the step is found too as long as the number has one crest within two steps. Cost grows with the time
searched and with nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np

from offworld.film.light import Span
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import IntArray

_CLOSER: Final = 16
"""Looks within two steps about a crest that may reach zero."""
_AT_ONCE: Final = 16_384
"""Moments that are handed to a condition at once; bounds memory, not cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that holds or does not hold at a moment."""

    name: str
    """In words, for example `direct sun through window.4`."""
    step_s: float
    """The coarsest step at which nothing of it is missed, s."""
    value: Callable[[IntArray], FloatArray]
    """From moments (n,) ms UTC to numbers (n,): above zero where it holds, the same smooth measure throughout."""
    where: str = ""
    """Window or place it belongs to."""

    def __and__(self, other: Condition) -> Condition:
        """Both hold."""
        return self._joined(other, "and", np.minimum)

    def __or__(self, other: Condition) -> Condition:
        """One of both holds."""
        return self._joined(other, "or", np.maximum)

    def __invert__(self) -> Condition:
        """It does not hold."""
        return Condition(
            name=f"no {self.name}",
            step_s=self.step_s,
            value=lambda times: -self.value(times),
            where=self.where,
        )

    def _joined(self, other: Condition, word: str, how: Callable[..., FloatArray]) -> Condition:
        return Condition(
            name=f"{self.name} {word} {other.name}", step_s=min(self.step_s, other.step_s),
            value=lambda times: how(self.value(times), other.value(times)),
            where=self.where if self.where == other.where else "",
        )  # fmt: skip


def spans(
    condition: Condition, from_ms: int, to_ms: int, *, at_least_s: float = 0.0, tolerance_ms: int = 1
) -> tuple[Span, ...]:
    """All spans in which a condition holds.

    Args:
        condition: which.
        from_ms: where the search begins, UTC.
        to_ms: and ends.
        at_least_s: shorter spans are left out, s; one that the search cuts counts with what is seen of it.
        tolerance_ms: how exactly their ends are wanted.
    """
    found = [
        Span(
            start_ms=start, end_ms=end, condition=condition.name, where=condition.where,
            open_start=start == from_ms, open_end=end == to_ms,
        )
        for start, end, holds in intervals(condition, from_ms, to_ms, tolerance_ms)
        if holds
    ]  # fmt: skip
    return tuple(span for span in found if span.length_s >= at_least_s)


def intervals(
    condition: Condition, from_ms: int, to_ms: int, tolerance_ms: int = 1
) -> list[tuple[int, int, bool]]:
    """The time asked for cut into pieces, each with whether the condition holds in it."""
    if to_ms <= from_ms:
        return []
    low, high, first = _brackets(condition, from_ms, to_ms)
    edges = [from_ms, *_narrow(condition, low, high, tolerance_ms).tolist(), to_ms]
    pieces = [(start, end, first ^ bool(number % 2)) for number, (start, end) in enumerate(pairwise(edges))]
    # A crossing at the very edge leaves a piece without length.
    return [piece for piece in pieces if piece[1] > piece[0]] or [(from_ms, to_ms, first)]


def partition(
    conditions: Sequence[tuple[str, Condition]], from_ms: int, to_ms: int, otherwise: str, *, where: str = ""
) -> tuple[Span, ...]:
    """The time cut into spans without a gap, each named by the first condition that holds in it.

    Args:
        conditions: name and condition, the one that counts most first.
        from_ms: where the spans begin.
        to_ms: and end.
        otherwise: name where none holds.
        where: for the spans.
    """
    held = [(name, intervals(condition, from_ms, to_ms)) for name, condition in conditions]
    edges = sorted({from_ms, to_ms, *(edge for _, pieces in held for one in pieces for edge in one[:2])})
    out: list[Span] = []
    marks = [0] * len(held)
    for start, end in pairwise(edges):
        name = otherwise
        for number, (which, pieces) in enumerate(held):
            while pieces[marks[number]][1] < end:
                marks[number] += 1
            if name == otherwise and pieces[marks[number]][2]:
                name = which
        begin = out.pop().start_ms if out and out[-1].condition == name else start
        out.append(
            Span(
                start_ms=begin, end_ms=end, condition=name, where=where, open_start=begin == from_ms,
                open_end=end == to_ms,
            )
        )  # fmt: skip
    return tuple(out)


def evaluate(condition: Condition, times: IntArray) -> FloatArray:
    """The condition's number at many moments (n,), a bounded part of them at a time."""
    if len(times) <= _AT_ONCE:
        return condition.value(times)
    parts = [condition.value(times[at : at + _AT_ONCE]) for at in range(0, len(times), _AT_ONCE)]
    return np.concatenate(parts)


@lru_cache(maxsize=16)
def grid(step_s: float, from_ms: int, to_ms: int) -> IntArray:
    """Moments from one end to the other, no farther apart than the step, both ends among them.

    The same array for the same question, so that places may keep what they know of it.
    """
    steps = max(1, int(np.ceil((to_ms - from_ms) / (1000.0 * step_s))))
    times = from_ms + (np.arange(steps + 1, dtype=np.int64) * (to_ms - from_ms)) // steps
    times.setflags(write=False)
    return times


def _brackets(condition: Condition, from_ms: int, to_ms: int) -> tuple[IntArray, IntArray, bool]:
    """Where it changes (k,), (k,), in order, and whether it holds at the beginning."""
    times = grid(condition.step_s, from_ms, to_ms)
    values = evaluate(condition, times)
    crests = _crests(values)
    if len(crests):
        closer = [
            np.linspace(times[at - 1], times[at + 1], _CLOSER + 1).astype(np.int64)[1:-1] for at in crests
        ]
        more = np.concatenate(closer)
        times, values = np.concatenate([times, more]), np.concatenate([values, evaluate(condition, more)])
        times, index = np.unique(times, return_index=True)
        values = values[index]
    holds = values > 0.0
    change = np.flatnonzero(holds[1:] != holds[:-1])
    return times[change], times[change + 1], bool(holds[0])


def _crests(values: FloatArray) -> IntArray:
    """Indices of moments where the number turns on its way to zero and a parabola through three of them crosses it."""
    if len(values) < 3:
        return np.zeros(0, dtype=np.int64)
    before, here, after = values[:-2], values[1:-1], values[2:]
    side = np.where(here > 0.0, 1.0, -1.0)
    a, b, c = before * side, here * side, after * side
    turning = (a > 0.0) & (c > 0.0) & (b <= a) & (b <= c)
    bend = np.maximum(a - 2.0 * b + c, 1e-300)
    # Twice as deep as the parabola says: the number is not one.
    reach = b - 2.0 * (a - c) ** 2 / (8.0 * bend) - 0.125 * bend
    return np.flatnonzero(turning & (reach <= 0.0)) + 1


def _narrow(condition: Condition, low: IntArray, high: IntArray, tolerance_ms: int) -> IntArray:
    """Moments (k,) of the changes between low and high: the first at which the new state holds, all at once.

    Each look takes two moments close about where a straight line crosses zero, so that a smooth number is closed in by
    a factor of thirty; where that did not halve what was left, the next two are taken about its middle.
    """
    if not len(low):
        return low
    low, high = low.copy(), high.copy()
    at_low, at_high = np.split(evaluate(condition, np.concatenate([low, high])), 2)
    after = at_high > 0.0
    halve = np.zeros(len(low), dtype=bool)
    while np.any(high - low > max(1, tolerance_ms)):
        width = high - low
        slope = np.where(at_high == at_low, 1.0, at_high - at_low)
        share = np.where(halve, 0.5, np.clip(-at_low / slope, 0.0, 1.0))
        guess, aside = np.clip(low + (share * width).astype(np.int64), low + 1, high - 1), width // 60
        probes = (guess - aside, guess + aside)
        for probe, value in zip(
            probes, np.split(evaluate(condition, np.concatenate(probes)), 2), strict=True
        ):
            # The first probe may already have closed in past the second.
            inside, new = (probe > low) & (probe < high), (value > 0.0) == after
            high, at_high = np.where(inside & new, probe, high), np.where(inside & new, value, at_high)
            low, at_low = np.where(inside & ~new, probe, low), np.where(inside & ~new, value, at_low)
        halve = 2 * (high - low) > width
    return high
