"""The file days.yaml: hours, people, places taken, budgets, and how long takes last."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.company import CommTime, Company, DayFacts
from offworld.film.days import Minutes, ShootDay, Taken
from offworld.film.shoot import HOURS, ShootRules
from offworld.script.days.clock import read_day, read_span, read_spans
from offworld.script.days.people import PersonHours, person_days, read_newcomers, read_person, routines
from offworld.script.days.rules import read_camera, read_takes, read_weights
from offworld.text import Fields, Mapping, Scalar, Sheet, read_yaml, remedy_for
from offworld.units import parse_quantity

DAYS: Final = "days.yaml"
"""Its name, in the film folder."""
_MOST: Final = 1000
_SLOTS: Final = (5, 10, 15, 20, 30)
_seconds: Final = functools.partial(parse_quantity, unit="s", bare=True)


def read_days(
    folder: Path, title: str, dates: Sequence[str], people: Sequence[str], problems: list[Problem]
) -> ShootRules:
    """The days of a film; without the file everybody works as aboard a station.

    Args:
        folder: the film folder.
        title: of the film.
        dates: of its days, as film.yaml says them.
        people: ids of everybody.
        problems: gets every mistake in the file.
    """
    sheet = Sheet(file=DAYS, problems=problems)
    path = folder / DAYS
    root: object = None
    if path.exists() or path.is_symlink():
        if not path.resolve().is_relative_to(folder.resolve()):
            what, remedy = f"{DAYS} leads out of the film folder", "put the file itself there"
            problems.append(Problem(what=what, remedy=remedy, file=DAYS, kind="outside"))
        else:
            try:
                root = read_yaml(path, DAYS)
            except FilmError as error:
                problems += error.problems
    node = root if isinstance(root, Mapping | Scalar) else Mapping(pairs=(), line=1, column=1)
    return _Reader(Fields(node, sheet, DAYS), title, dates, people).read()


class _Reader:
    """The whole file."""

    def __init__(self, file: Fields, title: str, dates: Sequence[str], people: Sequence[str]) -> None:
        self.file, self.title, self.dates, self.people = file, title, dates, people
        self.facts: list[DayFacts] = []

    def read(self) -> ShootRules:
        """All of it."""
        file = self.file
        slot = self._minutes("grid", 5, 30, 5)
        if slot not in _SLOTS:
            node = file.get("grid")
            if node is not None:
                file.sheet.wrong(node, "no such grid", "write 5, 10, 15, 20 or 30 min", kind="bad-grid")
            slot = 5
        days = self._days()
        newcomers, hours = read_newcomers(file), self._hours()
        rules = ShootRules(
            days=days, people=person_days(hours, days, newcomers, slot), taken=self._taken(), always=self._always(),
            slot=slot, move=self._minutes("move", 0, 600, 15), takes=read_takes(file), camera=read_camera(file),
            units=file.whole("units", 1, 2) or 1, weights=read_weights(file), company=Company(title=self.title),
        )  # fmt: skip
        company = self._company(hours)
        file.done()
        return replace(rules, company=company)

    def _minutes(self, name: str, low: int, high: int, usual: int) -> int:
        seconds = self.file.measure(name, _seconds, 60.0 * low, 60.0 * high, "s")
        return usual if seconds is None else int(seconds // 60)

    def _days(self) -> tuple[ShootDay, ...]:
        file = self.file
        usual = self._span(file, "hours") or HOURS
        budget = self._budget(file)
        found = [replace(budget, date=date, hours=usual) for date in self.dates]
        for key, node in file.entries("days", 366):
            day = read_day(key, file.sheet, self.dates)
            fields = Fields(node, file.sheet, f"day {key.text}")
            off, hours, why = fields.text("off"), self._span(fields, "hours"), fields.text("why")
            own = self._budget(fields, found[day] if day is not None else budget)
            texts = {name: self._texts(fields, name) for name in ("events", "notes")}
            attitude = fields.text("attitude") or ""
            fields.done()
            if day is None:
                continue
            open_hours: Minutes = (0, 0) if off is not None else hours or usual
            found[day] = replace(own, hours=open_hours, why=off or why or "")
            if attitude or any(texts.values()):
                self.facts.append(
                    DayFacts(day=day, attitude=attitude, events=texts["events"], notes=texts["notes"])
                )
        return tuple(found)

    def _budget(self, fields: Fields, usual: ShootDay | None = None) -> ShootDay:
        """What a day has of data, battery and cards, from `budget:`."""
        usual = usual or ShootDay(date="", hours=HOURS)
        node = fields.get("budget")
        if node is None:
            return usual
        inner = Fields(node, fields.sheet, "the budget")
        data, energy = inner.number("gigabytes", 0.0, 1e6), inner.number("watt hours", 0.0, 1e6)
        cards = inner.whole("cards", 0, 1000)
        inner.done()
        return replace(
            usual, gigabytes=usual.gigabytes if data is None else data,
            watt_hours=usual.watt_hours if energy is None else energy, cards=usual.cards if cards is None else cards,
        )  # fmt: skip

    def _hours(self) -> dict[str, PersonHours]:
        found = {who: PersonHours() for who in self.people}
        for key, node in self.file.entries("people", _MOST):
            if key.text in found:
                fields = Fields(node, self.file.sheet, key.text)
                found[key.text] = read_person(fields, key.text, self.dates)
            else:
                self._unknown(key)
        return found

    def _unknown(self, node: Scalar) -> None:
        what = f"there is no person {node.text[:40]!r}"
        self.file.sheet.wrong(
            node, what, remedy_for(node.text, self.people, name="people"), kind="unknown-person"
        )

    def _always(self) -> frozenset[str]:
        found = set()
        for node in self.file.items("always", _MOST) or ():
            if isinstance(node, Scalar) and node.text in self.people:
                found.add(node.text)
            elif isinstance(node, Scalar):
                self._unknown(node)
            else:
                self.file.sheet.wrong(node, "'always' holds people", "write [anton, ivan]", kind="wrong-type")
        return frozenset(found)

    def _taken(self) -> tuple[Taken, ...]:
        found = []
        for node in self.file.items("taken", _MOST) or ():
            fields = Fields(node, self.file.sheet, "this place")
            for name, example in (("place", "nauka"), ("day", self.dates[0]), ("hours", "09:00-12:00")):
                fields.need(name, example)
            place = fields.text("place")
            day = read_day(fields.scalar("day"), self.file.sheet, self.dates)
            span, why = self._span(fields, "hours"), fields.text("why") or "others"
            fields.done()
            if place and day is not None and span is not None:
                found.append(Taken(place=place, day=day, minutes=span, why=why))
        return tuple(found)

    def _span(self, fields: Fields, name: str) -> Minutes | None:
        node = fields.scalar(name)
        span = read_span(node, self.file.sheet) if node is not None else None
        return None if span is None else span[0]

    def _texts(self, fields: Fields, name: str) -> tuple[str, ...]:
        return tuple(node.text for node in fields.items(name, _MOST) or () if isinstance(node, Scalar))

    def _company(self, hours: dict[str, PersonHours]) -> Company:
        file = self.file
        comm = []
        for key, node in file.entries("comm", 20):
            for day_key, _ in node.pairs if isinstance(node, Mapping) else ():
                day = read_day(day_key, file.sheet, self.dates)
                inner = Fields(node, file.sheet, f"channel {key.text}")
                spans = read_spans(inner, day_key.text) or ()
                comm += [
                    CommTime(channel=key.text, day=day, minutes=span) for span, _ in spans if day is not None
                ]
        heads = tuple(
            (key.text, node.text) for key, node in file.entries("heads", 40) if isinstance(node, Scalar)
        )
        said = Company(
            title=self.title, heads=heads, people=tuple(one.card for one in hours.values() if one.card is not None),
            medical=file.text("medical") or "", channel=file.text("channel") or "", safety=self._texts(file, "safety"),
            routines=routines(hours), comm=tuple(comm), facts=tuple(sorted(self.facts, key=lambda one: one.day)),
        )  # fmt: skip
        ready = file.whole("ready", 0, 240)
        return said if ready is None else replace(said, ready=ready)
