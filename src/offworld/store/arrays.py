"""Arrays in one file that is the same, byte for byte, for the same arrays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# A zip file carries the time of each part: the earliest that it can say, always.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def pack_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The arrays as an uncompressed ``.npz`` that ``numpy.load`` reads, in order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as box:
        for name in sorted(arrays):
            array = np.ascontiguousarray(arrays[name])
            part = io.BytesIO()
            little = array.astype(array.dtype.newbyteorder("<"), copy=False)
            np.lib.format.write_array(part, little, version=(1, 0), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=_NO_TIME)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            box.writestr(info, part.getvalue())
    return out.getvalue()


def unpack_arrays(data: bytes) -> dict[str, NDArray[Any]]:
    """The arrays of ``pack_arrays`` by name.

    Raises:
        ValueError: the bytes are no such file.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as box:
            return {name: box[name] for name in box.files}
    except (zipfile.BadZipFile, OSError, KeyError, EOFError) as error:
        raise ValueError(str(error)) from error
