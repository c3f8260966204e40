"""Digests of content: equal for equal records, on any machine, whatever file or run they came from."""

from __future__ import annotations

import dataclasses
import hashlib
import struct
from fractions import Fraction
from pathlib import PurePath
from typing import Any, Protocol

import numpy as np

from offworld.film.basic import Place


class _Hash(Protocol):
    def update(self, data: bytes, /) -> object: ...


def digest(*things: Any, places: bool = True) -> str:
    """The SHA-256 of what records hold, as 64 hexadecimal digits.

    Args:
        things: records of ``offworld.film``, arrays, and plain values of any depth.
        places: whether it matters where in a text file a thing was read from; without, a comment added
            above a beat changes nothing.

    Raises:
        TypeError: a value of a kind that no record holds.
    """
    state = hashlib.sha256()
    for thing in things:
        _feed(state, thing, places)
    return state.hexdigest()


def digest_bytes(data: bytes) -> str:
    """The SHA-256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _feed(state: _Hash, value: Any, places: bool) -> None:
    """Adds a value with a letter for its kind and its length, so that no two values look alike."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Place) and not places:
            return
        _text(state, b"r", type(value).__name__)
        for field in dataclasses.fields(value):
            _text(state, b"f", field.name)
            _feed(state, getattr(value, field.name), places)
        state.update(b".")
    elif isinstance(value, tuple | list):
        state.update(b"l%d:" % len(value))
        for item in value:
            _feed(state, item, places)
    elif isinstance(value, dict):
        state.update(b"d%d:" % len(value))
        for key in sorted(value):
            _feed(state, key, places)
            _feed(state, value[key], places)
    elif isinstance(value, np.ndarray):
        plain = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
        _text(state, b"a", f"{plain.dtype.str}{plain.shape}")
        state.update(plain.tobytes())
    else:
        _feed_plain(state, value)


def _feed_plain(state: _Hash, value: Any) -> None:
    if value is None:
        state.update(b"n")
    elif isinstance(value, bool | np.bool_):
        state.update(b"t" if value else b"u")
    elif isinstance(value, int | np.integer):
        _text(state, b"i", str(int(value)))
    elif isinstance(value, float | np.floating):
        state.update(b"x" + struct.pack("<d", float(value)))
    elif isinstance(value, str):
        _text(state, b"s", value)
    elif isinstance(value, Fraction):
        _text(state, b"q", str(value))
    elif isinstance(value, bytes):
        state.update(b"b%d:" % len(value) + value)
    elif isinstance(value, PurePath):
        _text(state, b"p", value.as_posix())
    else:
        raise TypeError(f"no digest for a {type(value).__name__}")


def _text(state: _Hash, kind: bytes, text: str) -> None:
    data = text.encode()
    state.update(kind + b"%d:" % len(data) + data)
