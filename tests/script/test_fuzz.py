"""Whatever is in the files of a film, nothing comes out but a list of mistakes."""

from __future__ import annotations

import functools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offworld.flow.check import check_film
from offworld.script import complete, names_in
from offworld.script.language import keywords
from offworld.space import read_set

FILES = ("film.yaml", "script.fountain", "scenes/operation.yaml")


@pytest.fixture(scope="module")
def fuzzed(make_film):
    """A film whose files may be spoilt, and what was in them. Sets are read once: they are not what is spoilt."""
    folder = make_film()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("offworld.flow.check.read_set", functools.cache(read_set))
        yield folder, {file: (folder / file).read_bytes() for file in FILES}


def check_with(fuzzed, file, content):
    folder, whole = fuzzed
    (folder / file).write_bytes(content)
    try:
        return check_film(folder)
    finally:
        (folder / file).write_bytes(whole[file])


@settings(max_examples=80)
@given(file=st.sampled_from(FILES), content=st.binary(max_size=400))
def test_any_bytes_are_answered(fuzzed, file, content):
    for problem in check_with(fuzzed, file, content):
        assert problem.what
        assert problem.kind


YAML_TEXT = st.text(st.sampled_from("ab:-[]{},'\"#&*!|>%@`? \n\t0.1é+"), max_size=80)


@settings(max_examples=80)
@given(file=st.sampled_from(FILES[::2]), text=YAML_TEXT)
def test_any_yaml_is_answered(fuzzed, file, text):
    check_with(fuzzed, file, text.encode())


WORDS = [*keywords().values(), "zhenya", "ivan", "rail.s2", "L12", "A", "0.3 m/s", "2 s", "0.5 m", "+x", "[1, 2, 3]",
         ",", "'s", "[left hand]", '"where"', "scalpel", "catch", "nobody"]  # fmt: skip


@settings(max_examples=100)
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=9), section=st.sampled_from(["beats", "start", "cuts"])
)
def test_any_words_of_the_language_are_answered(fuzzed, words, section):
    _, whole = fuzzed
    text = whole[FILES[2]].decode()
    line = " ".join(words)
    begins = {"beats": "  - ivan: ", "start": "  anton: ", "cuts": "  - "}[section]
    text = text.replace(f"{section}:", f"was {section}:") + f"{section}:\n{begins}{line}\n"
    problems = check_with(fuzzed, FILES[2], text.encode())
    assert all(problem.line is None or problem.line >= 1 for problem in problems)


def test_spoilt_lines_are_answered(fuzzed):
    """Each file with characters taken out, doubled and swapped, at places drawn once and for all."""
    draw = random.Random(11)
    _, whole = fuzzed
    for _ in range(60):
        file = draw.choice(FILES)
        content = bytearray(whole[file])
        for _ in range(draw.randint(1, 4)):
            place = draw.randrange(len(content))
            content[place : place + draw.randint(0, 3)] = draw.choice(
                [b"", b":", b"\n", b"  ", b"[", b"'", b"\xff", b"- "]
            )
        check_with(fuzzed, file, bytes(content))


@given(words=st.lists(st.sampled_from([*WORDS, "zhenya:", "ivan [left hand]:"]), max_size=8))
def test_every_completion_can_be_completed_further_or_is_the_end(words):
    prefix = " ".join(words)
    for word in complete(f"{prefix} ", ["zhenya", "rail.s2", "L12", "A"])[:3]:
        assert word in complete(f"{prefix} {word}", ["zhenya", "rail.s2", "L12", "A"])


def test_completions_name_what_can_come(right_film):
    names = names_in(right_film, right_film.scenes[0])
    assert complete("zh", names) == ["zhenya"]
    assert complete("zhenya [left ", names) == ["foot", "hand"]
    assert complete("zhenya: l", names) == ["let", "look"]
    assert complete("zhenya: hold hatch", names) == ["hatch", "hatch.rim"]
    assert complete("zhenya: look at zhenya's h", names) == ["head", "hips"]
    assert complete("zhenya: hold camera ", names)[-2:] == ["A", "B"]
    assert "sunrise" in complete("zhenya: say L19 on light ", names)
    assert "walk" not in complete("zhenya: ", names)
    assert complete("zhenya: blah ", names) == []
