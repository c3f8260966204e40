"""Takes on disk: what is written is read, and whatever was changed is found."""

import dataclasses
import os

import msgspec
import numpy as np
import pytest

from offworld.errors import BadTake, StoreError
from offworld.film.take import Stream, Take
from offworld.store import digest
from offworld.store.content import digest_bytes
from offworld.store.take import read_head, read_take, write_take


def test_what_is_written_is_read(small_take, tmp_path):
    write_take(small_take, tmp_path / "take")
    again = read_take(tmp_path / "take")
    assert digest(again) == digest(small_take)
    assert again.holds == small_take.holds
    assert again.rehearsal == small_take.rehearsal
    assert again.poses.dtype == np.float32
    assert np.array_equal(again.stream.coordinates, small_take.stream.coordinates)


def test_the_same_take_gives_the_same_bytes(small_take, tmp_path):
    for name in ("one", "two"):
        write_take(small_take, tmp_path / name, digests={"code": "abc"})
    for file in ("take.json", "arrays.npz", "stream.npz"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_digests_of_what_it_depends_on_are_kept(small_take, tmp_path):
    write_take(small_take, tmp_path / "take", digests={"lock": "123"})
    assert read_head(tmp_path / "take")["digests"] == {
        "lock": "123",
        "rehearsal": digest(small_take.rehearsal),
    }


def test_the_stream_is_optional(small_take, tmp_path):
    write_take(small_take, tmp_path / "take", keep_stream=False)
    assert sorted(path.name for path in (tmp_path / "take").iterdir()) == ["arrays.npz", "take.json"]
    assert read_take(tmp_path / "take").stream is None


def test_the_stream_need_not_be_read(small_take, tmp_path):
    write_take(small_take, tmp_path / "take")
    (tmp_path / "take" / "stream.npz").unlink()
    assert read_take(tmp_path / "take", with_stream=False).stream is None
    with pytest.raises(BadTake, match=r"stream\.npz: is not there — make the take again"):
        read_take(tmp_path / "take")


def test_a_take_is_replaced_whole(small_take, tmp_path):
    write_take(small_take, tmp_path / "take")
    write_take(dataclasses.replace(small_take, stream=None), tmp_path / "take")
    assert sorted(path.name for path in (tmp_path / "take").iterdir()) == ["arrays.npz", "take.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["take"]


def test_a_write_that_fails_leaves_the_old_take(small_take, tmp_path, monkeypatch):
    write_take(small_take, tmp_path / "take")
    before = (tmp_path / "take" / "take.json").read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_take(dataclasses.replace(small_take, fingerprint="other"), tmp_path / "take")
    assert (tmp_path / "take" / "take.json").read_bytes() == before
    monkeypatch.undo()
    write_take(small_take, tmp_path / "take")
    assert [path.name for path in tmp_path.iterdir()] == ["take"]


def test_a_number_that_json_cannot_hold_is_refused_at_writing(small_take, tmp_path):
    bad = dataclasses.replace(small_take, remainder=(("ivan", float("nan"), 0.0),))
    with pytest.raises(BadTake, match="remainder"):
        write_take(bad, tmp_path / "take")
    assert not list(tmp_path.iterdir())


def _flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _cut(path):
    path.write_bytes(path.read_bytes()[:-10])


@pytest.mark.parametrize("file", ["take.json", "arrays.npz", "stream.npz"])
@pytest.mark.parametrize(
    "harm", [_flip, _cut, lambda path: path.unlink(), lambda path: path.write_bytes(b"")]
)
def test_a_harmed_file_is_named(small_take, tmp_path, file, harm):
    write_take(small_take, tmp_path / "take")
    harm(tmp_path / "take" / file)
    with pytest.raises(StoreError) as caught:
        read_take(tmp_path / "take")
    assert caught.value.path == tmp_path / "take" / file
    assert "—" in str(caught.value)


def _doctor(folder, edit):
    """Edits take.json as one would who also mends its digest."""
    path = folder / "take.json"
    head = msgspec.json.decode(path.read_bytes())
    edit(head)
    body = {name: head[name] for name in ("digests", "files", "take") if name in head}
    head["sha256"] = digest_bytes(msgspec.json.encode(body, order="deterministic"))
    path.write_bytes(msgspec.json.encode(head))


def _misspell(head):
    head["take"]["holds"][0]["force_limt"] = head["take"]["holds"][0].pop("force_limit")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda head: head.update(schema="other"), "is not a take"),
        (lambda head: head.update(version=99), "of version 99"),
        (lambda head: head.update(extra=1), "unknown key 'extra'"),
        (lambda head: head["take"].update(extra=1), "record 'extra' is not known"),
        (lambda head: head["take"].pop("cuts"), "record 'cuts' is missing"),
        (_misspell, r"unknown key 'force_limt' at holds\[0\]; did you mean 'force_limit'"),
        (
            lambda head: head["take"]["rehearsal"]["scene"]["beats"][0]["start"].update(wrd=""),
            "unknown key 'wrd'",
        ),
        (lambda head: head["take"].update(step_ticks="4"), "step_ticks"),
        (lambda head: head["take"]["holds"][0].update(node=40), "hold 1 is on a node that is not there"),
        (lambda head: head["take"]["outcomes"][0].update(outcome="won"), "outcome"),
        (lambda head: head["take"]["assembly"]["nodes"][1].update(parent=2), "comes before its parent"),
        (lambda head: head["take"]["assembly"]["nodes"][1].update(dof=700), "names a velocity"),
        (lambda head: head["take"]["assembly"]["sites"][0].update(node=9), "on a node that is not there"),
        (lambda head: head["take"]["keys"].pop(), "'ledger' is float64"),
        (lambda head: head["files"].update({"../evil": {}}), "lacks digests, files or take"),
        (lambda head: head.update(take=[]), "lacks digests, files or take"),
        (lambda head: head["files"]["stream.npz"].update(bytes=3), "bytes where 3 were written"),
    ],
)
def test_a_doctored_head_is_refused(small_take, tmp_path, edit, message):
    write_take(small_take, tmp_path / "take")
    _doctor(tmp_path / "take", edit)
    with pytest.raises(BadTake, match=message):
        read_take(tmp_path / "take")


@pytest.mark.parametrize(
    ("text", "message"), [(b"[1, 2]", "is not a take"), (b"{", "no JSON"), (b"[" * 100_000, "no JSON")]
)
def test_other_json_is_no_take(tmp_path, text, message):
    (tmp_path / "take.json").write_bytes(text)
    with pytest.raises(BadTake, match=message):
        read_take(tmp_path)


def test_a_path_that_is_no_folder(tmp_path):
    (tmp_path / "take").write_text("x")
    with pytest.raises(BadTake, match="name the folder of a take"):
        read_take(tmp_path / "take")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("coordinates", np.zeros((6, 3)), "'coordinates' is float64"),
        ("torques", np.zeros((5, 1), np.int64), "'torques' is int64"),
        ("joint_dofs", np.array([7]), "'joint_dofs' points outside"),
        ("impulse_key", np.array([0, 1]), "'impulse_key' points outside"),
        ("hold_step", np.array([-1]), "'hold_step' points outside"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(small_take, tmp_path, field, value, message):
    stream = dataclasses.replace(small_take.stream, **{field: value})
    with pytest.raises(BadTake, match=message):
        write_take(dataclasses.replace(small_take, stream=stream), tmp_path / "take")


def test_samples_go_forward(small_take, tmp_path):
    with pytest.raises(BadTake, match="does not increase"):
        write_take(dataclasses.replace(small_take, sample_ticks=np.array([0, 8, 8])), tmp_path / "take")


def test_every_field_of_a_take_is_kept():
    from offworld.store import take as module

    kept = {*module._ARRAY_FIELDS, *module._RECORD_FIELDS, "stream"}
    assert kept == {field.name for field in dataclasses.fields(Take)}
    assert set(module._STREAM_FIELDS) == {field.name for field in dataclasses.fields(Stream)}
    assert {"poses", "ledger", "sample_ticks"} == set(module._ARRAY_FIELDS)
