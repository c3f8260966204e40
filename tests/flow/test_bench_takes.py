"""The bench of takes: what it counts, and that its takes are those of the command."""

import json
import os
from dataclasses import fields

import pytest

from offworld.film.odds import FindingRow, TakeRow
from offworld.film.profiles import EVERYDAY
from offworld.flow.benches import takes, takes_whole
from offworld.flow.benches.rehearse import bench_scene
from offworld.flow.records import write_record
from offworld.flow.steps.takes import play


class Clockwork:
    """Two processes that do everything at once; the machine's clock is a table."""

    def __init__(self, folder, seconds):
        self.folder, self.seconds, self.asked = folder, seconds, []

    def at_once(self, pool, folder, task, pieces):
        self.asked.append((task, pieces))
        each = self.seconds[task, len(pieces)]
        return [
            takes.Spent(
                begun=5.0,
                ended=5.0 + each * count,
                worked=0.5 * count,
                resident=tuple(2**20 * (300 + n) for n in range(count)) if task == "make_some" else (),
            )
            for _, count in pieces
        ]


@pytest.fixture
def clockwork(monkeypatch, tmp_path):
    def put(**seconds):
        table = {
            ("make_some", 1): 2.0, ("make_some", 2): 2.0, ("run_bare", 1): 0.001, ("run_bare", 2): 0.001,
        }  # fmt: skip
        table |= {("make_some", 2): seconds["two"]} if seconds else {}
        works = Clockwork(tmp_path, table)
        monkeypatch.setattr(takes, "_at_once", works.at_once)
        monkeypatch.setattr(takes, "_steps_for", lambda seconds: 1000)
        monkeypatch.setattr(takes, "bench_scene", lambda length: {})
        return works

    return put


def test_figures_of_a_machine_whose_second_core_is_whole(clockwork):
    works = clockwork()
    whole, each, one, two, gain, memory = takes.measure(4)
    assert whole.value == pytest.approx(1000 / 60.0)
    assert whole.met
    assert each.value == pytest.approx(0.5)
    assert (one.value, two.value) == (pytest.approx(30.0), pytest.approx(60.0))
    assert (gain.value, gain.baseline) == (pytest.approx(2.0), pytest.approx(2.0))
    assert gain.met
    assert (memory.value, memory.baseline, memory.met) == (303.0, 300.0, True)
    # One process makes the very takes that each of two makes.
    made = [pieces for task, pieces in works.asked if task == "make_some"]
    assert made == [[(0, 1), (0, 1)], [(1, 2)], [(1, 4), (1, 4)], [(3, 2)]]


def test_figures_of_takes_that_stand_in_each_others_way(clockwork):
    clockwork(two=3.0)
    whole, *_, gain, _ = takes.measure(3)
    assert whole.met is False
    assert gain.ratio == pytest.approx(2.0 / 3.0)
    assert gain.met is False


def test_memory_that_grows_is_seen(clockwork):
    clockwork()
    assert takes.measure(60)[-1].met is False


def test_takes_are_made_and_their_memory_is_seen(tmp_path):
    write_record(tmp_path / "rehearsal.json", bench_scene(0.2))
    takes.make_some(tmp_path, tmp_path / "note", 1, 2)
    note = json.loads((tmp_path / "note").read_bytes())
    assert note["ended"] > note["begun"]
    assert len(note["resident"]) == 2
    assert min(note["resident"]) > 2**20


def test_the_bare_loop_is_run(tmp_path):
    assert takes._steps_for(0.0) == 200
    takes.run_bare(tmp_path, tmp_path / "note", 1, 20)
    assert json.loads((tmp_path / "note").read_bytes())["resident"] == []


def row(number, peak, *kinds):
    found = tuple(
        FindingRow(kind=kind, weight="care", who=("mira",), beat="pull", tick=5, end=9) for kind in kinds
    )
    return TakeRow(
        take=number, seed=1, as_written=False, length=9000, last=7000, beats=(), findings=found, peak_n=peak, loads=50,
        gentle=50 - number, touch_m_s=0.0, stopped="",
    )  # fmt: skip


def test_takes_that_were_truly_made_take_the_place_of_reckoning(clockwork, monkeypatch):
    clockwork()
    asked = []

    def make_whole(pool, folder, scene, count):
        asked.append(count)
        return takes_whole.Whole(
            seconds=600.0,
            resident={1: (2**20 * 300, 2**20 * 310), 2: (2**20 * 290, 2**20 * 320)},
            rows=(row(1, 90.0), row(2, 150.0, "missed", "heavy load")),
        )

    monkeypatch.setattr(takes, "make_whole", make_whole)
    monkeypatch.setattr(takes, "MANY", 2)
    whole, *_, gain, memory, gentle, peak = takes.measure(4, whole=2)
    assert asked == [2]
    assert (whole.value, whole.met) == (10.0, True)
    assert whole.name.endswith("on two cores, all of them made")
    assert gain.value == pytest.approx(2.0)
    assert (memory.value, memory.baseline, memory.met) == (320.0, 300.0, True)
    assert memory.name.endswith("after about 4 takes")
    assert (gentle.value, gentle.met) == (pytest.approx(97 / 100), True)
    assert (peak.value, peak.met) == (90.0, True)
    monkeypatch.setattr(takes, "MANY", 1000)
    assert takes.measure(4, whole=2)[0].value == pytest.approx(5000.0)


def test_loads_beyond_those_of_a_crew_are_seen():
    gentle, peak = takes_whole.load_figures((row(5, 138.0),))
    assert (gentle.met, peak.met) == (False, False)
    nobody = TakeRow(
        **{**{f.name: getattr(row(1, 0.0), f.name) for f in fields(TakeRow)}, "loads": 0, "gentle": 0}
    )
    assert [one.value for one in takes_whole.load_figures((nobody,))] == [1.0, 0.0]


def test_a_few_takes_are_made_and_kept_as_the_command_does(tmp_path):
    scene = bench_scene(0.2)
    with takes.Pool(2) as pool:
        whole = takes_whole.make_whole(pool, tmp_path, scene, 5)
    assert [one.take for one in whole.rows] == [1, 2, 3, 4, 5]
    assert whole.rows[2] == play(scene, EVERYDAY, 3)[0]
    assert sum(len(held) for held in whole.resident.values()) == 3
    assert whole.seconds > 0.0


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="needs two cores")
def test_two_processes_work_at_the_same_time(tmp_path):
    with takes.Pool(2) as pool:
        takes._at_once(pool, tmp_path, "run_bare", [(1, 1), (1, 1)])
        first, second = takes._at_once(pool, tmp_path, "run_bare", [(1, 3000), (1, 3000)])
    assert max(first.begun, second.begun) < min(first.ended, second.ended)
