"""Anamorphic lenses in formats that know no squeeze: the same picture, and both numbers beside it."""

from __future__ import annotations

import pytest
from pxr import UsdGeom

from offworld.exchange.gltf.scene import scene_file
from offworld.exchange.lens import lens_numbers
from offworld.exchange.moving import header_of
from offworld.exchange.usd.cameras import cameras_layer
from offworld.film.camera import Sensor
from offworld.picture.shots import tracks

NARROW = Sensor(width_mm=24.89 / 2.0, height_mm=14.0, squeeze=2.0)
"""Half the usual gate, behind lenses of squeeze 2."""


@pytest.fixture(scope="module")
def squeezed(usd):
    return tracks(usd.take, usd.rate, NARROW)


def test_a_usd_camera_has_the_gate_of_the_spherical_lens_and_says_its_own(usd, squeezed):
    set_ups = usd.take.rehearsal.scene.set_ups
    layers = [
        cameras_layer(header_of(usd.take, usd.rate), row, set_ups, usd.aspect)
        for row in (usd.tracks, squeezed)
    ]
    plain, narrow = (UsdGeom.Camera(one.GetPrimAtPath("/Scene/Cameras/B")) for one in layers)
    for frame in (0, 13, 29):
        one, other = plain.GetCamera(frame), narrow.GetCamera(frame)
        assert other.horizontalAperture == pytest.approx(24.89)
        assert other.aspectRatio == pytest.approx(one.aspectRatio)
        assert (other.focalLength, other.verticalAperture) == (one.focalLength, one.verticalAperture)
        assert other.transform == one.transform
    prim = narrow.GetPrim()
    assert prim.GetAttribute("offworld:squeeze").Get(0) == 2.0
    assert prim.GetAttribute("offworld:gate_width_mm").Get(0) == pytest.approx(12.445)


def test_gltf_says_the_same_angle_and_both_numbers(usd, squeezed):
    plain, narrow = (lens_numbers(row["B"], float(usd.aspect)) for row in (usd.tracks, squeezed))
    assert plain["squeeze"][0] == 1.0
    assert plain["gate_width_mm"][0] == pytest.approx(24.89)
    assert (narrow["squeeze"][0], narrow["gate_width_mm"][0]) == (2.0, pytest.approx(12.445))
    file = scene_file(usd.take, squeezed, rate=usd.rate, aspect=usd.aspect)
    assert b'"offworld:squeeze":2.0' in file.replace(b" ", b"")
