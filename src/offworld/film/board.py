"""The stripboard: the strips of a film under the days on which they are shot, and those that have no day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from offworld.film.breakdown import Breakdown, Need, SceneSheet, TimeOfDay
from offworld.film.days import LeftOut, Minutes, Plan, PlannedStrip, Shooting, Strip

StripState = Literal["planned", "locked", "shot", "left out"]
"""How a strip stands: it may move, it stays where it is, it is in the can, it has no day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """A part of the film with its number on the board."""

    number: str
    """From 1, those with most scenes first."""
    name: str
    """Of the part, as in the script; without a breakdown the person."""
    person: str
    """Id of who plays it; empty: nobody yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardStrip:
    """One strip as papers print it."""

    id: str
    """Steady name."""
    number: str
    """Scene number."""
    heading: str = ""
    """As written."""
    inside: Literal["INT", "EXT", "INT/EXT", ""] = ""
    """From the heading."""
    set_words: str = ""
    """Set, as the heading has it."""
    time: TimeOfDay = ""
    """Time of day of the story; light off the Earth is another thing."""
    time_words: str = ""
    """The same as written."""
    eighths: int
    """Length in eighths of a page."""
    minutes: int
    """Set-up to strike, as planned; without a day as reckoned."""
    place: str
    """Module or set where it is shot."""
    light: str = ""
    """Light that it wants, in the words of the scene; empty: any."""
    synopsis: str = ""
    """What happens, in a line."""
    cast: tuple[str, ...] = ()
    """Numbers of its parts, rising."""
    people: tuple[str, ...] = ()
    """Ids of all who must be there, in order of name."""
    needs: tuple[Need, ...] = ()
    """Things it needs, without cast."""
    notes: tuple[str, ...] = ()
    """For the crew."""
    script_day: str = ""
    """Day of the story; empty: not said."""
    start: int | None = None
    """First minute of its day; None: it has none."""
    end: int | None = None
    """The minute after its last."""
    state: StripState = "planned"
    """How it stands."""
    reason: str = ""
    """Left out: why."""
    remedy: str = ""
    """Left out: what would make it fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDay:
    """One day with its strips."""

    day: int
    """Which, from 0."""
    date: str
    """For example `2021-10-08`."""
    hours: Minutes
    """When anything can be shot; empty span: a day off or lost."""
    why: str = ""
    """Why its hours are short."""
    strips: tuple[BoardStrip, ...] = ()
    """In order of time."""

    @property
    def off(self) -> bool:
        """Whether nothing can be shot."""
        return self.hours[0] >= self.hours[1]

    @property
    def eighths(self) -> int:
        """Eighths of a page in all."""
        return sum(one.eighths for one in self.strips)

    @property
    def minutes(self) -> int:
        """Minutes of work in all."""
        return sum(one.minutes for one in self.strips)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All of it."""

    title: str
    """Of the film."""
    days: tuple[BoardDay, ...]
    """In order."""
    left_out: tuple[BoardStrip, ...] = ()
    """Strips without a day, in order of the script."""
    cast: tuple[CastMember, ...] = ()
    """Parts, by number."""

    @property
    def strips(self) -> tuple[BoardStrip, ...]:
        """All strips, those of the days first."""
        return (*(strip for day in self.days for strip in day.strips), *self.left_out)

    def behind(self, who: str, strip: BoardStrip) -> bool:
        """Whether somebody is there without playing a part: behind the camera, or holding somebody."""
        playing = any(one.person == who and one.number in strip.cast for one in self.cast)
        return who in strip.people and not playing


def board_of(shooting: Shooting, plan: Plan, breakdown: Breakdown | None = None, *, title: str = "") -> Board:
    """The board of a plan.

    Args:
        shooting: what the plan was made from.
        plan: what is shot when; strips it does not know of stand without a day.
        breakdown: sheets of the scenes; without it parts are people, and headings are strips' titles.
        title: of the film; empty: the breakdown's.
    """
    sheets = {sheet.id: sheet for sheet in breakdown.sheets} if breakdown else {}
    cast = _cast(shooting.strips, sheets)
    numbers = {(member.name, member.person): member.number for member in cast}
    planned = {one.strip: one for one in plan.strips}
    out = {one.strip: one for one in plan.left_out}
    locked = {one.strip for one in shooting.locked}
    made = []
    for strip in shooting.strips:
        state: StripState = "locked" if strip.id in locked else "planned"
        state = "shot" if strip.id in shooting.shot else state
        one = _strip(strip, sheets.get(strip.id), numbers, planned.get(strip.id), out.get(strip.id), state)
        made.append((planned.get(strip.id), one))
    days = []
    for number, day in enumerate(shooting.days):
        there = [
            (at.start, at.end, one.number, one) for at, one in made if at is not None and at.day == number
        ]
        strips = tuple(row[-1] for row in sorted(there, key=lambda row: row[:3]))
        days.append(BoardDay(day=number, date=day.date, hours=day.hours, why=day.why, strips=strips))
    left = tuple(one for at, one in made if at is None)
    return Board(
        title=title or (breakdown.title if breakdown else ""), days=tuple(days), left_out=left, cast=cast
    )


def pages_words(eighths: int) -> str:
    """A length as schedules write it: `5/8`, `1`, `1 4/8`."""
    whole, rest = divmod(eighths, 8)
    return (
        " ".join(part for part in (str(whole) if whole else "", f"{rest}/8" if rest else "") if part) or "0"
    )


def clock_words(minute: int) -> str:
    """A minute of a day as `08:05`; beyond midnight it goes on as the next day's clock."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _parts(strip: Strip, sheet: SceneSheet | None) -> list[tuple[str, str]]:
    """Name and person of each part in a strip."""
    if sheet is None:
        return [(who, who) for who in sorted(strip.people)]
    return [(need.name, need.person) for need in sheet.needs if need.category == "cast"]


def _cast(strips: Iterable[Strip], sheets: dict[str, SceneSheet]) -> tuple[CastMember, ...]:
    """Parts numbered by how many strips they are in, then by who comes first."""
    count: Counter[tuple[str, str]] = Counter()
    for strip in strips:
        count.update(_parts(strip, sheets.get(strip.id)))
    order = {part: place for place, part in enumerate(count)}
    ranked = sorted(count, key=lambda part: (-count[part], order[part]))
    return tuple(
        CastMember(number=str(number), name=name, person=person)
        for number, (name, person) in enumerate(ranked, start=1)
    )


def _strip(
    strip: Strip, sheet: SceneSheet | None, numbers: dict[tuple[str, str], str],
    at: PlannedStrip | None, out: LeftOut | None, state: StripState,
) -> BoardStrip:  # fmt: skip
    """A strip with what its sheet says."""
    cast = sorted((numbers[part] for part in _parts(strip, sheet)), key=int)
    plain = BoardStrip(
        id=strip.id, number=strip.number, heading=strip.title, set_words=strip.title or strip.place,
        eighths=strip.eighths, minutes=at.end - at.start if at else strip.minutes, place=strip.place,
        light=strip.light.rsplit(" for scene ", 1)[0],
        cast=tuple(dict.fromkeys(cast)), people=tuple(sorted(strip.people)),
        start=at.start if at else None, end=at.end if at else None,
        state=state if at else "left out", reason=out.reason if out else "", remedy=out.remedy if out else "",
    )  # fmt: skip
    if sheet is None:
        return plain
    return replace(
        plain, heading=sheet.heading, inside=sheet.inside, set_words=sheet.set_words, time=sheet.time,
        time_words=sheet.time_words, synopsis=sheet.synopsis, notes=sheet.notes, script_day=sheet.script_day,
        needs=tuple(need for need in sheet.needs if need.category != "cast"),
    )  # fmt: skip
