"""The pages of a film that has been made, each held to its own key frames: `make film-test`."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

FILM = os.environ.get("OFFWORLD_FILM")
"""Folder of the film, from the top of the checkout."""
SCENES = Path(__file__).parents[2] / (FILM or "") / "out" / "scenes"
MADE = sorted(path.parent.name for path in SCENES.glob("*/take3d.js")) if FILM else []
pytestmark = pytest.mark.skipif(FILM is None, reason="needs a film that has been made: make film-test")


def by_name(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_scene_of_the_film_has_its_take_in_3d():
    assert MADE
    assert len(MADE) == len(list(SCENES.glob("*/index.html")))


@pytest.mark.parametrize("scene", MADE)
def test_the_canvas_is_what_the_key_frames_show(opened, scene):
    against = by_name("test_against_stills")
    folder = SCENES / scene
    it = opened(folder / "index.html", show="#3d")
    seconds = it.page.evaluate("Number(document.querySelector('[data-length]').dataset.length)")
    assert folder.joinpath("take3d.js").stat().st_size <= 2e6 * max(1.0, seconds / 20.0)
    over, under = map(int, it.page.locator("[data-take3d]").get_attribute("data-rate").split("/"))
    compared = 0
    for number, told in enumerate(json.loads((folder / "frames/frames.json").read_bytes()), 1):
        still = np.asarray(Image.open(folder / f"frames/{number:02d}.jpg").convert("RGB")).mean(axis=-1)
        corners = against.strong_corners(still)
        if len(corners) < 30:
            continue
        frame = told["tick"] * over // (1000 * under)
        asked = {"width": still.shape[1], "frame": frame, "eye": f"camera {told['camera']}"}
        canvas = against.drawn(it, asked).mean(axis=-1)
        moved = [np.hypot(*against.best_offset(still, canvas, y, x)) for y, x in corners]
        assert np.sort(moved)[19] <= against.NEAR_PX, (number, sorted(moved))
        compared += 1
    assert compared >= 3
