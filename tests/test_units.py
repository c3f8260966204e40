from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld import units
from offworld.errors import FilmError
from offworld.units import parse_quantity


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("0.3 m/s", "m/s", 0.3),
        ("30cm/s", "m/s", 0.3),
        ("1.08 km/h", "m/s", 0.3),
        ("25 mm", "mm", 25.0),
        ("25 mm", "m", 0.025),
        (" -5 cm ", "m", -0.05),
        ("−5 cm", "m", -0.05),
        ("+.5 m", "m", 0.5),
        ("1e-3 s", "ms", 1.0),
        ("2 min", "s", 120.0),
        ("180 deg", "rad", math.pi),
        ("45°", "deg", 45.0),
        ("90 °/s", "rad/s", math.pi / 2),
        ("72 kg", "kg", 72.0),
        ("250 g", "kg", 0.25),
        ("60 N", "N", 60.0),
        ("3 N m", "N m", 3.0),
        ("9.8 m/s^2", "m/s²", 9.8),
        ("1.8 g0", "m/s²", 1.8 * 9.80665),
    ],
)
def test_a_quantity_is_read_with_its_unit(text, unit, value):
    assert parse_quantity(text, unit) == pytest.approx(value, rel=1e-15)


@given(st.integers(-10_000, 10_000))
def test_no_digit_is_lost(thousandths):
    assert parse_quantity(f"{thousandths} mm", "m") == thousandths / 1000


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("0.3", "m/s", ["'0.3' has no unit", "m/s, cm/s, mm/s, km/h"]),
        ("0.3 mph", "m/s", ["'mph', which is no unit of speed", "did you mean 'km/h'"]),
        ("3 kgs", "kg", ["'kgs', which is no unit of mass", "did you mean 'kg'"]),
        ("3 kg", "m", ["'kg', which is no unit of length", "m, cm, mm, km"]),
        ("fast", "m/s", ["'fast' is not a number with a unit"]),
        ("0,3 m", "m", ["'0,3 m' is not a number"]),
        ("", "m", ["'' is not a number"]),
        ("nan m", "m", ["is not a number"]),
        ("inf m", "m", ["is not a number"]),
        ("1e999999999 m", "m", ["is not a number"]),
        ("9" * 10_000 + " m", "m", ["9…' is not a number"]),
        ("1 m 2 m", "m", ["'1 m 2 m' is not a number"]),
        ("1 " + "x" * 10_000, "m", ["…', which is no unit"]),
    ],
)
def test_a_wrong_quantity_is_named_with_what_is_accepted(text, unit, words):
    with pytest.raises(FilmError) as caught:
        parse_quantity(text, unit)
    (problem,) = caught.value.problems
    assert problem.kind == "bad-quantity"
    assert len(str(problem)) < 200
    for word in words:
        assert word in str(problem)


def test_a_bare_number_is_taken_only_where_it_may_be():
    assert parse_quantity("25", "mm", bare=True) == 25.0
    with pytest.raises(FilmError, match="has no unit"):
        parse_quantity("25", "mm")


def test_a_unit_that_nobody_knows_is_the_callers_mistake():
    with pytest.raises(KeyError, match="furlong"):
        parse_quantity("1 m", "furlong")


def test_accepted_units_begin_with_the_one_of_the_si():
    assert next(iter(units.accepted_units("km"))) == "m"


def test_against_ideal_gas_law():
    """101.325 kPa of dry air (287.05 J/(kg K)) at 22 °C."""
    assert pytest.approx(101_325 / (287.05 * 295.15), rel=5e-3) == units.CABIN_AIR_DENSITY
