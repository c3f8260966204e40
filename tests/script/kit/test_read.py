"""Cameras and lenses as film.yaml says them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from offworld.errors import FilmError
from offworld.flow.check import check_film, load_film
from offworld.script.kit.read import read_package
from offworld.text import Fields, Sheet
from offworld.text.yaml import parse_yaml


def read(text, aspect="2.39"):
    """The gate and the package of a film.yaml, and what is wrong with it."""
    sheet = Sheet(file="film.yaml")
    root = parse_yaml(text, "film.yaml")
    fields = Fields(root, sheet, "the film")
    return *read_package(fields, Fraction(aspect)), sheet.problems


def right(text, aspect="2.39"):
    sensor, package, problems = read(text, aspect)
    assert not problems, problems
    return sensor, package


def test_a_body_a_mode_and_a_set_are_taken_by_their_names():
    text = "camera: {body: ARRI ALEXA 35, mode: 4.6K 16:9, lenses: Cooke S4/i}"
    sensor, package = right(text, "16/9")
    assert (sensor.width_mm, sensor.height_mm) == (pytest.approx(27.9, abs=0.1), 15.7)
    assert (package.body, package.mode, package.lens_set) == ("ARRI ALEXA 35", "4.6K 16:9", "Cooke S4/i")
    assert package.lenses_mm[0] == 14.0
    assert len(package.lenses) == 14
    assert package.others_mm == ()
    assert (package.t_stop, package.stops(25.0)) == (2.8, (2.67, 2.8))
    assert package.clear_m == 0.25


@pytest.mark.parametrize(
    "written",
    [
        "lenses: Cooke S4/i [18, 25, 35]",
        "lenses: 18, 25, 35 of Cooke S4/i",
        "lenses: '[18, 25, 35] of Cooke S4/i'",
        "lenses: 18 mm, 25 mm, 35 mm of cooke s4/i",
        "lenses: {set: Cooke S4/i, only: [18 mm, 25, 35]}",
        "camera: {lenses: 'Cooke S4/i [18, 25, 35]'}",
    ],
)
def test_a_set_may_be_cut_down(written):
    _, package = right(written)
    assert package.lenses_mm == (18.0, 25.0, 35.0)
    assert package.lens_set == "Cooke S4/i"
    assert 14.0 in package.others_mm
    assert 18.0 not in package.others_mm
    assert package.lens(25.0).near_m == 0.23


def test_the_old_ways_of_lists_and_a_sensor_are_as_they_were():
    sensor, package = right("lenses: [18 mm, 25]\nsensor: {width: 20 mm}")
    assert (sensor.width_mm, sensor.height_mm) == (20.0, pytest.approx(20.0 / 2.39))
    assert package.lenses_mm == (18.0, 25.0)
    assert package.stops(18.0) == (2.8, None)
    assert (package.body, package.lens_set, package.clear_m) == ("", "", 0.18)
    low, _ = right("sensor: {width: 20 mm, height: 8 mm}")
    assert (low.width_mm, low.height_mm) == (pytest.approx(8.0 * 2.39), 8.0)
    nothing, none = right("title: x")
    assert nothing.width_mm == 24.89
    assert none.lenses == ()
    assert right("lenses: 40 mm")[1].lenses_mm == (40.0,)


def test_a_film_may_have_lenses_besides_those_of_a_set_and_of_its_own():
    text = (
        "lenses: {set: Cooke S4/i, only: 18, also: [{focal: 8 mm, T: 2.8, near: 0.2 m, pupil: 10 cm}, 60 mm]}"
    )
    _, package = right(text)
    assert package.lenses_mm == (18.0, 8.0, 60.0)
    assert package.lens(8.0).near_pupil_m == pytest.approx(0.1)
    _, package = right(
        "lenses: [{focal: 24 mm, T: 1.5, N: 1.4, near: 0.25 m, front: 80 mm, mass: 0.5 kg, source: us}]"
    )
    lens = package.lens(24.0)
    assert (lens.t_stop, lens.stop, lens.front_m, lens.mass_kg, lens.source) == (1.5, 1.4, 0.08, 0.5, "us")


def test_a_film_may_say_bodies_and_sets_of_its_own():
    text = """
camera: {body: our KOMODO, lenses: Old glass, stop: T4, circle of confusion: 0.02 mm}
bodies:
  our KOMODO: {like: red komodo, clear: 0.2 m, mass: 1.4 kg, source: weighed}
lens sets:
  Old glass: {squeeze: 2, zoom: true, lenses: [{focal: 40 mm, T: 2.4, near: 0.9 m}, 50 mm], source: the seller}
"""
    sensor, package = right(text)
    assert (package.body, package.mode, package.clear_m, package.t_stop) == (
        "our KOMODO",
        "6K 17:9",
        0.2,
        4.0,
    )
    assert (sensor.squeeze, sensor.coc_mm) == (2.0, 0.02)
    assert (sensor.aspect, sensor.height_mm) == (pytest.approx(2.39), 14.26)
    assert package.lens(40.0).source == "the seller"
    text = """
camera: {body: odd, clear: 0.1 m}
bodies: {odd: {modes: {HD: {width: 9.6 mm, height: 5.4 mm, pixels: [1920, 1080]}}, size: [60 mm, 60 mm, 80 mm]}}
lens sets: {more: {like: Sony FE stills primes, lenses: [{focal: 28 mm, N: 2, near: 0.3 m}]}}
lenses: more
"""
    sensor, package = right(text)
    assert (sensor.width_mm, package.clear_m) == (9.6, 0.1)
    assert package.lenses_mm == (14.0, 20.0, 24.0, 28.0, 35.0, 50.0, 85.0)


WRONG = [
    ("camera: {body: ARRI ALEXA 53}", "there is no body 'ARRI ALEXA 53'", "did you mean 'ARRI ALEXA 35'?"),
    ("camera: {body: RED KOMODO, mode: 6K 16:10}", "RED KOMODO has no mode '6K 16:10'", "did you mean '6K 16:9'?"),
    ("camera: {mode: 6K}", "a mode is one of a body", "add 'body: …'"),
    ("camera: {body: RED KOMODO, iso: 800}", "the camera has no field 'iso'", "fields:"),
    ("camera: {stop: fast}", "'fast' is no number", "write digits"),
    ("camera: {stop: T99}", "a stop of T99 is not from T0.7 to T32", "write 'stop: T2.8'"),
    ("lenses: Cook S4", "there is no lens set 'Cook S4'", "did you mean 'Cooke S4/i'?"),
    ("lenses: Cooke S4/i [18, 20]", "Cooke S4/i has no 20 mm", "the nearest is 21 mm"),
    ("lenses: {only: [18]}", "the lenses has no 'set'", "add 'set: Cooke S4/i'"),
    ("lenses: [[18]]", "a lens is one length or a mapping", "write '25 mm'"),
    ("lenses: [{T: 2}]", "the lens has no 'focal'", "add 'focal: 25 mm'"),
    ("lenses: [{focal: 25, T: 0.1}]", "T 0.1 of the lens is not from 0.7 to 32", "write a T between them"),
    ("lenses: 25 mm\ncamera: {lenses: 35 mm}", "lenses are said twice", "keep them here"),
    ("sensor: {width: 20}\ncamera: {body: RED KOMODO}", "the body and its mode say what the sensor is", "take"),
    ("bodies: {a: {mass: 1 kg}}", "body a has no recording mode", "add 'modes:"),
    ("bodies: {a: {like: b}}", "there is no body 'b'", "bodies:"),
    ("bodies: {a: {like: Nikon Z9, size: [1, 2]}}", "'size' must be three lengths", "write ["),
    ("bodies: {a: {modes: {b: {width: 20}}}}", "mode b has no 'height'", "add 'height: 14 mm'"),
    ("bodies: {a: {modes: {b: {width: 20, height: 10, pixels: 4}}}}", "'pixels' must be two numbers", "write ["),
    (
        "bodies: {a: {modes: {b: {width: 50, height: 25, pixels: [2000, 1000]}}}}",
        "mode 'b' has photosites of 25.00 by 25.00 micrometres", "from 3 to 9 are made",
    ),
    ("lens sets: {a: {squeeze: 2}}", "lens set a has no lens", "add 'lenses:"),
    ("lens sets: {a: {like: Cooke S5}}", "there is no lens set 'Cooke S5'", "did you mean"),
    (f"bodies: {{{'a' * 70}: {{like: Nikon Z9}}}}", "this name has 70 characters", "at most 60"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "remedy"), WRONG, ids=[row[1][:40] for row in WRONG])
def test_what_is_wrong_is_told_with_a_remedy(text, what, remedy):
    _, _, problems = read(text)
    assert [(problem.what.startswith(what), remedy in problem.remedy) for problem in problems[:1]] == [
        (True, True)
    ], problems
    assert problems[0].line is not None


def test_a_scenes_lenses_are_those_of_the_set_and_shot_at_the_films_stop(base_film):
    film = base_film / "film.yaml"
    text = film.read_text()
    film.write_text(
        text.replace("lenses: [25 mm, 35 mm]", "camera: {lenses: 'Cooke S4/i [25, 35]', stop: T4}")
    )
    set_ups = load_film(base_film).scenes[0].set_ups
    assert [(one.lens_mm, one.stop, one.near_m) for one in set_ups] == [
        (25.0, 3.81, 0.23),
        (35.0, 3.81, 0.36),
    ]
    film.write_text(text.replace("lenses: [25 mm, 35 mm]", "lenses: Cooke S4/i [25, 40]"))
    with pytest.raises(FilmError, match="35 mm is not in the lens package"):
        load_film(base_film)


def test_a_size_that_no_lens_makes_in_the_set_is_a_warning_and_no_mistake(base_film):
    film, scene = base_film / "film.yaml", base_film / "scenes" / "operation.yaml"
    scene.write_text(scene.read_text().replace("cameras:\n", "cameras:\n  C: ELS on zhenya\n"))
    assert check_film(base_film) == ()
    text = film.read_text().replace(
        "lenses: [25 mm, 35 mm]", "lenses: {set: Cooke S4/i, only: [25, 35, 135]}"
    )
    film.write_text(text)
    scene.write_text(scene.read_text().replace("ELS on zhenya", "FS on zhenya, 135 mm"))
    (warning,) = check_film(base_film)
    assert warning.warning
    assert warning.kind == "no-lens-fits"
    assert warning.what.startswith("an FS of zhenya cannot be had in zvezda, where no lens gets more than ")
    assert "mm or wider, not the 135 mm asked for; the package has 25, 35 mm" in warning.remedy
    assert str(warning).startswith("scenes/operation.yaml:")
    assert ": warning: an FS" in str(warning)
