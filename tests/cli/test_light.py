from __future__ import annotations

import json
import sys
import types
from pathlib import Path

import pytest

from offworld.cli.main import main
from offworld.flow.answer import Answer


@pytest.fixture
def calls(monkeypatch):
    """How the work was called, which is a stand-in's."""
    found = []

    def light_film(*args, **kwargs):
        found.append((args, kwargs))
        return Answer(text="told it", data={"sets": []}, attention=1)

    stand_in = types.ModuleType("offworld.flow.light")
    stand_in.light_film = light_film
    monkeypatch.setitem(sys.modules, "offworld.flow.light", stand_in)
    return found


NOTHING = {"begin": None, "end": None, "at": None, "when": None, "scene": None}


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], NOTHING),
        (
            ["--from", "2021-10-05", "--to", "2021-10-06"],
            NOTHING | {"begin": "2021-10-05", "end": "2021-10-06"},
        ),
        (["--at", "window.5"], NOTHING | {"at": "window.5"}),
        (["--when", "orbital night"], NOTHING | {"when": "orbital night"}),
        (["--scene", "2"], NOTHING | {"scene": "2"}),
    ],
)
def test_the_command_hands_over_what_was_typed(calls, capsys, words, asked):
    assert main(["light", "f", *words]) == 0
    assert calls == [((Path("f"),), asked)]
    assert capsys.readouterr().out == "told it\n"


def test_attention_ends_with_1_only_when_strict(calls, capsys):
    assert main(["light", "f", "--strict", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"sets": []}
