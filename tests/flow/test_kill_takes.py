"""The whole command that makes takes, killed at random moments and run again: the same table in the end."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from offworld.flow.files import digest_files
from offworld.store.odds_table import read_table

TAKES = 7


def command(film):
    words = ["rehearse", str(film), "1", "--takes", str(TAKES), "--profile", "first days", "--workers", "2"]
    return [sys.executable, "-m", "offworld", *words, "--quiet"]


def run_whole(film):
    """Digest of every file of the odds after a whole run, and how long it took."""
    begun = time.monotonic()
    assert subprocess.run(command(film), stdout=subprocess.DEVNULL, check=False).returncode == 0
    return digest_files(film / "out" / "scenes" / "1" / "odds"), time.monotonic() - begun


def kill_often(real, folder, kills, seed):
    """Kills the command and all of its workers; after each few, a whole run must give the same bytes."""
    wanted, lasts = run_whole(real.short_film(folder / "whole", "0.8 s"))
    film = real.short_film(folder / "film", "0.8 s")
    table = film / "out" / "scenes" / "1" / "odds" / "first-days.parquet"
    moments = random.Random(seed)
    cut_short = 0
    for number in range(1, kills + 1):
        with subprocess.Popen(command(film), stdout=subprocess.DEVNULL, start_new_session=True) as run:
            time.sleep(moments.uniform(0.05, lasts))
            # The command leads the group, and is not yet waited for, so the number is still its own.
            os.killpg(run.pid, signal.SIGKILL)
            cut_short += run.wait() != 0
        if number % 3 == 0:
            assert run_whole(film)[0] == wanted
            assert [row.take for row in read_table(table).rows] == list(range(1, TAKES + 1))
            shutil.rmtree(film / "out")
    assert run_whole(film)[0] == wanted
    assert cut_short > kills // 3


@pytest.mark.slow
def test_killed_takes_go_on_to_the_same_table(real, tmp_path):
    kill_often(real, tmp_path, kills=3, seed=21)


@pytest.mark.slow
@pytest.mark.skipif("OFFWORLD_LONG" not in os.environ, reason="takes many minutes: set OFFWORLD_LONG=1")
def test_fifty_times_killed_takes_go_on_to_the_same_table(real, tmp_path):
    kill_often(real, tmp_path, kills=50, seed=22)
