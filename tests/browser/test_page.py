"""The page of a scene as one uses it: opened from disk, scrubbed, looked through, in sync."""

from __future__ import annotations

import base64
from fractions import Fraction
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from offworld.report import scene_page
from offworld.report.in_three import InThree

RATE = Fraction(25)


def colours(opened, selector="[data-take3d] canvas"):
    """How many different colours a part of the page shows."""
    picture = Image.open(BytesIO(opened.page.locator(selector).screenshot())).convert("RGB")
    return len(np.unique(np.asarray(picture).reshape(-1, 3), axis=0))


def test_it_opens_from_disk_and_shows_nothing_in_3d_until_asked(opened):
    it = opened()
    assert it.page.locator("video").is_visible()
    assert it.page.locator("[data-take3d]").is_hidden()
    assert not any(url.endswith("take3d.js") for url in it.asked)
    it.page.get_by_role("button", name="In 3D").click()
    it.page.wait_for_selector("[data-take3d][data-state=shown]")
    assert it.page.locator("video").is_hidden()
    assert colours(it) > 1000
    it.page.get_by_role("button", name="Both").click()
    assert it.page.locator("video").is_visible()
    assert it.page.locator("[data-take3d] canvas").is_visible()
    it.page.get_by_role("button", name="Animatic").click()
    assert it.page.locator("[data-take3d]").is_hidden()


def test_scrubbing_leads_both_pictures_and_the_time_line(opened):
    it = opened(show="#both")
    before = it.page.locator("[data-take3d] canvas").screenshot()
    it.page.locator(".t3-scrub").fill("30")
    it.until("it.state().frame === 30")
    assert 30 / 25 < it.page.evaluate("document.querySelector('video').currentTime") < 31 / 25
    assert it.page.locator("[data-take3d] canvas").screenshot() != before
    assert it.page.locator(".t3-time").text_content().split() == ["0:01.2", "frame", "30"]
    share = it.page.evaluate("getComputedStyle(document.querySelector('.lanes')).getPropertyValue('--now')")
    assert float(share.removesuffix("%")) == pytest.approx(100 * 30.5 / 40, abs=0.1)
    it.page.evaluate("document.querySelector('video').currentTime = 0.5")
    it.until("it.state().frame === 12")
    it.page.locator(".t3-view").focus()
    it.page.keyboard.press("ArrowRight")
    it.until("it.state().frame === 13")
    it.page.keyboard.press("ArrowLeft")
    it.page.keyboard.press("ArrowLeft")
    it.until("it.state().frame === 11")


def test_playing_leads_the_3d_along(opened):
    it = opened(show="#both", width=500)
    it.page.locator(".t3-play").click()
    it.until("it.state().frame > 4")
    assert it.page.evaluate("!document.querySelector('video').paused")
    it.page.locator(".t3-view").focus()
    it.page.keyboard.press(" ")
    assert it.page.evaluate("document.querySelector('video').paused")
    it.until("it.state().frame === offworld.clock.frame")


def test_a_click_on_a_finding_leads_there_and_says_what_it_is(opened):
    it = opened(show="#3d")
    it.ask("it.look({eye: 'free'})")
    it.page.locator(".dot.danger").click()
    it.until("it.state().frame === 18")
    told = it.page.locator(".told")
    assert told.text_content() == "zhenyaZhenya touches a pane."
    assert it.state()["around"] == "zhenya", "who it is about comes into the middle"
    it.page.locator(".dot.care").click()
    assert "Start half a second later." in told.text_content()
    it.until("it.state().frame === 10")


def test_keys_choose_the_eye_and_the_cut_is_followed(opened):
    it = opened(show="#3d")
    it.page.locator(".t3-view").focus()
    assert it.state()["eye"] == {"kind": "cuts"}
    assert it.page.locator(".t3-eye").text_content().startswith("B ")
    it.ask("it.look({frame: 39})")
    assert it.page.locator(".t3-eye").text_content().startswith("A "), "cut to A at 1.5 s"
    it.page.keyboard.press("3")
    assert it.state()["eye"] == {"kind": "camera", "id": "C"}
    it.page.keyboard.press("f")
    assert it.state()["eye"] == {"kind": "free"}
    it.page.keyboard.press("0")
    assert it.state()["eye"] == {"kind": "cuts"}
    it.page.get_by_role("button", name="B", exact=True).click()
    assert it.state()["eye"] == {"kind": "camera", "id": "B"}


def test_dragging_leaves_the_lens_from_where_it_is(opened):
    it = opened(show="#3d")
    box = it.page.locator(".t3-view").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    head = [["ivan/head", [0, 0, 0]]]
    before = it.ask("return it.project(given)", head)[0]
    it.page.keyboard.press("f")
    it.until("it.state().eye.kind === 'free'")
    assert it.ask("return it.project(given)", head)[0] == pytest.approx(before, abs=1e-4), "the picture stays"
    it.page.mouse.move(x, y)
    it.page.mouse.down()
    it.page.mouse.move(x + 120, y + 30, steps=4)
    it.page.mouse.up()
    it.until("it.state().eye.kind === 'free'")
    assert it.page.locator(".t3-names .person:visible").count() >= 1
    assert it.page.locator("[data-layer=names] input").is_checked()
    it.page.locator("[data-layer=names]").click()
    it.page.wait_for_function("!document.querySelector('.t3-names .person:not([hidden])')")
    it.page.mouse.wheel(0, -300)


def test_the_top_of_the_free_view_follows_whoever_is_chosen(opened):
    it = opened(show="#3d")
    crown = "return it.project([['ivan/head', [0, 0, 0]], ['ivan/head', [0, 0, 0.1]]])"
    it.page.locator(".t3-around").select_option("ivan")
    it.page.locator(".t3-up").select_option("ivan")
    it.until("it.state().up === 'ivan'")
    for frame in (3, 33):
        it.ask("it.look({frame: given})", frame)
        (x, y, _), (a, b, _) = it.ask(crown)
        assert abs(x - 0.5) < 0.2, "ivan is in the middle"
        assert b < y, "his head is up"
        assert abs(a - x) < 0.2 * (y - b), "straight up"


def test_ghosts_are_drawn_when_asked_for(opened):
    it = opened(show="#3d")
    ask = "return it.picture({width: 320, frame: 5, eye: 'camera B', ghosts: given})"
    with_them, without = it.ask(ask, True), it.ask(ask, False)
    assert with_them != without


def test_idle_it_draws_nothing(opened):
    it = opened(show="#3d")
    it.page.wait_for_timeout(600)
    it.page.evaluate(
        """() => { const gl = document.querySelector('[data-take3d] canvas').getContext('webgl2');
        window.drawn = 0; const draw = gl.drawElements.bind(gl);
        gl.drawElements = (...given) => { window.drawn++; draw(...given); }; }"""
    )
    it.page.wait_for_timeout(500)
    assert it.page.evaluate("window.drawn") == 0
    it.page.keyboard.press("2")
    it.page.wait_for_function("window.drawn > 3")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (900, "light"), (1600, "dark")])
def test_it_fits_any_window(opened, width, scheme):
    it = opened(show="#both", width=width, scheme=scheme)
    assert it.page.evaluate("document.documentElement.scrollWidth") <= width
    box = it.page.locator("[data-take3d] canvas").bounding_box()
    assert box["width"] > min(380, 0.45 * width)
    film = it.page.locator("video").bounding_box()
    assert (box["x"] > film["x"] + 100) == (width == 1600), "beside each other only where there is room"


def test_a_script_that_is_missing_is_said(opened, page, tmp_path, browser):
    alone = tmp_path / "index.html"
    alone.write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
    context = browser.new_context()
    one = context.new_page()
    one.goto(alone.as_uri() + "#3d")
    one.wait_for_selector("[data-state=failed]")
    assert "take3d.js is not beside this page" in one.locator("[data-take3d]").text_content()
    context.close()


def test_the_saved_picture_is_what_is_seen(opened):
    it = opened(show="#3d")
    url = it.ask("return it.picture({width: 640, frame: 3, eye: 'camera B'})")
    picture = Image.open(BytesIO(base64.b64decode(url.split(",")[1])))
    assert picture.size == (640, 360)
    with it.page.expect_download() as loading:
        it.page.get_by_role("button", name="Save").click()
    assert loading.value.suggested_filename == "scene-7-B-3.png"


def test_without_an_animatic_the_3d_is_shown_at_once_and_has_a_clock_of_its_own(opened, page, tmp_path, take):
    alone = tmp_path / "index.html"
    three = InThree(script="take3d.js", rate=RATE, frames=40)
    alone.write_text(scene_page(take, three=three), encoding="utf-8")
    alone.with_name("take3d.js").write_text(
        page.with_name("take3d.js").read_text(encoding="utf-8"), encoding="utf-8"
    )
    it = opened(alone)
    it.page.wait_for_selector("[data-take3d][data-state=shown]")
    assert it.page.locator("video").count() == 0
    it.page.locator(".t3-scrub").fill("30")
    it.until("it.state().frame === 30")
    it.page.locator(".t3-play").click()
    it.until("it.state().frame === 39")
    it.page.wait_for_function("!offworld.clock.playing", timeout=5000)
    it.page.locator(".t3-play").click()
    it.until("it.state().frame < 30")
