from __future__ import annotations

import json
import logging
import subprocess
import sys
import types
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from offworld import __version__
from offworld.cli.main import COMMANDS, main
from offworld.cli.output import to_json
from offworld.errors import FilmError, NotPossible, Problem
from offworld.flow.answer import PROGRESS, Answer


@pytest.fixture
def stage(monkeypatch):
    """Puts a stand-in where a command looks for its work, and tells how it was called."""

    def put(module, function, outcome):
        calls = []

        def work(*args, **kwargs):
            calls.append((args, kwargs))
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome() if callable(outcome) else outcome

        stand_in = types.ModuleType(module)
        setattr(stand_in, function, work)
        monkeypatch.setitem(sys.modules, module, stand_in)
        return calls

    return put


DONE = Answer(text="made it", data={"made": [Path("a/b")]})
CARE = Answer(text="two things", data=[1, 2], attention=2)


@pytest.mark.parametrize(
    ("words", "module", "function", "call"),
    [
        (["new", "x"], "new", "new_film", ((Path("x"),), {})),
        (["draft", "f", "7"], "draft", "draft_scene", ((Path("f"), "7"), {"from_beat": None})),
        (
            ["draft", "f", "7", "--from", "b3"],
            "draft",
            "draft_scene",
            ((Path("f"), "7"), {"from_beat": "b3"}),
        ),
        (["make", "f"], "make", "make_film", ((Path("f"),), {"workers": None, "quality": "final"})),
        (
            ["make", "f", "--workers", "2", "--quality", "draft"],
            "make",
            "make_film",
            ((Path("f"),), {"workers": 2, "quality": "draft"}),
        ),
        (["rehearse", "f", "7A"], "rehearse", "rehearse_scene", ((Path("f"), "7A"), {"out": None})),
        (
            ["rehearse", "f", "1", "--out", "t"],
            "rehearse",
            "rehearse_scene",
            ((Path("f"), "1"), {"out": Path("t")}),
        ),
        (["audit", "t"], "audit", "audit_take", ((Path("t"),), {})),
        (["replay", "o/17.json"], "replay", "replay_file", ((Path("o/17.json"), None), {})),
        (
            ["replay", "17.json", "--out", "t"],
            "replay",
            "replay_file",
            ((Path("17.json"), Path("t")), {}),
        ),
        (["bench", "moves"], "bench", "run_bench", (("moves",), {"samples": None, "takes": None})),
        (
            ["bench", "moves", "--samples", "100"],
            "bench",
            "run_bench",
            (("moves",), {"samples": 100, "takes": None}),
        ),
        (
            ["bench", "takes", "--takes", "1000"],
            "bench",
            "run_bench",
            (("takes",), {"samples": None, "takes": 1000}),
        ),
    ],
)
def test_a_command_hands_over_what_was_typed(stage, capsys, words, module, function, call):
    calls = stage(f"offworld.flow.{module}", function, DONE)
    assert main(words) == 0
    assert calls == [call]
    assert capsys.readouterr().out == "made it\n"
    assert main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"made": ["a/b"]}


def test_findings_end_with_1_only_when_strict(stage):
    stage("offworld.flow.make", "make_film", CARE)
    assert main(["make", "f"]) == 0
    assert main(["make", "f", "--strict"]) == 1


def test_check_names_every_mistake(stage, capsys):
    problems = [
        Problem(
            file="a.yaml", line=1, column=2, what="no such rail", remedy="write 's4'", kind="unknown-rail"
        ),
        Problem(what="no scene"),
    ]
    stage("offworld.flow.check", "check_film", problems)
    assert main(["check", "f"]) == 2
    assert capsys.readouterr().out == "a.yaml:1:2: no such rail — write 's4'\nno scene\n2 mistakes\n"
    assert main(["check", "f", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)[0]["kind"] == "unknown-rail"


def test_check_counts_a_single_mistake_as_one(stage, capsys):
    stage("offworld.flow.check", "check_film", [Problem(what="no scene")])
    assert main(["check", "f"]) == 2
    assert capsys.readouterr().out.endswith("\n1 mistake\n")


def test_a_warning_is_told_and_is_no_mistake(stage, capsys):
    warning = Problem(file="a.yaml", line=3, column=1, what="no lens fits", kind="no-lens-fits", warning=True)
    stage("offworld.flow.check", "check_film", [warning])
    assert main(["check", "f"]) == 0
    assert capsys.readouterr().out == "a.yaml:3:1: warning: no lens fits\n1 warning\n"
    stage("offworld.flow.check", "check_film", [Problem(what="no scene"), warning, warning])
    assert main(["check", "f"]) == 2
    assert capsys.readouterr().out.endswith("\n1 mistake, 2 warnings\n")


def test_an_answer_that_refuses_all_that_was_asked_ends_with_3(stage, capsys):
    stage("offworld.flow.frame", "frame_scene", Answer(text="none", data={}, attention=1, refused=True))
    assert main(["frame", "f", "1"]) == 3
    assert main(["frame", "f", "1", "--strict"]) == 3
    assert capsys.readouterr().out == "none\nnone\n"


def test_check_says_when_nothing_is_wrong(stage, capsys):
    stage("offworld.flow.check", "check_film", [])
    assert main(["check", "f"]) == 0
    assert capsys.readouterr().out == "Nothing wrong.\n"


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (FilmError(Problem(file="a", line=1, what="wrong", remedy="right")), 2, "a:1: wrong — right\n"),
        (NotPossible("nobody can walk yet"), 3, "nobody can walk yet\n"),
        (KeyboardInterrupt(), 130, "Interrupted; what was finished is kept.\n"),
        (PermissionError(13, "Permission denied", "film.yaml"), 2, "film.yaml: Permission denied\n"),
    ],
)
def test_errors_are_told_without_a_traceback(stage, capsys, error, code, words):
    stage("offworld.flow.make", "make_film", error)
    assert main(["make", "f"]) == code
    out, err = capsys.readouterr()
    assert (out, err) == ("", words)


def test_errors_are_json_when_asked_for(stage, capsys):
    stage("offworld.flow.make", "make_film", FilmError(Problem(file="a", line=1, what="wrong")))
    assert main(["make", "f", "--json"]) == 2
    record = json.loads(capsys.readouterr().out)
    assert record["error"] == "FilmError"
    assert record["exit_code"] == 2
    assert record["problems"][0]["line"] == 1


def test_a_mistake_of_ours_is_not_hidden(stage):
    stage("offworld.flow.make", "make_film", OSError("no file in it"))
    with pytest.raises(OSError, match="no file in it"):
        main(["make", "f"])


@pytest.mark.parametrize(("options", "shown"), [([], "scene 1\n"), (["--quiet"], ""), (["--json"], "")])
def test_progress_is_shown_unless_not_wanted(stage, capsys, options, shown):
    def work():
        PROGRESS.info("scene 1")
        return DONE

    stage("offworld.flow.make", "make_film", work)
    main(["make", "f", *options])
    main(["make", "f", *options])
    assert capsys.readouterr().err == shown * 2
    assert len(logging.getLogger("offworld.progress").handlers) == 1


@pytest.mark.parametrize(
    "words", [[], ["fly"], ["make"], ["make", "f", "--work", "2"], ["make", "f", "--workers", "x"]]
)
def test_a_wrong_command_line_ends_with_2(capsys, words):
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage: offworld" in capsys.readouterr().err


def test_version(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"offworld {__version__}\n"


def run(*words, program="offworld", **kwargs):
    return subprocess.run(
        [sys.executable, "-m", program, *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **kwargs,
    )


def test_help_names_every_command():
    result = run("--help")
    assert result.returncode == 0
    for command in COMMANDS:
        assert f"    {command.name}" in [
            line.rstrip()[: 4 + len(command.name)] for line in result.stdout.split("\n")
        ]
        assert command.help.split()[0] in result.stdout


LOOK = """
import sys
from offworld.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("\\n".join(sys.modules))
"""


@pytest.mark.parametrize("words", [["--help"], *([command.name, "--help"] for command in COMMANDS)])
def test_help_imports_neither_numpy_nor_a_stage(words):
    result = subprocess.run(
        [sys.executable, "-c", LOOK, *words], capture_output=True, text=True, timeout=60, check=True
    )
    modules = {name for name in result.stdout.split("\n") if name.startswith("offworld") or name == "numpy"}
    light = {"offworld", "offworld.errors", "offworld.cli"}
    assert light < modules
    assert {name for name in modules - light if not name.startswith("offworld.cli.")} == set()


def test_a_reader_that_goes_away_is_no_error():
    code = (
        "import sys, types; from offworld.flow.answer import Answer;"
        "m = types.ModuleType('offworld.flow.make');"
        "m.make_film = lambda *a, **k: Answer(text='x' * 1_000_000, data=None);"
        "sys.modules['offworld.flow.make'] = m;"
        "from offworld.cli.main import main; sys.exit(main(['make', 'f']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=60) == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    name: str
    rate: Fraction
    values: np.ndarray


def test_records_become_json():
    sample = Sample(name="é", rate=Fraction(24000, 1001), values=np.array([1.5, 2.0]))
    data = json.loads(to_json({"a": sample, "b": {"z", "y"}, "c": np.float64(0.5), "d": np.int64(3)}))
    assert data == {
        "a": {"name": "é", "rate": "24000/1001", "values": [1.5, 2.0]},
        "b": ["y", "z"],
        "c": 0.5,
        "d": 3,
    }


def test_what_has_no_form_in_json_is_our_mistake():
    with pytest.raises(TypeError, match="object has no form in JSON"):
        to_json([object()])
