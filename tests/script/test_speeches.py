from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.script.screenplay.fountain import read_fountain
from offworld.script.speech import SPEAKING_RATE, spread_words, time_lines
from offworld.script.speeches import speeches
from offworld.text import Sheet


def lines(text):
    return [
        (speech.id, speech.character, speech.text, speech.scene) for speech in speeches(read_fountain(text))
    ]


def test_speeches_have_ids_speakers_and_scenes():
    text = (
        "Title: X\nAuthor: Y\n\nINT. ROOM - DAY\n\nACTION IS NOT SPEECH\n\nANNA\n[[L3]] Hello.\nAgain.\n\n"
        "EXT. MOON #12A#\n\nBORIS (V.O.)\n(softly)\nYes. [[a note]]\n\nThe end.\n"
    )
    assert lines(text) == [("L3", "ANNA", "Hello. Again.", "1"), ("", "BORIS", "Yes.", "12A")]
    assert [speech.line for speech in speeches(read_fountain(text))] == [9, 15]


def test_a_second_id_begins_a_second_line():
    assert lines("ANNA [[L1]]\nOne. [[L2]] Two,\nstill two.\n") == [
        ("L1", "ANNA", "One.", ""), ("L2", "ANNA", "Two, still two.", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@McAvoy\nHello.", [("", "McAvoy", "Hello.", "")]),
        ("ANNA ^\nHello.", [("", "ANNA", "Hello.", "")]),
        ("ЖЕНЯ\nПривет.", [("", "ЖЕНЯ", "Привет.", "")]),
        ("НАТ. ЛУНА\n\nЖЕНЯ\nПривет.", [("", "ЖЕНЯ", "Привет.", "1")]),
        (".A FORCED HEADING\n\nANNA\nHello.", [("", "ANNA", "Hello.", "1")]),
        ("ANNA\nShe *said* __it__.", [("", "ANNA", "She said it.", "")]),
        ("ANNA\nOne.\n  \nTwo.", [("", "ANNA", "One. Two.", "")]),
        ("/* ANNA\nNot this.\n\n*/\n\nANNA\nThis.", [("", "ANNA", "This.", "")]),
        ("> CUT TO:\n\n!ANNA\nAction.", []),
        ("CUT TO:\nAction.", []),
        ("ANNA\n\nAction.", []),
        ("ANNA\n(beat)\n", []),
        ("...\nwhat", []),
        ("", []),
        ("Title: only\nAuthor: a title page", []),
    ],
)
def test_what_is_speech_and_what_is_not(text, found):
    assert lines(text) == found


def test_lines_without_an_id_are_numbered_past_those_that_have_one(tmp_path):
    sheet = Sheet(file="script.fountain")
    found = speeches(read_fountain("A\none\n\nA\n[[L1]] two\n\nA\nthree\n\nA\n[[L1]] four\n"))
    timed = time_lines(found, tmp_path, SPEAKING_RATE, sheet)
    assert [(line.id, line.text) for _, line in timed] == [("L2", "one"), ("L1", "two"), ("L3", "three")]
    assert [problem.kind for problem in sheet.problems] == ["duplicate-line"]


def test_a_minute_of_words_takes_about_a_minute():
    text = " ".join(
        ["There", "was", "nothing", "else", "that", "anyone", "could", "say", "about", "it."] * 15
    )
    _, length = spread_words(text, SPEAKING_RATE)
    assert 45 < length < 70
    _, slower = spread_words(text, SPEAKING_RATE / 2)
    assert slower == pytest.approx(2 * length)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_words_follow_each_other_within_the_line(text):
    words, length = spread_words(text, SPEAKING_RATE)
    starts = [start for _, start in words]
    assert starts == sorted(starts)
    assert length > 0
    assert all(0 <= start < length for start in starts)


@given(st.text("AB\n ./*[]()^@!>~#=L1'иИ", max_size=120))
def test_any_text_is_a_script(text):
    for speech in speeches(read_fountain(text)):
        assert speech.text
        assert 1 <= speech.line <= text.count("\n") + 1
