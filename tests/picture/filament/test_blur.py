from __future__ import annotations

import numpy as np
import pytest

from offworld.film.shot import View
from offworld.picture.filament.blur import circles, focused


def lens(focus, stop=2.8, lens_mm=50.0):
    return View(
        position=(0, 0, 0),
        attitude=(1, 0, 0, 0),
        lens_mm=lens_mm,
        gate_height_mm=14.0,
        focus_m=focus,
        stop=stop,
    )


def flat(distance, shape=(120, 160)):
    return np.full(shape, distance, dtype=np.float32)


@pytest.mark.parametrize(
    ("focus", "distance", "stop", "expected_mm"),
    [
        # f² |d − s| / (N d (s − f)) by hand: 50 mm at 2 m.
        (2.0, 4.0, 2.8, 0.2289),
        (2.0, 1.0, 2.8, -0.4579),
        (2.0, 2.0, 2.8, 0.0),
        (2.0, 4.0, 5.6, 0.11447),
    ],
)
def test_against_the_thin_lens_the_circle_has_its_size(focus, distance, stop, expected_mm):
    pixels = circles(np.float32([distance]), lens(focus, stop), 1400)
    assert pixels[0] / 100.0 == pytest.approx(expected_mm, abs=2e-4)


def test_what_is_in_focus_keeps_every_byte():
    picture = np.random.default_rng(1).integers(0, 255, (120, 160, 3)).astype(np.uint8)
    assert np.array_equal(focused(picture, flat(2.0), lens(2.0)), picture)


def test_a_point_out_of_focus_becomes_a_spot_of_the_circles_spread():
    picture = np.zeros((121, 161, 3), dtype=np.uint8)
    picture[58:63, 78:83] = 255
    distance = flat(4.0, (121, 161))
    across = float(circles(np.float32([4.0]), lens(2.0), 540)[0])
    soft = focused(picture, distance, lens(2.0)).astype(float)[..., 0]
    assert soft.sum() == pytest.approx(25 * 255.0, rel=0.1)
    columns = np.arange(161) - 80
    before, after = (
        np.sqrt((each.sum(axis=0) @ columns**2) / each.sum())
        for each in (picture[..., 0].astype(float), soft)
    )
    pixels = across * 121 / 540
    assert np.sqrt(after**2 - before**2) == pytest.approx(pixels / 4, rel=0.45)


def test_a_sharp_face_keeps_its_edge_before_a_soft_background():
    distance = flat(6.0)
    distance[:, :80] = 2.0
    picture = np.zeros((120, 160, 3), dtype=np.uint8)
    picture[:, :80] = 200
    picture[:, 80::2] = 90
    soft = focused(picture, distance, lens(2.0))
    assert np.array_equal(soft[:, :80], picture[:, :80])
    assert np.ptp(soft[40:80, 100:150].astype(int)) < 40
