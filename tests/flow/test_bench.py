from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from offworld.errors import FilmError
from offworld.flow import bench
from offworld.flow.benches import make as bench_make
from offworld.flow.figure import Bar, Figure

FIGURES = (
    Figure(name="speed", value=6.0, unit="times real time", bar=Bar(sense="at least", limit=5.0)),
    Figure(
        name="whole rehearsal", value=3.0, unit="s", baseline=2.0, against="bare steps, s",
        bar=Bar(sense="at most", limit=1.0, of="ratio"),
    ),
    Figure(name="told only", value=3.25, unit="", baseline=0.0, against="nothing"),
)  # fmt: skip


@pytest.fixture
def measured(monkeypatch):
    asked = []

    def measure(samples):
        asked.append(samples)
        return FIGURES

    monkeypatch.setitem(sys.modules, "stand_in_bench", SimpleNamespace(measure=measure))
    monkeypatch.setitem(bench.BENCHES, "moves", "stand_in_bench")
    return asked


def test_figures_stand_beside_baseline_and_bar(measured):
    answer = bench.run_bench("moves", samples=7)
    assert measured == [7]
    assert answer.attention == 1
    lines = answer.text.splitlines()
    assert lines[0].startswith("On ")
    assert lines[1:] == [
        "speed: 6 times real time — at least 5: met",
        "whole rehearsal: 3 s (bare steps, s: 2, ratio 1.5) — ratio at most 1: MISSED",
        "told only: 3.25 (nothing: 0)",
    ]


def test_figures_for_programs(measured):
    speed, whole, told = json.loads(json.dumps(bench.run_bench("moves").data))
    assert set(speed) == {"name", "value", "unit", "baseline", "against", "ratio", "bar"}
    assert speed["bar"] == {"sense": "at least", "limit": 5.0, "of": "value", "met": True}
    assert (whole["ratio"], whole["bar"]["met"]) == (1.5, False)
    assert (told["ratio"], told["bar"]) == (None, None)


@pytest.mark.parametrize(
    ("sense", "value", "met"),
    [("at least", 5.0, True), ("at least", 4.9, False), ("at most", 5.0, True), ("at most", 5.1, False)],
)
def test_a_bar_is_met_on_its_good_side(sense, value, met):
    assert Figure(name="x", value=value, unit="s", bar=Bar(sense=sense, limit=5.0)).met is met


def test_a_ratio_without_a_baseline_misses_its_bar():
    bar = Bar(sense="at most", limit=5.0, of="ratio")
    assert Figure(name="x", value=1.0, unit="s", bar=bar).met is False


def test_wrong_asking_is_told(measured):
    with pytest.raises(
        FilmError,
        match="no benchmark 'mooves' — there are frame, light, make, moves, picture, rehearse, schedule",
    ):
        bench.run_bench("mooves")
    with pytest.raises(FilmError, match="0 samples"):
        bench.run_bench("moves", samples=0)


def test_making_is_timed_cold_and_unchanged_in_a_folder_that_is_thrown_away(monkeypatch, tmp_path):
    (tmp_path / "films/the-visit/out").mkdir(parents=True)
    (tmp_path / "films/the-visit/film.yaml").write_text("title: x")
    monkeypatch.chdir(tmp_path)
    films = []

    def run(command, **options):
        output = b""
        if "make" in command:
            film = command[command.index("make") + 1]
            films.append(film)
            assert not (tmp_path / film / "out").exists()
            assert (tmp_path / film / "film.yaml").exists()
            output = json.dumps({"scenes": [{"length_s": 30.0}, {"length_s": 50.0}]}).encode()
        return SimpleNamespace(stdout=output)

    monkeypatch.setattr(subprocess, "run", run)
    cold, length, unchanged = bench_make.measure(2)
    assert len(films) == 3
    assert len(set(films)) == 1
    assert not films[0].startswith(str(tmp_path))
    assert (length.value, length.met) == (80.0, True)
    assert cold.baseline == 80.0
    assert unchanged.bar.limit == 2.0
    assert list((tmp_path / "films/the-visit").iterdir()) != []


def test_without_the_film_of_the_project_a_new_one_is_measured(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    made = []
    monkeypatch.setitem(sys.modules, "offworld.flow.new", SimpleNamespace(new_film=made.append))
    assert bench_make.copy_of_film(tmp_path / "film") == tmp_path / "film"
    assert made == [tmp_path / "film"]


@pytest.mark.parametrize(
    ("name", "takes", "words"),
    [("moves", 5, "--takes says nothing about moves"), ("takes", 0, "--takes 0 asks for nothing")],
)
def test_takes_go_with_the_bench_of_takes(measured, name, takes, words):
    with pytest.raises(FilmError, match=words):
        bench.run_bench(name, takes=takes)
    assert measured == []


def test_takes_are_handed_on(monkeypatch):
    asked = []
    stand_in = SimpleNamespace(measure=lambda samples, **more: asked.append((samples, more)) or FIGURES)
    monkeypatch.setitem(sys.modules, "stand_in_bench", stand_in)
    monkeypatch.setitem(bench.BENCHES, "takes", "stand_in_bench")
    bench.run_bench("takes", takes=1000)
    bench.run_bench("takes", samples=3)
    assert asked == [(None, {"whole": 1000}), (3, {})]
