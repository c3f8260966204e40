from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.errors import FilmError
from offworld.script.camera_lines import CameraLines

TEXT = """scene: 7
# cameras and what they see
cameras:
  A: {lens: 25 mm, by: anton, follows: zhenya's face, up: zhenya}   # held
  B: {lens: 18 mm, at: "[0.66, 0.77, 0.4]", looks at: 'ivan''s eyes {}', up: set}
  # one that is written over several lines
  C:
    lens: 35 mm
    at: rail.s4 + [0, 0, 0.3]
    looks at: ivan's eyes   # eyes
    up: set

  D: MCU of zhenya over ivan, up zhenya # in words
  E: {shot: "CU of ivan, up: ivan", lens: 25 mm, at: [1, 2, 3],  # kept, {
      attitude: [1, 0, 0, 0], keep: true} # and kept

cuts: [A, B on L9]
"""
NAMES = "ABCDE"
OWN = {"A": (4, 4), "B": (5, 5), "C": (7, 11), "D": (13, 13), "E": (14, 15)}
FIELDS = {"lens": "50 mm", "at": "[1, 2, 3]", "keep": "true"}


def lines(text=TEXT):
    return CameraLines(text, "scenes/x.yaml")


def test_cameras_are_found_as_they_are_written():
    assert lines().find("A").fields == {
        "lens": "25 mm", "by": "anton", "follows": "zhenya's face", "up": "zhenya",
    }  # fmt: skip
    assert lines().find("B").fields["looks at"] == "'ivan''s eyes {}'"
    assert lines().find("C").fields["at"] == "rail.s4 + [0, 0, 0.3]"
    assert (lines().find("D").fields, lines().find("D").shot) == ({}, "MCU of zhenya over ivan, up zhenya")
    assert lines().find("E").shot == "CU of ivan, up: ivan"
    assert lines().find("F") is None


@pytest.mark.parametrize("name", NAMES)
def test_a_camera_written_anew_touches_no_other_line(name):
    after = lines().with_camera(name, FIELDS)
    first, last = OWN[name]
    was, now = TEXT.splitlines(), after.text.splitlines()
    assert now[: first - 1] == was[: first - 1]
    assert now[first:] == was[last:]
    assert f"{name}: {{lens: 50 mm, at: [1, 2, 3], keep: true}}" in now[first - 1]
    assert after.find(name).fields == FIELDS


@pytest.mark.parametrize(("name", "comment"), [("A", "# held"), ("D", "# in words"), ("E", "# and kept")])
def test_a_remark_behind_it_stays(name, comment):
    line = lines().with_camera(name, FIELDS).text.splitlines()[OWN[name][0] - 1]
    assert line.endswith(comment)


@pytest.mark.parametrize("name", "ABCE")
def test_a_lens_alone_changes_nothing_else(name):
    after = lines().with_field(name, "lens", "21 mm")
    changed = [
        pair for pair in zip(TEXT.splitlines(), after.text.splitlines(), strict=True) if pair[0] != pair[1]
    ]
    assert len(changed) == 1
    before, now = changed[0]
    assert now == before.replace(lines().find(name).fields["lens"], "21 mm", 1)


def test_a_new_camera_goes_behind_the_others():
    after = lines().with_camera("F", FIELDS)
    assert after.text.replace("\n  F: {lens: 50 mm, at: [1, 2, 3], keep: true}", "") == TEXT
    assert after.find("F").fields == FIELDS
    assert after.text.index("  F:") < after.text.index("cuts:")


def test_a_scene_without_cameras_gets_them():
    after = lines("scene: 7\nlength: 3 s\n").with_camera("F", FIELDS)
    assert after.text == "scene: 7\nlength: 3 s\n\ncameras:\n  F: {lens: 50 mm, at: [1, 2, 3], keep: true}\n"


def test_ends_of_lines_stay_as_they_are():
    text = TEXT.replace("\n", "\r\n")
    for name in (*NAMES, "F"):
        after = lines(text).with_camera(name, FIELDS).text
        assert after.count("\n") == after.count("\r\n")
        assert after.replace("\r\n", "\n") == lines().with_camera(name, FIELDS).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scene: 7\ncameras: {A: {lens: 25 mm}, B: {lens: 25 mm}}\n", "on one line"),
        ("scene: 7\ncameras:\n", "without any"),
    ],
)
def test_where_there_is_no_room_it_says_so(text, said):
    with pytest.raises(FilmError, match=said):
        lines(text).with_camera("F", FIELDS)


def test_a_text_over_several_lines_is_left_alone():
    text = "cameras:\n  A:\n    shot: |\n      CU of ivan\n    lens: 25 mm\n"
    with pytest.raises(FilmError, match="left alone"):
        lines(text).find("A")


@given(st.permutations(NAMES), st.sampled_from(["21 mm", "100 mm"]))
def test_the_order_of_changes_does_not_matter(order, lens):
    one, other = lines(), lines()
    for name in order:
        one = one.with_camera(name, FIELDS | {"lens": lens})
    for name in NAMES:
        other = other.with_camera(name, FIELDS | {"lens": lens})
    assert one.text == other.text
