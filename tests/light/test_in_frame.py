"""Which windows a camera sees, and how far they stand above the room."""

import math

import pytest

from offworld.film.light import WindowLight
from offworld.film.shot import look_from
from offworld.film.stage_set import Solid, StageSet, Window
from offworld.light.in_frame import windows_in_frame

WALL = {"shape": "box", "material": "panel"}
ROOM = StageSet(
    id="room", title="Room", up=(0.0, 0.0, 1.0),
    solids=(Solid(id="rack", size_m=(0.2, 0.6, 0.6), position=(1.0, 1.0, 0.0), **WALL),),
    windows=(
        Window(id="ahead", position=(2.0, 0.0, 0.0), normal=(-1.0, 0.0, 0.0), diameter_m=0.4),
        Window(id="behind", position=(-2.0, 0.0, 0.0), normal=(1.0, 0.0, 0.0), diameter_m=0.4),
        Window(id="hidden", position=(2.0, 2.0, 0.0), normal=(-1.0, 0.0, 0.0), diameter_m=0.4),
    ),
)  # fmt: skip
"""Two windows at the ends, and one that a rack stands before."""


def _lights(lux):
    return tuple(
        WindowLight(
            window=window.id, through="earth day", sun_angle=2.0, sun_share=0.0, sun_lux=0.0, body_lux=lux,
            kelvin=7000.0, day_share=1.0,
        )
        for window in ROOM.windows
    )  # fmt: skip


def _seen(at, *, lens_mm=25.0, position=(0.0, 0.0, 0.0), lux=6400.0, room=100.0, aspect=2.39):
    view = look_from(position, at, (0.0, 0.0, 1.0), lens_mm=lens_mm)
    return windows_in_frame(ROOM, view, aspect, _lights(lux), room)


def test_the_window_that_the_lens_looks_at_is_in_frame():
    (one,) = _seen((2.0, 0.0, 0.0))
    assert (one.window, one.through, one.share, one.lux) == ("ahead", "earth day", 1.0, 6400.0)
    assert one.over_stops == pytest.approx(6.0)


def test_turned_away_it_is_not():
    assert [one.window for one in _seen((-2.0, 0.0, 0.0))] == ["behind"]
    assert _seen((0.0, 2.0, 0.0)) == ()


@pytest.mark.parametrize("lens_mm", [18.0, 35.0, 50.0])
def test_at_the_edge_of_the_picture_a_part_is_seen(lens_mm):
    """By the pinhole: 2 cm before the glass the picture is 2.39 × 14 mm × 1.98 m / f wide."""
    # A hair less, so that the middle itself lies in the picture.
    side = 1.98 * 2.39 * 14.0 / 2.0 / lens_mm - 1e-3
    view = look_from((0.0, -side, 0.0), (2.0, -side, 0.0), (0.0, 0.0, 1.0), lens_mm=lens_mm)
    (one,) = windows_in_frame(ROOM, view, 2.39, _lights(1.0), 1.0)
    assert one.share == pytest.approx(7.0 / 13.0, abs=0.08)
    further = look_from((0.0, -side - 0.21, 0.0), (2.0, -side - 0.21, 0.0), (0.0, 0.0, 1.0), lens_mm=lens_mm)
    assert windows_in_frame(ROOM, further, 2.39, _lights(1.0), 1.0) == ()


def test_what_stands_before_a_window_hides_it():
    assert "hidden" not in [one.window for one in _seen((2.0, 2.0, 0.0))]
    assert "hidden" in [one.window for one in _seen((2.0, 2.0, 0.0), position=(0.0, 2.5, 0.0))]


def test_a_window_is_not_seen_from_outside():
    assert "ahead" not in [one.window for one in _seen((2.0, 0.0, 0.0), position=(3.0, 0.0, 0.0))]


def test_the_dark_has_no_contrast():
    (one,) = _seen((2.0, 0.0, 0.0), lux=0.0)
    assert one.over_stops is None
    (one,) = _seen((2.0, 0.0, 0.0), room=0.0)
    assert one.over_stops is None


def test_the_largest_comes_first():
    wide = _seen((2.0, 1.0, 0.0), lens_mm=8.0, position=(-1.0, 2.4, 0.0))
    assert wide[0].window == "hidden"
    assert math.isclose(wide[0].share, 1.0)
