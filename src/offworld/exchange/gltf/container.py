"""The two forms of a glTF file: one binary file (.glb), or JSON with its numbers beside it (.gltf).

After the Khronos specification of glTF 2.0 (ISO/IEC 12113), its chapters on GLB and on buffers.
"""

from __future__ import annotations

import base64
import json
import struct
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from offworld.errors import FilmError, Problem

_MAGIC: Final = b"glTF"
_JSON: Final = 0x4E4F534A
_BINARY: Final = 0x004E4942
_HEAD: Final = struct.Struct("<4sII")
_CHUNK: Final = struct.Struct("<II")


def packed(plain: dict[str, Any], binary: bytes) -> bytes:
    """A .glb of JSON and of one buffer; the same bytes for the same content."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    size = _HEAD.size + 2 * _CHUNK.size + len(text) + len(binary)
    return b"".join(
        [
            _HEAD.pack(_MAGIC, 2, size),
            _CHUNK.pack(len(text), _JSON), text,
            _CHUNK.pack(len(binary), _BINARY), binary,
        ]
    )  # fmt: skip


def unpacked(path: Path) -> tuple[dict[str, Any], list[bytes]]:
    """The JSON of a file of either form, and its buffers in their order.

    Raises:
        FilmError: it is no glTF 2.0, it is cut short, or a file that it names is not there.
    """
    try:
        data = path.read_bytes()
        plain, own = _chunks(data) if data[:4] == _MAGIC else (json.loads(data), None)
        if not str(plain["asset"]["version"]).startswith("2."):
            raise wrong(path, f"this is glTF {plain['asset']['version']}", "export it again as glTF 2.0")
        buffers = [_buffer(path, each, own) for each in plain.get("buffers", [])]
        for each, held in zip(plain.get("buffers", []), buffers, strict=True):
            if len(held) < each["byteLength"]:
                raise wrong(
                    path, "its numbers are cut short", "export it again, and copy .gltf and .bin together"
                )
    except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
        raise wrong(
            path, f"this cannot be read as glTF ({error})", "export it again as .glb or .gltf"
        ) from error
    return plain, buffers


def wrong(path: Path, what: str, remedy: str) -> FilmError:
    """A mistake in a file of glTF."""
    return FilmError(Problem(what=what, remedy=remedy, file=str(path), kind="gltf"))


def _chunks(data: bytes) -> tuple[dict[str, Any], bytes]:
    """JSON and the buffer of a .glb."""
    found: dict[int, bytes] = {}
    _, _, size = _HEAD.unpack_from(data)
    if size > len(data):
        raise ValueError("it is cut short")
    at = _HEAD.size
    while at + _CHUNK.size <= size:
        length, kind = _CHUNK.unpack_from(data, at)
        at += _CHUNK.size
        found.setdefault(kind, data[at : at + length])
        at += length
    return json.loads(found[_JSON]), found.get(_BINARY, b"")


def _buffer(path: Path, each: dict[str, Any], own: bytes | None) -> bytes:
    """A buffer: the file's own, in the text itself, or a file beside it."""
    address = each.get("uri")
    if address is None:
        return own or b""
    if address.startswith("data:"):
        return base64.b64decode(address.partition(",")[2])
    beside = (path.parent / unquote(address)).resolve()
    if not beside.is_relative_to(path.parent.resolve()):
        raise ValueError(f"{address} lies outside of its folder")
    return beside.read_bytes()
