from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time

import pytest

from offworld.flow.files import digest_files

SCENES = {str(number): f"scene {number}, with care" for number in range(1, 6)}


def outputs(film):
    found = digest_files(film / "out")
    return {name: content for name, content in found.items() if not name.startswith((".lock", "cache/"))}


def start(film, stand_ins):
    return subprocess.Popen(
        [sys.executable, str(stand_ins / "make_quickly.py"), str(film)],
        env={**os.environ, "PYTHONPATH": str(stand_ins)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill_often(quick, folder, stand_ins, kills, seed):
    """Kills a run at random moments, again and again; each time, the next whole run must give the same bytes."""
    whole = quick.write_film(folder / "whole", SCENES)
    begun = time.monotonic()
    assert start(whole, stand_ins).wait() == 0
    lasts = time.monotonic() - begun
    wanted = outputs(whole)
    film = quick.write_film(folder / "film", SCENES)
    moments = random.Random(seed)
    cut_short = 0
    for number in range(kills):
        run = start(film, stand_ins)
        time.sleep(moments.uniform(0.02, lasts))
        run.kill()
        cut_short += run.wait() != 0
        if number % 3 == 2:
            assert start(film, stand_ins).wait() == 0
            assert outputs(film) == wanted
            shutil.rmtree(film / "out")
    assert start(film, stand_ins).wait() == 0
    assert outputs(film) == wanted
    assert cut_short > kills // 4


def test_a_killed_run_goes_on_to_the_same_bytes(quick, tmp_path, stand_ins):
    kill_often(quick, tmp_path, stand_ins, kills=6, seed=1)


@pytest.mark.slow
def test_fifty_killed_runs_go_on_to_the_same_bytes(quick, tmp_path, stand_ins):
    kill_often(quick, tmp_path, stand_ins, kills=50, seed=2)
