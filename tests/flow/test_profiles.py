"""The profiles that the people of a scene can be rehearsed with."""

from dataclasses import replace

import pytest

from offworld.film.habits import Habits, Observed, Spread
from offworld.film.profiles import CALM, FIRST_DAYS, PROFILES, TRAINED
from offworld.flow.profiles import profile_named, profiles_of
from offworld.flow.records import rehearsal_of, write_record
from offworld.odds.learn import learn

SHAKY = replace(FIRST_DAYS, name="shaky hands", speed=Spread(value=0.8, source="a test"))


@pytest.fixture(scope="module")
def pair(real, tmp_path_factory):
    """The rehearsal of a scene, and the two people in it."""
    from offworld.flow.check import load_film

    film = load_film(real.short_film(tmp_path_factory.mktemp("profiles") / "film"))
    rehearsal = rehearsal_of(film, film.scenes[0])
    return rehearsal, *(person.id for person in rehearsal.people[:2])


@pytest.fixture
def known(pair, tmp_path):
    def find(**habits):
        write_record(tmp_path / "habits.json", Habits(**habits))
        write_record(tmp_path / "scenes" / "1.json", pair[0])
        return {profile.name: profile for profile in profiles_of(tmp_path, "1")}

    return find


def test_without_habits_there_are_the_built_in_ones(known):
    assert tuple(known().values()) == PROFILES


def test_people_of_the_scene_keep_their_own(known, pair):
    _, one, _ = pair
    found = known(profiles=(SHAKY,), people=((one, "shaky hands"), ("nobody", "calm")))
    assert list(found) == ["calm", "trained", "first days", "shaky hands"]
    assert found["trained"].own == ((one, SHAKY),)
    assert found["shaky hands"].own == ()


def test_filmed_takes_teach_the_profile_of_those_who_were_seen(known, pair):
    _, one, other = pair
    seen = tuple(
        Observed(scene="1", take=n, person=who, off_deg=off)
        for n, (who, off) in enumerate([(one, 9.0), (other, 1.0), (other, 2.0)], 1)
    )
    found = known(people=((one, "first days"),), observed=seen, prior_takes=4.0)
    assert found["trained"] == replace(
        learn(TRAINED, seen[1:], 4.0), own=((one, learn(FIRST_DAYS, seen[:1], 4.0)),)
    )
    assert found["trained"].aim_deg.seen == 2
    assert found["calm"].aim_deg == learn(CALM, seen[1:], 4.0).aim_deg
    # As the profile of everybody it is that of both.
    assert found["first days"] == learn(FIRST_DAYS, seen, 4.0)
    assert profile_named("first-days", list(found.values())) == found["first days"]
