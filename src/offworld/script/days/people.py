"""When people can work: free hours, duties, arrival, and half capacity in the first days of weightlessness."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from offworld.film.company import CompanyPerson, Routine, RoutineKind
from offworld.film.days import Minutes, PersonDay, ShootDay
from offworld.film.shoot import MEAL, MOST, NEWCOMER_DAYS, NEWCOMER_SHARE
from offworld.script.days.clock import read_day, read_spans, without
from offworld.script.sourced import share
from offworld.text import Fields
from offworld.units import parse_quantity

_seconds: Final = functools.partial(parse_quantity, unit="s", bare=True)
_KINDS: Final[tuple[tuple[RoutineKind, tuple[str, ...]], ...]] = (
    ("sleep", ("sleep", "сон")), ("meal", ("meal", "lunch", "breakfast", "dinner", "обед", "завтрак", "ужин")),
    ("exercise", ("exercise", "sport", "спорт", "тренаж")), ("planning", ("planning", "conference", "планирован")),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHours:
    """What days.yaml says of one person."""

    free: tuple[Minutes, ...] | None = None
    """Every day; None: the hours of the day without the meal."""
    busy: tuple[tuple[Minutes, str], ...] = ()
    """Every day."""
    on_days: tuple[tuple[int, tuple[tuple[Minutes, str], ...]], ...] = ()
    """On single days besides."""
    most: int = MOST
    """Minutes a day."""
    first: int = 0
    """Day of arrival."""
    last: int | None = None
    """Last day there; None: that of the film."""
    new: bool = False
    """Whether they are newcomers to weightlessness."""
    card: CompanyPerson | None = None
    """As papers print them; None: nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomers:
    """Half capacity in the first days."""

    days: int = NEWCOMER_DAYS
    """How many."""
    share: float = NEWCOMER_SHARE
    """What they can give."""


def read_newcomers(file: Fields) -> Newcomers:
    """`newcomers:` of days.yaml."""
    node = file.get("newcomers")
    if node is None:
        return Newcomers()
    fields = Fields(node, file.sheet, "the newcomers")
    days, part = fields.whole("days", 0, 30), fields.measure("share", share, 0.0, 1.0, "")
    fields.done()
    return Newcomers(
        days=NEWCOMER_DAYS if days is None else days, share=NEWCOMER_SHARE if part is None else part
    )


def read_person(fields: Fields, who: str, dates: Sequence[str]) -> PersonHours:
    """One person of `people:`."""
    free = read_spans(fields, "free")
    busy = read_spans(fields, "busy") or ()
    most = fields.measure("most", _seconds, 0.0, 86400.0, "s")
    first = read_day(fields.scalar("from"), fields.sheet, dates)
    last = read_day(fields.scalar("to"), fields.sheet, dates)
    on_days = []
    for key, node in fields.entries("on", 366):
        day = read_day(key, fields.sheet, dates)
        inner = Fields(node, fields.sheet, f"{who} on {key.text}")
        spans = read_spans(inner, "busy") or ()
        inner.done()
        if day is not None:
            on_days.append((day, spans))
    hold = fields.flag("hold")
    card = CompanyPerson(
        id=who, name=fields.text("name") or "", work=fields.text("work") or "", duty=fields.text("duty") or "",
        hold=hold is not False,
    )  # fmt: skip
    new = fields.flag("new") or False
    fields.done()
    return PersonHours(
        free=None if free is None else tuple(span for span, _ in free), busy=busy, on_days=tuple(on_days),
        most=MOST if most is None else int(most // 60), first=first or 0, last=last, new=new,
        card=card if card != CompanyPerson(id=who) else None,
    )  # fmt: skip


def person_days(
    hours: Mapping[str, PersonHours], days: Sequence[ShootDay], newcomers: Newcomers, slot: int
) -> tuple[PersonDay, ...]:
    """Everybody on each day that they are there and free at all.

    Args:
        hours: by person, in order of the film.
        days: of the film.
        newcomers: half capacity.
        slot: minutes of the grid; what people can give is rounded down to it.
    """
    found = []
    for who, one in hours.items():
        last = len(days) - 1 if one.last is None else one.last
        for day in range(one.first, last + 1):
            busy = [span for span, _ in one.busy]
            busy += [span for at, spans in one.on_days if at == day for span, _ in spans]
            free = without(one.free or without([days[day].hours], [MEAL]), busy)
            half = newcomers.share if one.new and day < one.first + newcomers.days else 1.0
            most = int(one.most * half) // slot * slot
            if free and most > 0:
                found.append(PersonDay(who=who, day=day, free=free, most=most))
    return tuple(found)


def routines(hours: Mapping[str, PersonHours]) -> tuple[Routine, ...]:
    """Duties, meals and exercise, as papers print them."""
    found = []
    for who, one in hours.items():
        rows: list[tuple[int | None, Minutes, str]] = [(None, span, why) for span, why in one.busy]
        rows += [(day, span, why) for day, spans in one.on_days for span, why in spans]
        for at, span, why in rows:
            found.append(Routine(who=who, kind=_kind(why), what=why, day=at, minutes=span))
    if any(one.free is None for one in hours.values()):
        found.append(Routine(kind="meal", minutes=MEAL))
    return tuple(found)


def _kind(why: str) -> RoutineKind:
    plain = why.casefold()
    return next((kind for kind, words in _KINDS if any(word in plain for word in words)), "duty")
