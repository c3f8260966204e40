"""Files and folders whole or not at all."""

import os
import subprocess
import sys

import pytest

from offworld.store import write_whole
from offworld.store.whole import write_whole_folder


def test_a_file_is_written_with_its_folders(tmp_path):
    write_whole(tmp_path / "a" / "b.txt", b"one")
    write_whole(tmp_path / "a" / "b.txt", b"two")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"two"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_a_file_is_left_as_it_was_when_writing_fails(tmp_path, monkeypatch):
    write_whole(tmp_path / "b.txt", b"one")

    def broken(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        write_whole(tmp_path / "b.txt", b"two")
    assert (tmp_path / "b.txt").read_bytes() == b"one"


def test_what_dead_runs_left_is_swept_and_what_others_write_is_not(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".take.{dead.pid}.part").mkdir()
    (tmp_path / f".take.{dead.pid}.old").mkdir()
    (tmp_path / f".take.{os.getppid()}.part").mkdir()
    (tmp_path / f".take.{10**30}.part").mkdir()
    (tmp_path / ".take.1.part").mkdir()
    (tmp_path / ".take.mine.part").mkdir()
    write_whole_folder(tmp_path / "take", {"x": b"1"})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [f".take.{os.getppid()}.part", f".take.{10**30}.part", ".take.1.part", ".take.mine.part", "take"]
    )
