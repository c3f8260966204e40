"""A film of six days that papers are made of: two parts twice cast, an operator, a day lost, strips left out."""

from __future__ import annotations

import math

import pytest

from offworld.film.board import board_of
from offworld.film.breakdown import Breakdown, Need, SceneSheet
from offworld.film.company import CommTime, Company, CompanyPerson, DayFacts, Routine
from offworld.film.days import (
    LeftOut,
    LightTime,
    PersonDay,
    Plan,
    PlannedStrip,
    ShootDay,
    Shooting,
    Strip,
    Taken,
)
from offworld.film.light import LightDay
from offworld.utc import DAY_MS, read_utc

_ROWS = (
    # number, inside, set, time, place, cast, eighths, minutes, light, synopsis
    ("1", "INT", "ZVEZDA", "day", "zvezda", "ZHENYA IVAN", 12, 90, "direct sun", "Zhenya comes through the hatch."),
    ("2", "INT", "CUPOLA", "night", "cupola", "ZHENYA", 3, 45, "earth night", "She sees the cities."),
    ("3", "INT", "ZVEZDA", "day", "zvezda", "ZHENYA IVAN SERGEI", 20, 120, "", "The operation begins."),
    ("4", "EXT", "STATION", "day", "nauka", "IVAN", 2, 40, "", "A glove at the rail."),
    ("5A", "INT", "NAUKA", "evening", "nauka", "IVAN SERGEI", 8, 60, "", "Sergei wakes."),
    ("6", "INT/EXT", "AIRLOCK", "", "pirs", "SERGEI", 1, 30, "", ""),
    ("7", "EXT", "STATION", "night", "nauka", "ZHENYA", 4, 45, "", "Nothing but stars."),
)  # fmt: skip
_AT = ((0, 0, 540), (1, 0, 700), (2, 2, 560), (3, 4, 600), (4, 4, 660))
_PLAYS = {"ZHENYA": "zhenya", "IVAN": "ivan", "SERGEI": "patient"}


def _sheet(row) -> SceneSheet:
    number, inside, place_words, time, place, cast, eighths, minutes, light, synopsis = row
    needs = [Need(category="cast", name=name, source="script", person=_PLAYS[name]) for name in cast.split()]
    if number == "3":
        needs += [
            Need(category="props", name="scalpel", source="script"),
            Need(category="make-up", name="wound, stage 2", source="hand"),
        ]
    heading = f"{inside}. {place_words}" + (f" - {time.upper()}" if time else "")
    return SceneSheet(
        id=f"S{number}", number=number, heading=heading, inside=inside, set_words=place_words, set_id=place,
        time=time, time_words=time.upper(), eighths=eighths, line=1, needs=tuple(needs), synopsis=synopsis,
        place=place, light=light, minutes=minutes, notes=("No harness in the picture.",) if number == "4" else (),
    )  # fmt: skip


def _film():
    sheets = tuple(_sheet(row) for row in _ROWS)
    strips = tuple(
        Strip(
            id=sheet.id, number=sheet.number, title=sheet.heading, place=sheet.place, minutes=sheet.minutes or 0,
            people=frozenset({"anton", *(need.person for need in sheet.needs if need.person)}),
            eighths=sheet.eighths, light=sheet.light,
        )
        for sheet in sheets
    )  # fmt: skip
    days = tuple(
        ShootDay(
            date=f"2021-10-{8 + day:02}", hours=(0, 0) if day == 1 else (480, 1200),
            why="test of the thrusters" if day == 1 else "",
        )
        for day in range(6)
    )  # fmt: skip
    people = tuple(
        PersonDay(who=who, day=day, free=((480, 720), (780, 1140)), most=300)
        for who in ("anton", "zhenya", "ivan", "patient")
        for day in range(6)
    )
    light = tuple(
        LightTime(condition=words, place="", day=day, minutes=(start + shift, start + shift + 55))
        for day in range(6)
        for start in range(400, 1300, 93)
        for words, shift in (("direct sun", 0), ("earth night", 57))
    )
    taken = (
        Taken(place="zvezda", day=0, minutes=(660, 720), why="toilet is repaired"),
        Taken(place="nauka", day=0, minutes=(480, 600), why="furnace"),
    )
    shooting = Shooting(
        strips=strips, days=days, people=people, taken=taken, light=light, shot=frozenset({"S1"}),
        locked=(PlannedStrip(strip="S1", day=0, start=540, end=630),),
    )  # fmt: skip
    planned = tuple(
        PlannedStrip(strip=strips[i].id, day=day, start=start, end=start + strips[i].minutes)
        for i, day, start in _AT
    )
    left = LeftOut(strip="S6", reason="Pirs is not there any more.", remedy="shoot it in another module")
    plan = Plan(status="optimal", strips=planned, left_out=(left,))
    return shooting, plan, Breakdown(title="The Visit", script="script.fountain", sheets=sheets)


def _company() -> Company:
    return Company(
        title="The Visit",
        heads=(("Director", "Anton"), ("Producer", "K. Larina")),
        people=(
            CompanyPerson(id="anton", name="Anton", work="director, camera"),
            CompanyPerson(id="zhenya", name="Zhenya"),
            CompanyPerson(id="ivan", name="Ivan", duty="flight engineer"),
            CompanyPerson(id="patient", name="Sergei", duty="commander", hold=False),
        ),
        medical="Ivan",
        channel="Space-to-ground 2, call “Zarya”",
        safety=("Hatches stay clear: no cable through a hatch without its cutter.",),
        routines=(
            Routine(kind="sleep", minutes=(1290, 1800)),
            Routine(kind="meal", minutes=(720, 780)),
            Routine(who="ivan", kind="exercise", minutes=(960, 1110)),
            Routine(who="ivan", kind="duty", what="unloads Progress", day=0, minutes=(840, 930)),
        ),
        comm=(CommTime(channel="Luch", day=0, minutes=(600, 640)), CommTime(channel="Ku", day=0, minutes=(500, 580))),
        facts=(
            DayFacts(day=0, attitude="LVLH, Zvezda aft", events=("Progress docks at 19:40",), notes=("First day.",)),
        ),
    )  # fmt: skip


def _light(date: str) -> LightDay:
    start = read_utc(date)
    rises = tuple(start + minute * 60_000 for minute in range(20, 1440, 93))
    return LightDay(
        date=date, start_ms=start, end_ms=start + DAY_MS, beta=math.radians(-23.4), sunlit=0.6, windows=(),
        sunrises_ms=rises, sunsets_ms=tuple(rise + 55 * 60_000 for rise in rises),
    )  # fmt: skip


@pytest.fixture(scope="session")
def film():
    """Shooting, plan and breakdown."""
    return _film()


@pytest.fixture(scope="session")
def board(film):
    shooting, plan, breakdown = film
    return board_of(shooting, plan, breakdown)


@pytest.fixture(scope="session")
def company():
    return _company()


@pytest.fixture(scope="session")
def light(film):
    days = tuple(_light(day.date) for day in film[0].days)
    return {"zvezda": days, "cupola": days}
