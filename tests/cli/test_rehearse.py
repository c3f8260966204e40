"""Which work `offworld rehearse` asks for, by its options."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest

from offworld.cli.main import main
from offworld.flow.answer import Answer


@pytest.fixture
def asked(monkeypatch):
    """What was asked for, by stand-ins for all that rehearses."""
    calls = []

    def stand_in(module, *names):
        other = types.ModuleType(module)
        for name in names:
            setattr(
                other,
                name,
                lambda *args, _name=name, **options: (
                    calls.append((_name, args, options)) or Answer(text="", data={})
                ),
            )
        monkeypatch.setitem(sys.modules, module, other)

    stand_in("offworld.flow.rehearse", "rehearse_scene")
    stand_in("offworld.flow.odds", "rehearse_takes")
    stand_in("offworld.flow.replay", "replay_take")
    stand_in("offworld.flow.advise", "advise")
    sys.modules["offworld.flow.advise"].BUDGET = 600
    return calls


HERE = {"takes": 9, "ray": None, "mixed": False}


@pytest.mark.parametrize(
    ("words", "name", "options"),
    [
        ([], "rehearse_scene", {"out": None}),
        (["--takes", "9"], "rehearse_takes", HERE | {"profile": None, "workers": None, "seed": None}),
        (
            ["--takes", "9", "--profile", "first days", "--workers", "2", "--seed", "5"],
            "rehearse_takes",
            HERE | {"profile": "first days", "workers": 2, "seed": 5},
        ),
        (
            ["--takes", "9", "--ray", "h:1", "--mixed"],
            "rehearse_takes",
            {"takes": 9, "profile": None, "workers": None, "seed": None, "ray": "h:1", "mixed": True},
        ),
        (["--take", "3"], "replay_take", {"take": 3, "profile": None, "seed": None, "out": None}),
        (
            ["--take", "3", "--out", "t", "--profile", "calm"],
            "replay_take",
            {"take": 3, "profile": "calm", "seed": None, "out": Path("t")},
        ),
        (["--advise"], "advise", {"budget": 600, "profile": None, "workers": None, "seed": None}),
        (
            ["--advise", "--budget", "300", "--profile", "calm", "--workers", "1", "--seed", "4"],
            "advise",
            {"budget": 300, "profile": "calm", "workers": 1, "seed": 4},
        ),
    ],
)
def test_what_is_asked_for(asked, words, name, options):
    assert main(["rehearse", "f", "7", *words]) == 0
    assert asked == [(name, (Path("f"), "7"), options)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--profile", "calm"],
            "--profile says nothing about one rehearsal as written — it goes with --takes, --take or --advise",
        ),
        (["--seed", "4"], "--seed says nothing about one rehearsal as written"),
        (["--workers", "4"], "--workers says nothing about one rehearsal as written"),
        (["--takes", "4", "--out", "x"], "--out says nothing about --takes — it goes with a single take"),
        (["--take", "4", "--workers", "2"], "--workers says nothing about --take — it goes with --takes"),
        (["--take", "4", "--ray", "h:1"], "--ray says nothing about --take — it goes with --takes"),
        (
            ["--takes", "4", "--mixed"],
            "--mixed says nothing about processes of this machine — it goes with --ray",
        ),
        (["--takes", "4", "--ray", "h:1", "--workers", "2"], "--workers says nothing about a cluster"),
        (["--takes", "4", "--budget", "9"], "--budget says nothing about --takes — it goes with --advise"),
        (["--budget", "9"], "--budget says nothing about one rehearsal as written — it goes with --advise"),
        (["--advise", "--out", "x"], "--out says nothing about --advise — it goes with a single take"),
    ],
)
def test_what_would_be_passed_over_is_refused(asked, capsys, words, message):
    assert main(["rehearse", "f", "7", *words]) == 2
    assert message in capsys.readouterr().err
    assert not asked


@pytest.mark.parametrize(
    "words", [["--takes", "2", "--take", "1"], ["--advise", "--takes", "2"], ["--takes", "many"], ["--take"]]
)
def test_words_that_make_no_sense(asked, words):
    with pytest.raises(SystemExit) as end:
        main(["rehearse", "f", "7", *words])
    assert end.value.code == 2
    assert not asked
