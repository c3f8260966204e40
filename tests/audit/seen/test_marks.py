"""Marks: how near, how straight and when."""

from math import sqrt

import pytest

from offworld.film.blocking import Target


def test_where_a_push_came_to(kit):
    paths = kit.paths()
    paths.places["ivan"] = lambda t: (-2.0 + 0.4 * t, 0.5, -0.4)
    push = kit.beat("push off", channels=("body",), target=Target(kind="point", offset=(0.0, 0.0, -0.4)))
    (one,) = kit.found(kit.make([push], [kit.out("push off", "done", 0, 1000)], paths=paths), "mark")
    assert kit.measure(one, "when") == pytest.approx(5.0, abs=0.01)
    assert one.text.startswith("Ivan comes within 5")
    assert one.weight == "note"
    far = kit.beat("push off", channels=("body",), target=Target(kind="fitting", name="loop.1"))
    (one,) = kit.found(kit.make([far], [kit.out("push off", "done", 0, 1000)], paths=paths), "mark")
    assert one.weight == "care"
    assert one.text.endswith("out of reach of it.")
    assert kit.found(kit.make([push], [kit.out("push off", "refused", 0, 1000)], paths=paths), "mark") == []


def test_a_way_counts_until_the_next_move(kit):
    paths = kit.paths()
    paths.places["ivan"] = lambda t: (-2.0 + 0.4 * t, 0.5, -0.4)
    there = Target(kind="person", name="anna", part="chest")
    beats = [
        kit.beat("push off", channels=("body",), target=there),
        kit.beat("drift", channels=("body",), target=there),
    ]
    take = kit.make(
        beats, [kit.out("push off", "done", 0, 1000), kit.out("drift", "running", 2000, None)], paths=paths
    )
    ticks = {one.beat: one.tick for one in kit.found(take, "mark")}
    assert ticks == {"push off": 2000, "drift": pytest.approx(5752, abs=24)}


def _facing(kit, distance, turn):
    paths = kit.paths()
    paths.places["ivan"] = lambda t: (0.0, 0.0, -0.9)
    paths.places["anna"] = lambda t: (distance, 0.0, -0.9)
    paths.turns["anna/head"] = turn
    return paths


STAY = {
    "channels": ("body",),
    "relation": "face to face",
    "distance_m": 0.6,
    "target": Target(kind="person", name="anna"),
}
ABOUT_Z = (0.0, 0.0, 0.0, 1.0)
ABOUT_DIAGONAL = (0.0, 0.0, sqrt(0.5), sqrt(0.5))
"""Half a turn about y + z: x against x, and z across."""


@pytest.mark.parametrize(
    ("distance", "turn", "more", "away", "angle", "weight"),
    [
        (0.65, ABOUT_Z, {}, 5.0, 0.0, "note"),
        (0.9, ABOUT_Z, {}, 30.0, 0.0, "care"),
        (0.6, (1.0, 0.0, 0.0, 0.0), {}, 0.0, 180.0, "care"),
        (0.6, ABOUT_Z, {"lie": "across"}, 0.0, 90.0, "care"),
        (0.6, ABOUT_DIAGONAL, {"lie": "across"}, 0.0, 0.0, "note"),
        (0.6, (1.0, 0.0, 0.0, 0.0), {"relation": "side by side"}, 0.0, 0.0, "note"),
    ],
)
def test_how_two_stay_in_centimetres_and_degrees(kit, distance, turn, more, away, angle, weight):
    stay = kit.beat("stay", who=("ivan", "anna"), **{**STAY, **more})
    (one,) = kit.found(
        kit.make([stay], [kit.out("stay", "done", 1000, 5000)], paths=_facing(kit, distance, turn)), "mark"
    )
    assert kit.measure(one, "from the distance asked for") == pytest.approx(away, abs=0.1)
    assert kit.measure(one, "from the attitude asked for") == pytest.approx(angle, abs=0.1)
    assert kit.measure(one, "kept for") == pytest.approx(4.0 if weight == "note" else 0.0)
    assert one.weight == weight


def test_a_stay_by_a_place_is_not_measured_between_people(kit):
    stay = kit.beat("stay", channels=("body",), target=Target(kind="fitting", name="rail.1"))
    assert kit.found(kit.make([stay], [kit.out("stay", "done")]), "mark") == []
    cup = kit.beat("pull", who="cup", channels=("body",), target=Target(kind="fitting", name="rail.1"))
    gone = kit.beat("pull", channels=("body",), target=Target(kind="fitting", name="gone"), name="gone")
    assert kit.found(kit.make([cup, gone], [kit.out("pull", "done"), kit.out("gone", "done")]), "mark") == []


def test_whoever_holds_the_target_has_arrived_however_long_the_arm(kit):
    paths = kit.paths()
    paths.places["ivan"] = lambda t: (0.3, 1.0, -1.0)
    pull = kit.beat("pull", channels=("body",), target=Target(kind="fitting", name="rail.1"))
    weights = {}
    for held in ("rail.1", "loop.1"):
        take = kit.make(
            [pull], [kit.out("pull", "done", 0, 1000)], paths=paths, holds=(kit.hold(0, 4, 0, held),)
        )
        weights[held] = kit.found(take, "mark")[0].weight
    assert weights == {"rail.1": "note", "loop.1": "care"}
