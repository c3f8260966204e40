"""Pairs of shots drawn at random, good and bad, as plain numbers; and the same as sides of a cut."""

from __future__ import annotations

import numpy as np

from offworld.film.shot import View
from offworld.frame.continuity.side import Body, Side
from offworld.geometry import rotation

GATE = 14.0
GROUPS = ("same", "across", "opposite", "any")


def unit(vector):
    return vector / np.linalg.norm(vector)


def square(vector, to):
    return unit(vector - (vector @ to) * to)


def about(axis, degrees, vector):
    """Turned by the formula of Rodrigues: the labeller's world has no quaternions."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return c * vector + s * np.cross(axis, vector) + (1 - c) * (axis @ vector) * axis


def person(rng, eyes, way, up, moving):
    forward = unit(way + 0.15 * rng.standard_normal(3))
    return {
        "eyes": eyes, "forward": forward, "up": square(up, forward), "gaze": unit(way + 0.06 * rng.standard_normal(3)),
        "velocity": 0.5 * rng.standard_normal(3) if moving else np.zeros(3),
    }  # fmt: skip


def people_of(rng, group, third):
    way, half = unit(rng.standard_normal(3)), 0.5 * rng.uniform(0.7, 1.3)
    up = square(rng.standard_normal(3), way)
    turn = {"same": 0.0, "across": 90.0 * rng.choice([-1, 1]), "opposite": 180.0, "any": rng.uniform(0, 360)}[
        group
    ]
    middle, moving = rng.standard_normal(3), rng.random() < 0.5
    people = {
        "ann": person(rng, middle - half * way, way, up, moving),
        "ben": person(rng, middle + half * way, -way, about(way, turn, up), moving),
    }
    if third:
        place = middle + rng.uniform(0.5, 1.0) * unit(rng.standard_normal(3))
        target = people[str(rng.choice(["ann", "ben"]))]["eyes"]
        people["cleo"] = person(rng, place, unit(target - place), rng.standard_normal(3), moving)
    return people


def axes_of(back, up):
    top = square(up, back)
    return np.stack([np.cross(top, back), top, back])


def camera(rng, people, who, room_up, kind, last):
    """Place, axes and lens of one shot on somebody."""
    one = people[who]
    other = people["ben" if who == "ann" else "ann"]
    line = unit(one["eyes"] - other["eyes"])
    lens = float(rng.choice([18.0, 25.0, 35.0, 50.0]))
    at = one["eyes"]
    if kind == "over":
        place = (
            other["eyes"]
            - rng.uniform(0.3, 0.7) * line
            + rng.uniform(0.25, 0.5) * square(rng.standard_normal(3), line)
        )
        place = 2 * other["eyes"] - place if (place - other["eyes"]) @ line > 0 else place
    elif kind == "two":
        at = 0.5 * (one["eyes"] + other["eyes"])
        place = at + rng.uniform(1.0, 1.8) * square(rng.standard_normal(3), line)
        lens = float(rng.choice([14.0, 18.0, 25.0]))
    elif kind == "again":
        way = last[0] - one["eyes"]
        axis = square(rng.standard_normal(3), unit(way))
        place = one["eyes"] + about(axis, rng.uniform(0, 60), way) * float(
            rng.choice([1.0, 1.0, 1.3, 0.6, 1.9])
        )
        lens = last[2]
    else:
        left = np.cross(one["up"], one["forward"])
        across, high = rng.choice([-1, 1]) * rng.uniform(5, 80), rng.normal(0, 15)
        way = about(unit(left), -high, one["forward"])
        way = about(one["up"], across, way)
        place = one["eyes"] + lens * 0.23 / (GATE * float(rng.choice([0.6, 0.4, 0.28, 0.16]))) * way
    back = unit(place - at + 0.06 * rng.standard_normal(3))
    ups = {"own": one["up"], "other": other["up"], "room": room_up, "free": rng.standard_normal(3)}
    up = ups[str(rng.choice(["own", "own", "own", "room", "other", "free"]))]
    if last is not None and (kind == "again" or rng.random() < 0.2) and rng.random() < 0.6:
        up = last[1][1]
    return place, axes_of(back, up), lens


PATTERNS = (
    ("single", "single"), ("single", "single"), ("over", "over"), ("single", "again"), ("two", "single"),
    ("single", "two"), ("two", "two"), ("over", "again"),
)  # fmt: skip


def pair(number):
    """Raw numbers of one pair of shots: cameras (place, axes, lens), whom each is on, people, up of the room, group."""
    rng = np.random.default_rng([200, number])
    group, pattern = GROUPS[number % 4], PATTERNS[(number // 4) % len(PATTERNS)]
    people = people_of(rng, group, number % 5 == 0)
    room_up = unit(rng.standard_normal(3))
    first = str(rng.choice(["ann", "ben"]))
    second = first if pattern[1] == "again" or "two" in pattern else ("ben" if first == "ann" else "ann")
    before = camera(rng, people, first, room_up, pattern[0], None)
    after = camera(rng, people, second, room_up, pattern[1], before)
    return (before, after), (first, second), people, room_up, group


def side(camera_, on, people, room_up, name="A"):
    """The same as a side of a cut, for the checker."""
    place, axes, lens = camera_
    view = View(
        position=tuple(map(float, place)), attitude=tuple(map(float, rotation.from_matrix(axes.T))), lens_mm=lens,
        gate_height_mm=GATE,
    )  # fmt: skip
    bodies = tuple(
        Body(id=who, eyes=one["eyes"], up=one["up"], gaze=one["gaze"], velocity=one["velocity"])
        for who, one in people.items()
    )
    return Side(camera=name, view=view, people=bodies, set_up=room_up, on=(on,))
