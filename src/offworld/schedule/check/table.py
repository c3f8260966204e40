"""What a check looks up again and again, and minutes as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from offworld.film.days import Minutes, PersonDay, PlannedStrip, Shooting, Strip


class Table:
    """A shooting by its names."""

    def __init__(self, shooting: Shooting) -> None:
        self.shooting = shooting
        self.strips: dict[str, Strip] = {strip.id: strip for strip in shooting.strips}
        self.people: dict[tuple[str, int], PersonDay] = {(one.who, one.day): one for one in shooting.people}
        self.locked: dict[str, PlannedStrip] = {one.strip: one for one in shooting.locked}
        self.taken: dict[tuple[str, int], list[Minutes]] = {}
        for one in shooting.taken:
            self.taken.setdefault((one.place, one.day), []).append(one.minutes)
        self.light: dict[tuple[str, str, int], list[Minutes]] = {}
        for time in shooting.light:
            self.light.setdefault((time.condition, time.place, time.day), []).append(time.minutes)

    def hours(self, day: int) -> Minutes:
        """When anything can be shot; an empty span on days that do not exist."""
        days = self.shooting.days
        return days[day].hours if 0 <= day < len(days) else (0, 0)

    def lit(self, strip: Strip, day: int) -> list[Minutes]:
        """When its light is there."""
        return [
            *self.light.get((strip.light, strip.place, day), []),
            *self.light.get((strip.light, "", day), []),
        ]

    def title(self, strip: str) -> str:
        """How a strip is called in messages."""
        known = self.strips.get(strip)
        return f"scene {known.number}" if known else strip


def inside(span: Minutes, spans: Iterable[Minutes]) -> bool:
    """Whether a span lies whole within one of some."""
    return any(first <= span[0] and span[1] <= last for first, last in spans)


def meet(one: Minutes, two: Minutes) -> bool:
    """Whether two spans share a minute."""
    return one[0] < two[1] and two[0] < one[1]


def clock(minute: int) -> str:
    """For example `09:05`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
