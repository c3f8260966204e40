from __future__ import annotations

import pytest

from offworld.errors import FilmError, Problem
from offworld.text import Fields, Sheet, nearest, parse_yaml, remedy_for


@pytest.fixture
def fields():
    def make(text):
        sheet = Sheet(file="f.yaml")
        return Fields(parse_yaml(text, "f.yaml"), sheet, "the thing"), sheet

    return make


def read_size(text):
    try:
        return float(text)
    except ValueError:
        raise FilmError(Problem(what=f"{text} is no size", kind="bad-size")) from None


@pytest.mark.parametrize(
    ("text", "read", "value"),
    [
        ("x: some text", lambda f: f.text("x"), "some text"),
        ("x: yes", lambda f: f.flag("x"), True),
        ("x: false", lambda f: f.flag("x"), False),
        ("y: 1", lambda f: f.flag("x"), None),
        ("x: red", lambda f: f.choice("x", ["red", "blue"]), "red"),
        ("x: −1.5e1", lambda f: f.number("x", -20, 20), -15.0),
        ("x: 3", lambda f: f.whole("x", 0, 5), 3),
        ("x: 2.5", lambda f: f.measure("x", read_size, 0, 3, "m"), 2.5),
        ("x: [1, 2.5, -3]", lambda f: f.vector("x", 10), (1.0, 2.5, -3.0)),
        ("x: one", lambda f: [n.text for n in f.items("x", 3)], ["one"]),
        ("x: [a, b]", lambda f: [n.text for n in f.items("x", 3)], ["a", "b"]),
        ("x: {a: 1}", lambda f: [k.text for k, _ in f.entries("x", 3)], ["a"]),
        ("y: 1", lambda f: (f.items("x", 3), f.entries("x", 3), f.vector("x", 1), f.number("x", 0, 1)),
         (None, (), None, None)),
    ],
)  # fmt: skip
def test_right_fields(fields, text, read, value):
    made, sheet = fields(text)
    assert read(made) == value
    assert sheet.problems == []


@pytest.mark.parametrize(
    ("text", "read", "kind"),
    [
        ("x: [a]", lambda f: f.text("x"), "wrong-type"),
        ("x: {a: b}", lambda f: f.text("x"), "wrong-type"),
        ("x: maybe", lambda f: f.flag("x"), "wrong-type"),
        ("x: rde", lambda f: f.choice("x", ["red"]), "unknown-word"),
        ("x: nan", lambda f: f.number("x", 0, 1), "bad-number"),
        ("x: inf", lambda f: f.number("x", 0, 1), "bad-number"),
        ("x: 7", lambda f: f.number("x", 0, 1), "out-of-range"),
        ("x: 0.5", lambda f: f.whole("x", 0, 1), "wrong-type"),
        ("x: big", lambda f: f.measure("x", read_size, 0, 3, "m"), "bad-size"),
        ("x: 9", lambda f: f.measure("x", read_size, 0, 3, "m"), "out-of-range"),
        ("x: nan", lambda f: f.measure("x", read_size, 0, 3, "m"), "out-of-range"),
        ("x: [1, 2]", lambda f: f.vector("x", 10), "wrong-type"),
        ("x: [1, 2, [3]]", lambda f: f.vector("x", 10), "bad-number"),
        ("x: [1, 2, 30]", lambda f: f.vector("x", 10), "out-of-range"),
        ("x: {a: b}", lambda f: f.items("x", 3), "wrong-type"),
        ("x: [1, 2, 3]", lambda f: f.items("x", 2), "too-many"),
        ("x: [1]", lambda f: f.entries("x", 2), "wrong-type"),
        ("x: {a: 1, b: 2}", lambda f: f.entries("x", 1), "too-many"),
        ("y: 1", lambda f: f.need("x", "1"), "missing-field"),
        ("x:", lambda f: f.need("x", "1"), "missing-field"),
    ],
)
def test_wrong_fields_are_noted_and_read_as_nothing(fields, text, read, kind):
    made, sheet = fields(text)
    assert not read(made)
    (problem,) = sheet.problems
    assert (problem.kind, problem.file) == (kind, "f.yaml")
    assert problem.line == 1


def test_fields_never_asked_for_are_named(fields):
    made, sheet = fields("colour: red\ncolor: blue\n")
    made.text("colour")
    made.done()
    (problem,) = sheet.problems
    assert (problem.kind, problem.line, problem.remedy) == ("unknown-field", 2, "did you mean 'colour'?")


def test_a_thing_that_is_no_mapping_is_noted_once(fields):
    made, sheet = fields("[a]")
    assert made.need("x", "1") is None
    made.done()
    assert [problem.what for problem in sheet.problems] == ["the thing must be a mapping, not a list"]


def test_names_are_small_letters(fields):
    made, sheet = fields("ok-1: 1\nженя: 2\nNot: 3\n../x: 4\n")
    good = [made.name_of(key, "thing") for key, _ in made.node.pairs]
    assert good == ["ok-1", "женя", None, None]
    assert {problem.kind for problem in sheet.problems} == {"bad-name"}


def test_a_mistake_without_a_place_gets_the_node_s():
    sheet = Sheet(file="f.yaml")
    node = parse_yaml("a: b", "f.yaml").pairs[0][1]
    sheet.take_over(FilmError([Problem(what="one"), Problem(what="two", file="g", line=9)]), node)
    assert [(p.file, p.line, p.column) for p in sheet.problems] == [("f.yaml", 1, 4), ("g", 9, None)]


def test_the_nearest_spelling():
    known = ["rail.s1", "rail.s2", "Hatch.Rim"]
    assert nearest("hatch.rin", known) == "Hatch.Rim"
    assert nearest("xyz", known) is None
    assert nearest("rail" * 100, known) is None
    assert remedy_for("rail.s", known) in {"did you mean 'rail.s1'?", "did you mean 'rail.s2'?"}
    assert remedy_for("xyz", known, name="rails") == "rails: rail.s1, rail.s2, Hatch.Rim"
    assert remedy_for("x", [], name="props") == "there are no props yet"
    assert remedy_for("x", []) == ""
    assert remedy_for("qq", [f"a{i}" for i in range(99)]).endswith("a11 …")
