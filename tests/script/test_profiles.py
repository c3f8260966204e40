"""Profiles in film.yaml."""

import pytest

from offworld.film.habits import Habits, Spread
from offworld.film.profiles import CALM, FIRST_DAYS, SPREADS, TRAINED, guesses, profile_name
from offworld.flow.check import load_film
from offworld.script.profiles import NUMBERS

PROFILES = """
profiles:
  week two:
    source: watched on Tuesday
    lag: 400 ms
    speed: {value: 20 %, source: "12 pushes on film"}
    posture anew: false
  tired-crew: {like: week-two, aim: 5 deg, drift: {value: 1 cm/s}}
"""


@pytest.fixture
def film(base_film):
    path = base_film / "film.yaml"
    text = path.read_text(encoding="utf-8").replace("suit: orange}", "suit: orange, profile: first-days}")
    text = text.replace("mass: 82 kg}", "mass: 82 kg, profile: tired crew}")
    path.write_text(text + PROFILES, encoding="utf-8")
    return load_film(base_film)


def test_a_film_without_profiles_has_no_habits(right_film):
    assert right_film.habits == Habits()


def test_profiles_begin_as_the_one_that_they_are_like(film):
    week, tired = film.habits.profiles
    assert (week.name, tired.name) == ("week two", "tired crew")
    assert week.lag_s == Spread(value=pytest.approx(0.4), source="watched on Tuesday")
    assert week.speed == Spread(value=pytest.approx(0.2), source="12 pushes on film")
    assert week.posture.value == 0.0
    assert week.aim_deg == TRAINED.aim_deg
    assert tired.lag_s == week.lag_s
    assert tired.aim_deg == Spread(value=pytest.approx(5.0), source="a guess of this film")
    assert tired.drift_m_s == Spread(value=pytest.approx(0.01), source="a guess of this film")


def test_guesses_are_counted(film):
    assert guesses(CALM) == guesses(FIRST_DAYS) == len(SPREADS)
    assert [guesses(one) for one in film.habits.profiles] == [len(SPREADS) - 3] * 2


def test_people_may_have_a_profile_of_their_own(film):
    assert film.habits.people == (("zhenya", "first days"), ("dubrov", "tired crew"))


def test_every_number_can_be_written():
    assert {field for field, _ in NUMBERS.values()} == set(SPREADS) - {"posture"}


@pytest.mark.parametrize("text", ["first days", "first-days", "  first   days"])
def test_names_with_hyphens_are_those_with_spaces(text):
    assert profile_name(text) == "first days"
