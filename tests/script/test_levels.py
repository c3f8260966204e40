"""`light levels:` in film.yaml."""

import dataclasses
import math

import pytest

from offworld.errors import FilmError
from offworld.film.light_levels import LightLevels
from offworld.flow.check import load_film
from offworld.script.levels import LEVELS


def with_levels(film, text):
    path = film / "film.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"light levels: {{{text}}}\n", encoding="utf-8")
    return load_film(film).light.levels


def test_a_film_without_its_own_has_the_usual_ones(right_film):
    assert right_film.light.levels == LightLevels()


def test_every_level_can_be_written_and_its_own_value_lies_within_bounds():
    assert {field for field, _ in LEVELS.values()} == {one.name for one in dataclasses.fields(LightLevels)}
    for field, sort in LEVELS.values():
        assert sort.low <= sort.read(sort.example) <= sort.high
        assert sort.low <= getattr(LightLevels(), field) <= sort.high


def test_levels_of_a_film(base_film):
    levels = with_levels(
        base_film, "iso: 400, shutter: 90°, nd: 0.6, lamps: 0.8 klx, window pass: 60 %, sun: 128000 lx"
    )
    assert (levels.iso, levels.sun_lux, levels.lamp_lux, levels.lamp_most_lux) == (
        400.0,
        128_000.0,
        800.0,
        800.0,
    )
    assert levels.shutter == pytest.approx(math.pi / 2.0)
    assert levels.nd == pytest.approx(2.0)
    assert levels.window_pass == pytest.approx(0.6)
    assert levels.lamp_kelvin == LightLevels().lamp_kelvin


def test_weak_lamps_are_usually_at_their_most(base_film):
    levels = with_levels(base_film, "most lamps: 120 lx")
    assert (levels.lamp_lux, levels.lamp_most_lux) == (120.0, 120.0)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("iso: fast", "'fast' is no number"),
        ("iso: 1", "out of range|from 6"),
        ("lamps: 300 K", "'K'"),
        ("lamp colour: 300 lx", "'lx'"),
        ("shutter: 180", "has no unit"),
        ("earth albedo: 130 %", "out of range|from 0.01"),
        ("lamps: 300 lx, most lamps: 100 lx", "lamps give 300 lx but at most 100 lx"),
        ("widest stop: 4, narrowest stop: 2", "the lens opens to T4 but closes to T2"),
        ("lampe: 300 lx", "lampe"),
    ],
)
def test_what_cannot_be(base_film, text, what):
    with pytest.raises(FilmError, match=what):
        with_levels(base_film, text)
