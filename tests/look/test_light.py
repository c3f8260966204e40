from __future__ import annotations

import numpy as np
import pytest

from offworld.film.assembly import Material, Shape
from offworld.look.bake import Lamp, lamps, light
from offworld.look.lights import MOST, gathered
from offworld.look.mesh import box
from offworld.look.palette import BAND, COLUMNS, coordinates, srgb, texture
from offworld.look.rays import blocks

UP = (0.0, 0.0, 1.0)


def lamp(x, power=1.0, colour=(1.0, 1.0, 1.0)):
    return Lamp(position=(x, 0.0, 1.0), facing=(0.0, 0.0, -1.0), power=power, colour=colour)


def test_srgb_ends_and_middle():
    assert srgb([0.0, 1.0, 2.0, -1.0]).tolist() == [0.0, pytest.approx(1.0), pytest.approx(1.0), 0.0]
    # IEC 61966-2-1: 18 % grey is 118 of 255.
    assert 255 * float(srgb(0.18)) == pytest.approx(117.6, abs=0.5)


def test_each_material_has_a_band_that_rises_with_light():
    wall, glow = (
        Material(name="wall", colour=(0.6, 0.5, 0.4)),
        Material(name="l", colour=(1, 1, 0.9), glow=3.0),
    )
    pixels = texture((wall, glow, wall))
    assert pixels.shape == (4 * BAND, COLUMNS, 3)
    ramp = pixels[BAND // 2].astype(int)
    assert np.all(np.diff(ramp, axis=0) >= 0)
    assert ramp[-1, 0] > ramp[-1, 2]
    assert np.all(pixels[BAND : 2 * BAND, 0] > 230)
    uv = coordinates([0, 2], [0.0, 1.0], 3)
    assert np.all((uv > 0.0) & (uv < 1.0))
    assert uv[1, 1] * 4 == pytest.approx(2.5)


def test_corners_are_darker_and_lamps_light_what_faces_them():
    floor = Shape(id="floor", node=0, kind="box", size=(2, 2, 0.1), position=(0, 0, -0.1))
    wall = Shape(id="wall", node=0, kind="box", size=(0.1, 2, 1), position=(2.1, 0, 1))
    mesh = box((2, 2, 0.1), 0, pitch=0.1, most=60).moved((0, 0, -0.1), (1, 0, 0, 0))
    top = mesh.normals[:, 2] > 0.5
    dull = light(mesh, blocks((floor, wall)), (), UP)
    x = mesh.vertices[:, 0]
    corner, middle = top & (x > 1.93), top & (np.abs(x) < 0.5)
    assert dull.levels[corner].mean() < 0.8 * dull.levels[middle].mean()
    lit = light(mesh, blocks((floor, wall)), (lamp(0.0),), UP)
    assert lit.levels[middle].mean() > dull.levels[middle].mean() + 0.2
    below = mesh.normals[:, 2] < -0.5
    assert np.allclose(lit.levels[below], dull.levels[below])


def test_a_block_throws_a_shadow():
    block = Shape(id="b", node=0, kind="box", size=(0.3, 0.3, 0.05), position=(0, 0, 0.5))
    mesh = box((1, 1, 0.05), 0, pitch=0.1).moved((0, 0, -0.05), (1, 0, 0, 0))
    beside = light(mesh, blocks((block,)), (lamp(0.0),), UP)
    top = (mesh.normals[:, 2] > 0.5) & (np.abs(mesh.vertices[:, 1]) < 0.15)
    under = top & (np.abs(mesh.vertices[:, 0]) < 0.2)
    out = top & (np.abs(mesh.vertices[:, 0]) > 0.85)
    assert beside.levels[under].max() < beside.levels[out].min()


def test_what_lies_in_other_things_takes_the_light_of_its_neighbours():
    # The rim of the plate lies in the wall; the wall's inside is pitch dark, yet no black rim may show.
    wall = Shape(id="wall", node=0, kind="box", size=(0.2, 2, 2), position=(1.1, 0, 0))
    mesh = box((1, 1, 0.05), 0, pitch=0.1)
    lit = light(mesh, blocks((wall,)), (lamp(0.0),), UP)
    assert lit.levels.min() > 0.03
    buried = light(
        mesh, blocks((Shape(id="w", node=0, kind="box", size=(5, 5, 5), position=(0, 0, 0)),)), (), UP
    )
    assert set(buried.levels) == {0.5}


def test_lamps_are_the_glowing_shapes_and_shine_into_the_room():
    look = {
        "lamp": Material(name="lamp", colour=(1, 1, 1), glow=3.0),
        "screen": Material(name="screen", colour=(0, 0, 1), glow=1.0),
    }
    shapes = (
        Shape(id="a", node=0, kind="box", size=(0.4, 0.1, 0.01), position=(0, 0, 1), material="lamp"),
        Shape(id="b", node=0, kind="sphere", size=(0.1, 0, 0), position=(2, 0, 0), material="lamp"),
        Shape(id="c", node=0, kind="box", size=(0.4, 0.1, 0.01), position=(0, 0, 1), material="screen"),
        Shape(id="d", node=0, kind="box", size=(0.4, 0.1, 0.01), position=(0, 0, 1), material="nobody knows"),
    )
    found = lamps(shapes, look, (0.0, 0.0, 0.0))
    assert len(found) == 2
    assert np.allclose(found[0].facing, (0, 0, -1))
    assert np.allclose(found[1].facing, (-1, 0, 0))


def test_many_lamps_are_gathered_and_none_is_lost():
    many = [lamp(0.4 * i, power=1.0 + 0.01 * i) for i in range(30)]
    few = gathered(many)
    assert len(few) <= MOST
    pair = gathered([lamp(0.0, 3.0, (1.0, 0.0, 0.0)), lamp(0.1, 1.0, (0.0, 0.0, 1.0))])
    assert pair[0].power == pytest.approx(4.0)
    assert pair[0].colour == pytest.approx((0.75, 0.0, 0.25))
    assert gathered([]) == ()
