from __future__ import annotations

import pytest

from offworld.film.screenplay import scenes_of
from offworld.script.screenplay.fountain import read_fountain
from offworld.script.screenplay.pages import PAGE_LINES, eighths, in_words


def length(text):
    return eighths(scenes_of(read_fountain(text))[0])


def test_a_scene_of_one_line_is_an_eighth_and_a_full_page_is_eight():
    assert length("INT. A") == 1
    paragraphs = (PAGE_LINES - 2) // 2
    assert length("INT. A\n\n" + "\n\n".join(["word"] * paragraphs)) == 8


def test_dialogue_is_narrower_than_action():
    words = "word " * 120
    assert length(f"INT. A\n\nANNA\n{words}") > length(f"INT. A\n\n{words}")


def test_two_who_speak_at_once_take_the_room_of_one():
    alone = "INT. A\n\n" + "ANNA\n" + "word " * 200
    assert length(alone + "\n\nBORIS ^\n" + "word " * 200) == length(alone)


def test_notes_and_what_is_struck_out_take_no_room():
    assert (
        length("INT. A\n\n[[" + "word " * 500 + "]]\n\n/*" + "word\n" * 90 + "*/\n\n= " + "word " * 300) == 1
    )


@pytest.mark.parametrize(("count", "words"), [(1, "1/8"), (8, "1"), (12, "1 4/8"), (0, "0/8"), (17, "2 1/8")])
def test_eighths_in_words(count, words):
    assert in_words(count) == words
