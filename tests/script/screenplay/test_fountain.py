from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.screenplay import scenes_of
from offworld.script.screenplay.emphasis import plain, runs
from offworld.script.screenplay.fountain import read_fountain


def parts(text):
    return [(one.kind, one.text) for one in read_fountain(text).elements if one.kind != "blank"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("INT. ROOM - DAY", [("scene heading", "INT. ROOM - DAY")]),
        ("НАТ. ЛУНА – НОЧЬ", [("scene heading", "НАТ. ЛУНА – НОЧЬ")]),
        ("ИНТ./НАТ. ШЛЮЗ", [("scene heading", "ИНТ./НАТ. ШЛЮЗ")]),
        ("инт. рубка - день", [("scene heading", "инт. рубка - день")]),
        ("INTERIOR MONOLOGUE", [("action", "INTERIOR MONOLOGUE")]),
        ("ИНТЕРЕСНО", [("action", "ИНТЕРЕСНО")]),
        ("one\nINT. ROOM", [("action", "one\nINT. ROOM")]),
        (".ROOM", [("scene heading", "ROOM")]),
        ("..ROOM", [("action", "..ROOM")]),
        ("ЖЕНЯ\nПривет.", [("character", "ЖЕНЯ"), ("dialogue", "Привет.")]),
        ("ANNA (on the radio)\nYes.", [("character", "ANNA (on the radio)"), ("dialogue", "Yes.")]),
        ("ジョン\nはい", [("action", "ジョン\nはい")]),
        ("@ジョン\nはい", [("character", "ジョン"), ("dialogue", "はい")]),
        ("CUT TO:", [("transition", "CUT TO:")]),
        ("CUT TO: ", [("action", "CUT TO:")]),
        ("> Fade away", [("transition", "Fade away")]),
        ("> THE END <", [("centred", "THE END")]),
        ("!INT. ROOM", [("action", "INT. ROOM")]),
        ("~la la", [("lyric", "la la")]),
        ("===", [("page break", "")]),
        ("= what happens", [("synopsis", "what happens")]),
        ("## Two", [("section", "Two")]),
        ("A /* not\n\nthis */ and", [("action", "A  and")]),
        ("/* never closed", [("action", "/* never closed")]),
        ("A [[note]] here", [("action", "A  here")]),
        ("[[over\n\ntwo]]", [("action", "[[over"), ("action", "two]]")]),
        ("a\r\nb\r\n\r\nc", [("action", "a\nb"), ("action", "c")]),
        ("\tindented", [("action", "    indented")]),
    ],
)
def test_each_element(text, found):
    assert parts(text) == found


def test_notes_know_where_they_stand():
    heading, name, said = [
        one
        for one in read_fountain("INT. A\n\nANNA\nOne [[L1]] two\nthree [[L2]]").elements
        if one.kind != "blank"
    ]
    assert (heading.line, name.line, said.line) == (1, 3, 4)
    assert [(note.text, note.at, note.line) for note in said.notes] == [("L1", 4, 4), ("L2", 15, 5)]


def test_a_title_page_and_a_script_that_only_looks_like_one():
    script = read_fountain("Title: One\n   Two\nDraft date: 1/1/2027\n\nINT. A")
    assert [(one.key, one.value) for one in script.title] == [
        ("Title", "One\nTwo"),
        ("Draft date", "1/1/2027"),
    ]
    assert read_fountain("FADE IN:\n\nINT. A").title == ()
    assert read_fountain("Title: x\nnot a title page").title == ()


def test_scenes_are_numbered_as_written_else_by_count():
    script = read_fountain("before\n\nINT. A\n\none\n\nEXT. B #7A#\n\ntwo\n\nthree\n\nI/E C")
    assert [(one.number, len(one.elements)) for one in scenes_of(script)] == [("1", 1), ("7A", 2), ("3", 0)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a *b* c", "a b c"), ("**b**", "b"), ("***b***", "b"), ("_b_", "b"), (r"\*b\*", "*b*"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*one\ntwo*", "*one\ntwo*"), ("_*b*_", "b"), ("a*", "a*"),
    ],
)  # fmt: skip
def test_emphasis(text, read):
    assert plain(text) == read


def test_runs_carry_their_style():
    styles = [(run.text, run.bold, run.italic, run.underlined) for run in runs("a **b _c_** *d*")]
    assert styles == [
        ("a ", False, False, False), ("b ", True, False, False), ("c", True, False, True), (" ", False, False, False),
        ("d", False, True, False),
    ]  # fmt: skip


@given(st.text("AбI.NT# /*[]()\n\r ^@!>~=<\tx:", max_size=160))
def test_any_text_is_a_script_and_keeps_every_character(text):
    elements = read_fountain(text).elements
    assert "".join(text[one.start : one.end] for one in elements) == text
    assert [one.start for one in elements[1:]] == [one.end for one in elements[:-1]]


@given(st.text(st.characters(codec="utf-8"), max_size=120))
def test_any_unicode_keeps_every_character(text):
    elements = read_fountain(text).elements
    assert "".join(text[one.start : one.end] for one in elements) == text
