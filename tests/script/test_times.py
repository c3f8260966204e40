"""The times of a film's crew."""

import pytest

from offworld.film.habits import Spread
from offworld.film.times import TIMES, Times
from offworld.flow.check import load_film
from offworld.script.times import WORK


def test_a_film_without_times_has_the_usual_ones(right_film):
    assert right_film.times == Times()


def test_times_of_a_film(base_film):
    path = base_film / "film.yaml"
    text = "times:\n  source: three rehearsals in the pool\n  fly: 30 cm/s\n  strap: {value: 1 min, source: a drill}\n"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    times = load_film(base_film).times
    assert times.fly_m_s == Spread(value=pytest.approx(0.3), source="three rehearsals in the pool")
    assert times.strap_s == Spread(value=pytest.approx(60.0), source="a drill")
    assert times.grip_s == Times().grip_s


def test_every_time_can_be_written():
    assert {field for field, _ in WORK.values()} == set(TIMES)
