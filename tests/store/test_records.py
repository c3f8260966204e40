"""Records to plain values and back."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest

from offworld.film.basic import Place
from offworld.film.prop import Prop
from offworld.store.records import UnknownKeyError, from_plain, to_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    rate: Fraction
    places: tuple[Place, ...] = ()
    one: Place | None = None
    both: tuple[str, Place] | None = None


def test_a_record_comes_back():
    place = Place(file="a", line=1, column=2)
    pair = Pair(rate=Fraction(24000, 1001), places=(place,), one=place, both=("x", place))
    assert from_plain(to_plain(pair), Pair) == pair


def test_arrays_and_numbers_of_numpy_become_plain():
    assert to_plain({"a": np.arange(2), "b": np.float32(0.5)}) == {"a": [0, 1], "b": 0.5}
    with pytest.raises(NotImplementedError, match="a complex has no form in JSON"):
        to_plain(1j)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"rate": "24", "rat": 1}, r"unknown key 'rat' at film; did you mean 'rate'"),
        (
            {"rate": "24", "places": [{"file": "a", "line": 1, "column": 1, "zz": 0}]},
            r"'zz' at film.places\[0\]",
        ),
        ({"rate": "24", "one": {"fil": "a"}}, r"'fil' at film.one"),
        ({"rate": "24", "both": ["a", {"fil": "a"}, 3]}, r"'fil' at film.both\[1\]"),
    ],
)
def test_unknown_keys_are_refused_with_their_place(value, message):
    with pytest.raises(UnknownKeyError, match=message):
        from_plain(value, Pair, "film")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"rate": "1/0"}, "is no fraction.*film.rate"),
        ({"rate": []}, "is no fraction"),
        ({}, "rate"),
        ({"rate": "1", "one": {"file": 1, "line": 1, "column": 1}}, r"film\.one\.file"),
        (5, "object"),
    ],
)
def test_wrong_values_are_refused(value, message):
    with pytest.raises(ValueError, match=message):
        from_plain(value, Pair, "film")


def test_defaults_need_not_be_written():
    plain = {"id": "cup", "shape": "box", "size_m": [1, 1, 1], "mass_kg": 1}
    assert from_plain(plain, Prop) == Prop(id="cup", shape="box", size_m=(1.0, 1.0, 1.0), mass_kg=1.0)


def test_a_type_that_no_record_holds_is_a_mistake_of_the_caller():
    with pytest.raises(NotImplementedError, match="complex is in no record"):
        from_plain("1j", complex)
