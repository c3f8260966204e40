"""The loops that are kept, judged by the search's own measures; and one round of the search."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from offworld.rehearse.turning.technique import AXES, loops

TOOL = Path(__file__).resolve().parents[2] / "tools" / "find_turns.py"
DEGREES = {"yaw": 90.0, "pitch": 34.0, "roll": 12.0}


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("find_turns", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("axis", AXES)
def test_the_loops_that_are_kept_turn_as_told_with_limbs_clear_and_joints_at_ease(tool, axis):
    search = tool.Search(axis)
    path = search.path(search.read(loops()[axis]))
    for turn in search.turns(path):
        others = np.delete(turn, AXES.index(axis))
        assert turn[AXES.index(axis)] == pytest.approx(DEGREES[axis], abs=0.5)
        assert np.abs(others).max() < 0.1
    assert min(float(search.clearances(pose).min()) for pose in path) > 0.005
    assert np.degrees(np.maximum(search.low - path, path - search.high).max()) < 3.0


def test_one_round_of_the_search_writes_what_it_can_read_again(tool, tmp_path, monkeypatch, capsys):
    start, out = tmp_path / "start.json", tmp_path / "out.json"
    start.write_text(json.dumps(loops()))
    monkeypatch.setattr(
        sys,
        "argv",
        ["find_turns.py", "roll", "12", "--start", str(start), "--out", str(out), "--rounds", "1"],
    )
    assert tool.main() == 0
    assert "roll, at least 12°" in capsys.readouterr().out
    found = json.loads(out.read_text())["roll"]
    assert set(found) == set(loops()["roll"])
    assert found["hip_flexion"] == pytest.approx(loops()["roll"]["hip_flexion"], abs=5.0)
