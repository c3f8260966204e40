"""Triangles as one line of text."""

import numpy as np
import pytest

from offworld.geometry.packed import pack, unpack


def test_what_is_packed_comes_back_and_the_same_twice():
    rng = np.random.default_rng(3)
    points, normals = rng.normal(size=(2, 7, 3)).astype("f4").astype(float)
    faces = rng.integers(0, 7, (5, 3))
    text = pack(points, normals, faces)
    assert text == pack(points, normals, faces)
    for found, known in zip(unpack(text), (points, normals, faces), strict=True):
        assert np.array_equal(found, known)
        assert not found.flags.writeable


@pytest.mark.parametrize(
    "text",
    ["", "nonsense!", "aGVsbG8=", pack(np.zeros((3, 3)), np.zeros((3, 3)), np.zeros((1, 3), int))[:-8]],
)
def test_other_text_is_refused(text):
    with pytest.raises(ValueError, match="no packed mesh"):
        unpack(text)
