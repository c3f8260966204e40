"""The fields against closed forms and against motion among the stars: orbit, parabola, and jumps on the Moon."""

from itertools import pairwise

import numpy as np
import pytest

from offworld.film.stage_set import StageSet
from offworld.film.world import World
from offworld.script.worlds import DEFAULT_FLIGHT
from offworld.world import load_at, pitch_at, turning, turning_acceleration, uniform_acceleration

G0 = 9.80665


def room(attitude=(1.0, 0.0, 0.0, 0.0), position=(0.0, 0.0, 0.0)):
    return StageSet(
        id="s", title="s", up=(0.0, 0.0, 1.0), solids=(), station_attitude=attitude, station_position=position
    )


def integrate(rate, state, times):
    """Runge-Kutta of fourth order over given times; every state, shape (len(times), ...)."""
    states = [np.asarray(state, dtype=float)]
    for a, b in pairwise(times):
        h, y = b - a, states[-1]
        k1 = rate(a, y)
        k2 = rate(a + h / 2, y + h / 2 * k1)
        k3 = rate(a + h / 2, y + h / 2 * k2)
        # A hair before b: the rows of a flight path are corners of its rates.
        k4 = rate(b - 1e-9, y + h * k3)
        states.append(y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
    return np.array(states)


def in_set(world, stage_set):
    """The motion of a free point in the set frame, as the fields say."""

    def rate(t, y):
        a = uniform_acceleration(world, stage_set, t)
        a = a + turning_acceleration(turning(world, stage_set, t), y[:3], y[3:])
        return np.concatenate([y[3:], a])

    return rate


def hill(n, t, x, v):
    """Clohessy and Wiltshire 1960: x outward, y along the flight, z along the orbit normal."""
    s, c = np.sin(n * t), np.cos(n * t)
    x0, y0, z0 = x
    u, w, q = v
    return np.array([
        (4 - 3 * c) * x0 + s / n * u + 2 / n * (1 - c) * w,
        6 * (s - n * t) * x0 + y0 - 2 / n * (1 - c) * u + (4 * s - 3 * n * t) / n * w,
        z0 * c + q / n * s,
    ])  # fmt: skip


def test_against_hill():
    world = World(kind="orbit")
    n = world.mean_motion
    # Zvezda's frame: x forward, y to the north, z away from the Earth; behind and below the station's centre.
    stage_set = room((0.0, 1.0, 0.0, 0.0), (-25.0, 1.5, 4.0))
    centre = turning(world, stage_set, 0.0).centre
    start, speed = np.array([0.5, 0.2, -0.3]), np.array([-0.4, 0.1, 0.2])
    times = np.linspace(0, 600, 601)
    path = integrate(in_set(world, stage_set), np.concatenate([start, speed]), times)[:, :3] - centre

    def turned(v):
        # Outward, along, normal. North is the normal: the station flies to the east.
        return np.array([v[2], v[0], v[1]])

    for k in (100, 300, 600):
        expected = hill(n, times[k], turned(start - centre), turned(speed))
        np.testing.assert_allclose(turned(path[k]), expected, atol=1e-9)


def test_coriolis_drift_in_20_s_is_that_of_the_handbook():
    world = World(kind="orbit")
    times = np.linspace(0, 20, 101)
    path = integrate(in_set(world, room()), [0, 0, 0, 0.4, 0, 0], times)
    # 0.4 m/s along the flight: 0.18 m aside (handbook physics, section 7).
    assert abs(path[-1, 2]) == pytest.approx(0.18, abs=0.005)


@pytest.mark.parametrize("seed", [1, 2])
def test_against_inertial_flight(seed):
    """A free body seen from the cabin, and the same body in straight fall outside of it."""
    rng = np.random.default_rng(seed)
    middle = rng.normal(0, 3, 3)
    world = World(kind="parabola", flight=DEFAULT_FLIGHT, turn_centre=tuple(middle))
    times = np.linspace(-4, 24, 1121)  # steps of 25 ms, a whole number of them between the rows
    start, speed = rng.normal(0, 1, 3), rng.normal(0, 0.3, 3)
    seen = integrate(in_set(world, room()), np.concatenate([start, speed]), times)

    def outside(t, y):
        # Pitch; then the way of the aircraft's centre to the body, which only the aircraft's load changes.
        a = load_at(DEFAULT_FLIGHT, t)
        return np.array([pitch_at(DEFAULT_FLIGHT, t)[0], *y[4:], a * np.sin(y[0]), 0.0, -a * np.cos(y[0])])

    rate = pitch_at(DEFAULT_FLIGHT, times[0])[0]
    away = start - middle
    spin = np.array([0.0, -rate, 0.0])
    state = np.concatenate([[0.0], away, speed + np.cross(spin, away)])
    truth = integrate(outside, state, times)
    for k in range(0, 1121, 140):
        c, s = np.cos(truth[k, 0]), np.sin(truth[k, 0])
        # Columns: the cabin's nose, left and up, the nose raised by the pitch.
        cabin = np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]])
        np.testing.assert_allclose(seen[k, :3], middle + cabin.T @ truth[k, 1:4], atol=2e-6)


def test_free_fall_is_a_straight_line_among_the_stars():
    world = World(kind="parabola", flight=DEFAULT_FLIGHT)
    times = np.linspace(0, 22, 441)
    seen = integrate(in_set(world, room()), [0, 0, 0, 0.4, 0, 0], times)
    # Outside it flies 8.8 m straight on; in the cabin its path bends by metres (handbook physics, section 7).
    assert np.linalg.norm(seen[-1, :3]) == pytest.approx(0.4 * 22, rel=1e-6)
    assert abs(seen[100, 2]) > 0.4


def jump(gravity, speed):
    """Time in the air and height of a jump straight up, by the field of the world."""
    world = World(kind="moon", gravity=(0.0, 0.0, -gravity))
    times = np.linspace(0, 2, 1001)
    height = integrate(in_set(world, room()), [0, 0, 0, 0, 0, speed], times)[:, 2]
    last = int(np.flatnonzero(height >= 0)[-1])
    return float(times[last]), float(height.max())


@pytest.mark.parametrize(
    ("gravity", "seconds", "metres"),
    [(9.80665, 0.24, 0.07), (1.62, 1.444, 0.4225), (3.72, 0.629, 0.184)],
    ids=["earth", "moon", "mars"],
)
def test_against_table_of_jumps(gravity, seconds, metres):
    """The handbook's table for 1.17 m/s (physics, section 6.8)."""
    time, height = jump(gravity, 1.17)
    assert time == pytest.approx(seconds, abs=4e-3)
    assert height == pytest.approx(metres, abs=5e-4)


@pytest.mark.parametrize(("seconds", "metres"), [(1.45, 0.42), (1.30, 0.34)])
def test_against_apollo_jump(seconds, metres):
    """Young's two jumps on Apollo 16, timed on film (Apollo Lunar Surface Journal)."""
    speed = 1.62 * seconds / 2
    time, height = jump(1.62, speed)
    assert time == pytest.approx(seconds, abs=3e-3)
    # The journal rounds to the centimetre.
    assert height == pytest.approx(metres, abs=0.01)
