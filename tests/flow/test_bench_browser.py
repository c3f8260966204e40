from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from offworld.flow.benches import browser

SHORT_S = 0.4
"""Length of the take here: its file is as large as that of 20 s but for the poses."""
MEASURE = """
import dataclasses, json, sys
from offworld.flow.benches import browser
browser.LENGTH_S = float(sys.argv[1])
print(json.dumps([dataclasses.asdict(figure) for figure in browser.browser_figures(1)]))
"""


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(browser, "LENGTH_S", SHORT_S)


def test_the_size_and_the_first_picture_are_told_with_their_bars():
    if shutil.which("chromium") is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium: sudo apt-get update && sudo apt-get install -y chromium")
    # In a process of its own: one process drives one browser at a time, and other tests keep theirs open.
    command = [sys.executable, "-c", MEASURE, str(SHORT_S)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    size, first = json.loads(run.stdout.splitlines()[-1])
    assert 0.6 < size["value"] < 2.0
    assert (size["unit"], size["bar"]["sense"], size["bar"]["limit"]) == ("MB", "at most", 2.0)
    assert 0.0 < first["baseline"] < first["value"] < 60.0
    assert (first["unit"], first["bar"]["limit"]) == ("s", 2.0)


def test_without_a_browser_the_size_alone_is_told(short, monkeypatch):
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    assert [figure.unit for figure in browser.browser_figures(None)] == ["MB"]
