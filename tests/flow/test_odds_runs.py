"""Runs of takes: kept as they come, taken up again, counted once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from offworld.errors import NotPossible
from offworld.flow.cache import Cache
from offworld.flow.odds_runs import RUN, Asked, make_takes, rows_of, spans
from offworld.flow.pool import Pool
from offworld.store.odds_table import read_table

TAKES = 43


def start(folder, stand_ins, workers):
    return subprocess.Popen(
        [sys.executable, str(stand_ins / "take_often.py"), str(folder), str(TAKES), str(workers)],
        env={**os.environ, "PYTHONPATH": str(stand_ins)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture
def asked(quick, tmp_path):
    (tmp_path / "words").write_text('"w"')
    given = {"rehearsal": tmp_path / "words", "profile": tmp_path / "words"}
    return Asked(scene="1", profile="calm", key="k", given=given, module="stand_in_takes")


@pytest.mark.parametrize("takes", [1, RUN - 1, RUN, RUN + 1, 3 * RUN])
def test_spans_hold_every_take_once(takes):
    numbers = [n for first, last in spans(takes) for n in range(first, last + 1)]
    assert numbers == list(range(1, takes + 1))
    assert all(last - first < RUN for first, last in spans(takes))


def test_a_killed_command_goes_on_to_the_same_table(tmp_path, stand_ins):
    begun = time.monotonic()
    assert start(tmp_path / "one", stand_ins, 1).wait() == 0
    lasts = time.monotonic() - begun
    wanted = (tmp_path / "one" / "calm.parquet").read_bytes()
    assert [row.take for row in read_table(tmp_path / "one" / "calm.parquet").rows] == list(
        range(1, TAKES + 1)
    )
    moments = random.Random(5)
    cut_short = 0
    for number in range(4):
        run = start(tmp_path / "two", stand_ins, 2)
        time.sleep(moments.uniform(0.3, 0.9) * lasts / (1 + number / 2))
        run.kill()
        cut_short += run.wait() != 0
    assert start(tmp_path / "two", stand_ins, 2).wait() == 0
    assert (tmp_path / "two" / "calm.parquet").read_bytes() == wanted
    assert cut_short


def test_what_is_there_is_not_made_again(asked, tmp_path):
    cache = Cache(tmp_path / "cache")
    with Pool(1) as pool:
        make_takes(asked, 12, cache, pool)
        rows, stopped = rows_of(asked, 12, cache)
        assert stopped == {7: b"7"}
        # What would make them anew now ends the worker.
        (tmp_path / "words").write_text('"die"')
        make_takes(asked, 12, cache, pool)
        make_takes(asked, 10, Cache(tmp_path / "cache"), pool)
        assert rows_of(asked, 10, cache)[0] == rows[:10]


def test_a_worker_that_is_gone_is_said_and_what_was_finished_is_kept(asked, tmp_path):
    cache = Cache(tmp_path / "cache")
    with Pool(1) as pool:
        make_takes(asked, RUN, cache, pool)
    (tmp_path / "words").write_text('"die"')
    with (
        pytest.raises(NotPossible, match="scene 1: takes 3 to 4 of 4: a worker process was ended"),
        Pool(1) as pool,
    ):
        make_takes(asked, 4, cache, pool)
    assert [row.take for row in rows_of(asked, RUN, Cache(tmp_path / "cache"))[0]] == list(range(1, RUN + 1))


def test_a_scene_that_cannot_begin_is_said_so(asked, tmp_path):
    (tmp_path / "words").write_text('"no room"')
    with pytest.raises(NotPossible, match="there is no room for this start"), Pool(1) as pool:
        make_takes(asked, 9, Cache(tmp_path / "cache"), pool)


def test_takes_of_a_former_state_of_the_scene_are_thrown_away(asked, tmp_path):
    cache = Cache(tmp_path / "cache")
    with Pool(1) as pool:
        for one in (asked, replace(asked, key="later")):
            make_takes(one, 3, cache, pool)
            rows_of(one, 3, cache)
    assert {path.name.split("-")[0] for path in (tmp_path / "cache" / asked.shelf).iterdir()} == {"later"}
