"""What a plan says of itself: why a strip has no place and what would help, and why a strip moved."""

from __future__ import annotations

from collections.abc import Sequence

from offworld.film.days import LeftOut, Moved, PlannedStrip, Shooting, Strip
from offworld.schedule.check.plan import clashes
from offworld.schedule.check.table import Table
from offworld.schedule.solve.remedy import Remedy, least_remedy
from offworld.schedule.solve.starts import starts_of


def all_left_out(shooting: Shooting, plan: Sequence[PlannedStrip]) -> tuple[LeftOut, ...]:
    """Every strip without a place, with what is in its way and what would make it fit.

    Args:
        shooting: the days.
        plan: what has a place.
    """
    table, there = Table(shooting), {one.strip for one in plan}
    return tuple(_left_out(table, strip, plan) for strip in shooting.strips if strip.id not in there)


def all_moved(shooting: Shooting, plan: Sequence[PlannedStrip]) -> tuple[Moved, ...]:
    """Every strip that is elsewhere than in the plan before, with the reason.

    Args:
        shooting: the days, with the plan before.
        plan: the new plan.
    """
    table, new = Table(shooting), {one.strip: one for one in plan}
    out = []
    for old in shooting.before:
        now = new.get(old.strip)
        if old.strip not in table.strips:
            continue
        if now is None or (now.day, now.start) != (old.day, old.start):
            reason = _why(table, old, now, plan)
            out.append(Moved(strip=old.strip, old=old, new=now, reason=reason))
    known = {old.strip for old in shooting.before}
    if known:
        out += [
            Moved(strip=one.strip, old=None, new=one, reason="it had no place before")
            for one in plan
            if one.strip not in known
        ]
    return tuple(out)


def _left_out(table: Table, strip: Strip, plan: Sequence[PlannedStrip]) -> LeftOut:
    missing = sorted(strip.after - {one.strip for one in plan})
    if missing:
        names = ", ".join(table.title(name) for name in missing)
        return LeftOut(
            strip=strip.id, reason=f"it must come after {names}, which has no place", remedy=f"make room for {names}"
        )  # fmt: skip
    remedy = least_remedy(table, strip, plan)
    if remedy is None:
        return LeftOut(strip=strip.id, reason="no day is left for it", remedy="another day")
    if not remedy.changes:
        return LeftOut(
            strip=strip.id, reason="it would fit: the search for a better plan ended before",
            remedy="give the solver more time",
        )  # fmt: skip
    return LeftOut(
        strip=strip.id, reason=_in_the_way(table, strip, remedy),
        remedy="; and ".join(change.remedy for change in remedy.changes),
    )  # fmt: skip


def _in_the_way(table: Table, strip: Strip, remedy: Remedy) -> str:
    """Nothing on any day, or what stands in the way at the best place for it."""
    what = "; ".join(change.what for change in remedy.changes)
    days = range(table.shooting.today, len(table.shooting.days))
    if any(starts_of(table, strip, day) for day in days):
        return f"beside the other scenes there is no room: {what}"
    for left, words in _conditions(strip):
        if any(starts_of(table, strip, day, left) for day in days):
            return f"on no day is there {words}: {what}"
    return f"on no day can it be shot, even alone: {what}"


def _conditions(strip: Strip) -> list[tuple[str, str]]:
    """What can be left out, one at a time, and how it is said."""
    minutes = strip.minutes
    people = ", ".join(sorted(strip.people))
    out = [("light", f"{strip.light} for {minutes} min while {people} can work")] if strip.light else []
    out += [
        (who, f"time of {who} for {minutes} min together with the others") for who in sorted(strip.people)
    ]
    return [*out, ("place", f"time in {strip.place} for {minutes} min"), ("hours", f"room for {minutes} min")]


def _why(table: Table, old: PlannedStrip, now: PlannedStrip | None, plan: Sequence[PlannedStrip]) -> str:
    """Why a strip is not where it was: what is wrong with its old time, else who is there, else what is gained."""
    shooting, day = table.shooting, old.day
    if old.strip in table.locked:
        return "it is locked to its new time" if now is not None else "it is locked"
    if day >= len(shooting.days):
        return f"day {day + 1} is no more"
    if day < shooting.today:
        return f"it was not got on day {day + 1}"
    hours = shooting.days[day]
    if hours.hours[0] >= hours.hours[1]:
        return f"day {day + 1} is lost" + (f" ({hours.why})" if hours.why else "")
    there = PlannedStrip(
        strip=old.strip, day=day, start=old.start, end=old.start + table.strips[old.strip].minutes
    )
    alone = [wrong for wrong in clashes(table, there, ()) if wrong.kind != "order"]
    if alone:
        return alone[0].what
    beside = clashes(table, there, [one for one in plan if one.strip != old.strip])
    others = sorted({name for wrong in beside for name in wrong.strips} - {old.strip})
    if others:
        return f"it makes room for {', '.join(table.title(name) for name in others)}"
    if now is not None and (now.day, now.start) < (old.day, old.start):
        return "it is pulled forward into time that became free"
    return "the plan is worth more so"
