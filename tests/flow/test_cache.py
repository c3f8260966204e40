from __future__ import annotations

import json

import pytest

from offworld.flow.cache import Cache


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def keep(cache, key="k1", text="hello"):
    made = cache.workplace()
    (made / "sub").mkdir()
    (made / "sub" / "a").write_text(text)
    (made / "b").write_text("b")
    return cache.keep("take", key, made)


def test_what_was_kept_is_found_by_another_run(cache):
    kept = keep(cache)
    found = Cache(cache.folder).find("take", "k1")
    assert found == kept
    assert (found.folder / "sub" / "a").read_text() == "hello"
    assert Cache(cache.folder).find("take", "k2") is None
    assert Cache(cache.folder).find("audit", "k1") is None


def test_the_digest_is_that_of_the_files_below(cache):
    one, two = keep(cache, "k1", "hello"), keep(cache, "k2", "other")
    assert one.digest() != two.digest()
    assert one.digest("b") == two.digest("b")
    assert one.digest("sub") != two.digest("sub")


def change(path):
    path.write_text("hellO")


def remove(path):
    path.unlink()


def add(path):
    path.with_name("new").write_text("x")


def truncate_head(path):
    (path.parents[2] / "entry.json").write_text('{"key": "k1"')


def head_of_another(path):
    head = path.parents[2] / "entry.json"
    head.write_text(head.read_text().replace('"k1"', '"k9"'))


def head_of_another_shape(path):
    (path.parents[2] / "entry.json").write_text("[]")


@pytest.mark.parametrize("harm", [change, remove, add, truncate_head, head_of_another, head_of_another_shape])
def test_a_harmed_entry_counts_as_never_made_and_can_be_made_again(cache, harm):
    kept = keep(cache)
    harm(kept.folder / "sub" / "a")
    later = Cache(cache.folder)
    assert later.find("take", "k1") is None
    assert keep(later) == kept
    assert Cache(cache.folder).find("take", "k1") == kept


def test_half_made_things_are_swept_and_whole_ones_stay(cache):
    kept = keep(cache)
    (cache.workplace() / "half").write_text("x")
    later = Cache(cache.folder)
    later.sweep()
    assert not list(cache.folder.glob("partial/*"))
    assert later.find("take", "k1") == kept


def test_two_workplaces_are_not_the_same(cache):
    assert cache.workplace() != cache.workplace()


def test_pruning_drops_what_is_not_wanted(cache):
    keep(cache, "k1")
    keep(cache, "k2")
    cache.prune("take", {"k2"}.__contains__)
    cache.prune("never made", {"k2"}.__contains__)
    assert cache.find("take", "k1") is None
    assert cache.find("take", "k2") is not None
    assert [path.name for path in (cache.folder / "take").iterdir()] == ["k2"]


def test_the_head_names_each_file(cache):
    kept = keep(cache)
    head = json.loads((kept.folder.parent / "entry.json").read_text())
    assert set(head["files"]) == {"b", "sub/a"}
