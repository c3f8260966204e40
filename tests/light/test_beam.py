"""The way of the light backwards, from a point to the Sun, against the spot that rays from the window find."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.stage_set import Solid
from offworld.light.beam import beams, reached
from offworld.light.patch import middle_of, sun_patches

STRAIGHT = np.array([0.0, -1.0, 0.0])
SLANTING = np.array([0.0, -np.cos(0.6), np.sin(0.6)])


def test_the_sun_reaches_a_disc_behind_a_porthole_and_nothing_beside_it(box):
    points = np.array(
        [[0.0, 0.5, 0.0], [0.119, 0.5, 0.0], [0.121, 0.5, 0.0], [0.0, 0.5, 0.3], [0.0, -1.3, 0.0]]
    )
    assert reached(box, STRAIGHT, points).tolist() == [True, True, False, False, False]


@pytest.mark.parametrize("sun", [STRAIGHT, SLANTING])
def test_the_outline_of_the_spot_is_where_the_sun_ceases_to_reach(box, sun):
    (patch,) = sun_patches(box, box.windows[0], sun, 1.0)
    rim, middle = np.asarray(patch.points), middle_of((patch,))
    off = 0.001 * sun
    assert reached(box, sun, middle + 0.98 * (rim - middle) + off).all()
    assert not reached(box, sun, middle + 1.02 * (rim - middle) + off).any()


def test_what_stands_in_the_way_keeps_the_sun_off(box):
    table = Solid(id="table", shape="box", size_m=(1.0, 0.1, 1.0), position=(0.0, 0.0, 0.0))
    room = replace(box, solids=(*box.solids, table))
    points = np.array([[0.0, 0.5, 0.0], [0.0, -0.5, 0.0]])
    assert reached(room, STRAIGHT, points).tolist() == [False, True]


def test_no_sun_comes_from_behind(box):
    box = replace(box, windows=box.windows[:1])
    assert not reached(box, -STRAIGHT, np.array([[0.0, 0.5, 0.0]])).any()
    assert beams(box, -STRAIGHT, np.zeros(3)) == ()


def test_a_point_beside_the_light_is_told_how_far(box):
    beam = beams(box, STRAIGHT, np.array([0.4, 0.5, 0.3]))[0]
    assert (beam.window, beam.miss_m) == ("window.1", pytest.approx(0.5))
    assert beam.nearest == pytest.approx([0.0, 0.5, 0.0])


def test_the_middle_of_the_light_ends_at_the_wall(box):
    (patch,) = sun_patches(box, box.windows[0], SLANTING, 1.0)
    box = replace(box, windows=box.windows[:1])
    (beam,) = beams(box, SLANTING, np.array([0.0, 0.95, -5.0]))
    assert beam.nearest == pytest.approx(middle_of((patch,)), abs=0.01)
