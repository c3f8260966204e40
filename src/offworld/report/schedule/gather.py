"""Call sheets from a board, the days it was planned in, the light and the company."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from offworld.film.board import Board, BoardDay
from offworld.film.call_sheet import Call, CallSheet, LightWindow, PlaceUse, Requirement
from offworld.film.categories import CATEGORIES
from offworld.film.company import Company
from offworld.film.day_out_of_days import DoodRow, day_out_of_days
from offworld.film.days import Minutes, Shooting
from offworld.film.light import LightDay

ADVANCE: Final = 3
"""Days that a sheet looks ahead."""
_MINUTE_MS: Final = 60_000
_DAY: Final = 1440


def call_sheets(
    board: Board,
    shooting: Shooting,
    company: Company | None = None,
    light: Mapping[str, Sequence[LightDay]] | None = None,
) -> tuple[CallSheet, ...]:
    """A sheet for every day, also for those without a strip.

    Args:
        board: strips under days.
        shooting: what it was planned in: who can when, places taken, times of light.
        company: names, routines and facts; None: nothing more is known.
        light: days of each set whose light is known, by its id.
    """
    known = company or Company(title=board.title)
    rows = day_out_of_days(board, known)
    return tuple(_sheet(board, day, shooting, known, rows, light or {}) for day in board.days)


def _sheet(
    board: Board, day: BoardDay, shooting: Shooting, company: Company, rows: Sequence[DoodRow],
    light: Mapping[str, Sequence[LightDay]],
) -> CallSheet:  # fmt: skip
    calls = [_call(board, day, row, shooting, company) for row in rows if "W" in row.codes[day.day]]
    starts = [strip.start for strip in day.strips if strip.start is not None]
    ends = [strip.end for strip in day.strips if strip.end is not None]
    facts = company.facts_of(day.day)
    days = [one for place in light for one in light[place] if one.date == day.date]
    betas = [one.beta for one in days if one.beta is not None]
    routines = [
        replace(one, who=company.name(one.who) if one.who else "")
        for one in company.routines
        if one.day in {None, day.day}
    ]
    groups = itertools.groupby(day.strips, key=lambda strip: strip.place)
    return CallSheet(
        title=board.title or company.title,
        day=day,
        of=len(board.days),
        heads=company.heads,
        call=min((one.call for one in calls), default=None),
        shooting=min(starts, default=None),
        wrap=max(ends, default=None),
        cast=tuple(one for one in calls if one.number),
        crew=tuple(one for one in calls if not one.number),
        light=(*_wanted(day, shooting), *_suns(day, light)),
        beta=facts.beta if facts.beta is not None else next(iter(betas), None),
        facts=facts,
        comm=tuple(sorted((one for one in company.comm if one.day == day.day), key=lambda one: one.minutes)),
        routines=tuple(sorted(routines, key=lambda one: (one.minutes, one.who))),
        places=_places(day, shooting),
        requirements=_requirements(day),
        advance=tuple(board.days[day.day + 1 : day.day + 1 + ADVANCE]),
        medical=company.medical,
        channel=company.channel,
        safety=company.safety,
        kit=tuple((place, tuple(strips)) for place, strips in groups),
    )


def _call(board: Board, day: BoardDay, row: DoodRow, shooting: Shooting, company: Company) -> Call:
    """When one person is wanted."""
    mine = [
        strip
        for strip in day.strips
        if (row.number in strip.cast if row.number else board.behind(row.person, strip))
    ]
    first = min(strip.start or 0 for strip in mine)
    most = next((one.most for one in shooting.people if one.who == row.person and one.day == day.day), None)
    known = company.person(row.person)
    return Call(
        number=row.number,
        part=row.name if row.number else known.work,
        person=company.name(row.person) if row.person else "",
        duty=known.duty,
        status=row.codes[day.day],
        call=first - company.ready,
        on_set=first,
        wrap=max(strip.end or 0 for strip in mine),
        scenes=tuple(strip.number for strip in mine),
        filming=sum(strip.minutes for strip in mine),
        most=most,
    )


def _wanted(day: BoardDay, shooting: Shooting) -> list[LightWindow]:
    """Times of every light that a scene of the day wants."""
    out = []
    asked = {strip.id: strip.light for strip in shooting.strips}
    wants = dict.fromkeys((asked[strip.id], strip.light, strip.place) for strip in day.strips if strip.light)
    for condition, words, place in wants:
        times: list[Minutes] = [
            one.minutes
            for one in shooting.light
            if one.day == day.day and one.condition == condition and one.place in {"", place}
        ]
        scenes = tuple(one.number for one in day.strips if (asked[one.id], one.place) == (condition, place))
        inside = tuple(sorted(one for one in times if one[1] > day.hours[0] and one[0] < day.hours[1]))
        out.append(LightWindow(condition=words, place=place, times=inside, scenes=scenes))
    return out


def _suns(day: BoardDay, light: Mapping[str, Sequence[LightDay]]) -> list[LightWindow]:
    """Sunrises and sunsets within the hours of the day, once for all sets that share them."""
    places = [place for place in dict.fromkeys(strip.place for strip in day.strips) if place in light]
    found: dict[tuple[str, tuple[Minutes, ...]], list[str]] = {}
    for place in places or list(light)[:1]:
        for one in light[place]:
            if one.date != day.date:
                continue
            for condition, moments in (("sunrise", one.sunrises_ms), ("sunset", one.sunsets_ms)):
                minutes = [round(moment / _MINUTE_MS) % _DAY for moment in moments]
                inside = tuple((at, at) for at in minutes if day.hours[0] <= at <= day.hours[1])
                found.setdefault((condition, inside), []).append(place)
    return [
        LightWindow(condition=condition, place=", ".join(where), times=times)
        for (condition, times), where in found.items()
        if times
    ]


def _places(day: BoardDay, shooting: Shooting) -> tuple[PlaceUse, ...]:
    ours = {strip.place for strip in day.strips}
    uses = [
        PlaceUse(place=one.place, minutes=one.minutes, why=one.why, ours=one.place in ours)
        for one in shooting.taken
        if one.day == day.day
    ]
    return tuple(sorted(uses, key=lambda use: (not use.ours, use.minutes, use.place)))


def _requirements(day: BoardDay) -> tuple[Requirement, ...]:
    out = []
    for category in CATEGORIES:
        items: dict[str, list[str]] = {}
        for strip in day.strips:
            for need in strip.needs:
                if need.category == category.id:
                    items.setdefault(need.name, []).append(strip.number)
        if items:
            pairs = tuple((name, tuple(scenes)) for name, scenes in items.items())
            out.append(Requirement(category=category.id, items=pairs))
    return tuple(out)
