"""Lines of blocking with one piece changed and the rest as it was written."""

from __future__ import annotations

import pytest

from offworld.script.language import parser
from offworld.script.lines import (
    BeatLine,
    beat_line,
    labelled,
    phrases,
    renamed,
    things_named,
    with_cue,
    with_speed,
)
from offworld.script.moves import RULES
from offworld.script.rough import read_rough_beats
from offworld.text import Sheet, parse_yaml


@pytest.mark.parametrize(
    ("deed", "wanted"),
    [
        ("pull along hatch.rim to table at 0.3 m/s", "pull along hatch.rim to table at 0.15 m/s"),
        ("push off towards +x at 30 cm/s, 1 s after give", "push off towards +x at 0.15 m/s, 1 s after give"),
        ("pull along hatch.rim to table", "pull along hatch.rim to table at 0.15 m/s"),
        ("push off to bed after L12, else hold p1", "push off to bed at 0.15 m/s after L12, else hold p1"),
        ("push off to table, on L12 until end", "push off to table at 0.15 m/s, on L12 until end"),
    ],
)  # fmt: skip
def test_another_speed(deed, wanted):
    assert with_speed(deed, 0.15) == wanted


@pytest.mark.parametrize(
    ("deed", "wanted"),
    [
        ("give cup to ivan", "give cup to ivan, after catch"),
        ("give cup to ivan at 0 s", "give cup to ivan, after catch"),
        ("give cup to ivan, 1 s after take, fumbled", "give cup to ivan, fumbled, after catch"),
        ("hold rail.p3 on L4 until end, else hold table", "hold rail.p3 until end, after catch, else hold table"),
        ("hold rail.p3 from L4 until L5", "hold rail.p3 until L5, after catch"),
        ("stay face to face 0.6 m apart from L4 to L5", None),
    ],
)  # fmt: skip
def test_another_cue(deed, wanted):
    assert with_cue(deed, "after catch") == wanted


@pytest.mark.parametrize(
    ("text", "start", "wanted"),
    [
        ("catch rail.s4 when within reach of rail.s4, else hold rail.s4", "action",
         "catch rail.p1 when within reach of rail.p1, else hold rail.s4"),
        ("push off from rail.s4 to rail.s4 + [0, 1, 0]", "action", "push off from rail.p1 to rail.p1 + [0, 1, 0]"),
        ("both hands on rail.s4, facing rail.s4x", "person_start", "both hands on rail.p1, facing rail.s4x"),
        ("hold rail.s3 until end", "action", "hold rail.s3 until end"),
    ],
)  # fmt: skip
def test_another_thing(text, start, wanted):
    assert renamed(text, start, "rail.s4", "rail.p1") == wanted


def test_the_nearest_of_a_sort_is_a_thing_too():
    assert things_named("hold nearest rail until end, else hold table", "action") == ("nearest rail",)
    assert (
        renamed("hold nearest rail until end", "action", "nearest rail", "rail.p1")
        == "hold rail.p1 until end"
    )


@pytest.mark.parametrize(
    ("who", "wanted"),
    [
        ("ivan [left hand]", "hold.2 = ivan [left hand]"),
        ("hold.2 = ivan", "hold.2 = ivan"),
        ("zhenya, ivan", "hold.2 = zhenya, ivan"),
    ],
)
def test_a_name_written_out(who, wanted):
    assert labelled(BeatLine(id="hold.2", who=who, deed="hold rail.s3")).who == wanted


def test_phrases_of_a_start():
    found = phrases(
        "operates camera A, left foot in loop.2 and right hand on rail.s3, floating at [0, 1, 2], up +z"
    )
    assert found == (
        ("operates", "operates camera A"),
        ("grips", "left foot in loop.2 and right hand on rail.s3"),
        ("floating", "floating at [0, 1, 2]"),
        ("up", "up +z"),
    )


MAPPED = """\
- {id: grab, who: ivan, channel: right hand, move: catch, target: zhenya, by: the left ankle, when: within reach,
   else: {move: hold, target: nearest rail}}
- {who: [zhenya, ivan], move: stay, relation: face to face, apart: 0.6 m, lying: ivan across, from: L13 to L18}
- {who: zhenya, move: pull, along: hatch.rim, to: "table + [0, 1, 0]", speed: 0.3 m/s, wanted: touch, else: hold table}
- {who: zhenya, move: give, target: scalpel, to: "ivan [left hand]", fumbled: true}
- ivan [gaze]: look at zhenya at 0 s
"""
LINES = [
    (
        "grab",
        "grab = ivan [right hand]: catch zhenya by the left ankle when within reach else hold nearest rail",
    ),
    ("stay", "zhenya, ivan: stay face to face 0.6 m apart, ivan across from L13 to L18"),
    (
        "pull",
        "zhenya: pull along hatch.rim to table + [0, 1, 0] at 0.3 m/s touch wanted else hold table",
    ),
    ("give", "zhenya: give scalpel to ivan [left hand] fumbled"),
    ("look", "ivan [gaze]: look at zhenya at 0 s"),
]


def test_beats_written_out_as_mappings_become_lines():
    nodes = parse_yaml(MAPPED, "a.yaml").nodes
    sheet = Sheet(file="a.yaml")
    rough = read_rough_beats(nodes, sheet)
    assert not sheet.problems
    lines = [beat_line(node, one) for node, one in zip(nodes, rough, strict=True)]
    assert [(line.id, line.text) for line in lines] == LINES
    for line in lines:
        parser().parse(line.who, start="who")
        parser().parse(line.deed, start="action")


@pytest.mark.parametrize("example", [text for rule in RULES.values() for text in rule.examples])
def test_every_move_can_be_put_off_and_keeps_all_else(example):
    """Also moves that are new: what is changed is found by the grammar, not by a list of moves."""
    deed = example.partition(": ")[2]
    changed = with_cue(deed, "at 7 s")
    if changed is not None:
        parser().parse(changed, start="action")
        assert "at 7 s" in changed
        assert things_named(changed, "action")[:1] == things_named(deed, "action")[:1]
