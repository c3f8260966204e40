"""Depth of field and angles of a thin lens."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.geometry.focus import hyperfocal_m, sharp_from_to, view_angle


def disc_mm(focal_mm, stop, focus_m, depth_m):
    """Diameter on the sensor by similar triangles from the two image distances, with no formula of depth of field."""
    f, s, z = focal_mm, 1000.0 * focus_m, 1000.0 * depth_m
    sensor, image = f * s / (s - f), f * z / (z - f)
    return f / stop * abs(sensor - image) / image


lenses = st.tuples(
    st.floats(8.0, 150.0), st.floats(1.2, 22.0), st.floats(0.005, 0.05), st.floats(0.4, 30.0),
    st.sampled_from([1.0, 1.33, 1.6, 2.0]),
)  # fmt: skip


@given(lenses)
def test_at_the_limits_the_disc_is_the_circle_of_confusion(lens):
    focal, stop, coc, focus, squeeze = lens
    near, far = sharp_from_to(focal, stop, coc, focus, squeeze)
    assert near < focus < far
    # Across, the lens is shorter by the squeeze, and its picture is shown as much wider.
    shown = squeeze * disc_mm(focal / squeeze, stop, focus, near)
    assert shown == pytest.approx(coc, rel=1e-6)
    if math.isfinite(far):
        assert squeeze * disc_mm(focal / squeeze, stop, focus, far) == pytest.approx(coc, rel=1e-6)


@given(lenses)
def test_focused_at_the_hyperfocal_distance_all_is_sharp_from_half_of_it(lens):
    focal, stop, coc, _, squeeze = lens
    hyper = hyperfocal_m(focal, stop, coc, squeeze)
    near, far = sharp_from_to(focal, stop, coc, hyper, squeeze)
    assert far == math.inf
    assert near == pytest.approx(hyper / 2.0, rel=1e-9)


@given(lenses)
def test_an_anamorphic_lens_is_sharp_deeper_across_than_up_and_down(lens):
    focal, stop, coc, focus, squeeze = lens
    up, across = sharp_from_to(focal, stop, coc, focus), sharp_from_to(focal, stop, coc, focus, squeeze)
    assert across[0] <= up[0] + 1e-12
    assert across[1] >= up[1] - 1e-12


def test_against_hand_worked_numbers():
    """H = f²/(N c) + f: 2500/(2.8·0.025) + 50 mm for a 50 mm at N 2.8 with the usual circle of 35 mm film."""
    assert hyperfocal_m(50.0, 2.8, 0.025) == pytest.approx(35.7643, abs=1e-4)
    near, far = sharp_from_to(50.0, 2.8, 0.025, 3.0)
    assert (near, far) == (pytest.approx(2.7714, abs=1e-3), pytest.approx(3.2697, abs=1e-3))
    # Half the focal length across: 625/(2.8·0.0125) + 25 mm.
    assert hyperfocal_m(50.0, 2.8, 0.025, 2.0) == pytest.approx(17.8821, abs=1e-4)


def test_a_squeeze_widens_the_angle_across():
    assert math.degrees(view_angle(22.0, 50.0)) == pytest.approx(24.81, abs=0.01)
    assert view_angle(22.0, 50.0, 2.0) == pytest.approx(view_angle(44.0, 50.0))
