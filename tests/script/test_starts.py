from __future__ import annotations

import pytest

from offworld.script.language import Writing
from offworld.script.names import FARTHEST
from offworld.script.starts import read_person_start, read_prop_start
from offworld.text import Scalar, Sheet


@pytest.fixture
def start(names):
    def read(text, who="anton"):
        sheet = Sheet(file="scene")
        writing = Writing(sheet=sheet, node=Scalar(text=text, line=1, column=1))
        read_start = read_person_start if who in names.people else read_prop_start
        found = read_start(who, names, writing)
        assert found is not None, sheet.problems
        return found

    return read


def test_holds_of_hands_and_feet(start):
    found = start("right foot in loop.1 and left hand on rail.s2, facing ivan")
    assert [(hold.limb, hold.target.name) for hold in found.holds] == [
        ("right foot", "loop.1"),
        ("left hand", "rail.s2"),
    ]
    assert found.facing.name == "ivan"
    assert [hold.limb for hold in start("both feet in loop.1").holds] == ["left foot", "right foot"]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("limp", "limp", True),
        ("at mark.middle, up -y", "up", (0.0, -1.0, 0.0)),
        ("at mark.middle, up [0, 3, 4]", "up", pytest.approx((0.0, 0.6, 0.8))),
        ("lying inverted to ivan", "lying_to", "ivan"),
        ("lying across", "lying", "across"),
        ("held by dubrov", "held_by", "dubrov"),
        ("operates camera B", "operates", "B"),
        ("floating at mark.middle, drifting at 20 cm/s along -x", "drift", (-0.2, 0.0, 0.0)),
    ],
)
def test_what_a_start_line_says(start, text, field, value):
    assert getattr(start(text), field) == value


def test_a_direction_is_faced_as_a_point_far_off(start):
    assert start("at mark.middle, facing -y").facing.offset == (0.0, -FARTHEST, 0.0)


def test_strapped_and_seated_are_on_a_bed(start):
    assert start("strapped to the table").strapped.name == "table"
    assert start("seated on table").strapped.name == "table"


def test_props_are_held_stuck_or_loose(start):
    held = start("in zhenya's left hand", "scalpel")
    assert (held.held_by, held.hand, held.position) == ("zhenya", "left hand", None)
    stuck = start("stuck to table.top + [0, 0, 0.1]", "scalpel")
    assert (stuck.stuck, stuck.position.offset) == (True, (0.0, 0.0, 0.1))
    loose = start("floating at [0.5, 0, 0], drifting at 0.1 m/s along +z", "scalpel")
    assert (loose.stuck, loose.drift) == (False, (0.0, 0.0, 0.1))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("strapped to the table, floating at mark.middle", "strapped and floating"),
        ("both hands on rail.s2, drifting at 0.1 m/s along +x", "holds on"),
        ("limp, both hands on rail.s2", "limp hands"),
        ("lying across anton", "another person"),
        ("held by dubrov, left foot in loop.1", "in no loop"),
        ("at mark.middle, tethered to anton by 1 m", "another person"),
    ],
)
def test_what_nobody_can_be_at_once(names, text, what):
    sheet = Sheet(file="scene")
    writing = Writing(sheet=sheet, node=Scalar(text=text, line=1, column=1))
    assert read_person_start("anton", names, writing) is None
    assert what in sheet.problems[0].what


@pytest.mark.parametrize(
    ("text", "target", "length"),
    [
        ("at mark.middle, tethered to rail.s2 by 1.5 m", "rail.s2", 1.5),
        ("at mark.middle, tethered to loop.1 by 80 cm", "loop.1", 0.8),
        ("tethered to ivan, at mark.middle", "ivan", 1.2),
        ("at mark.middle, tethered to nearest rail", "rail", 1.2),
    ],
)
def test_a_tether_at_the_start(start, text, target, length):
    tether = start(text).tether
    assert (tether.target.name, tether.length_m) == (target, length)


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("tethered to table by 1 m", "a tether cannot be clipped to 'table'", ""),
        ("tethered to ivan's left hand by 1 m", "a tether cannot be clipped to", "belt"),
        ("tethered to [0, 0, 1] by 1 m", "a tether cannot be clipped to", ""),
        ("tethered to rail.s2 by 5 cm", "is not from 0.2 to 20 m", "write a tether"),
        ("tethered to rail.s2 by 1 m, tethered to loop.1 by 1 m", "second tether", "keep one"),
        ("tethered to rail.none by 1 m", "nobody and nothing here", ""),
    ],
)
def test_tethers_that_cannot_be(names, text, what, remedy):
    sheet = Sheet(file="scene")
    writing = Writing(sheet=sheet, node=Scalar(text=text, line=1, column=1))
    assert read_person_start("anton", names, writing) is None
    assert what in sheet.problems[0].what
    assert remedy in sheet.problems[0].remedy
