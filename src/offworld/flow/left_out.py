"""Why a strip has no place in a plan, where the solver itself has not said it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from offworld.film.days import LeftOut, Minutes, PlannedStrip, Shooting, Strip
from offworld.schedule.check.plan import clashes
from offworld.schedule.check.table import Table, clock


def left_out(shooting: Shooting, plan: Sequence[PlannedStrip], strip: str) -> LeftOut:
    """What is in the way of a strip: its people, its light, what they can give, what comes before it, or others."""
    table = Table(shooting)
    own = table.strips[strip]
    days = range(shooting.today, len(shooting.days))
    together = {day: _together(table, own, day) for day in days}
    found = (
        _people(table, own, together)
        or _light(table, own, together)
        or _capacity(table, own, together)
        or _order(own, table, plan)
        or _others(table, own, plan, together)
    )
    return LeftOut(strip=strip, reason=found[0], remedy=found[1])


def _together(table: Table, strip: Strip, day: int) -> list[Minutes]:
    """When all its people are free at once in the hours of a day and its place is not taken."""
    spans = [table.hours(day)]
    for who in sorted(strip.people):
        person = table.people.get((who, day))
        free = person.free if person is not None else ()
        spans = [(max(a, c), min(b, d)) for a, b in spans for c, d in free if max(a, c) < min(b, d)]
    for first, last in table.taken.get((strip.place, day), []):
        spans = [one for a, b in spans for one in ((a, min(b, first)), (max(a, last), b)) if one[0] < one[1]]
    return spans


def _people(table: Table, strip: Strip, together: dict[int, list[Minutes]]) -> tuple[str, str] | None:
    spans = [(last - first, -day, first) for day, own in together.items() for first, last in own]
    longest, day, first = max(spans, default=(0, 0, 0))
    if longest >= strip.minutes:
        return None
    remedy = "free them together for longer, take people out of it, or give it fewer set-ups"
    if not longest:
        return (
            f"its people ({', '.join(sorted(strip.people))}) are never there at {strip.place} at one time",
            remedy,
        )
    when = f"{table.shooting.days[-day].date} from {clock(first)}"
    reason = (
        f"it takes {strip.minutes} min, and its people ({', '.join(sorted(strip.people))}) are never free together at "
        f"{strip.place} for longer than {longest} ({when})"
    )
    return reason, remedy


def _light(table: Table, strip: Strip, together: dict[int, list[Minutes]]) -> tuple[str, str] | None:
    if not strip.light or any(
        min(b, d) - max(a, c) >= strip.minutes
        for day, own in together.items()
        for a, b in own
        for c, d in table.lit(strip, day)
    ):
        return None
    words = strip.light.rpartition(" for scene ")[0] or strip.light
    reason = f"its light ({words}) is never there while its people are free together for {strip.minutes} min"
    return reason, "free its people at another time of day, or ask for another light"


def _capacity(table: Table, strip: Strip, together: dict[int, list[Minutes]]) -> tuple[str, str] | None:
    days = [day for day, own in together.items() if any(last - first >= strip.minutes for first, last in own)]
    short: Counter[str] = Counter()
    for day in days:
        tired = [who for who in strip.people if table.people[who, day].most < strip.minutes]
        if not tired:
            return None
        short.update(tired)
    who = min(short, key=lambda one: (-short[one], one))
    most = max(table.people[who, day].most for day in days)
    reason = f"it takes {strip.minutes} min, and {who} can give {most} on a day when all are free"
    return reason, f"more minutes a day for {who}, or fewer set-ups"


def _order(strip: Strip, table: Table, plan: Iterable[PlannedStrip]) -> tuple[str, str] | None:
    missing = sorted(strip.after - {one.strip for one in plan})
    if not missing:
        return None
    names = ", ".join(table.title(one) for one in missing)
    return f"it must come after {names}, which has no place itself", f"make room for {names}"


def _others(
    table: Table, strip: Strip, plan: Sequence[PlannedStrip], together: dict[int, list[Minutes]]
) -> tuple[str, str]:
    """The clash that stands most often alone in the way, with the plan as it is."""
    tally: Counter[str] = Counter()
    shooting = table.shooting
    for day, own in together.items():
        for first, last in own:
            begin = -(-first // shooting.slot) * shooting.slot
            for start in range(begin, last - strip.minutes + 1, shooting.slot):
                one = PlannedStrip(strip=strip.id, day=day, start=start, end=start + strip.minutes)
                wrong = clashes(table, one, plan)
                if not wrong:
                    reason = "it would fit: the search for a better plan ended before"
                    return reason, "give the solver more time (--budget)"
                tally.update({each.what for each in wrong})
    what = min(tally, key=lambda one: (-tally[one], one), default="nothing is left of its days")
    return f"beside what is worth more there is no room: {what}", "a higher priority, or days with more hours"
