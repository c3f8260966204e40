"""Cuts on the page of a scene."""

from __future__ import annotations

import pytest

from offworld.film.continuity import CutCheck, CutWarning, Mend
from offworld.report.cuts import cuts_part
from offworld.report.scene_page import scene_page

ROLL = Mend(kind="roll", text="roll the second camera by 20° anticlockwise", effort=20.0, view=None)


def warning(confidence=0.9, mend=None, reason="ann <left> of ben"):
    return CutWarning(
        kind="line",
        confidence=confidence,
        value=0.5,
        threshold=0.2,
        unit="",
        who=("ann", "ben"),
        reason=reason,
        mend=mend,
    )


def check(*warnings, tick=1500):
    return CutCheck(before="A", after="B", tick=tick, warnings=warnings)


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ((check(),), "Its one cut holds together."),
        ((check(), check()), "All 2 cuts hold together."),
        ((check(warning()),), "Its one cut asks for a look."),
        ((check(warning()), check(warning())), "Each of the 2 cuts asks for a look."),
        ((check(warning()), check()), "1 of 2 cuts hold together."),
    ],
)
def test_how_many_cuts_hold_together(checks, words):
    assert words in cuts_part(checks)


def test_a_warning_has_its_moment_its_reason_how_sure_it_is_and_its_mend():
    part = cuts_part([check(warning(mend=ROLL), warning(0.6), warning(0.3))])
    assert "ann &lt;left&gt; of ben" in part
    assert ROLL.text in part
    assert [
        part.count(word)
        for word in (
            "clear",
            "likely",
            "a matter of taste",
            "A\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}B",
            'data-t="1.500"',
        )
    ] == [1] * 5
    assert "data-t" not in cuts_part([check(warning(), tick=None)])


def test_a_scene_page_tells_of_its_cuts_if_it_has_any(take):
    assert "Its one cut holds together." in scene_page(take, cuts=(check(),))
    assert "holds together" not in scene_page(take)


def test_whose_up_each_shot_takes_is_listed_with_the_turns_that_are_meant():
    first = CutCheck(before="A", after="B", tick=0, warnings=(), ups=("ann", "ben"))
    second = CutCheck(before="B", after="C", tick=900, warnings=(), ups=("ben", ""))
    third = CutCheck(before="C", after="D", tick=1500, warnings=(), ups=("", "set"), turn=True)
    part = cuts_part((first, second, third)).replace("\N{NO-BREAK SPACE}", " ")
    assert "<b>A</b> ann · <b>B</b> ben · <b>C</b> free · <b>D</b> set (turning)" in part
    assert "2 changes in 4 shots, 1 of them meant" in part
    assert "1 change in 2 shots." in cuts_part((first,))
    assert "Whose up" not in cuts_part((check(),))


def test_a_turn_without_a_mend_may_be_marked_as_meant():
    turned = CutWarning(
        kind="reorientation",
        confidence=0.9,
        value=80.0,
        threshold=60.0,
        unit="°",
        who=("set",),
        reason="it turns over",
    )
    assert "if it is meant, write “B turning on …”" in cuts_part([check(turned)])
    assert "if it is meant" not in cuts_part([check(warning())])
