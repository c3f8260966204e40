"""Strips whose takes wait for the light: when they can begin, and how long they then last.

A light off the Earth lasts minutes and comes back with the next orbit. Only takes need it: what must be got ready can
be done before, and what is left over waits for the next time. Nothing but the light of their takes is asked of a strip,
so a start is good if its preparation ends before or in a light, and enough light comes within the strip's length.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from offworld.film.days import LightTime, Minutes
from offworld.film.shoot import StripLength

_DAY = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Lit:
    """A strip with the light that its takes have."""

    length: StripLength
    """As long as it takes with waiting."""
    times: tuple[LightTime, ...]
    """Spans in which the strip may lie, whole, for its takes to have their light; empty: there are none."""


def in_light(
    length: StripLength, condition: str, place: str, spans: Mapping[int, Sequence[Minutes]], slot: int
) -> Lit:
    """The shortest a strip can be with its light, and when it can lie so.

    Args:
        length: without waiting for light.
        condition: what the strip asks for, as the times shall be called.
        place: where it is shot.
        spans: when the light is there, by day, whole minutes.
        slot: minutes of the grid.

    Returns:
        Starts that need up to a tenth longer than the shortest are taken too: the strip is as long as they need.
    """
    need: dict[tuple[int, int], int] = {}
    for day, lit in spans.items():
        for start in range(0, _DAY, slot):
            minutes = _needed(length, start, lit, slot)
            if minutes is not None and start + minutes <= _DAY:
                need[day, start] = minutes
    if not need:
        return Lit(length=length, times=())
    most = max(minutes for minutes in need.values() if 10 * minutes <= 11 * min(need.values()))
    times = []
    for day in spans:
        starts = [
            at for (on, at), minutes in need.items() if on == day and minutes <= most and at + most <= _DAY
        ]
        for first, last in _runs(sorted(starts), slot):
            times.append(LightTime(condition=condition, place=place, day=day, minutes=(first, last + most)))
    return Lit(length=replace(length, minutes=most), times=tuple(times))


def _needed(length: StripLength, start: int, lit: Sequence[Minutes], slot: int) -> int | None:
    """Minutes that a strip which begins then lasts, on the grid; None: the day has too little light after it."""
    prepare, strike = length.prepare_s / 60.0 / length.runs, length.strike_s / 60.0 / length.runs
    take, back = length.take_s / 60.0, length.back_s / 60.0
    at = float(start)
    for _ in range(length.runs):
        at += prepare
        for _ in range(length.takes):
            here = next((max(at, first) for first, last in lit if max(at, first) + take <= last), None)
            if here is None:
                return None
            at = here + take + back
        at += strike
    return max(length.minutes, math.ceil((at - start) / slot) * slot)


def _runs(starts: list[int], slot: int) -> list[Minutes]:
    """Starts that follow each other on the grid, as first and last."""
    found: list[list[int]] = []
    for start in starts:
        if found and found[-1][1] + slot == start:
            found[-1][1] = start
        else:
            found.append([start, start])
    return [(first, last) for first, last in found]
