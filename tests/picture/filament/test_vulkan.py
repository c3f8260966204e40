from __future__ import annotations

import subprocess
import sys

import pytest

from offworld.picture.filament import vulkan


@pytest.fixture(autouse=True)
def forgotten():
    vulkan.missing.cache_clear()
    yield
    vulkan.missing.cache_clear()


def test_a_machine_without_a_driver_is_found_out_and_survives(monkeypatch, tmp_path):
    monkeypatch.setenv("VK_ICD_FILENAMES", str(tmp_path / "none.json"))
    monkeypatch.setenv("VK_DRIVER_FILES", str(tmp_path / "none.json"))
    assert "no Vulkan" in vulkan.missing()


def test_a_trial_that_hangs_is_given_up(monkeypatch):
    def hang(*_, **__):
        raise subprocess.TimeoutExpired("trial", 1.0)

    monkeypatch.setattr(vulkan.subprocess, "run", hang)
    assert "did not end" in vulkan.missing()


def test_what_libraries_write_by_themselves_is_kept_out_of_the_terminal():
    code = (
        "import os\nfrom offworld.picture.filament.vulkan import quiet\n"
        "with quiet():\n    os.write(1, b'noise'); os.write(2, b'noise')\n"
        "os.write(1, b'words')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"words", b"")


def test_here_it_draws():
    if why := vulkan.missing():
        pytest.skip(f"no Vulkan here ({why}); {vulkan.COMMAND}")
    vulkan.draw_nothing()
