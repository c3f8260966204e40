"""The Sun's spot in a plain room against what a ruler says."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.stage_set import Solid
from offworld.light.pane import passes
from offworld.light.patch import middle_of, sun_patches


def area(points):
    flat = np.asarray(points)
    middle = flat.mean(axis=0)
    return 0.5 * sum(
        float(np.linalg.norm(np.cross(a - middle, b - middle)))
        for a, b in zip(flat, np.roll(flat, -1, axis=0), strict=True)
    )


def test_sun_straight_in_lights_a_disc_on_the_far_wall(box):
    (patch,) = sun_patches(box, box.windows[0], np.array([0.0, -1.0, 0.0]), 90_000.0)
    assert (patch.solid, patch.window) == ("port", "window.1")
    assert patch.normal == pytest.approx((0.0, -1.0, 0.0))
    assert patch.lux == pytest.approx(90_000.0)
    assert np.asarray(patch.points)[:, 1] == pytest.approx(1.0)
    assert area(patch.points) == pytest.approx(np.pi * 0.12**2, rel=0.01)
    assert middle_of((patch,)) == pytest.approx((0.0, 1.0, 0.0), abs=1e-6)


def test_slanting_sun_lies_where_the_ruler_says_and_has_the_area_that_passes(box):
    sun = np.array([0.0, -np.cos(0.6), np.sin(0.6)])
    (patch,) = sun_patches(box, box.windows[0], sun, 90_000.0)
    assert patch.solid == "floor"
    # From the middle of the light in the pane, lowered by half of the shift that the depth brings, down to the floor.
    low = -0.12 * np.tan(0.6) / 2.0
    across = (1.0 + low) / np.tan(0.6) - 0.997
    assert middle_of((patch,)) == pytest.approx((0.0, across, -1.0), abs=0.01)
    through = np.pi * 0.12**2 * float(passes(np.cos(0.6), 0.24, 0.12)) * np.cos(0.6)
    assert area(patch.points) * np.sin(0.6) == pytest.approx(through, rel=0.02)
    assert patch.lux == pytest.approx(90_000.0 * np.sin(0.6))


def test_a_spot_over_an_edge_lies_on_both_walls_and_keeps_its_light(box):
    angle = np.arctan2(0.94, 1.997)
    sun = np.array([0.0, -np.cos(angle), np.sin(angle)])
    patches = sun_patches(box, box.windows[0], sun, 1000.0)
    assert {patch.solid for patch in patches} == {"floor", "port"}
    assert area(patches[0].points) >= area(patches[1].points)
    flux = sum(area(patch.points) * patch.lux for patch in patches)
    through = np.pi * 0.12**2 * float(passes(np.cos(angle), 0.24, 0.12)) * np.cos(angle) * 1000.0
    assert flux == pytest.approx(through, rel=0.15)


def test_what_stands_in_the_way_catches_the_light(box):
    table = Solid(id="table", shape="box", size_m=(1.0, 0.1, 1.0), position=(0.0, 0.0, 0.0))
    room = replace(box, solids=(*box.solids, table))
    (patch,) = sun_patches(room, room.windows[0], np.array([0.0, -1.0, 0.0]), 1.0)
    assert patch.solid == "table"


@pytest.mark.parametrize("sun", [(0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.95, -0.3122, 0.0)])
def test_no_spot_from_outside_the_frame(box, sun):
    assert sun_patches(box, box.windows[0], np.array(sun), 1.0) == ()
    assert middle_of(()) is None
