"""Throws and tethers as beats: what is read of them, and what is wrong with others."""

from __future__ import annotations

import pytest

from offworld.script.deeds import read_intent
from offworld.script.rough import read_rough_beats
from offworld.text import Sheet, parse_yaml


@pytest.fixture
def beat(names):
    """The intent of a line, and the mistakes noted."""

    def read(line):
        sheet = Sheet(file="scene")
        (one,) = read_rough_beats([parse_yaml(f"- {line}", "scene").nodes[0]], sheet)
        found = read_intent(one.deed, tuple(name for name, _ in one.owners), one.channels, names)
        return (None if found is None else found[0]), sheet.problems

    return read


def test_a_throw_to_a_hand_and_in_a_direction(beat):
    intent, problems = beat("zhenya [right hand]: throw scalpel to ivan [left hand] at 0.6 m/s")
    assert not problems
    assert (intent.move, intent.prop, intent.target.name) == ("throw", "scalpel", "ivan")
    assert (intent.to_channel, intent.speed, intent.limbs) == ("left hand", 0.6, ("right hand",))
    intent, _ = beat("zhenya: throw scalpel towards -y")
    assert (intent.direction, intent.target, intent.speed) == ((0.0, -1.0, 0.0), None, None)


def test_a_tether_with_and_without_a_length(beat):
    intent, problems = beat("ivan [left hand]: clip tether to rail.s2 by 90 cm")
    assert not problems
    assert (intent.move, intent.target.name, intent.distance_m) == ("clip tether", "rail.s2", 0.9)
    assert beat("ivan: clip tether to zhenya")[0].distance_m is None
    assert beat("ivan: unclip tether from rail.s2")[0].source.name == "rail.s2"
    assert beat("ivan: unclip tether")[0].source is None


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("zhenya: throw scalpel at 0.6 m/s", "'throw' needs"),
        ("zhenya: throw scalpel to rail.s2 [left hand]", "name one hand of the receiver"),
        ("zhenya [both hands]: throw scalpel to ivan", "one hand"),
        ("zhenya: throw ivan to rail.s2", "no prop"),
        ("ivan: clip tether to table", "cannot be clipped to"),
        ("ivan: clip tether to zhenya's left hand", "cannot be clipped to"),
        ("ivan: clip tether by 1 m", "'clip tether' needs"),
        ("ivan: unclip tether to rail.s2", "does not take"),
        ("ivan [left foot]: clip tether to rail.s2", "is not done with left foot"),
    ],
)
def test_what_is_wrong_is_noted(beat, line, what):
    intent, problems = beat(line)
    assert intent is None
    assert any(what in problem.what for problem in problems), [problem.what for problem in problems]
