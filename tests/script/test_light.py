"""What a film says of its light: days, station, sites, and the light of a scene."""

import math
import os
from functools import cache
from pathlib import Path

import pytest

from offworld.errors import FilmError
from offworld.script import read_film
from offworld.space import read_set
from offworld.utc import DAY_MS, read_utc


@cache
def known_set(name):
    """The set, read once for all films."""
    return read_set(name, Path(os.devnull))


@pytest.fixture
def filmed(base_film):
    """Reads the base film with lines added to film.yaml and to its first scene."""

    def read(film="", scene=""):
        with (base_film / "film.yaml").open("a", encoding="utf-8") as file:
            file.write("\n" + film)
        (path,) = sorted((base_film / "scenes").glob("*.yaml"))[:1]
        with path.open("a", encoding="utf-8") as file:
            file.write("\n" + scene)
        return read_film(base_film, lambda name, _: known_set(name))

    return read


def refused(filmed, **more):
    with pytest.raises(FilmError) as error:
        filmed(**more)
    return error.value.problems


def test_a_film_that_says_nothing_has_no_light(filmed):
    light = filmed().light
    assert (light.elements_file, light.days, light.sites, light.scenes, light.attitudes) == (
        None,
        None,
        (),
        (),
        (),
    )


def test_days_are_whole_and_the_last_is_one_of_them(filmed):
    days = filmed(film="days: {from: 2021-10-05, to: 2021-10-16}").light.days
    assert days.first_ms == read_utc("2021-10-05")
    assert days.end_ms - days.first_ms == 12 * DAY_MS


def test_the_station(filmed):
    light = filmed(film="station: {elements: orbits/iss.tle, object: 48274, limb: ellipsoid}").light
    assert (light.elements_file, light.object_id, light.limb) == ("orbits/iss.tle", 48274, "ellipsoid")
    assert light.elements_place.file == "film.yaml"
    assert light.elements_place.line > 1


def test_one_attitude_or_a_table(filmed):
    (row,) = filmed(
        film="station: {elements: a, attitude: {yaw: -4 deg, pitch: -2, roll: 0.0174533 rad}}"
    ).light.attitudes
    assert [math.degrees(value) for value in (row.yaw, row.pitch, row.roll)] == pytest.approx(
        [-4.0, -2.0, 1.0]
    )
    assert row.from_ms is None


def test_a_table_of_attitudes_is_in_order(filmed):
    rows = filmed(
        film="station:\n  elements: a\n  attitude:\n    - {yaw: -4 deg}\n"
        "    - {from: 2021-10-06 09:00, pitch: 90 deg}\n    - {from: 2021-10-06 12:00, yaw: -4 deg}"
    ).light.attitudes
    assert [row.from_ms for row in rows] == [None, read_utc("2021-10-06 09:00"), read_utc("2021-10-06 12:00")]


def test_sites_of_worlds_on_the_ground(filmed):
    light = filmed(
        film="sites:\n  moon: {latitude: 26.1 deg, longitude: 3.6 deg, forward: 90 deg}\n"
        "  mars: {latitude: -4.6, longitude: 137.4, dust: 0.5}"
    ).light
    sites = dict(light.sites)
    assert (sites["moon"].body, sites["mars"].body) == ("moon", "mars")
    assert math.degrees(sites["moon"].latitude) == pytest.approx(26.1)
    assert math.degrees(sites["moon"].forward) == pytest.approx(90.0)
    assert (sites["moon"].dust, sites["mars"].dust) == (None, 0.5)


def test_a_scene_says_when_it_is_shot_and_what_it_wants(filmed):
    film = filmed(scene="light: {at: 2021-10-15 17:47:36, sunrise: 4 s, wants: [sunlight, no terminator]}")
    (asked,) = film.light.scenes
    assert asked.scene == film.scenes[0].id
    assert asked.utc_ms == read_utc("2021-10-15 17:47:36")
    assert [wish.text for wish in asked.wants] == ["sunlight", "no terminator"]
    assert asked.place.file.startswith("scenes/")
    assert dict(film.scenes[0].light) == {"sunrise": 4.0}


def test_a_wish_may_stand_alone_and_moments_alone_ask_for_nothing(filmed):
    (asked,) = filmed(scene="light: {wants: sunlight}").light.scenes
    assert (asked.utc_ms, asked.wants[0].text) == (None, "sunlight")


def test_moments_alone_ask_for_nothing(filmed):
    assert filmed(scene="light: {sunrise: 4 s}").light.scenes == ()


@pytest.mark.parametrize(
    ("film", "kind", "words"),
    [
        ("days: {from: 2021-10-05}", "missing-field", "the days has no 'to'"),
        ("days: {from: 2021-10-16, to: 2021-10-05}", "bad-days", "the last day comes before the first"),
        ("days: {from: 2021-10-05, to: 2023-10-05}", "bad-days", "more than 366 days"),
        ("days: {from: 2021-10-05 09:00, to: 2021-10-16}", "bad-days", "days have no hours"),
        ("days: {from: soon, to: 2021-10-16}", "bad-moment", "'soon' is no moment"),
        ("days: {from: 2021-10-05, to: 2021-10-16, hours: 8}", "unknown-field", "no field 'hours'"),
        ("station: {object: 25544}", "missing-field", "the station has no 'elements'"),
        ("station: {elements: a, limb: flat}", "unknown-word", "'flat' is no limb"),
        ("station: {elements: a, object: iss}", "bad-number", "'iss' is no number"),
        ("station: {elements: a, attitude: {yaw: 200 deg}}", "out-of-range", "yaw 200 deg"),
        ("station: {elements: a, attitude: [{yaw: 1}, {yaw: 2}]}", "attitude-order", "does not say from when on"),
        (
            "station: {elements: a, attitude: [{from: 2021-10-06, yaw: 1}, {from: 2021-10-05, yaw: 2}]}",
            "attitude-order", "not later than the one before",
        ),
        ("sites: {orbit: {latitude: 0, longitude: 0}}", "unknown-world", "'orbit' is no world on the Moon or on Mars"),
        ("sites: {moon: {latitude: 91 deg, longitude: 0}}", "out-of-range", "latitude 91 deg"),
        ("sites: {moon: {latitude: 0}}", "missing-field", "has no 'longitude'"),
    ],
)  # fmt: skip
def test_wrong_light_is_refused_with_its_place(filmed, film, kind, words):
    problem = refused(filmed, film=film)[0]
    assert problem.kind == kind
    assert words in str(problem)
    assert problem.file == "film.yaml"
    assert problem.line is not None


@pytest.mark.parametrize(
    ("light", "kind", "words"),
    [
        ("{at: noon}", "bad-moment", "'noon' is no moment"),
        ("{wants: [[sun]]}", "wrong-type", "a wish for light is one line"),
        ("{wants: " + "x" * 201 + "}", "wrong-type", "a wish for light is one line"),
        ("{sunrise: [1 s]}", "wrong-type", "a moment of light is one time"),
    ],
)
def test_wrong_light_of_a_scene_is_refused(filmed, light, kind, words):
    problem = refused(filmed, scene=f"light: {light}")[0]
    assert problem.kind == kind
    assert words in str(problem)
    assert problem.file.startswith("scenes/")


def test_a_scene_says_how_bright_its_lamps_are(filmed):
    (asked,) = filmed(scene="light: {at: 2021-10-15 17:16:02, lamps: 35 %}").light.scenes
    assert asked.lamps == pytest.approx(0.35)


def test_lamps_without_a_moment_are_full_if_not_said(filmed):
    (asked,) = filmed(scene="light: {wants: direct sun}").light.scenes
    assert asked.lamps == 1.0


@pytest.mark.parametrize(("lamps", "said"), [("250 %", "lamps"), ("dim", "is no share")])
def test_lamps_give_no_more_than_all_they_have(filmed, lamps, said):
    (problem,) = refused(filmed, scene=f"light: {{at: 2021-10-15 17:16:02, lamps: {lamps}}}")
    assert said in problem.what
