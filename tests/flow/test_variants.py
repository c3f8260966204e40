"""The same scene in orbit and in a parabola, through the real flow to the page with both side by side."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from offworld.flow.kept import read_imagined
from offworld.flow.make import make_film
from offworld.flow.steps.imagined import make as imagine_again
from offworld.flow.variants import groups
from offworld.store.take import read_take

FILM = """\
title: Two worlds
rate: 24
people:
  mira: {sex: female, stature: 1.68 m, mass: 60 kg, suit: orange}
  tomas: {sex: male, stature: 1.80 m, mass: 77 kg}
worlds:
  pull-out: {kind: parabola, begins at: 20.8 s}
scenes: [orbit, aircraft]
"""
ORBIT = """\
scene: 2A
title: In orbit
set: zvezda
world: orbit
length: 2.2 s
start:
  mira: floating at [0.3, 0, 0.3], facing +x
  tomas: strapped to the table
beats:
  - mira: drift for 1 s
cameras:
  A: {lens: 18 mm, at: "[2.2, 0.2, 0.4]", looks at: mira's chest}
"""
AIRCRAFT = """\
scene: 2B
like: 2A
title: In the aircraft
world: pull-out
"""


def test_numbers_that_differ_by_a_letter_are_variants():
    numbers = ["1", "2A", "3", "2B", "12", "12A", "x", "4C"]
    assert groups(numbers) == {"2": ["2A", "2B"], "12": ["12", "12A"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    film = tmp_path_factory.mktemp("two") / "film"
    (film / "scenes").mkdir(parents=True)
    (film / "film.yaml").write_text(FILM)
    (film / "scenes" / "orbit.yaml").write_text(ORBIT)
    (film / "scenes" / "aircraft.yaml").write_text(AIRCRAFT)
    make_film(film, workers=2)
    return film / "out"


@pytest.mark.slow
def test_in_a_parabola_the_same_scene_falls(made):
    takes = [read_take(made / "scenes" / number / "take", with_stream=False) for number in ("2A", "2B")]
    assert [take.rehearsal.world.kind for take in takes] == ["orbit", "parabola"]
    mira = takes[0].node("mira/pelvis")
    heights = [take.poses[:, mira, 2] for take in takes]
    np.testing.assert_allclose(heights[0][0], heights[1][0], atol=1e-6)
    assert abs(heights[0][-1] - heights[0][0]) < 0.02
    # From 22 s of the flight on the aircraft is pulled out: there is a floor again.
    assert heights[1][-1] < heights[1][0] - 0.5


@pytest.mark.slow
def test_both_stand_side_by_side_on_a_page_that_links_only_to_what_is_there(made):
    page = made / "scenes" / "2" / "compare.html"
    text = page.read_text(encoding="utf-8")
    links = re.findall(r'(?:href|src)="([^"#:]+)"', text)
    assert {"../2A/animatic.mp4", "../2B/animatic.mp4", "../2A/index.html", "../../index.html"} <= set(links)
    assert [link for link in links if not (page.parent / link).resolve().is_file()] == []
    assert "2A orbit · 2B pull-out" in text
    for above in (made / "index.html", made / "scenes" / "2A" / "index.html"):
        assert "compare.html" in above.read_text(encoding="utf-8")


@pytest.mark.slow
def test_only_in_the_parabola_the_take_parts_from_what_was_imagined(made, tmp_path):
    partings = {}
    for number in ("2A", "2B"):
        folder = made / "scenes" / number
        imagine_again({"take": folder / "take"}, tmp_path)
        _, partings[number] = read_imagined(tmp_path)
        assert (tmp_path / "departures.json").read_bytes() == (folder / "departures.json").read_bytes()
    assert partings["2A"] == ()
    assert "mira" in {one.who for one in partings["2B"]}
    assert json.loads((made / "scenes" / "2B" / "imagined" / "frames.json").read_bytes())
