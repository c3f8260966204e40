"""Digests of content."""

from dataclasses import replace
from fractions import Fraction
from pathlib import PurePosixPath

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.basic import Place
from offworld.film.person import Person
from offworld.store import digest

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.fractions(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(VALUES, VALUES)
def test_digests_are_equal_only_for_equal_values(one, two):
    same = repr(one) == repr(two)
    assert (digest(one) == digest(two)) == same


def test_digests_stay_the_same_for_ever():
    person = Person(id="ivan", sex="male", stature_m=1.8, mass_kg=80.0)
    assert digest(person, np.arange(3.0)) == digest(person, np.arange(3.0))
    assert digest("ivan", 1, Fraction(24000, 1001)) == (
        "fcfa564abaacc1acb079239e740c551d442d85c69f31d87e139c125e7e723a42"
    )


def test_the_order_of_a_mapping_does_not_matter():
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


def test_arrays_differ_by_content_shape_and_kind():
    base = np.arange(6.0)
    others = [base + 1, base.reshape(2, 3), base.astype(np.float32), list(base)]
    assert len({digest(base), *map(digest, others)}) == 5
    assert digest(base) == digest(base[::-1][::-1])
    assert digest(base) == digest(base.astype(">f8"))


def test_numbers_of_numpy_are_numbers():
    assert digest(np.float64(0.5), np.int64(3), np.bool_(True)) == digest(0.5, 3, True)


def test_places_can_be_left_out():
    person = Person(id="ivan", sex="male", stature_m=1.8, mass_kg=80.0)
    moved = replace(person, place=Place(file="film.yaml", line=9, column=1))
    assert digest(person) != digest(moved)
    assert digest(person, places=False) == digest(moved, places=False)


def test_paths_count_by_their_text_and_other_things_are_refused():
    assert digest(PurePosixPath("a/b")) != digest("a/b")
    with pytest.raises(TypeError, match="no digest for a object"):
        digest(object())
