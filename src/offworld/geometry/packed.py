"""Triangles as one line of text, so that records of big sets stay small: corners, normals, triangles.

The form: base 64 of zlib of two little-endian 32-bit counts (n corners, m triangles), n · 3 floats of 32 bits for the
corners, n · 3 for the normals, and m · 3 unsigned 32-bit indices.
"""

from __future__ import annotations

import base64
import functools
import zlib

import numpy as np
from numpy.typing import NDArray

from offworld.geometry.rotation import FloatArray

IntArray = NDArray[np.int64]


def pack(points: FloatArray, normals: FloatArray, faces: IntArray) -> str:
    """Corners (n, 3) and their normals (n, 3), and triangles (m, 3) of indices, as text."""
    head = np.array([len(points), len(faces)], dtype="<u4")
    parts = (head, points.astype("<f4"), normals.astype("<f4"), faces.astype("<u4"))
    raw = b"".join(np.ascontiguousarray(part).tobytes() for part in parts)
    return base64.b64encode(zlib.compress(raw, 9)).decode("ascii")


@functools.lru_cache(maxsize=256)
def unpack(text: str) -> tuple[FloatArray, FloatArray, IntArray]:
    """Corners (n, 3), normals (n, 3) and triangles (m, 3) of a packed mesh; not to be written into.

    Raises:
        ValueError: the text is no packed mesh.
    """
    try:
        raw = zlib.decompress(base64.b64decode(text, validate=True))
        n, m = (int(count) for count in np.frombuffer(raw, "<u4", 2))
        points = np.frombuffer(raw, "<f4", 3 * n, 8).reshape(n, 3).astype(np.float64)
        normals = np.frombuffer(raw, "<f4", 3 * n, 8 + 12 * n).reshape(n, 3).astype(np.float64)
        faces = np.frombuffer(raw, "<u4", 3 * m, 8 + 24 * n).reshape(m, 3).astype(np.int64)
    except (ValueError, zlib.error) as error:
        raise ValueError("this is no packed mesh") from error
    for array in (points, normals, faces):
        array.setflags(write=False)
    return points, normals, faces
