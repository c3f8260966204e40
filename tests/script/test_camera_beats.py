"""Beats of hand-held cameras: what they say, which hand they claim, and what is wrong with them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from offworld.script.beats import _read_beat
from offworld.script.language import parser
from offworld.script.moves import RULES
from offworld.script.rough import read_rough_beats
from offworld.text import Sheet, parse_yaml

FIELDS = ("move", "sense", "angle_rad", "distance_m", "within_s", "direction")


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("pan left by 60° in 4 s", ("pan", "left", math.radians(60), None, 4.0, None)),
        ("tilt up by 20 deg in 3 s", ("tilt", "up", math.radians(20), None, 3.0, None)),
        ("roll clockwise by 15° in 3 s", ("roll", "clockwise", math.radians(15), None, 3.0, None)),
        ("pan right 90°", ("pan", "right", math.radians(90), None, None, None)),
        ("dolly backward by 20 cm", ("dolly", "backward", None, 0.2, None, None)),
        ("dolly towards zhenya by 0.3 m in 3 s", ("dolly", "", None, 0.3, 3.0, None)),
        ("dolly towards -x by 0.3 m", ("dolly", "", None, 0.3, None, (-1.0, 0.0, 0.0))),
        ("follow zhenya's face from L13 to L18", ("follow", "", None, None, None, None)),
    ],
)
def test_a_camera_move_is_read_and_claims_the_hand_that_holds_the_camera(read_beat, line, fields):
    beat = read_beat(f"anton: {line}")
    assert tuple(getattr(beat.intent, name) for name in FIELDS) == fields
    assert beat.channels == ("right hand",)
    assert read_beat(f"anton [left hand]: {line}").channels == ("left hand",)


@pytest.mark.parametrize(
    ("line", "mapping"),
    [
        ("anton: pan left by 60° in 4 s", "{who: anton, move: pan, way: left, by: 60°, in: 4 s}"),
        ("anton: dolly up by 0.2 m", "{who: anton, move: dolly, way: up, by: 0.2 m}"),
        ("anton: follow zhenya for 3 s", "{who: anton, move: follow, target: zhenya, duration: 3 s}"),
    ],
)
def test_written_out_it_is_the_same(read_beat, line, mapping):
    written, mapped = read_beat(line), read_beat(mapping)
    for name in (*FIELDS, "duration_s"):
        assert getattr(written.intent, name) == getattr(mapped.intent, name)
    assert written.channels == mapped.channels


@pytest.mark.parametrize("move", ["follow", "pan", "tilt", "roll", "dolly"])
def test_the_examples_are_of_the_language(move):
    for example in RULES[move].examples:
        assert parser().parse(example.split(": ", 1)[1], start="action").data == "action"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("pan up by 20°", "'pan' does not go up"),
        ("tilt left by 20°", "'tilt' does not go left"),
        ("roll up by 20°", "'roll' does not go up"),
        ("dolly clockwise by 1 m", "'dolly' does not go clockwise"),
        ("pan left", "'pan' needs 'by ANGLE'"),
        ("pan by 20°", "'pan' needs"),
        ("dolly left", "'dolly' needs 'by LENGTH'"),
        ("dolly left by 20°", "'dolly' does not take 'by ANGLE'"),
        ("follow", "'follow' needs"),
        ("pan left by 20° at 2 m/s", "'pan' does not take 'at SPEED'"),
        ("dolly left by 99 m", "not from 0.01 to 50 m"),
    ],
)
def test_what_is_wrong_with_a_camera_move_is_said(cueing, line, said):
    sheet = Sheet(file="scene")
    (rough,) = read_rough_beats([parse_yaml(f"- anton: {line}", "scene").nodes[0]], sheet)
    owners = {rough.id: ("anton",), **cueing.owners}
    _read_beat(rough, replace(cueing, beats={rough.id: rough.move, **cueing.beats}, owners=owners))
    assert any(said in problem.what for problem in sheet.problems), sheet.problems
