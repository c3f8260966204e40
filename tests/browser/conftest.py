"""A page with everything beside it, and Debian's Chromium to open it in."""

from __future__ import annotations

import importlib.util
import os
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from offworld.film.finding import Finding, Measure
from offworld.film.imagined import Ghost, Imagined
from offworld.geometry.track import poses_at
from offworld.picture.animatic import animatic
from offworld.picture.frames import Quality
from offworld.picture.life import Lives
from offworld.picture.shots import tracks
from offworld.report import scene_page
from offworld.report.in_three import InThree
from offworld.timecode import frames_in
from offworld.viewer import viewer_file

RATE = Fraction(25)
ASPECT = Fraction(16, 9)
ARGUMENTS = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox")
FINDINGS = (
    Finding(kind="missed", weight="care", tick=400, end=400, who=("ivan",), beat="catch", text="Missed by 21 cm.",
            remedy="Start half a second later."),
    Finding(kind="contact", weight="danger", tick=720, end=800, who=("zhenya",), beat="", text="Zhenya touches a pane.",
            measures=(Measure(name="closing speed", value=0.21, unit="m/s"),)),
)  # fmt: skip


def hand_made():
    place = Path(__file__).parents[1] / "picture" / "hand_made.py"
    spec = importlib.util.spec_from_file_location("hand_made", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def take():
    made = hand_made().make_take(1600, "zvezda")
    return replace(made, cuts=made.cuts[:2], contacts=())


@pytest.fixture(scope="session")
def plans(take):
    return tracks(take, RATE)


def lives_of(take, tick):
    """Hands and eyes of everybody at a tick."""
    return Lives(take).at(poses_at(take.sample_ticks, take.poses, tick), tick)


@pytest.fixture(scope="session")
def page(take, plans, tmp_path_factory):
    """The path of a page with an animatic and the take in 3D beside it."""
    folder = tmp_path_factory.mktemp("page")
    animatic(take, folder / "animatic.mp4", RATE, quality=Quality(height=180, samples=0), aspect=ASPECT)
    nodes = [number for number, node in enumerate(take.assembly.nodes) if node.tree == "ivan"]
    ghost = Ghost(who="ivan", nodes=nodes, poses=take.poses[[0, 0]][:, nodes] + [0.3, 0, 0, 0, 0, 0, 0])
    imagined = Imagined(length=take.length, beats=(), ticks=[0, take.length], ghosts=(ghost,))
    lives = [lives_of(take, 40.0 * frame) for frame in range(frames_in(take.length, RATE))]
    script = viewer_file(
        take, plans, rate=RATE, aspect=ASPECT, findings=FINDINGS, imagined=imagined, lives=lives
    )
    (folder / "take3d.js").write_text(script, encoding="utf-8")
    three = InThree(script="take3d.js", rate=RATE, frames=frames_in(take.length, RATE))
    words = scene_page(take, findings=FINDINGS, video="animatic.mp4", three=three)
    (folder / "index.html").write_text(words, encoding="utf-8")
    return folder / "index.html"


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium. Where it cannot be had the tests are left out, but never where CI is set."""
    found = shutil.which("chromium")
    if found is None:
        why = "there is no Chromium: sudo apt-get update && sudo apt-get install -y chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield started
        started.close()


class Opened:
    """A page in a browser, with all that it asked for and complained about."""

    def __init__(self, browser, path, *, show="", width=1000, height=900, scheme="light"):
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=True
        )
        self.page = self.context.new_page()
        self.complaints, self.asked = [], []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri() + show)
        if show:
            self.page.wait_for_selector("[data-take3d][data-state=shown]", timeout=60_000)

    def _heard(self, said):
        # Chromium's OpenGL says that asking for pixels takes time; only tests ask.
        if "GPU stall due to ReadPixels" not in said.text:
            self.complaints.append(said.text)

    def ask(self, words, given=None):
        """What a function of the viewer's hook and something given says."""
        return self.page.evaluate(f"async (given) => {{ const it = await offworld.take3d; {words} }}", given)

    def state(self):
        return self.ask("return it.state()")

    def until(self, words):
        self.page.wait_for_function(f"async () => {{ const it = await offworld.take3d; return {words} }}")


@pytest.fixture
def opened(browser, page):
    """Opens the page; at the end nothing may have been complained about or asked of a network."""
    made = []

    def start(path=page, **how):
        made.append(Opened(browser, path, **how))
        return made[-1]

    yield start
    for each in made:
        each.context.close()
        assert each.complaints == []
        assert all(url.startswith(("file://", "data:", "blob:")) for url in each.asked), each.asked
