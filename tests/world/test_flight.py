"""The aircraft's flight path as data."""

import numpy as np
import pytest

from offworld.film.stage_set import StageSet
from offworld.film.world import FlightPoint, World
from offworld.script.worlds import DEFAULT_FLIGHT
from offworld.world import load_at, pitch_at, uniform_acceleration

G0 = 9.80665


def test_phases_are_1_g_18_g_free_fall_18_g():
    loads = [load_at(DEFAULT_FLIGHT, t) / G0 for t in (-100, -24, -10, 0, 11, 22, 30, 46, 200)]
    assert loads == pytest.approx([1, 1, 1.8, 0, 0, 0, 1.8, 1, 1])
    times = np.arange(0, 22.001, 0.01)
    assert max(load_at(DEFAULT_FLIGHT, t) for t in times) == 0.0


def test_nose_goes_from_45_up_to_45_down():
    times = np.linspace(0, 22, 2201)
    rates = np.array([pitch_at(DEFAULT_FLIGHT, t)[0] for t in times])
    assert np.degrees(np.trapezoid(rates, times)) == pytest.approx(-90, abs=0.5)
    # The mean is the 0.07 rad/s of the handbook, section 7.
    assert rates.mean() == pytest.approx(-0.071, abs=0.001)
    climb = np.linspace(-24, 0, 2401)
    up = np.trapezoid([pitch_at(DEFAULT_FLIGHT, t)[0] for t in climb], climb)
    assert np.degrees(up) == pytest.approx(45, abs=1)


def test_rate_of_change_is_the_slope():
    for t in (-23.0, -10.0, 1.0, 12.0, 23.0):
        slope = (pitch_at(DEFAULT_FLIGHT, t + 1e-4)[0] - pitch_at(DEFAULT_FLIGHT, t - 1e-4)[0]) / 2e-4
        assert pitch_at(DEFAULT_FLIGHT, t)[1] == pytest.approx(slope, abs=1e-9)
    assert pitch_at(DEFAULT_FLIGHT, -30.0) == (0.0, 0.0)
    assert pitch_at(DEFAULT_FLIGHT, 60.0)[1] == 0.0


def test_no_path_is_free_fall():
    assert load_at((), 5.0) == 0.0
    assert pitch_at((), 5.0) == (0.0, 0.0)


def test_two_rows_at_one_time_are_a_step():
    flight = tuple(
        FlightPoint(time_s=t, load_g=g, pitch_rate=g)
        for t, g in ((0.0, 1.0), (2.0, 1.0), (2.0, 0.0), (4.0, 0.0))
    )
    assert load_at(flight, 1.999) == pytest.approx(G0)
    assert load_at(flight, 2.0) == 0.0
    assert pitch_at(flight, 2.0) == (0.0, 0.0)


def test_cabin_gravity_is_towards_its_floor():
    room = StageSet(id="s", title="s", up=(0.0, 0.0, 1.0), solids=())
    world = World(kind="parabola", flight=DEFAULT_FLIGHT)
    np.testing.assert_allclose(uniform_acceleration(world, room, -10.0), [0, 0, -1.8 * G0])
