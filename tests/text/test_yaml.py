from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.errors import FilmError
from offworld.text import Mapping, parse_yaml, read_plain, read_yaml
from offworld.text.yaml import MOST_NODES


def one_problem(text):
    with pytest.raises(FilmError) as caught:
        parse_yaml(text, "file.yaml")
    (problem,) = caught.value.problems
    assert problem.file == "file.yaml"
    return problem


def test_nodes_know_where_they_stand():
    root = parse_yaml('a: one\nb:\n  - two   # and\n  - "th ree"\nc: {d: 4}\n', "x")
    assert isinstance(root, Mapping)
    places = {key.text: (key.line, key.column) for key, _ in root.pairs}
    assert places == {"a": (1, 1), "b": (2, 1), "c": (5, 1)}
    two, three = root.pairs[1][1].nodes
    assert (two.text, two.line, two.column, two.exact, two.quoted) == ("two", 3, 5, True, False)
    assert (three.text, three.line, three.column, three.exact, three.quoted) == ("th ree", 4, 6, True, True)
    assert root.pairs[2][1].pairs[0][1].text == "4"


def test_a_vector_after_a_word_is_part_of_the_text():
    root = parse_yaml("{at: rail.s4 + [0, 0, 0.3], to: [1, 2, 3], x: a [1, 2] b}", "x")
    values = [value for _, value in root.pairs]
    assert values[0].text == "rail.s4 + [0, 0, 0.3]"
    assert [item.text for item in values[1].nodes] == ["1", "2", "3"]
    assert (values[2].text, values[2].column) == ("a [1, 2] b", 47)


def test_a_text_over_two_lines_has_no_columns_inside():
    root = parse_yaml("a: one\n  two\n", "x")
    assert (root.pairs[0][1].text, root.pairs[0][1].exact) == ("one two", False)


@pytest.mark.parametrize("text", ["a: ~", "a: null", "a:"])
def test_nothing_is_empty(text):
    assert parse_yaml(text, "x").pairs[0][1].empty


def test_a_quoted_nothing_is_a_text():
    assert not parse_yaml('a: ""', "x").pairs[0][1].empty


@pytest.mark.parametrize(
    ("text", "kind", "line", "column"),
    [
        ("", "empty", None, None),
        ("\n# c\n", "empty", None, None),
        ("a: 1\na: 2", "duplicate", 2, 1),
        ("a:\n \tb: 1", "tab", 2, 2),
        ("a: b: c", "not-yaml", 1, 5),
        ("a: 'b", "not-yaml", 1, 6),
        ("a: *b", "alias", 1, 4),
        ("a: &b c", "alias", 1, 4),
        ("a: &b [c]", "alias", 1, 4),
        ("a: !b c", "tag", 1, 4),
        ("a: !b [c]", "tag", 1, 4),
        ("%YAML 1.2\n---\na: b", "directive", 2, 1),
        ("a: 1\n---\nb: 1", "two-documents", 2, 1),
        ("[a]: b", "bad-name", 1, 1),
        ("a: %b", "not-yaml", 1, 4),
        ("a\nb: 1\nc", "not-yaml", 2, 2),
        ('a: "\\q"', "not-yaml", 1, 6),
        ("a: - b", "not-yaml", 1, 4),
        ("a: ]", "not-yaml", 1, 4),
    ],
)
def test_what_is_not_yaml_as_films_use_it(text, kind, line, column):
    problem = one_problem(text)
    assert (problem.kind, problem.line, problem.column) == (kind, line, column)
    assert problem.what


def test_too_many_nodes_are_refused():
    assert one_problem("[" + "a," * (MOST_NODES + 5) + "]").kind == "too-many"


def test_what_the_library_trips_over_is_said(monkeypatch):
    import ruamel.yaml

    def trip(self, text):
        raise IndexError("out of something")

    monkeypatch.setattr(ruamel.yaml.YAML, "parse", trip)
    assert one_problem("a: 1").what == "this is not YAML (IndexError)"


@given(st.text(st.sampled_from("ab:-[]{},'\"#&*!|>%@`?~\n 01.é"), max_size=60))
def test_any_text_is_nodes_or_one_mistake(text):
    try:
        root = parse_yaml(text, "x")
    except FilmError as error:
        told, line = len(error.problems), error.problems[0].line or 1
    else:
        told, line = 1, root.line
    assert told == 1
    assert 1 <= line <= text.count("\n") + 1


def test_files_are_read_whole(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: é\r\nb: 2\r".encode())
    assert read_plain(path, "a.yaml") == "a: é\nb: 2\n"
    assert [key.text for key, _ in read_yaml(path, "a.yaml").pairs] == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "kind", "line", "column"),
    [
        (b"a: b\nc: \xff", "not-utf8", 2, 4),
        (b"a: b\nc: \x00", "control-character", 2, 4),
        (b"x" * 1_000_001, "too-large", None, None),
        (None, "missing-file", None, None),
    ],
)
def test_files_that_are_no_text(tmp_path, content, kind, line, column):
    path = tmp_path / "a.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FilmError) as caught:
        read_plain(path, "a.yaml")
    (problem,) = caught.value.problems
    assert (problem.kind, problem.line, problem.column) == (kind, line, column)


def test_a_folder_without_film_yaml_is_told_how_to_make_a_film(tmp_path):
    with pytest.raises(FilmError) as caught:
        read_plain(tmp_path / "film.yaml", "film.yaml")
    assert "offworld new DIR" in caught.value.problems[0].remedy


def test_a_file_that_cannot_be_opened_is_said(tmp_path, monkeypatch):
    from pathlib import Path

    path = tmp_path / "a.yaml"
    path.write_text("a: b")

    def refuse(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FilmError, match="Permission denied"):
        read_plain(path, "a.yaml")
