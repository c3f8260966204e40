from __future__ import annotations

import math

import pytest

from offworld.film.blocking import Sense
from offworld.script.clauses import read_clause
from offworld.script.language import Writing, parser
from offworld.script.move_rule import MoveRule
from offworld.script.said import Facts, Said
from offworld.text import Scalar, Sheet

RULE = MoveRule(
    move="look",
    what="",
    ends="",
    takes=("by_angle", "within", "sense", "to_face"),
    ways=("left", "sideways left"),
)


@pytest.fixture
def read(names):
    """The fields that clauses give, and what was wrong with them."""

    def reading(*written):
        sheet, facts = Sheet(file="page"), Facts()
        for text in written:
            writing = Writing(sheet=sheet, node=Scalar(text=text, line=1, column=1))
            tree = writing.parse("clause")
            assert tree is not None, sheet.problems
            read_clause(Said(kind=str(tree.data), tree=tree, writing=writing), RULE, (), names, facts)
        return facts.values, [problem.what for problem in sheet.problems]

    return reading


@pytest.mark.parametrize(
    ("written", "degrees"),
    [("by 90°", 90), ("90°", 90), ("by 12.5 deg", 12.5), ("by 1 rad", math.degrees(1.0)), ("by 360°", 360)],
)
def test_an_angle_is_kept_in_radians(read, written, degrees):
    values, wrong = read(written)
    assert not wrong
    assert values["angle_rad"] == pytest.approx(math.radians(degrees))


def test_the_time_in_which_and_the_way_are_kept(read):
    assert read("in 10 s", "sideways left") == ({"within_s": 10.0, "sense": "sideways left"}, [])
    values, _ = read("to face ivan")
    assert values["target"].name == "ivan"


def test_every_way_is_a_word_of_the_language():
    from typing import get_args

    for way in get_args(Sense):
        if way:
            assert parser().parse(way, start="clause").data == "sense"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (("by 400°",), "not from 0.1 to 360 deg"),  # more than one turn round
        (("by -5°",), "not from 0.1 to 360 deg"),  # the way says the sign
        (("in 0 s",), "not from 0.01 to 3600 s"),  # no time at all
        (("clockwise",), "does not go clockwise"),  # a way that this move does not go
        (("left", "sideways left"), "a second sense"),
        (("by 5°", "by 6°"), "a second angle"),
        (("in 5 s", "in 6 s"), "a second within"),
    ],
)
def test_what_is_wrong_with_a_turn_is_said(read, written, said):
    _, wrong = read(*written)
    assert len(wrong) == 1
    assert said in wrong[0]
