from __future__ import annotations

import random

import pytest

from offworld.film.days import LightTime, PersonDay, ShootDay, Shooting, Strip, Taken


def small_film(seed: int, strips: int = 8, days: int = 3) -> Shooting:
    """A drawn film with everything in it that a plan must keep."""
    draw = random.Random(seed)
    people = ("director", "zhenya", "ivan", "dubrov")
    places = ("zvezda", "nauka", "cupola")
    there, taken, light = [], [], []
    for day in range(days):
        for who in people:
            first = 480 + 30 * draw.randint(0, 3)
            there.append(
                PersonDay(who=who, day=day, free=((first, 720), (780, 1140)), most=draw.choice((120, 200)))
            )
        taken.append(Taken(place=draw.choice(places), day=day, minutes=(600, 690), why="an experiment"))
        for orbit in range(8):
            start = 480 + 93 * orbit + draw.randint(0, 30)
            light.append(LightTime(condition="day side", place="", day=day, minutes=(start, start + 60)))
    made = []
    for i in range(strips):
        cast = {"director", *draw.sample(people[1:], draw.randint(1, 2))}
        made.append(
            Strip(
                id=f"S{i}", number=str(i), place=draw.choice(places), people=frozenset(cast),
                minutes=5 * draw.randint(4, 11), priority=draw.randint(1, 5), light=draw.choice(("", "", "day side")),
                after=frozenset({f"S{i - 1}"}) if i and draw.random() < 0.2 else frozenset(),
                together=draw.choice(("", "", "beard")), kit=frozenset({"camera A"}), gigabytes=draw.randint(10, 60),
                watt_hours=draw.randint(20, 90), cards=draw.randint(0, 2),
            )
        )  # fmt: skip
    hours = tuple(
        ShootDay(date=f"2021-10-{8 + day:02d}", hours=(480, 1140), gigabytes=150, watt_hours=220, cards=5)
        for day in range(days)
    )
    return Shooting(
        strips=tuple(made), days=hours, people=tuple(there), taken=tuple(taken), light=tuple(light)
    )


@pytest.fixture(scope="session")
def small():
    return small_film
