from __future__ import annotations

from pathlib import Path

from offworld.flow.files import digest_files, digest_of, file_digest, files_below, json_bytes, link_whole


def test_the_digest_of_a_file_is_that_of_its_content(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert file_digest(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_order_of_keys_does_not_matter_and_values_do():
    assert digest_of({"a": 1, "b": "é"}) == digest_of({"b": "é", "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})
    assert json_bytes({"b": 1, "a": "é"}) == json_bytes({"a": "é", "b": 1})


def test_files_below_come_in_a_fixed_order(tmp_path):
    for name in ("b/2", "b/1", "a", "c/d/e"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert list(files_below(tmp_path)) == ["a", "b/1", "b/2", "c/d/e"]
    assert set(digest_files(tmp_path)) == {"a", "b/1", "b/2", "c/d/e"}


def test_a_link_replaces_what_was_there_and_leaves_nothing_beside(tmp_path):
    source, place = tmp_path / "source", tmp_path / "out" / "place"
    source.write_text("new")
    place.parent.mkdir()
    place.write_text("old")
    link_whole(source, place)
    link_whole(source, place)
    assert place.read_text() == "new"
    assert place.samefile(source)
    assert [path.name for path in place.parent.iterdir()] == ["place"]


def test_where_there_are_no_links_it_is_a_copy(tmp_path, monkeypatch):
    def refuse(self, target):
        raise OSError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    (tmp_path / "source").write_text("new")
    link_whole(tmp_path / "source", tmp_path / "place")
    assert (tmp_path / "place").read_text() == "new"
    assert not (tmp_path / "place").samefile(tmp_path / "source")
