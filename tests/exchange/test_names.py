from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from offworld.exchange.names import prim_name, prim_names, set_paths

IDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


def test_names_are_those_of_the_film_where_they_can_be():
    assert [prim_name(text) for text in ("zhenya", "camera.a", "A", "7b")] == [
        "zhenya",
        "camera_a",
        "A",
        "_7b",
    ]


@given(IDS)
def test_a_name_is_an_identifier_and_depends_on_its_id_alone(text):
    assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", prim_name(text))
    assert prim_name(text) == prim_name(text)


@given(st.lists(IDS, max_size=8))
def test_no_two_ids_share_a_name(ids):
    names = prim_names(ids)
    assert set(names) == set(ids)
    assert len(set(names.values())) == len(set(ids))


def test_ids_of_other_letters_stay_apart():
    assert prim_name("Женя") != prim_name("Иван")


@given(st.lists(st.text("ab1._/", min_size=1, max_size=8), max_size=10))
def test_fixed_shapes_have_paths_of_their_own_one_group_deep(ids):
    paths = set_paths(ids)
    assert len(set(paths.values())) == len(set(ids))
    assert all(re.fullmatch(r"/Scene/Set/\w+/\w+", path) for path in paths.values())


def test_a_thing_of_the_set_is_found_under_its_group():
    paths = set_paths(["loop.3/strap", "loop.3/left leg", "work.wide.left.1.seam.2", "lamp"])
    assert paths["loop.3/strap"] == "/Scene/Set/loop_3/strap"
    assert paths["loop.3/left leg"] == "/Scene/Set/loop_3/left_leg"
    assert paths["work.wide.left.1.seam.2"] == "/Scene/Set/work/wide_left_1_seam_2"
    assert paths["lamp"] == "/Scene/Set/lamp/solid"


def test_what_is_added_to_a_set_renames_nothing_that_was_there():
    before = set_paths(["rail.s4", "table.top"])
    after = set_paths(["rail.s4", "table.top", "table.leg", "rail.s5"])
    assert all(after[text] == path for text, path in before.items())
