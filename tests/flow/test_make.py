from __future__ import annotations

import json
import logging
import os
import subprocess
import sys

import pytest

from offworld.errors import FilmError, NotPossible, SimulationError
from offworld.flow.files import digest_files
from offworld.flow.lock import film_lock
from offworld.flow.make import make_film


@pytest.fixture
def make(quick, weather):
    def run(film, **options):
        options.setdefault("workers", 2)
        return make_film(film, stages=quick.QUICK, conditions=weather, **options)

    return run


def outputs(film):
    return {
        name: content
        for name, content in digest_files(film / "out").items()
        if not name.startswith((".", "cache"))
    }


def made(answer):
    return {scene: stages for scene, stages in answer.data["made"].items() if stages}


ALL = {scene: ["take", "verdict"] for scene in ("1", "2", "2A")} | {"": ["read", "cover"]}


def test_everything_is_made_once(make, film):
    answer = make(film)
    assert made(answer) == ALL
    assert set(outputs(film)) == {
        "index.html",
        *(
            f"scenes/{n}/{name}"
            for n in ("1", "2", "2A")
            for name in ("take/take.json", "take/threads", "verdict.json")
        ),
    }
    assert answer.made == (film / "out" / "index.html",)
    assert answer.text.splitlines()[:2] == [str(film / "out" / "index.html"), "Made: all scenes."]
    assert answer.attention == 1
    assert (film / "out/scenes/1/take/threads").read_text() == "1"
    before = outputs(film)
    again = make(film)
    assert made(again) == {}
    assert "Nothing has changed." in again.text
    assert outputs(film) == before


def test_any_number_of_workers_makes_the_same_bytes(make, quick, tmp_path):
    scenes = {"1": "one", "2": "two"}
    one, two = (quick.write_film(tmp_path / name, scenes) for name in "ab")
    make(one, workers=1)
    make(two, workers=2)
    assert outputs(one) == outputs(two)


def test_one_edited_scene_is_remade_alone(make, quick, film):
    make(film)
    quick.write_film(film, {"1": "one", "2": "two, changed", "2A": "three"})
    answer = make(film)
    assert made(answer) == {"2": ["take", "verdict"], "": ["read", "cover"]}
    assert "Made: scene 2." in answer.text


def test_an_edit_taken_back_costs_nothing(make, quick, film):
    make(film)
    first = outputs(film)
    before = (film / "film.yaml").read_text()
    quick.write_film(film, {"1": "one", "2": "two, changed", "2A": "three"})
    make(film)
    (film / "film.yaml").write_text(before)
    assert made(make(film)) == {}
    assert outputs(film) == first


def test_time_stamps_play_no_part(make, film):
    make(film)
    os.utime(film / "film.yaml", (0, 0))
    for name in outputs(film):
        os.utime(film / "out" / name, (9e8, 9e8))
    assert made(make(film)) == {}


def test_what_reading_does_not_change_remakes_nothing_after_it(make, film):
    make(film)
    (film / "film.yaml").write_text((film / "film.yaml").read_text() + "  ")
    assert made(make(film)) == {"": ["read"]}


def test_footage_and_hidden_files_are_not_read(make, film):
    make(film)
    for name in ("footage/a.mov", ".git/head", "scenes/.swap"):
        (film / name).parent.mkdir(exist_ok=True)
        (film / name).write_text("x")
    assert made(make(film)) == {}
    (film / "scenes" / "extra.yaml").write_text("x")
    assert made(make(film)) == {"": ["read"]}


def test_a_removed_scene_takes_its_outputs_away(make, quick, film):
    make(film)
    quick.write_film(film, {"1": "one"})
    make(film)
    assert not (film / "out/scenes/2").exists()
    assert (film / "out/scenes/1/verdict.json").exists()
    assert len(list((film / "out/cache/take").iterdir())) == 1


@pytest.mark.parametrize(
    ("change", "remade"),
    [
        ("lock", ALL),
        ("processor", {scene: ["take"] for scene in ("1", "2", "2A")}),
        ("stand_in_take", {scene: ["take"] for scene in ("1", "2", "2A")}),
        ("stand_in_verdict", {scene: ["verdict"] for scene in ("1", "2", "2A")}),
        ("stand_in_cover", {"": ["cover"]}),
    ],
)
def test_changed_conditions_remake_what_depends_on_them(make, film, weather, change, remade):
    make(film)
    if change == "lock":
        weather.lock = "lock 2"
    elif change == "processor":
        weather.kind = "processor 2"
    else:
        weather.codes[change] = "code 2"
    assert made(make(film)) == remade


def test_a_changed_output_is_found_and_remade(make, film):
    make(film)
    before = outputs(film)
    with (film / "out/scenes/2/take/take.json").open("a") as file:
        file.write("x")
    assert outputs(film) != before
    assert made(make(film)) == {"2": ["take"]}
    assert outputs(film) == before


def test_a_replaced_or_missing_output_is_put_back(make, film):
    make(film)
    before = outputs(film)
    (film / "out/index.html").unlink()
    (film / "out/scenes/1/verdict.json").unlink()
    (film / "out/scenes/1/verdict.json").write_text("{}")
    answer = make(film)
    assert made(answer) == {}
    assert "put back" in answer.text
    assert outputs(film) == before


def test_a_harmed_cache_is_found_and_remade(make, film):
    make(film)
    before = outputs(film)
    for path in (film / "out/cache/take").glob("*/entry.json"):
        path.write_text("{}")
    (film / "out/cache/history.json").write_text("[]")
    (film / "out/cache/published.json").write_text("{")
    assert made(make(film)) == {scene: ["take"] for scene in ("1", "2", "2A")}
    assert outputs(film) == before


def test_a_list_that_climbs_out_of_the_folder_removes_nothing(make, film):
    make(film)
    listed = json.loads((film / "out/cache/published.json").read_text())
    (film / "out/cache/published.json").write_text(
        json.dumps([*listed, "../film.yaml", str(film / "film.yaml")])
    )
    make(film)
    assert (film / "film.yaml").exists()


def test_old_results_are_dropped_in_time(make, quick, film):
    for number in range(5):
        quick.write_film(film, {"1": f"one {number}"})
        make(film)
    for stage in ("take", "restarts", "verdict", "read"):
        assert len(list((film / "out/cache" / stage).iterdir())) == 3
    assert not list((film / "out/cache").glob("partial/*"))


def test_a_failing_scene_does_not_keep_the_others_from_being_made(make, quick, film):
    quick.write_film(film, {"1": "one", "2": "blow up", "3": "three"})
    with pytest.raises(SimulationError, match="blew up"):
        make(film)
    assert {name for name in outputs(film) if name.endswith("verdict.json")} == {
        "scenes/1/verdict.json",
        "scenes/3/verdict.json",
    }
    quick.write_film(film, {"1": "one", "2": "two", "3": "three"})
    assert made(make(film)) == {"2": ["take", "verdict"], "": ["read", "cover"]}


def test_failures_of_several_scenes_are_all_told(make, quick, film):
    quick.write_film(film, {"1": "blow up", "2": "blow up", "3": "three"})
    with pytest.raises(NotPossible, match=r"scene 1, take: .*\nscene 2, take: "):
        make(film)


def test_a_worker_that_is_killed_is_told_with_a_remedy(make, quick, film):
    quick.write_film(film, {"1": "die"})
    with pytest.raises(NotPossible, match="--workers 1"):
        make(film)
    quick.write_film(film, {"1": "one"})
    make(film)


def test_untrusted_and_stopped_takes_are_told_and_no_error(make, quick, film):
    quick.write_film(film, {"1": "a lie", "2": "stop", "3": "care"})
    answer = make(film)
    assert answer.attention == 2
    assert "Scene 1 — t, 2.0 s: NOT TRUSTED\n  a root moved" in answer.text
    assert "stopped before its end: it diverged" in answer.text
    assert "  care      1.5 s  9 care\n                  say less\n" in answer.text
    assert "and 2 more notes, on the page" in answer.text


def test_a_folder_that_is_no_film_is_told(make, tmp_path):
    with pytest.raises(FilmError, match=r"no film\.yaml"):
        make(tmp_path)
    assert not (tmp_path / "out").exists()


def test_no_workers_make_nothing(make, film):
    with pytest.raises(NotPossible, match="0 workers"):
        make(film, workers=0)


def test_two_runs_at_once_are_refused(make, film):
    with film_lock(film / "out"), pytest.raises(NotPossible, match="another run"):
        make(film)


def test_an_interrupt_keeps_what_was_finished(make, film, monkeypatch, stand_ins):
    from offworld.flow.pool import Pool

    once = Pool.wait
    calls = []

    def interrupted(self):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return once(self)

    monkeypatch.setattr(Pool, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make(film)
    assert not (film / "out/cache/partial").exists()
    monkeypatch.undo()
    monkeypatch.syspath_prepend(str(stand_ins))
    again = made(make(film))
    assert 0 < sum(len(stages) for stages in again.values()) < 8


def test_progress_names_scene_and_work(make, film, caplog):
    with caplog.at_level(logging.INFO, logger="offworld.progress"):
        make(film)
    assert "scene 2A: rehearsing …" in caplog.messages
    assert any(message.startswith("scene 2A: rehearsing: ") for message in caplog.messages)


NOTHING_HEAVY = """
import sys
from pathlib import Path
from offworld.flow.make import make_film
from stand_in_stages import QUICK
make_film(Path(sys.argv[1]), stages=QUICK)
heavy = {"mujoco", "numpy", "scipy", "av", "lark", "ruamel", "msgspec", "PIL", "stand_in_read", "multiprocessing.pool"}
print(sorted(heavy & set(sys.modules)))
"""


def test_where_nothing_has_changed_nothing_heavy_is_imported(quick, film, stand_ins):
    make_film(film, stages=quick.QUICK)
    run = subprocess.run(
        [sys.executable, "-c", NOTHING_HEAVY, str(film)],
        env={**os.environ, "PYTHONPATH": str(stand_ins)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "[]\n"
