"""`offworld light` on sets that stand on the Moon and on Mars, and what it says of exposure."""

import json
from dataclasses import replace

import pytest

from offworld.film.exposure import Exposure, LampAdvice, Turn
from offworld.film.light_levels import LightLevels
from offworld.flow.columns import columns
from offworld.flow.light import light_film
from offworld.flow.light_exposure import _lamp_lines, stop_words
from offworld.utc import read_utc

FILM = """title: Ground
rate: 25
people:
  zhenya: {sex: female, stature: 1.67 m, mass: 57 kg, suit: orange}
sites:
  moon: {latitude: 26.13 deg, longitude: 3.63 deg, forward: 90 deg}
  mars: {latitude: -4.59 deg, longitude: 137.44 deg, forward: 90 deg, dust: 0.6}
days: {from: 2021-10-13, to: 2021-10-14}
light levels: {iso: 400, nd: 0.3}
"""
SCENE = """scene: {number}
set: zvezda
world: {world}
length: 5 s
start: {{zhenya: strapped to the table}}
beats:
  - zhenya [gaze]: look at hatch at 0 s
cameras: {{A: {{lens: 25 mm, at: "[0.5, -0.55, 0.35]", looks at: hatch, up: set}}}}
"""


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """A film with one scene on the Moon and one on Mars, and its light."""
    film = tmp_path_factory.mktemp("ground")
    (film / "film.yaml").write_text(FILM, encoding="utf-8")
    (film / "script.fountain").write_text(
        "INT. STATION #1#\n\nA room.\n\nINT. STATION #2#\n\nA room.\n", encoding="utf-8"
    )
    (film / "scenes").mkdir()
    for number, world in enumerate(("moon", "mars"), start=1):
        text = SCENE.format(number=number, world=world)
        (film / "scenes" / f"{world}.yaml").write_text(text, encoding="utf-8")
    return light_film(film)


def test_the_moon_says_sunrise_sun_and_earth(answer):
    assert "Moon 26.13° N 3.63° E, the set looks to azimuth 90°" in answer.text
    # Printed beside it: 142 s at the equator, by the cosine of the latitude.
    assert "sunrise 2021-10-13 04:5" in answer.text
    row = next(
        line
        for line in answer.text.splitlines()
        if line.startswith("2021-10-14") and "%" in line and "°" in line
    )
    assert row.split()[:3] == ["2021-10-14", "8.7°", "93.1°"]
    assert "41 %" in row


def test_mars_says_sols_with_season_year_and_dust(answer):
    row = next(line for line in answer.text.splitlines() if line.startswith("sol 52535"))
    assert "Mars year 36, southern winter, Ls 112°" in row
    assert row.endswith("0.60")
    assert "mean   true" in answer.text


def test_exposure_is_told_with_the_film_s_own_camera(answer):
    assert (
        "at ISO 400, 180° at 25 frames/s, ND 0.3: T2.8, at which the film is shot, wants 490 lx"
        in answer.text
    )
    assert answer.text.count("window over room") == 2
    assert "The lamps as they are hide the sunrise in the room" in answer.text


def test_programs_get_all_of_it(answer):
    sets = {one["world"]: one for one in json.loads(json.dumps(answer.data))["sets"]}
    moon, mars = sets["moon"], sets["mars"]
    assert [path["what"] for path in moon["ground"]["paths"]] == ["sun", "earth"]
    assert [path["what"] for path in mars["ground"]["paths"]] == ["sun"]
    assert mars["ground"]["days"][0]["dust"] == 0.6
    assert len(mars["ground"]["days"][0]["hours"]) == 24
    assert mars["exposure"]["levels"]["iso"] == 400.0
    assert {turn["sets"] for turn in mars["exposure"]["turns"]} == {True, False}
    assert sum(kind["share"] for kind in moon["exposure"]["kinds"]) == pytest.approx(1.0)


def _turn(**more):
    advice = LampAdvice(
        before_lux=100.0, after_lux=0.0, hidden="hidden", bare_stops=-20.0, lamp_lux=400.0, lamp_share=0.8,
        needed_lux=400.0, left_stops=-0.33, lamp_kelvin=5900.0, left_mired=0.0, follow_lux=500.0,
    )  # fmt: skip
    return Turn(utc_ms=read_utc("2021-10-15 17:24"), sets=True, minutes=10.0, advice=replace(advice, **more))


def test_lamps_that_can_hide_all_say_their_share():
    first, second = _lamp_lines((_turn(), _turn(needed_lux=350.0)), LightLevels())
    assert first == (
        "Lamps held at 400 lx and 5,900 K hide all 2 sunsets and sunrises in the room to 0.33 stop over 10 min."
    )
    assert second == "  That is 80 % of what they can give. At 2021-10-15 17:24 it takes most."


def test_lamps_that_cannot_say_what_is_left():
    weak = _turn(hidden="in part", needed_lux=900.0, left_stops=-1.2, lamp_lux=500.0, follow_lux=600.0)
    _, second = _lamp_lines((_turn(), weak), LightLevels())
    assert second == (
        "  They can give 500 lx, which hides 1 of 2: at 2021-10-15 17:24 1.2 stops are left, unless they are brought "
        "up to 600 lx as the light goes."
    )
    assert _lamp_lines((), LightLevels()) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "T4 ⅓"),
        ({"filter_stops": 3.0}, "T4 ⅓, ND 0.9"),
        ({"short_stops": 1.26}, "T4 ⅓, 1.3 stops short"),
        ({"short_stops": 9.0}, "dark"),
        ({"stop": None}, "dark"),
    ],
)
def test_stops_in_words(more, words):
    plain = Exposure(what="x", lux=300.0, kelvin=4500.0, ev100=6.9, stop=4.5, stop_text="T4 ⅓")
    assert stop_words(replace(plain, **more)) == words


def test_columns_are_as_wide_as_their_widest_cell():
    assert columns([("a", "long", ""), ("bbb", "1", "x")]) == ["a    long", "bbb     1  x"]
    assert columns([("a", "b"), ("cc", "dd")], left={1}) == [" a  b", "cc  dd"]
