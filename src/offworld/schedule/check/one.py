"""What can be wrong with one strip at its time, whatever else is shot."""

from __future__ import annotations

from collections.abc import Iterator

from offworld.film.days import PlannedStrip, Strip, Violation
from offworld.schedule.check.table import Table, clock, inside, meet


def of_one(table: Table, one: PlannedStrip) -> Iterator[Violation]:
    """What a strip breaks by itself.

    Args:
        table: days, people, places, light.
        one: a strip that is known, at its time.
    """
    strip = table.strips[one.strip]
    fixed = table.locked.get(one.strip)
    span, day = (one.start, one.end), one.day
    if one.end - one.start != strip.minutes:
        what = (
            f"{one.end - one.start} min are planned for {table.title(one.strip)}, which takes {strip.minutes}"
        )
        yield _of("length", one, what)
    if fixed is not None and fixed != one:
        yield _of(
            "locked",
            one,
            f"{table.title(one.strip)} is locked to {_when(fixed)}, not {_when(one)}",
        )
    if day < table.shooting.today and fixed is None:
        yield _of("past", one, f"day {day + 1} is over, {table.title(one.strip)} cannot be put there")
    if one.strip in table.shooting.shot:
        # It is in the can: what the day was like no longer matters.
        return
    if one.start % table.shooting.slot:
        yield _of("grid", one, f"{clock(one.start)} is not on the grid of {table.shooting.slot} min")
    hours = table.hours(day)
    if not inside(span, [hours]):
        yield _of("hours", one, f"{table.title(one.strip)} lies outside the hours of day {day + 1}")
    yield from _people(table, one, strip)
    for taken in table.taken.get((strip.place, day), []):
        if meet(span, taken):
            what = f"{strip.place} is taken by others from {clock(taken[0])} to {clock(taken[1])}"
            yield _of("place", one, what)
    if strip.light and not inside(span, table.lit(strip, day)):
        what = f"no {strip.light} at {strip.place} all the time from {clock(one.start)} to {clock(one.end)}"
        yield _of("light", one, what)


def _people(table: Table, one: PlannedStrip, strip: Strip) -> Iterator[Violation]:
    for who in sorted(strip.people):
        person = table.people.get((who, one.day))
        if person is None:
            yield _of("person", one, f"{who} does not work on day {one.day + 1}")
        elif not inside((one.start, one.end), person.free):
            what = f"{who} is not free from {clock(one.start)} to {clock(one.end)} on day {one.day + 1}"
            yield _of("person", one, what)


def _of(kind: str, one: PlannedStrip, what: str) -> Violation:
    return Violation(kind=kind, strips=(one.strip,), day=one.day, what=what)  # type: ignore[arg-type]


def _when(one: PlannedStrip) -> str:
    return f"day {one.day + 1}, {clock(one.start)}"
