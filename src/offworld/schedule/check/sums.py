"""What a day's strips use up together: people's hours, footage, batteries, cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from offworld.film.days import PlannedStrip, Violation
from offworld.schedule.check.table import Table


def of_days(table: Table, plan: Sequence[PlannedStrip]) -> Iterator[Violation]:
    """What the strips of one day use too much of."""
    for day in sorted({one.day for one in plan}):
        if not 0 <= day < len(table.shooting.days):
            continue
        strips = [table.strips[one.strip] for one in plan if one.day == day]
        ids = tuple(strip.id for strip in strips)
        if all(strip.id in table.shooting.shot for strip in strips):
            continue
        for who in sorted({who for strip in strips for who in strip.people}):
            person = table.people.get((who, day))
            used = sum(strip.minutes for strip in strips if who in strip.people)
            if person is not None and used > person.most:
                theirs = tuple(strip.id for strip in strips if who in strip.people)
                what = f"{who} would work {used} min on day {day + 1} and can give {person.most}"
                yield Violation(kind="capacity", strips=theirs, day=day, what=what)
        limit = table.shooting.days[day]
        if (used_gb := sum(strip.gigabytes for strip in strips)) > limit.gigabytes + 1e-9:
            what = f"{used_gb:g} GB on day {day + 1}, room for {limit.gigabytes:g}"
            yield Violation(kind="data", strips=ids, day=day, what=what)
        if (used_wh := sum(strip.watt_hours for strip in strips)) > limit.watt_hours + 1e-9:
            what = f"{used_wh:g} Wh on day {day + 1}, {limit.watt_hours:g} are charged"
            yield Violation(kind="battery", strips=ids, day=day, what=what)
        if (used_cards := sum(strip.cards for strip in strips)) > limit.cards:
            what = f"{used_cards} cards on day {day + 1}, {limit.cards} are empty"
            yield Violation(kind="cards", strips=ids, day=day, what=what)
