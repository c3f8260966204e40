from __future__ import annotations

import os
import subprocess
import sys

import pytest

from offworld.errors import NotPossible
from offworld.flow.lock import film_lock

HOLD = """
import sys, time
from pathlib import Path
from offworld.flow.lock import film_lock
with film_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_told_which_process_is_at_work(tmp_path):
    with (
        film_lock(tmp_path / "out"),
        pytest.raises(NotPossible, match=f"process {os.getpid()}"),
        film_lock(tmp_path / "out"),
    ):
        pytest.fail("two runs at once")
    with film_lock(tmp_path / "out"):
        pass


def test_the_lock_dies_with_a_killed_process(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(NotPossible, match=str(holder.pid)), film_lock(tmp_path):
            pytest.fail("two runs at once")
        holder.kill()
        holder.wait()
        with film_lock(tmp_path):
            pass
