"""The take in 3D in a browser: how large its file is, and how soon its first picture is there.

Needs Chromium and Playwright (`uv sync` has it, the wheel alone has not); where they are not, only the size is told.
Every opening is one of a browser started anew, from the page being asked for until pixels of its picture can be read;
with a graphics processor it is sooner than here, where Chromium draws in software.
"""

from __future__ import annotations

import importlib.util
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from offworld.flow.answer import PROGRESS
from offworld.flow.benches.rehearse import LENGTH_S, bench_scene
from offworld.flow.figure import Bar, Figure
from offworld.picture.shots import tracks
from offworld.rehearse import run
from offworld.report.in_three import InThree
from offworld.report.scene_page import scene_page
from offworld.timecode import frames_in
from offworld.viewer import viewer_file

LARGEST_MB: Final = 2.0
"""Of the browser file of 20 s, megabytes."""
FIRST_S: Final = 2.0
"""Seconds in which the first picture is to be there."""
OPENINGS: Final = 5
"""Openings of the page, of which the middle one counts."""
RATE: Final = Fraction(25)
ASPECT: Final = Fraction(185, 100)
ARGUMENTS: Final = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox")
"""Of Chromium: draw in software, where there is no graphics processor."""
_WINDOW: Final = {"width": 1280, "height": 900}
_EMPTY: Final = """<!DOCTYPE html><title>empty</title><canvas width="1240" height="670"></canvas><script>
const gl = document.querySelector("canvas").getContext("webgl2");
gl.clear(gl.COLOR_BUFFER_BIT);
gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
window.shown = performance.now();
</script>"""


def browser_figures(samples: int | None) -> tuple[Figure, ...]:
    """Rehearses 20 s, writes the browser file and opens it.

    Args:
        samples: openings; None: `OPENINGS`.
    """
    take, _ = run(bench_scene(LENGTH_S))
    text = viewer_file(take, tracks(take, RATE), rate=RATE, aspect=ASPECT)
    three = InThree(script="take3d.js", rate=RATE, frames=frames_in(take.length, RATE))
    size = Figure(
        name=f"browser file of {LENGTH_S:g} s, two people and five props in Zvezda",
        value=len(text.encode()) / 1e6,
        unit="MB",
        baseline=take.poses.nbytes / 1e6,
        against="poses of the take alone, as they lie in memory, MB",
        bar=Bar(sense="at most", limit=LARGEST_MB),
    )
    chromium = shutil.which("chromium")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        PROGRESS.info("no Chromium or no Playwright: the first picture is not timed")
        return (size,)
    with tempfile.TemporaryDirectory() as place:
        page, empty = Path(place) / "index.html", Path(place) / "empty.html"
        page.write_text(scene_page(take, three=three), encoding="utf-8")
        page.with_name("take3d.js").write_text(text, encoding="utf-8")
        empty.write_text(_EMPTY, encoding="utf-8")
        count = samples or OPENINGS
        first = statistics.median(_opened(chromium, page) for _ in range(count))
        bare = statistics.median(_opened(chromium, empty) for _ in range(count))
    soon = Figure(
        name="first picture of it in a browser just started, drawn in software",
        value=first,
        unit="s",
        baseline=bare,
        against="an empty picture by WebGL 2 in the same way, s",
        bar=Bar(sense="at most", limit=FIRST_S),
    )
    return (size, soon)


def _opened(chromium: str, page: Path) -> float:
    """Seconds from asking for a page until its picture is there."""
    with _browser(chromium) as browser:
        tab = browser.new_page(viewport=_WINDOW)
        tab.goto(page.as_uri())
        words = "async () => window.shown ?? (await window.offworld.take3d).settled()"
        tab.wait_for_function("() => window.shown !== undefined || window.offworld?.take3d !== undefined")
        return float(tab.evaluate(words)) / 1000.0


@contextmanager
def _browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
