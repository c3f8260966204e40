"""Clashes and cycles that are none, and those between several people."""

from __future__ import annotations

import pytest

from offworld.flow.check import check_film

HEAD = "scene: 7\nset: zvezda\nworld: orbit\n"


def told(film, beats="", start="", head=HEAD):
    lines = "".join(f"  - {line}\n" for line in beats.split("\n") if line)
    starts = "".join(f"  {line}\n" for line in start.split("\n") if line)
    text = head + (f"start:\n{starts}" if starts else "") + (f"beats:\n{lines}" if lines else "")
    (film / "scenes" / "operation.yaml").write_text(text, encoding="utf-8")
    (film / "script.fountain").write_text("")
    return [problem.what for problem in check_film(film)]


@pytest.mark.parametrize(
    "beats",
    [
        "ivan: pull along rail.s2\nivan: drift",
        "ivan: drift for 3 s\nivan: push off towards +x",
        "ivan: drift until 4 s\nivan: push off towards +x",
        "ivan: look at zhenya at 1 s\nivan: look at anton at 2 s",
        "ivan: drift at 1 s until 5 s\nivan: stay near zhenya at 5 s until 9 s",
        "ivan [left hand]: hold rail.s2 at 1 s\nivan [right hand]: hold rail.s2 at 1 s",
        "ivan: hold rail.s2 at 1 s\nzhenya: hold rail.s2 at 1 s",
        "a = ivan: drift\nzhenya: drift after a\nanton: drift after a",
        "ivan: catch zhenya when within reach\nivan: catch anton when within reach",
    ],
)
def test_beats_that_do_not_clash(base_film, beats):
    assert told(base_film, beats) == []


@pytest.mark.parametrize(
    ("beats", "what"),
    [
        (
            "ivan: catch zhenya when within reach\nivan: catch zhenya when within reach",
            "both have the same cue",
        ),
        ("ivan: drift until 9 s at 1 s\nzhenya, ivan: stay across at 3 s", ""),
        ("ivan: convulse for 5 s at 1 s\nivan [left hand]: hold rail.s2 at 3 s for 1 s", "times overlap"),
        ("a = ivan: drift after b\nb = zhenya: drift after c\nc = anton: drift after a", "a → b → c → a"),
        ("a = ivan: drift until b\nb = zhenya: drift after a", "a → b → a"),
        ("a = ivan: pull along rail.s2 after b\nb = ivan: push off towards +x", "a → b → a"),
    ],
)
def test_beats_that_clash(base_film, beats, what):
    found = told(base_film, beats)
    assert any(what in text for text in found) if what else found == []


@pytest.mark.parametrize(
    ("start", "what"),
    [
        ("anton: held by dubrov\ndubrov: held by anton", "whom anton holds"),
        ("anton: held by dubrov\nivan: held by dubrov", "holds 2 people"),
        ("anton: held by dubrov\ndubrov: both hands on rail.s2", "hands that hold something else"),
        ("zhenya: left foot in loop.1\nscalpel: in ivan's left hand", ""),
    ],
)
def test_holders(base_film, start, what):
    found = told(base_film, start=start)
    assert any(what in text for text in found) if what else found == []


def test_on_the_ground_people_are_strapped_or_held_and_stay_where_they_are(base_film):
    head = HEAD.replace("orbit", "earth")
    assert told(base_film, start="patient: strapped to the table", head=head) == []
    assert told(base_film, start="patient: strapped to the table\nivan: held by patient", head=head) == []
    start = "zhenya: held by patient\npatient: strapped to the table"
    found = told(base_film, "zhenya: push off towards +x", start, head)
    assert ["would be walking" in text for text in found] == [True]
    found = told(
        base_film, start="scalpel: floating at mark.middle\nzhenya: both hands on rail.s2", head=head
    )
    assert [text.split(":")[0] for text in found] == ["zhenya would have to stand on earth"]


def test_a_name_of_a_fitting_is_no_name_of_a_person(base_film):
    film = base_film / "film.yaml"
    film.write_text(film.read_text().replace("  dubrov:", "  table:").replace("  scalpel:", "  hatch:"))
    found = told(base_film, start="table: limp\nhatch: in ivan's left hand\nivan: limp")
    assert found == [
        "'table' is also a fitting of the set zvezda",
        "'hatch' is also a fitting of the set zvezda",
    ]


def test_where_a_prop_is_must_be_said_where_no_table_is(base_film):
    head = HEAD.replace("zvezda", "tunnel")
    assert told(base_film, "ivan: give scalpel to zhenya", head=head) == []
    found = told(base_film, "ivan: take scalpel", head=head)
    assert found == ["where scalpel is when the scene starts is not said"]
