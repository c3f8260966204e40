from __future__ import annotations

import base64
import json
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from offworld.viewer.pack import Pack, directions, shares

KINDS = {"u8": "u1", "i8": "i1", "u16": "<u2", "i16": "<i2", "u32": "<u4", "f32": "<f4"}


def unpacked(text):
    """What the browser makes of a container: the header, and its arrays by name."""
    whole = zlib.decompress(base64.b64decode(text))
    (length,) = struct.unpack_from("<I", whole)
    header = json.loads(whole[4 : 4 + length])
    body = whole[4 + length :]
    found = {}
    for name, (kind, rows, columns, order, offset) in header["arrays"].items():
        size = np.dtype(KINDS[kind]).itemsize
        planes = np.frombuffer(body, np.uint8, rows * columns * size, offset).reshape(size, -1)
        values = np.ascontiguousarray(planes.T).view(f"<u{size}").reshape(columns, rows)
        for _ in range(0 if kind == "f32" else order):
            values = np.cumsum(values, axis=1, dtype=values.dtype)
        found[name] = np.ascontiguousarray(values).view(KINDS[kind]).T
    return header, found


@given(
    st.sampled_from(sorted(KINDS.values())).flatmap(
        lambda kind: arrays.arrays(kind, st.tuples(st.integers(1, 20), st.integers(1, 4)))
    ),
    st.integers(0, 2),
)
def test_an_array_comes_back_bit_by_bit(values, order):
    pack = Pack()
    pack.add("before", np.arange(3, dtype=np.uint8))
    pack.add("it", values, order)
    header, found = unpacked(pack.text({"word": "Привет"}))
    assert header["word"] == "Привет"
    assert found["it"].tobytes() == np.ascontiguousarray(values).tobytes()
    assert found["before"].ravel().tolist() == [0, 1, 2]


@given(arrays.arrays(np.float64, (7, 6), elements=st.floats(-50, 50)))
def test_places_come_back_within_half_a_step(places):
    pack = Pack()
    how = pack.add_places("places", places, 1)
    _, found = unpacked(pack.text({}))
    back = how["low"] + how["step"] * found["places"].astype(float)
    assert np.abs(back - places).max() <= 0.5 * how["step"] + 1e-9
    assert how["step"] <= max(np.ptp(places) / 65535, 1e-6)


def test_the_same_content_is_the_same_text():
    def text():
        pack = Pack()
        pack.add("a", np.arange(12, dtype=np.int16).reshape(4, 3), 2)
        return pack.text({"b": 1})

    assert text() == text()


def test_nothing_is_no_trouble():
    pack = Pack()
    assert pack.add_places("none", np.zeros((0, 3)))["low"] == 0.0
    _, found = unpacked(pack.text({}))
    assert found["none"].shape == (0, 3)


def test_directions_and_shares_are_eight_bits():
    assert directions([[0.0, 1.0, -1.0]]).tolist() == [[0, 127, -127]]
    assert shares([-1.0, 0.5, 2.0]).tolist() == [0, 128, 255]
    slanted = np.array([0.6, 0.8, 0.0])
    told = directions(slanted) / 127.0
    assert np.degrees(np.arccos(told @ slanted / np.linalg.norm(told))) == pytest.approx(0.0, abs=0.5)
