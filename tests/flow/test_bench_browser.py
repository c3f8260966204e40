from __future__ import annotations

import os
import shutil

import pytest

from offworld.flow.benches import browser


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(browser, "LENGTH_S", 0.4)


def test_the_size_and_the_first_picture_are_told_with_their_bars(short):
    if shutil.which("chromium") is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium: sudo apt-get update && sudo apt-get install -y chromium")
    size, first = browser.browser_figures(1)
    assert 0.6 < size.value < 2.0
    assert (size.unit, size.bar.sense, size.bar.limit) == ("MB", "at most", 2.0)
    assert size.met
    assert 0.0 < first.baseline < first.value < 60.0
    assert (first.unit, first.bar.limit) == ("s", 2.0)


def test_without_a_browser_the_size_alone_is_told(short, monkeypatch):
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    assert [figure.unit for figure in browser.browser_figures(None)] == ["MB"]
