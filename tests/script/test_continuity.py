"""From where on a film calls a cut bad."""

from __future__ import annotations

from dataclasses import fields

import pytest

from offworld.errors import FilmError
from offworld.film.continuity import BANDS, CutBands
from offworld.flow.check import load_film
from offworld.flow.records import rehearsal_of, rules_of, settings_of
from offworld.script.continuity import COUNTS, WRITTEN


def with_bands(film, text):
    path = film / "film.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"continuity: {{{text}}}\n", encoding="utf-8")
    return load_film(film)


def test_a_film_without_its_own_has_the_usual_ones(right_film):
    assert right_film.continuity == BANDS


def test_every_bound_can_be_written_and_its_example_is_what_holds():
    assert {field for field, *_ in (*WRITTEN.values(), *COUNTS.values())} == {
        one.name for one in fields(CutBands)
    }
    for field, sort in WRITTEN.values():
        assert sort.read(sort.example) == pytest.approx(getattr(BANDS, field))
        assert sort.low <= getattr(BANDS, field) <= sort.high


def test_bounds_of_a_film(base_film):
    film = with_bands(base_film, "new angle: 20°, line margin: 30 %, same size: 1 octave, changes of up: 4")
    assert film.continuity.jump_deg == pytest.approx(20.0)
    assert film.continuity.neutral == pytest.approx(0.3)
    assert film.continuity.jump_octaves == 1.0
    assert film.continuity.up_changes == 4
    assert film.continuity.roll_deg == BANDS.roll_deg
    assert rules_of(film, film.scenes[0]).bands == film.continuity
    # Neither takes nor pictures depend on them.
    assert settings_of(film).continuity == BANDS
    assert "20" not in repr(rehearsal_of(film, film.scenes[0]).world)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("new angle: 400°", "out of range|400"),
        ("new angle: wide", "wide"),
        ("same size: small", "'small' is no step of size"),
        ("line margin: most", "'most' is no share"),
        ("changes of up: 1.5", "whole number"),
        ("angle: 20°", "angle"),
        ("roll jump: 70°", "must come in this order"),
        ("roll unseen: 40°, roll jump: 30°", "must come in this order"),
    ],
)
def test_wrong_bounds_are_told(base_film, text, what):
    with pytest.raises(FilmError, match=what):
        with_bands(base_film, text)
