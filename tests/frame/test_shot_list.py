"""What the shot list says of a camera: whose up counts, and what is near its lens."""

from __future__ import annotations

import pytest

from offworld.film.camera import Sensor
from offworld.film.framing import Framed, Framing, Placed, Up
from offworld.film.kit import Package
from offworld.film.score import Score
from offworld.flow.shot_take import set_up_of
from offworld.frame.continuity.side import view_of
from offworld.frame.shot_list import Seen, row_of
from offworld.frame.shots import Floor
from offworld.geometry import rotation


@pytest.fixture(scope="module")
def floor(hand_made):
    return Floor.of(hand_made.make_take(1200, "zvezda"), Package(), Sensor())


def row(floor, up, way, top, on=("zhenya",), **more):
    """The row of a camera 0.6 m from zhenya's eyes that looks at them."""
    person = next(one for one in floor.cast.at(600.0) if one.id == "zhenya")
    axes = {"forward": person.forward, "up": person.up, "left": person.left, "back": -person.forward}
    place = person.eyes + 0.6 * axes[way]
    turn = rotation.looking(-axes[way], axes[top])
    framing = Framing(id="C", kind="single", on=on, up=up, start=500, end=700, text="a shot", **more)
    placed = Placed(
        position=tuple(map(float, place)), attitude=tuple(map(float, turn)), lens_mm=32.0, focus_m=0.6, stop=2.8,
        score=Score(terms=()),
    )  # fmt: skip
    framed = Framed(framing=framing, status="found", answers=(placed,))
    seen = Seen(
        set_up=set_up_of(framed, placed),
        view=view_of(placed, Sensor().height_mm),
        tick=600,
        span=(500, 700),
        framed=framed,
    )
    return row_of(seen, floor, Sensor())


def test_the_up_asked_for_counts_where_it_lies_across_the_lens(floor):
    found = row(floor, Up(kind="actor", person="zhenya"), "forward", "up")
    assert found.up == "zhenya"
    assert found.roll_deg == pytest.approx(0.0, abs=1.0)


def test_one_along_the_lens_is_told_with_what_stands_in(floor):
    found = row(floor, Up(kind="actor", person="zhenya"), "up", "forward")
    # Her head-up is near the set's here: both lie along a lens above her crown.
    assert found.up == "the way zhenya faces (not zhenya: along the lens)"
    assert found.roll_deg == pytest.approx(0.0, abs=5.0)
    away = row(floor, Up(kind="vector", vector=tuple(map(float, _forward(floor)))), "forward", "up")
    assert away.up == "those in the shot (not direction: along the lens)"


def _forward(floor):
    return next(one for one in floor.cast.at(600.0) if one.id == "zhenya").forward


@pytest.mark.parametrize(
    ("up", "word"),
    [(Up(kind="free"), "free"), (Up(kind="line"), "line between the two"), (Up(kind="set"), "set")],
)
def test_ups_that_are_nobodys(floor, up, word):
    assert row(floor, up, "forward", "up").up == word


@pytest.mark.parametrize(("kind", "clear"), [("pov", True), ("single", False)])
def test_a_look_through_eyes_is_not_near_the_head_that_it_is_in(floor, kind, clear):
    person = next(one for one in floor.cast.at(600.0) if one.id == "zhenya")
    framing = Framing(
        id="E", kind=kind, on=(), over="zhenya", up=Up(kind="actor", person="zhenya"), text="a look"
    )
    placed = Placed(
        position=tuple(map(float, person.eyes)), lens_mm=32.0, focus_m=1.0, stop=2.8, score=Score(terms=()),
        attitude=tuple(map(float, rotation.looking(person.forward, person.up))),
    )  # fmt: skip
    framed = Framed(framing=framing, status="found", answers=(placed,))
    view = view_of(placed, Sensor().height_mm)
    seen = Seen(set_up=set_up_of(framed, placed), view=view, tick=600, span=(0, 1200), framed=framed)
    assert (row_of(seen, floor, Sensor()).clearance_m > 0.05) == clear
