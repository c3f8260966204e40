"""What a film shoots with: gates, stops, room for a body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.kit import STOP_PER_T, Body, LensData, Mode, Package, gate, plain_lens

MODE = Mode(name="4K", width_mm=24.0, height_mm=14.0, pixels=(4096, 2389))


@given(st.floats(8.0, 60.0), st.floats(5.0, 40.0), st.floats(1.0, 2.8), st.sampled_from([1.0, 1.6, 2.0]))
def test_a_gate_lies_in_the_sensor_touches_two_sides_and_has_the_aspect(width, height, aspect, squeeze):
    found = gate(width, height, aspect, squeeze)
    assert found.aspect == pytest.approx(aspect)
    assert found.width_mm <= width * (1 + 1e-9)
    assert found.height_mm <= height * (1 + 1e-9)
    assert found.width_mm == pytest.approx(width) or found.height_mm == pytest.approx(height)


def test_an_anamorphic_picture_is_cut_from_less_width():
    """Scope with a squeeze of 2 from 28.0 × 15.7 mm is 18.76 mm wide and as high as the sensor."""
    found = gate(28.0, 15.7, 2.39, 2.0)
    assert (found.width_mm, found.height_mm) == (pytest.approx(18.76, abs=0.01), 15.7)


def test_the_circle_of_confusion_is_the_diagonal_over_1500_unless_it_is_said():
    assert gate(36.0, 24.0, 1.5).circle_mm == pytest.approx(0.0288, abs=1e-4)
    assert gate(36.0, 24.0, 1.5, coc_mm=0.025).circle_mm == 0.025


@pytest.mark.parametrize(
    ("lens", "wanted", "stops"),
    [
        (LensData(focal_mm=50, near_m=0.5, t_stop=1.3, stop=1.24), 1.3, (1.24, 1.3)),
        (LensData(focal_mm=50, near_m=0.5, t_stop=1.3, stop=1.24), 2.8, (2.67, 2.8)),
        (LensData(focal_mm=50, near_m=0.5, t_stop=2.0), 2.8, (2.67, 2.8)),
        # A lens that is slower than what is asked for is shot wide open.
        (LensData(focal_mm=50, near_m=0.5, t_stop=4.0), 2.8, (3.81, 4.0)),
        (LensData(focal_mm=50, near_m=0.5, stop=2.8), 2.0, (2.8, pytest.approx(2.94))),
        # One of which neither is known is shot at that N, and tells no T.
        (plain_lens(50.0), 2.8, (2.8, None)),
    ],
)  # fmt: skip
def test_n_follows_from_the_t_that_is_shot_at(lens, wanted, stops):
    assert lens.stops(wanted) == stops


def test_the_guess_of_n_over_t_is_near_the_one_that_has_a_source():
    sourced = LensData(focal_mm=50, near_m=0.5, t_stop=1.3, stop=1.24)
    assert pytest.approx(sourced.ratio, abs=0.01) == STOP_PER_T


@pytest.mark.parametrize(
    ("values", "reach"),
    [
        ({}, 0.18),
        ({"size_m": (0.101, 0.101, 0.095)}, 0.17),
        ({"size_m": (0.02, 0.02, 0.02)}, 0.12),
        ({"size_m": (0.15, 0.15, 0.40)}, 0.25),
        ({"size_m": (0.15, 0.15, 0.40), "clear_m": 0.3}, 0.3),
    ],
)
def test_a_body_needs_room_by_its_size_within_bounds(values, reach):
    assert Body(name="a", modes=(MODE,), **values).reach_m == reach


def test_minimum_focus_is_from_the_pupil_where_that_is_known():
    assert LensData(focal_mm=25, near_m=0.3).near_pupil_m == 0.3
    assert LensData(focal_mm=25, near_m=0.3, pupil_m=0.1).near_pupil_m == pytest.approx(0.2)
    assert LensData(focal_mm=25, near_m=0.3, pupil_m=0.4).near_pupil_m == 0.01
    assert (plain_lens(14.0).near_m, plain_lens(75.0).near_m) == (0.2, 0.75)


def test_a_package_knows_its_lenses_and_its_thickest_barrel():
    two = (LensData(focal_mm=18, near_m=0.3, front_m=0.114), LensData(focal_mm=25, near_m=0.3, front_m=0.095))
    package = Package(lenses=two)
    assert package.lenses_mm == (18, 25)
    assert package.lens(25.0) is two[1]
    assert package.lens(26.0) is None
    assert package.stops(26.0) == (2.8, None)
    assert (package.near_m(25.0), package.near_m(26.0)) == (0.3, 0.3)
    assert package.barrel_m == 0.057
    assert Package(lenses=(*two, plain_lens(35.0))).barrel_m == Package().barrel_m == 0.06


def test_the_pitch_of_a_mode_is_width_over_pixels():
    assert MODE.pitch_um == pytest.approx(5.86, abs=0.01)
    assert Mode(name="x", width_mm=24.0, height_mm=14.0).pitch_um is None
