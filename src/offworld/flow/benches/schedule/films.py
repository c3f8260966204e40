"""Drawn films, always the same for a seed: five people, five modules, twelve days in orbit, light of 93 minutes."""

from __future__ import annotations

import random
from typing import Final

from offworld.film.days import LightTime, PersonDay, ShootDay, Shooting, Strip, Taken
from offworld.film.hold import HoldProblem, HoldScene

SEED: Final = 40
"""Of the frozen films."""
_PLACES: Final = {"zvezda": 33, "nauka": 30, "rassvet": 12, "cupola": 10, "zarya": 15}
"""Modules, and how often of a hundred a scene is set there (handbook schedule, 3.2)."""
_CREW: Final = {"ivan": 0.5, "dubrov": 0.35, "novitsky": 0.3}
"""Who has duties of their own, and how often they are in a scene."""
_ORBIT: Final = 92.9
"""Minutes of one orbit."""
_SUN: Final = 62
"""Minutes of it in the sun."""


def drawn_film(scenes: int, *, seed: int = SEED, days: int = 12) -> Shooting:
    """A film to be planned.

    Args:
        scenes: how many.
        seed: of the draws.
        days: how many.
    """
    draw = random.Random(seed)
    people: list[PersonDay] = []
    taken: list[Taken] = []
    light: list[LightTime] = []
    for day in range(days):
        people += _people(draw, day)
        for place in _PLACES:
            if draw.random() < 0.5:
                first = 480 + 30 * draw.randrange(18)
                span = (first, first + draw.choice((60, 90, 120)))
                taken.append(Taken(place=place, day=day, minutes=span, why="an experiment"))
        light += _light(draw.random() * 93, day)
    return Shooting(
        strips=tuple(_strip(draw, i) for i in range(scenes)),
        days=tuple(
            ShootDay(
                date=f"2021-10-{5 + day:02d}", hours=(480, 1200), gigabytes=600.0, watt_hours=1400.0, cards=8
            )
            for day in range(days)
        ),
        people=tuple(people),
        taken=tuple(taken),
        light=tuple(light),
    )


def drawn_order(seed: int, scenes: int, people: int = 8) -> HoldProblem:
    """Scenes with casts that are all different, to be put into an order: sparse casts as films on Earth have them."""
    draw = random.Random(seed)
    names = [f"p{i}" for i in range(people)]
    casts: list[frozenset[str]] = []
    while len(casts) < scenes:
        cast = frozenset(draw.sample(names, draw.randint(2, 5)))
        if cast not in casts:
            casts.append(cast)
    made = [HoldScene(name=f"s{i}", days=draw.randint(1, 3), cast=cast) for i, cast in enumerate(casts)]
    return HoldProblem(scenes=tuple(made), pay={name: draw.randint(1, 40) for name in names})


def _people(draw: random.Random, day: int) -> list[PersonDay]:
    """The director and the actress can give half in the first two days, the crew two to three hours on any."""
    half = day < 2
    out = [
        PersonDay(who="director", day=day, free=((480, 720), (780, 1200)), most=180 if half else 390),
        PersonDay(who="zhenya", day=day, free=((510, 720), (780, 1140)), most=150 if half else 360),
    ]
    for who, later in (("ivan", 0), ("dubrov", 30), ("novitsky", 20)):
        first = 480 + draw.choice((0, 30, 60, 120)) + later
        free = ((first, first + 150), (780 + draw.choice((30, 60, 90, 150)), 1140))
        out.append(PersonDay(who=who, day=day, free=free, most=draw.choice((150, 165, 180))))
    return out


def _light(before: float, day: int) -> list[LightTime]:
    out, minute = [], -before
    while minute < 1440:
        for name, first, last in (
            ("day side", minute, minute + _SUN),
            ("night side", minute + _SUN, minute + 93),
        ):
            span = (int(max(0, first)), int(min(1440, last)))
            if span[0] < span[1]:
                out.append(LightTime(condition=name, place="", day=day, minutes=span))
        minute += _ORBIT
    return out


def _strip(draw: random.Random, i: int) -> Strip:
    place = draw.choices(list(_PLACES), list(_PLACES.values()))[0]
    people = {"director"}
    if draw.random() < 0.8:
        people.add("zhenya")
    people |= {who for who, often in _CREW.items() if draw.random() < often}
    if len(people) == 1:
        people.add("zhenya")
    light = draw.choices(("", "day side", "night side"), (60, 32, 8))[0]
    most = {"": 75, "day side": 45, "night side": 25}[light]
    minutes = min(draw.choice((25, 30, 30, 40, 45, 60, 75)), most)
    eighths, priority = draw.randint(1, 16), draw.choices((1, 2, 3, 4, 5), (1, 3, 4, 3, 1))[0]
    after = frozenset({f"S{draw.randint(1, i)}"}) if i and draw.random() < 0.12 else frozenset[str]()
    together = f"g{draw.randint(1, 5)}" if draw.random() < 0.3 else ""
    return Strip(
        id=f"S{i + 1}", number=str(i + 1), place=place, people=frozenset(people), minutes=minutes, eighths=eighths,
        priority=priority, light=light, after=after, together=together, kit=frozenset({"camera A"}),
        gigabytes=minutes * 1.2, watt_hours=minutes * 2.5, cards=1 + (minutes > 45),
    )  # fmt: skip
