"""What would make a strip fit that has no place: the least change of the days or the plan that the check agrees to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from offworld.film.days import Minutes, PersonDay, PlannedStrip, Shooting, Strip, Violation
from offworld.schedule.check.plan import clashes
from offworld.schedule.check.table import Table, clock, inside, meet
from offworld.schedule.solve.starts import cut

_LIGHT: Final = 45
"""What another light weighs beside minutes of people and of days [I]."""
_OTHERS: Final = 400
"""What leaving out another strip weighs, times its priority [I]."""
_WHOLE_DAY: Final = 300
"""What a day of somebody weighs who does not work on it [I]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is to be otherwise."""

    kind: str
    """`light`, `person`, `capacity`, `place`, `hours`, `data`, `battery`, `cards` or `others`."""
    what: str
    """In plain words, what is in the way."""
    remedy: str
    """In plain words, what would help."""
    weight: float
    """How much it is to ask."""
    who: str = ""
    """Person."""
    amount: float = 0.0
    """Minutes, gigabytes, watt-hours or cards more."""
    others: tuple[str, ...] = ()
    """Strips that are left out for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A place for a strip, and what must change for it."""

    at: PlannedStrip
    """Where it would be shot."""
    changes: tuple[Change, ...]
    """All that is in the way; none: it fits as it is."""

    @property
    def weight(self) -> float:
        """How much it is to ask, all together."""
        return sum(change.weight for change in self.changes)


def least_remedy(table: Table, strip: Strip, plan: Sequence[PlannedStrip]) -> Remedy | None:
    """The least that would make a strip fit; None if no day is left for it.

    Args:
        table: the days.
        strip: which has no place.
        plan: all that has one.
    """
    best: Remedy | None = None
    for day in range(table.shooting.today, len(table.shooting.days)):
        near = [one for one in plan if one.day == day or _tied(table, strip, one)]
        for start in _starts(table, strip, day, near):
            one = PlannedStrip(strip=strip.id, day=day, start=start, end=start + strip.minutes)
            found = clashes(table, one, near)
            if any(wrong.kind in {"order", "past", "locked", "missing"} for wrong in found):
                continue
            remedy = Remedy(at=one, changes=tuple(_changes(table, strip, one, near, found)))
            if best is None or remedy.weight < best.weight:
                best = remedy
    return best


def applied(
    shooting: Shooting, plan: Sequence[PlannedStrip], remedy: Remedy
) -> tuple[Shooting, tuple[PlannedStrip, ...]]:
    """The days after a remedy, and the plan with the strip in it."""
    at = remedy.at
    gone = {name for change in remedy.changes for name in change.others}
    for change in remedy.changes:
        shooting = _changed(shooting, at, change)
    return shooting, (*(one for one in plan if one.strip not in gone), at)


def _tied(table: Table, strip: Strip, one: PlannedStrip) -> bool:
    return one.strip in strip.after or strip.id in table.strips[one.strip].after


def _starts(table: Table, strip: Strip, day: int, near: Sequence[PlannedStrip]) -> list[int]:
    """Minutes at which something begins or ends, and those from which it would end there."""
    first, last = table.hours(day)
    if first >= last:
        return []
    move, slot = table.shooting.move, table.shooting.slot
    edges = {first, last}
    for one in near:
        if one.day == day:
            edges |= {one.start, one.start - move, one.end, one.end + move}
    for who in strip.people:
        person = table.people.get((who, day))
        edges |= {minute for span in (person.free if person else ()) for minute in span}
    edges |= {minute for span in table.taken.get((strip.place, day), []) for minute in span}
    if strip.light:
        edges |= {minute for span in table.lit(strip, day) for minute in span}
    found = {-(-edge // slot) * slot for edge in edges}
    found |= {(edge - strip.minutes) // slot * slot for edge in edges}
    return sorted(start for start in found if 0 <= start <= 24 * 60 - strip.minutes)


def _changes(
    table: Table,
    strip: Strip,
    one: PlannedStrip,
    near: Sequence[PlannedStrip],
    found: Sequence[Violation],
) -> Iterator[Change]:
    kinds = {wrong.kind for wrong in found if len(set(wrong.strips)) == 1}
    pairs = [wrong for wrong in found if len(set(wrong.strips)) > 1 and wrong.kind in _PAIRS]
    others = sorted({name for wrong in pairs for name in wrong.strips} - {strip.id})
    where, minutes = f"day {one.day + 1}", f"from {clock(one.start)} to {clock(one.end)}"
    if others:
        names = ", ".join(table.title(name) for name in others)
        weight = _OTHERS * sum(table.strips[name].priority for name in others)
        yield Change(
            kind="others", others=tuple(others), weight=weight,
            what=f"{names} {'is' if len(others) == 1 else 'are'} in its way on {where}",
            remedy=f"it fits on {where} {minutes} if {names} {'is' if len(others) == 1 else 'are'} left out",
        )  # fmt: skip
    if "light" in kinds:
        yield Change(
            kind="light", weight=_LIGHT, what=f"no {strip.light} of {strip.minutes} min while all are free",
            remedy=f"any light would do on {where} {minutes}",
        )  # fmt: skip
    if "hours" in kinds:
        yield Change(
            kind="hours", weight=strip.minutes, what=f"the hours of {where} are too short",
            remedy=f"longer hours on {where}, so that {minutes} can be used",
        )  # fmt: skip
    if any(meet((one.start, one.end), span) for span in table.taken.get((strip.place, one.day), [])):
        yield Change(
            kind="place", weight=strip.minutes, what=f"{strip.place} is taken by others",
            remedy=f"{strip.place} free of others on {where} {minutes}",
        )  # fmt: skip
    gone = set(others)
    yield from _of_people(table, strip, one, [o for o in near if o.strip not in gone and o.day == one.day])
    yield from _of_stores(table, strip, one, [o for o in near if o.strip not in gone and o.day == one.day])


_PAIRS: Final = frozenset({"overlap", "kit", "place", "move"})
"""Kinds of what two strips do to each other."""


def _of_people(table: Table, strip: Strip, one: PlannedStrip, near: list[PlannedStrip]) -> Iterator[Change]:
    day = f"day {one.day + 1}"
    for who in sorted(strip.people):
        person = table.people.get((who, one.day))
        if person is None:
            yield Change(
                kind="person", who=who, weight=_WHOLE_DAY, amount=strip.minutes, what=f"{who} does not work on {day}",
                remedy=f"{who} on {day} from {clock(one.start)} to {clock(one.end)}",
            )  # fmt: skip
            continue
        if not inside((one.start, one.end), person.free):
            kept = sum(b - a for a, b in cut(person.free, [(one.start, one.end)]))
            yield Change(
                kind="person", who=who, weight=strip.minutes - kept, amount=strip.minutes - kept,
                what=f"{who} is not free long enough on {day}",
                remedy=f"{who} free on {day} from {clock(one.start)} to {clock(one.end)}",
            )  # fmt: skip
        used = sum(table.strips[o.strip].minutes for o in near if who in table.strips[o.strip].people)
        more = used + strip.minutes - person.most
        if more > 0:
            yield Change(
                kind="capacity", who=who, weight=more, amount=more,
                what=f"{who} gives {person.most} min on {day}, {used} of them to other scenes",
                remedy=f"{more} more minutes of {who} on {day}",
            )  # fmt: skip


def _of_stores(table: Table, strip: Strip, one: PlannedStrip, near: list[PlannedStrip]) -> Iterator[Change]:
    limit, day = table.shooting.days[one.day], f"day {one.day + 1}"
    there = [table.strips[o.strip] for o in near] + [strip]
    for kind, need, most, unit in (
        ("data", sum(s.gigabytes for s in there), limit.gigabytes, "GB of room for footage"),
        ("battery", sum(s.watt_hours for s in there), limit.watt_hours, "Wh of charged batteries"),
        ("cards", float(sum(s.cards for s in there)), float(limit.cards), "empty cards"),
    ):
        if need > most + 1e-9:
            more = need - most
            yield Change(
                kind=kind, weight=20.0, amount=more, what=f"not enough {unit} on {day}",
                remedy=f"{more:.6g} more {unit} on {day}",
            )  # fmt: skip


def _changed(shooting: Shooting, at: PlannedStrip, change: Change) -> Shooting:
    """The days with one change made."""
    span, day = (at.start, at.end), shooting.days[at.day]
    if change.kind == "light":
        strips = tuple(replace(s, light="") if s.id == at.strip else s for s in shooting.strips)
        return replace(shooting, strips=strips)
    if change.kind in {"person", "capacity"}:
        return replace(shooting, people=_more_of(shooting, at, change))
    if change.kind == "place":
        place = next(s.place for s in shooting.strips if s.id == at.strip)
        taken = tuple(
            t for t in shooting.taken if (t.place, t.day) != (place, at.day) or not meet(t.minutes, span)
        )
        return replace(shooting, taken=taken)
    new = {
        "hours": lambda: replace(day, hours=(min(day.hours[0], span[0]), max(day.hours[1], span[1]))),
        "data": lambda: replace(day, gigabytes=day.gigabytes + change.amount),
        "battery": lambda: replace(day, watt_hours=day.watt_hours + change.amount),
        "cards": lambda: replace(day, cards=day.cards + round(change.amount)),
    }.get(change.kind)
    if new is None:
        return shooting
    return replace(shooting, days=tuple(new() if i == at.day else d for i, d in enumerate(shooting.days)))


def _more_of(shooting: Shooting, at: PlannedStrip, change: Change) -> tuple[PersonDay, ...]:
    found = [one for one in shooting.people if (one.who, one.day) == (change.who, at.day)]
    rest = [one for one in shooting.people if (one.who, one.day) != (change.who, at.day)]
    old = found[0] if found else PersonDay(who=change.who, day=at.day, free=(), most=int(change.amount))
    if change.kind == "capacity":
        return (*rest, replace(old, most=old.most + round(change.amount)))
    free = _joined([*old.free, (at.start, at.end)])
    return (*rest, replace(old, free=free))


def _joined(spans: list[Minutes]) -> tuple[Minutes, ...]:
    out: list[Minutes] = []
    for first, last in sorted(spans):
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)
