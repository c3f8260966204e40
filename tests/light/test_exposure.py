"""Exposure against printed tables, and its own laws."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.light_levels import LightLevels
from offworld.light.exposure import (
    MARKS,
    ev100,
    expose,
    exposure_time,
    filter_text,
    lux_of,
    stop_text,
    t_stop,
)
from offworld.light.illuminance import sun_lux

LEVELS = LightLevels()
RATE = Fraction(24)
lights = st.floats(min_value=1e-2, max_value=2e5)


@pytest.mark.parametrize(
    ("lux", "printed"),
    [
        (133_100, 15.70), (128_000, 15.64), (105_000, 15.4), (57_300, 14.5), (69_700, 14.8), (48_000, 14.2),
        (46_000, 14.2), (35_000, 13.8), (100, 5.3), (500, 7.6), (0.31, -3.0),
    ],
)  # fmt: skip
def test_against_the_exposure_table(lux, printed):
    """Handbook light, section 5, to its last digit."""
    digits = len(str(printed).partition(".")[2])
    assert round(ev100(lux), digits) == pytest.approx(printed, abs=0.06)


@pytest.mark.parametrize(
    ("au", "printed"), [(1.0, 133_100), (1.523679, 57_300), (1.381, 69_700), (1.666, 48_000)]
)
def test_sunlight_at_mars_against_the_table(au, printed):
    assert float(sun_lux(LEVELS, au)) == pytest.approx(printed, rel=0.002)


def test_sunny_sixteen():
    """f/16 at 1/125 on ISO 125 in full sun is EV100 14.6 (handbook); its light is what meters call 64 000 lx."""
    sunny = math.log2(16.0**2 * 100.0)
    assert sunny == pytest.approx(14.6, abs=0.05)
    levels = LightLevels(iso=100.0, shutter=math.pi / 2.0)
    assert t_stop(lux_of(sunny), levels, Fraction(25)) == pytest.approx(16.0, rel=1e-9)


@pytest.mark.parametrize(("stop", "printed"), [(11.0, 14.2), (5.6, 12.3)])
def test_the_label_of_the_lunar_magazines(stop, printed):
    """ISO 160, 1/250 s: sun f/11, shadow f/5.6 (handbook light, section 5)."""
    ev = math.log2(stop**2 * 250.0) - math.log2(160.0 / 100.0)
    assert ev == pytest.approx(printed, abs=0.06)
    levels = LightLevels(iso=160.0, shutter=2.0 * math.pi * 25.0 / 250.0)
    assert t_stop(lux_of(ev), levels, Fraction(25)) == pytest.approx(stop, rel=1e-9)


def test_half_a_turn_at_24_is_a_48th():
    assert exposure_time(LEVELS, RATE) == pytest.approx(1.0 / 48.0)


@given(lights)
def test_twice_the_light_is_a_stop(lux):
    assert ev100(2.0 * lux) == pytest.approx(ev100(lux) + 1.0)
    assert t_stop(2.0 * lux, LEVELS, RATE) == pytest.approx(math.sqrt(2.0) * t_stop(lux, LEVELS, RATE))
    assert lux_of(ev100(lux)) == pytest.approx(lux)


@given(lights, st.integers(min_value=0, max_value=6))
def test_a_filter_opens_the_lens(lux, stops):
    filtered = t_stop(lux, LightLevels(nd=float(stops)), RATE)
    assert filtered == pytest.approx(t_stop(lux, LEVELS, RATE) / 2.0 ** (stops / 2.0))


@given(lights)
def test_a_stop_that_the_lens_has(lux):
    """Filters bring it into the lens's range; what is too dark says how much is missing."""
    found = expose(lux, 5000.0, LEVELS, RATE, what="sun")
    assert found.stop <= LEVELS.narrowest * (1.0 + 1e-9)
    raw = t_stop(lux, LEVELS, RATE)
    assert found.stop == pytest.approx(raw / 2.0 ** (found.filter_stops / 2.0))
    assert found.short_stops == pytest.approx(max(0.0, 2.0 * math.log2(LEVELS.widest / raw)))
    if found.filter_stops:
        assert found.stop * 2.0**0.5 > LEVELS.narrowest * (1.0 - 1e-9)


@pytest.mark.parametrize(
    ("stop", "text"),
    [
        (4.0, "T4"), (4.0 * 2.0 ** (1 / 6), "T4 ⅓"), (4.0 * 2.0 ** (2 / 6), "T4 ⅔"), (5.657, "T5.6"), (1.0, "T1"),
        (45.2, "T45"), (0.5, "T0.5"), (0.0, "dark"), (128.0, "T1.3e+02"),
    ],
)  # fmt: skip
def test_stops_in_thirds(stop, text):
    assert stop_text(stop) == text


def test_marks_are_half_the_light_of_the_one_before():
    for number, mark in enumerate(MARKS):
        assert mark == pytest.approx(2.0 ** (number / 2.0), rel=0.03)


def test_a_window_in_frame_stands_above_the_room():
    """The interior lies 6 to 8 stops below the window (handbook): earthlight 35 000 lx, room 100 to 500 lx."""
    for room, printed in ((500.0, 6.1), (100.0, 8.5)):
        found = expose(room, 4500.0, LEVELS, RATE, what="room", window_lux=35_000.0)
        assert found.window_stops == pytest.approx(printed, abs=0.05)
    assert expose(100.0, 4500.0, LEVELS, RATE, what="room").window_stops is None


def test_the_dark_has_no_stop():
    found = expose(0.0, 0.0, LEVELS, RATE, what="night", window_lux=10.0)
    assert (found.stop, found.ev100, found.window_stops, found.stop_text) == (None, None, None, "dark")
    assert ev100(0.0) == -math.inf


def test_filters_as_engraved():
    assert filter_text(3.0) == "ND 0.9"
    assert not filter_text(0.0)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"earth_albedo": 1.2}, "earth_albedo is 1.2; it lies between 0 and 1"),
        ({"iso": 0.0}, "iso is 0.0; it must be above 0"),
        ({"nd": -1.0}, "nd is -1.0; it must not be below 0"),
        ({"lamp_lux": 600.0}, "lamps give 600 lx but at most 500 lx"),
        ({"widest": 4.0, "narrowest": 2.0}, "the lens opens to T4 but closes to T2"),
    ],
)
def test_levels_that_cannot_be(wrong, message):
    with pytest.raises(ValueError, match=message.replace(".", r"\.")):
        LightLevels(**wrong)
