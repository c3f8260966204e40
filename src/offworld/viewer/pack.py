"""The container of the browser file: whole numbers in columns, told as differences, deflated, as text.

A browser reads it without a network: base64 in a script, and its own `DecompressionStream`. Layout: length of the
header (uint32, little-endian), the header (JSON, padded to four bytes), then the columns one after the other. Each
array (rows, columns) is written column by column; each column as differences of some order along its rows (they wrap,
so nothing is lost); of each number first all low bytes, then all higher ones, which deflates best.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from offworld.geometry.rotation import FloatArray

Array = NDArray[Any]

_KINDS: Final = {
    "uint8": "u8",
    "int8": "i8",
    "uint16": "u16",
    "int16": "i16",
    "uint32": "u32",
    "float32": "f32",
}
_LEAST_STEP: Final = 1e-6
"""Smallest step of a quantised number: where all are alike, any will do."""


class Pack:
    """Arrays that are on their way into one file."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._table: dict[str, list[Any]] = {}
        self._size = 0

    def add(self, name: str, values: Array, order: int = 0) -> str:
        """Takes in an array (rows,) or (rows, columns) of a kind that the browser knows, and gives back its name.

        Args:
            name: under which the browser finds it.
            values: 8, 16 or 32 bits each; floats are kept as they are.
            order: of the differences along the rows.
        """
        table = values if values.ndim == 2 else values[:, None]
        rows, columns = table.shape
        data = _planes(table, 0 if values.dtype.kind == "f" else order)
        self._table[name] = [_KINDS[values.dtype.name], rows, columns, order, self._size]
        self._parts.append(data)
        self._size += len(data)
        return name

    def add_places(self, name: str, places: FloatArray, order: int = 0) -> dict[str, Any]:
        """Takes in places (rows, 3k) as 16 bits each in the box about them; gives back how to read them.

        The error is at most half of 1/65535 of the longest side of the box: 0.07 mm in a room of 9 m.
        """
        low, step = 0.0, _LEAST_STEP
        if places.size:
            low = float(places.min())
            step = max(float(np.ptp(places)) / 65535.0, _LEAST_STEP)
        whole = np.round((places - low) / step).astype(np.uint16)
        return {"array": self.add(name, whole, order), "low": low, "step": step}

    def text(self, header: dict[str, Any]) -> str:
        """Everything as base64, with a header of plain data; the same text for the same content."""
        told = json.dumps(
            {**header, "arrays": self._table}, ensure_ascii=False, separators=(",", ":")
        ).encode()
        told += b" " * (-len(told) % 4)
        whole = struct.pack("<I", len(told)) + told + b"".join(self._parts)
        return base64.b64encode(zlib.compress(whole, 9)).decode()


def _planes(table: Array, order: int) -> bytes:
    """An array as columns of differences in planes of bytes."""
    columns = np.ascontiguousarray(table.T)
    size = columns.dtype.itemsize
    if columns.dtype.kind in "iu":
        columns = columns.view(f"<u{size}")
        for _ in range(order):
            columns = np.diff(columns, axis=1, prepend=columns.dtype.type(0))
        columns = np.ascontiguousarray(columns)
    return np.ascontiguousarray(columns.view(np.uint8).reshape(-1, size).T).tobytes()


def directions(unit: ArrayLike) -> Array:
    """Unit vectors (..., 3) as 8 bits each, within half a degree."""
    return np.asarray(np.round(127.0 * np.clip(np.asarray(unit), -1.0, 1.0)).astype(np.int8))


def shares(values: ArrayLike) -> Array:
    """Numbers from 0 to 1 as 8 bits each."""
    return np.asarray(np.round(255.0 * np.clip(np.asarray(values), 0.0, 1.0)).astype(np.uint8))
