"""Rooms by the light of their windows: exposures, kinds of light, lamps for sunsets."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from offworld.film.light_levels import LightLevels
from offworld.film.light_said import Site
from offworld.film.stage_set import StageSet
from offworld.light.day import light_days
from offworld.light.exposures import by_condition, exposures, turns
from offworld.light.mars_place import mars_place
from offworld.light.moon_place import moon_place
from offworld.light.room import alike, lux_per_lumen, room_area, room_light, room_over_time
from offworld.light.window import window_lights
from offworld.utc import DAY_MS, read_utc

DAY = read_utc("2021-10-15")
RATE = Fraction(25)
LEVELS = LightLevels()


@pytest.fixture(scope="module")
def tranquility():
    """0.67 N 23.47 E on the Moon, looking east."""
    return moon_place(_site("moon", 0.67, 23.47))


@pytest.fixture(scope="module")
def gale():
    """4.59 S 137.44 E on Mars, looking east."""
    return mars_place(_site("mars", -4.59, 137.44))


def _site(body, latitude, longitude):
    return Site(
        body=body, latitude=math.radians(latitude), longitude=math.radians(longitude), forward=math.pi / 2.0
    )


def test_exposures_of_a_moment(tranquility, habitat):
    shine, windows = tranquility.shine(habitat, DAY), window_lights(tranquility, habitat, DAY, patches=False)
    found = {one.what: one for one in exposures(shine, windows, habitat, LEVELS, RATE)}
    both, alone, lamps = (
        found[f"room, {name}"] for name in ("windows and lamps", "windows alone", "lamps alone")
    )
    assert both.lux == pytest.approx(alone.lux + lamps.lux)
    assert lamps.kelvin <= both.kelvin <= alone.kelvin
    assert both.window_stops < lamps.window_stops
    beam = found["face in the Sun's beam"]
    assert beam.lux > found["face at ahead"].lux > alone.lux
    assert found["outside, Sun"].lux == shine.sun_lux
    assert found["outside, earth"].lux == shine.body.lux
    bare = StageSet(id="bare", title="Bare", up=(0.0, 0.0, 1.0), solids=())
    assert not any(one.what.startswith("face") for one in exposures(shine, (), bare, LEVELS, RATE))
    assert by_condition(tranquility, bare, DAY, DAY + DAY_MS, RATE) == ()


def test_the_room_by_its_closed_form(tranquility, habitat):
    """A lumen in a room of S square metres that gives back half lights every face with 1/S lux."""
    assert room_area(habitat) == pytest.approx(2.0 * (16.0 + 10.0 + 10.0))
    assert lux_per_lumen(habitat, LEVELS) == pytest.approx(1.0 / 72.0)
    windows = window_lights(tranquility, habitat, DAY, patches=False)
    lux, kelvin = room_light(windows, habitat, LEVELS)
    assert lux == pytest.approx(sum(light.lux for light in windows) * math.pi * 0.0625 / 72.0)
    assert 5000.0 < kelvin < 7000.0
    assert lux_per_lumen(StageSet(id="bare", title="Bare", up=(0.0, 0.0, 1.0), solids=()), LEVELS) == 0.0


def test_windows_alike_are_reckoned_once_and_count_twice(gale, habitat):
    twice = replace(
        habitat, windows=(*habitat.windows, replace(habitat.windows[0], id="twin", position=(2.0, 1.0, 1.2)))
    )
    assert [(window.id, count) for window, count in alike(twice)][:2] == [("ahead", 2), ("left", 1)]
    times = np.array([DAY + DAY_MS // 8], dtype=np.int64)
    alone = replace(habitat, windows=habitat.windows[:1])
    one, all_four, all_five = (room_over_time(gale, made, times).lux[0] for made in (alone, habitat, twice))
    assert all_five == pytest.approx(all_four + one)


def test_kinds_of_light_of_a_sol_and_the_lamps_for_its_sunset(gale, habitat):
    kinds = by_condition(gale, habitat, DAY, DAY + DAY_MS, RATE)
    assert [kind.condition for kind in kinds] == ["direct sun", "night"]
    assert sum(kind.share for kind in kinds) == pytest.approx(1.0)
    day, night = kinds
    assert day.pane_lux > 100.0 * night.pane_lux
    assert day.lit.lux == pytest.approx(day.natural.lux + LEVELS.lamp_lux)
    days = light_days(gale, habitat, DAY, DAY + DAY_MS)
    found = turns(gale, habitat, days)
    assert [turn.sets for turn in found] in ([True, False], [False, True], [True], [False])
    for turn in found:
        assert (turn.advice.bare_stops < 0.0) == turn.sets
        assert abs(turn.advice.left_stops) < abs(turn.advice.bare_stops)
    assert turns(gale, habitat, ()) == ()
