from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from offworld.errors import (
    BadTake,
    FilmError,
    MissingLibrary,
    NotPossible,
    OffworldError,
    Problem,
    SimulationError,
    StoreError,
)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem(
                file="scenes/7.yaml", line=3, column=9, what="nobody is called 'ivann'", remedy="write 'ivan'"
            ),
            "scenes/7.yaml:3:9: nobody is called 'ivann' — write 'ivan'",
        ),
        (Problem(file="film.yaml", line=2, what="no title"), "film.yaml:2: no title"),
        (Problem(file="film.yaml", what="is missing"), "film.yaml: is missing"),
        (Problem(what="'x' is no rate", remedy="write 24"), "'x' is no rate — write 24"),
    ],
)
def test_a_problem_says_where_what_and_what_to_do(problem, text):
    assert str(problem) == text


def test_a_problem_gets_its_place_later():
    assert str(Problem(what="wrong", kind="k").at("a.yaml", 1, 2)) == "a.yaml:1:2: wrong"


def test_a_film_error_carries_all_its_problems():
    one, two = Problem(what="one"), Problem(what="two")
    assert FilmError(one).problems == (one,)
    error = FilmError([one, two])
    assert error.problems == (one, two)
    assert str(error) == "one\ntwo"


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (FilmError(Problem(what="wrong")), 2, "wrong"),
        (NotPossible("nobody can walk yet"), 3, "nobody can walk yet"),
        (StoreError("cut short", Path("a/b")), 2, "a/b: cut short"),
        (StoreError("two files differ"), 2, "two files differ"),
        (BadTake("has no take.json", Path("t")), 2, "t: has no take.json"),
        (SimulationError("blew up", Path("r.npz")), 3, "blew up — to look into it: r.npz"),
        (SimulationError("blew up"), 3, "blew up"),
        (
            MissingLibrary("OSMesa", "apt-get install libosmesa6"),
            3,
            "OSMesa is missing — run: apt-get install libosmesa6",
        ),
    ],
)
def test_every_error_has_its_exit_code_and_crosses_processes(error, code, text):
    assert isinstance(error, OffworldError)
    assert error.exit_code == code
    assert str(error) == text
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is type(error)
    assert str(again) == text
    assert vars(again) == vars(error)
