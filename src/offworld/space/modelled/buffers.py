"""The arrays of a glTF file, by the Khronos specification glTF 2.0 (2021), sections 3.6 and 5.1."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import numpy as np

from offworld.errors import FilmError, Problem
from offworld.geometry.rotation import FloatArray

_TYPES: Final = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS: Final = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
MOST_BYTES: Final = 256 << 20
"""Largest file that is opened, bytes."""


def broken(what: str, file: str, remedy: str = "export it again") -> FilmError:
    """A model that cannot be read."""
    return FilmError(Problem(what=what, remedy=remedy, file=file, kind="bad-model"))


class Buffers:
    """The buffers of one file."""

    def __init__(self, tree: Mapping[str, Any], packed: bytes, path: Path, shown: str) -> None:
        """Makes ready to read.

        Args:
            tree: the JSON of the file.
            packed: what a .glb carries behind it.
            path: the file; buffers in other files lie beside it.
            shown: how messages call it.
        """
        self._tree, self._shown = tree, shown
        self._raw = [self._load(one, packed, path) for one in tree.get("buffers", [])]

    def array(self, number: int) -> FloatArray:
        """The values of an accessor as floats, (count, width).

        Raises:
            FilmError: the file does not hold what it says, or holds it in a way that is not read here.
        """
        try:
            return self._array(self._tree["accessors"][number])
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise broken("it does not hold the arrays that it names", self._shown) from error

    def _array(self, accessor: Mapping[str, Any]) -> FloatArray:
        if "sparse" in accessor or "bufferView" not in accessor:
            raise broken(
                "it holds sparse arrays, which are not read", self._shown, "export it without shape keys"
            )
        view = self._tree["bufferViews"][accessor["bufferView"]]
        kind = np.dtype(_TYPES[accessor["componentType"]])
        count, width = int(accessor["count"]), _WIDTHS[accessor["type"]]
        start = int(view.get("byteOffset", 0)) + int(accessor.get("byteOffset", 0))
        step = int(view.get("byteStride", kind.itemsize * width))
        raw = self._raw[view["buffer"]]
        if (
            count < 0
            or start < 0
            or step < 1
            or start + (count - 1) * step + kind.itemsize * width > len(raw)
        ):
            raise ValueError("out of the buffer")
        cells = np.ndarray((count, width), kind, raw, start, (step, kind.itemsize))
        values: FloatArray = cells.astype(np.float64)
        if accessor.get("normalized") and kind.kind in "iu":
            values = np.maximum(values / np.iinfo(kind).max, -1.0)
        return values

    def _load(self, buffer: Mapping[str, Any], packed: bytes, path: Path) -> bytes:
        uri = buffer.get("uri")
        if uri is None:
            return packed
        if uri.startswith("data:"):
            try:
                return base64.b64decode(uri.partition(",")[2], validate=True)
            except binascii.Error as error:
                raise broken("a buffer in it cannot be read", self._shown) from error
        beside = (path.parent / unquote(uri)).resolve()
        if not beside.is_relative_to(path.parent.resolve()) or not beside.is_file():
            raise broken(
                f"its buffer {uri[:80]!r} does not lie beside it",
                self._shown,
                "bring both files, or export as .glb",
            )
        if beside.stat().st_size > MOST_BYTES:
            raise broken(
                f"its buffer is larger than {MOST_BYTES >> 20} MB", self._shown, "simplify the model"
            )
        return beside.read_bytes()
