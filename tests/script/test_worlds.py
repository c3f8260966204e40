from __future__ import annotations

import math

import numpy as np
import pytest

from offworld.script.worlds import BUILT_IN, DEFAULT_FLIGHT, read_worlds
from offworld.text import Fields, Sheet, parse_yaml


def rate_at(time):
    rows = DEFAULT_FLIGHT
    return np.interp(time, [row.time_s for row in rows], [row.pitch_rate for row in rows])


def test_the_built_in_flight_goes_from_45_degrees_up_to_45_down_while_weightless():
    times = np.linspace(DEFAULT_FLIGHT[0].time_s, DEFAULT_FLIGHT[-1].time_s, 700_001)
    pitch = np.degrees(
        np.concatenate([[0], np.cumsum(np.diff(times) * rate_at((times[1:] + times[:-1]) / 2))])
    )
    assert np.interp(0.0, times, pitch) == pytest.approx(45.0, abs=0.01)
    assert np.interp(22.0, times, pitch) == pytest.approx(-45.0, abs=0.01)
    assert pitch[-1] == pytest.approx(0.0, abs=0.01)
    assert min(row.load_g for row in DEFAULT_FLIGHT) == 0.0
    assert max(row.load_g for row in DEFAULT_FLIGHT) == 1.8


def test_gravity_of_the_built_in_worlds():
    down = {name: world.gravity[2] for name, world in BUILT_IN.items()}
    assert down == {"orbit": 0.0, "parabola": 0.0, "earth": -9.80665, "moon": -1.62, "mars": -3.72}
    assert BUILT_IN["moon"].air_density == 0.0


def test_variants_of_worlds():
    sheet = Sheet(file="film.yaml")
    text = """
    breeze: {kind: orbit, air flow: [0.1, 0, 0], mean motion: 0.001}
    late: {kind: parabola, begins at: -3 s, turn centre: [1, 0, 0]}
    own: {kind: parabola, flight: [{time: 0 s, load: 1, pitch rate: 0}, {time: 5 s, load: 0.16, pitch rate: -4 deg/s}]}
    """
    worlds = read_worlds(Fields(parse_yaml(f"worlds:{text}", "film.yaml"), sheet, "the film"))
    assert not sheet.problems
    assert (worlds["breeze"].air_flow, worlds["breeze"].mean_motion) == ((0.1, 0.0, 0.0), 0.001)
    assert worlds["late"].flight[3].time_s == 3.0
    assert worlds["late"].turn_centre == (1.0, 0.0, 0.0)
    assert worlds["own"].flight[1].pitch_rate == pytest.approx(math.radians(-4))
    assert worlds["own"].place.line == 4


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("flight: [3]", "wrong-type"),
        ("flight: [{time: 0 s, load: 1}]", "missing-field"),
        ("flight: [{time: 0 s, load: 99, pitch rate: 0}]", "out-of-range"),
        ("flight: {a: b}", "wrong-type"),
        ("air flow: [1, 2]", "wrong-type"),
        ("air flow: [1, x, 2]", "bad-number"),
        ("air flow: [100, 0, 0]", "out-of-range"),
        ("air density: [1]", "wrong-type"),
    ],
)
def test_wrong_worlds(text, kind):
    sheet = Sheet(file="film.yaml")
    root = parse_yaml(f"worlds: {{own: {{kind: parabola, {text}}}}}", "film.yaml")
    read_worlds(Fields(root, sheet, "the film"))
    assert {problem.kind for problem in sheet.problems} == {kind}


def test_a_world_without_a_kind():
    sheet = Sheet(file="film.yaml")
    read_worlds(Fields(parse_yaml("worlds: {own: {}, Own: {kind: orbit}}", "film.yaml"), sheet, "the film"))
    assert [problem.kind for problem in sheet.problems] == ["missing-field", "bad-name"]
