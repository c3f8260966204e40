"""Where a strip could begin if it were alone: hours, people, place and light of every day, cut with each other."""

from __future__ import annotations

from collections.abc import Iterable

from offworld.film.days import Minutes, Shooting, Strip
from offworld.schedule.check.table import Table


def spans_of(table: Table, strip: Strip, day: int, leave_out: str = "") -> list[Minutes]:
    """When a strip could be shot on a day, as spans that are at least as long as it is.

    Args:
        table: days, people, places, light.
        strip: which.
        day: which.
        leave_out: a condition that is not asked for, to find out what is in the way: `people`, a person's name,
            `place`, `light` or `hours`.
    """
    spans = [(0, 24 * 60)] if leave_out == "hours" else [table.hours(day)]
    for who in sorted(strip.people):
        if leave_out in {"people", who}:
            continue
        person = table.people.get((who, day))
        spans = cut(spans, person.free if person is not None and person.most >= strip.minutes else [])
    if leave_out != "place":
        spans = without(spans, table.taken.get((strip.place, day), []))
    if strip.light and leave_out != "light":
        spans = cut(spans, table.lit(strip, day))
    return [span for span in spans if _first(table.shooting, span) + strip.minutes <= span[1]]


def starts_of(table: Table, strip: Strip, day: int, leave_out: str = "") -> list[Minutes]:
    """First and last minute, on the grid, at which it can begin, for each span."""
    slot = table.shooting.slot
    out = []
    for span in spans_of(table, strip, day, leave_out):
        last = (span[1] - strip.minutes) // slot * slot
        out.append((_first(table.shooting, span), last))
    return out


def cut(one: Iterable[Minutes], two: Iterable[Minutes]) -> list[Minutes]:
    """What two lists of spans share."""
    other = list(two)
    shared = [(max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other]
    return sorted(span for span in shared if span[0] < span[1])


def without(one: Iterable[Minutes], two: Iterable[Minutes]) -> list[Minutes]:
    """What is left of spans when others are taken out."""
    left = list(one)
    for first, last in two:
        left = [
            piece
            for span in left
            for piece in ((span[0], min(span[1], first)), (max(span[0], last), span[1]))
            if piece[0] < piece[1]
        ]
    return left


def _first(shooting: Shooting, span: Minutes) -> int:
    """The first minute of a span that is on the grid."""
    return -(-span[0] // shooting.slot) * shooting.slot
