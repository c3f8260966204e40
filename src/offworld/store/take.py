"""Takes on disk: one folder that needs no simulator to read. The format is described in ``docs/take.md``.

``take.json`` holds the records, ``arrays.npz`` what pictures need, ``stream.npz`` the audit stream if it
is kept. ``take.json`` carries the digest of each other file and of its own content, so that whatever was
changed or cut short is found before anything is believed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast, get_type_hints

import msgspec
from numpy.typing import NDArray

from offworld.errors import BadTake
from offworld.film.take import Array, Stream, Take
from offworld.store.arrays import pack_arrays, unpack_arrays
from offworld.store.content import digest, digest_bytes
from offworld.store.records import from_plain, to_plain
from offworld.store.take_arrays import check_arrays
from offworld.store.whole import write_whole_folder

SCHEMA: Final = "offworld.take"
VERSION: Final = 1
_HEAD: Final = "take.json"
_ARRAYS: Final = "arrays.npz"
_STREAM: Final = "stream.npz"
_ANEW: Final = "make the take again: offworld rehearse FILM SCENE"

_HINTS: Final[dict[str, Any]] = get_type_hints(Take)
_ARRAY_FIELDS: Final = tuple(name for name, hint in _HINTS.items() if hint == Array)
_RECORD_FIELDS: Final = tuple(name for name in _HINTS if name not in {*_ARRAY_FIELDS, "stream"})
_STREAM_FIELDS: Final = tuple(field.name for field in dataclasses.fields(Stream))


def write_take(
    take: Take, folder: Path, *, keep_stream: bool = True, digests: Mapping[str, str] | None = None
) -> None:
    """Writes a take as a folder, whole or not at all, in place of any that was there.

    Args:
        take: the take.
        folder: becomes the take.
        keep_stream: without its audit stream a take is small, but cannot be audited.
        digests: of what else it depends on (code, lock), by name; that of the rehearsal is always there.

    Raises:
        BadTake: the take holds something that could not be read back.
    """
    files = {_ARRAYS: pack_arrays({name: getattr(take, name) for name in _ARRAY_FIELDS})}
    if keep_stream and take.stream is not None:
        files[_STREAM] = pack_arrays({name: getattr(take.stream, name) for name in _STREAM_FIELDS})
    body = {
        "digests": {"rehearsal": digest(take.rehearsal), **(digests or {})},
        "files": {name: {"bytes": len(data), "sha256": digest_bytes(data)} for name, data in files.items()},
        "take": {name: to_plain(getattr(take, name)) for name in _RECORD_FIELDS},
    }
    # Encoded once for its digest and decoded again, so that what cannot be read back is never written.
    head = {"schema": SCHEMA, "version": VERSION, "sha256": digest_bytes(_canonical(body)), **body}
    text = msgspec.json.format(msgspec.json.encode(head), indent=1) + b"\n"
    arrays = {name: unpack_arrays(data) for name, data in files.items()}
    _take_from(folder / _HEAD, _head_from(folder / _HEAD, text), arrays)
    write_whole_folder(folder, {_HEAD: text, **files})


def read_take(folder: Path, *, with_stream: bool = True) -> Take:
    """Reads a take that ``write_take`` wrote.

    Args:
        folder: the take.
        with_stream: without, the audit stream is neither read nor checked.

    Raises:
        BadTake: something is missing, cut short, changed, unknown or of another version; the message names
            the file and the remedy.
    """
    head = read_head(folder)
    wanted = {name: entry for name, entry in head["files"].items() if with_stream or name != _STREAM}
    arrays = {name: _read_arrays(folder / name, entry) for name, entry in wanted.items()}
    return _take_from(folder / _HEAD, head, arrays)


def read_head(folder: Path) -> dict[str, Any]:
    """What ``take.json`` holds, checked against its own digest: digests, files, records as plain values.

    Raises:
        BadTake: it is missing, changed or of another version.
    """
    return _head_from(folder / _HEAD, _read(folder / _HEAD))


def _canonical(body: Mapping[str, Any]) -> bytes:
    """The bytes that the digest of ``take.json`` is taken of."""
    return msgspec.json.encode(body, order="deterministic")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        remedy = "name the folder of a take, which holds take.json" if path.name == _HEAD else _ANEW
        raise BadTake(f"is not there — {remedy}", path) from error
    except OSError as error:
        raise BadTake(f"cannot be read ({error.strerror}) — name the folder of a take", path) from error


def _head_from(path: Path, text: bytes) -> dict[str, Any]:
    try:
        head = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadTake(f"is no JSON or was cut short ({error}) — {_ANEW}", path) from error
    if not isinstance(head, dict) or head.get("schema") != SCHEMA:
        raise BadTake(f"is not a take: its schema is not {SCHEMA!r} — name the folder of a take", path)
    if head.get("version") != VERSION:
        raise BadTake(
            f"is of version {head.get('version')!r}, this Offworld reads version {VERSION} — {_ANEW}", path
        )
    body = {name: head.get(name) for name in ("digests", "files", "take")}
    unknown = sorted(set(head) - {"schema", "version", "sha256", *body})
    if unknown:
        raise BadTake(f"holds the unknown key {unknown[0][:60]!r} — {_ANEW}", path)
    if head.get("sha256") != digest_bytes(_canonical(body)):
        raise BadTake(f"was changed after it was written: its digest does not match — {_ANEW}", path)
    if not all(isinstance(value, dict) for value in body.values()) or not _files_are_sound(body["files"]):
        raise BadTake(f"lacks digests, files or take — {_ANEW}", path)
    return cast("dict[str, Any]", head)


def _files_are_sound(files: Any) -> bool:
    """Whether the table of files names only files of a take, so that no name climbs out of the folder."""
    return set(files) in ({_ARRAYS}, {_ARRAYS, _STREAM}) and all(
        isinstance(entry, dict) and set(entry) == {"bytes", "sha256"} for entry in files.values()
    )


def _read_arrays(path: Path, entry: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    data = _read(path)
    if len(data) != entry["bytes"]:
        raise BadTake(f"has {len(data)} bytes where {entry['bytes']} were written — {_ANEW}", path)
    if digest_bytes(data) != entry["sha256"]:
        raise BadTake(f"was changed after it was written: its digest does not match — {_ANEW}", path)
    try:
        return unpack_arrays(data)
    except ValueError as error:
        raise BadTake(f"holds no arrays ({error}) — {_ANEW}", path) from error


def _take_from(path: Path, head: Mapping[str, Any], arrays: Mapping[str, dict[str, NDArray[Any]]]) -> Take:
    plain = head["take"]
    try:
        _same_names("record", set(plain), set(_RECORD_FIELDS))
        _same_names("array", set(arrays[_ARRAYS]), set(_ARRAY_FIELDS))
        fields: dict[str, Any] = {
            name: from_plain(plain[name], _HINTS[name], name) for name in _RECORD_FIELDS
        }
        stream = None
        if _STREAM in arrays:
            _same_names("array of the stream", set(arrays[_STREAM]), set(_STREAM_FIELDS))
            stream = Stream(**arrays[_STREAM])
        take = Take(**fields, **cast("dict[str, Any]", arrays[_ARRAYS]), stream=stream)
        check_arrays(take)
    except ValueError as error:
        raise BadTake(f"{error} — {_ANEW}", path) from error
    return take


def _same_names(kind: str, found: set[str], wanted: set[str]) -> None:
    for name in sorted(found ^ wanted):
        state = "is missing" if name in wanted else "is not known"
        raise ValueError(f"the {kind} {name[:60]!r} {state}")
