"""Files of glTF that other programs write: every way in which the format keeps numbers, nodes and motion."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from offworld.errors import FilmError
from offworld.exchange.gltf.container import packed
from offworld.exchange.gltf.motion import Channel, value_at
from offworld.exchange.gltf.read import read_gltf
from offworld.geometry import rotation


def written(tmp_path, plain, data=b"", form="glb"):
    """A file of some form with one buffer."""
    whole = {"asset": {"version": "2.0"}, "buffers": [{"byteLength": len(data)}], **plain}
    path = tmp_path / f"scene.{'glb' if form == 'glb' else 'gltf'}"
    if form == "glb":
        path.write_bytes(packed(whole, data))
        return path
    if form == "text":
        whole["buffers"][0]["uri"] = "data:application/octet-stream;base64," + base64.b64encode(data).decode()
    else:
        whole["buffers"][0]["uri"] = "its%20numbers.bin"
        (tmp_path / "its numbers.bin").write_bytes(data)
    path.write_text(json.dumps(whole))
    return path


@pytest.mark.parametrize("form", ["glb", "text", "beside"])
def test_numbers_are_the_same_in_every_form_of_a_file(tmp_path, form):
    values = np.arange(6, dtype="<f4").reshape(2, 3)
    plain = {
        "bufferViews": [{"buffer": 0, "byteLength": 24}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 2, "type": "VEC3"}],
    }
    read = read_gltf(written(tmp_path, plain, values.tobytes(), form))
    np.testing.assert_array_equal(read.numbers(0), values)


def test_numbers_may_lie_apart_be_few_or_be_fractions(tmp_path):
    rows = np.array([(1.0, 2, 3), (4.0, 5, 6)], dtype=[("a", "<f4"), ("b", "<u2"), ("c", "<u2")])
    few = np.array([2], dtype="<u2").tobytes() + b"\0\0" + np.float32([7.0]).tobytes()
    whole = np.array([-128, -127, 0, 127], dtype="i1").tobytes()
    data = rows.tobytes() + few + whole
    plain = {
        "bufferViews": [
            {"buffer": 0, "byteLength": 16, "byteStride": 8},
            {"buffer": 0, "byteOffset": 16, "byteLength": 2},
            {"buffer": 0, "byteOffset": 20, "byteLength": 4},
            {"buffer": 0, "byteOffset": 24, "byteLength": 4},
        ],
        "accessors": [
            {"bufferView": 0, "byteOffset": 4, "componentType": 5123, "count": 2, "type": "VEC2"},
            {"componentType": 5126, "count": 4, "type": "SCALAR", "sparse": {
                "count": 1, "indices": {"bufferView": 1, "componentType": 5123}, "values": {"bufferView": 2},
            }},
            {"bufferView": 3, "componentType": 5120, "count": 4, "type": "SCALAR", "normalized": True},
        ],
    }  # fmt: skip
    read = read_gltf(written(tmp_path, plain, data))
    np.testing.assert_array_equal(read.numbers(0), [[2, 3], [5, 6]])
    np.testing.assert_array_equal(read.numbers(1)[:, 0], [0, 0, 7, 0])
    np.testing.assert_allclose(read.numbers(2)[:, 0], [-1.0, -1.0, 0.0, 1.0])


def test_nodes_stand_in_what_is_above_them(tmp_path):
    turn = rotation.from_axis_angle([0, 0, 1], np.array(0.5 * np.pi))
    place = np.eye(4)
    place[:3, 3] = (0.0, 0.0, 5.0)
    plain = {
        "nodes": [
            {"name": "in", "matrix": place.T.ravel().tolist()},
            {"name": "out", "children": [0], "translation": [1, 2, 3], "rotation": np.roll(turn, -1).tolist(),
             "scale": [2, 2, 2]},
        ]
    }  # fmt: skip
    read = read_gltf(written(tmp_path, plain))
    assert (read.where(0), read.where(1)) == ("/out/in", "/out")
    np.testing.assert_allclose(read.world(0)[0, :3, 3], [1.0, 2.0, 13.0])
    np.testing.assert_allclose(read.world(0)[0, :3, 0], [0.0, 2.0, 0.0], atol=1e-12)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a letter home", "cannot be read as glTF"),
        (b"glTF\2\0\0\0\xff\0\0\0", "cut short"),
        (b'{"asset": {"version": "1.0"}}', "glTF 1.0"),
        (b"{}", "cannot be read as glTF"),
        (b'{"asset": {"version": "2.0"}, "buffers": [{"byteLength": 9, "uri": "data:,"}]}', "cut short"),
        (b'{"asset": {"version": "2.0"}, "buffers": [{"byteLength": 9, "uri": "gone.bin"}]}', "gone.bin"),
        (b'{"asset": {"version": "2.0"}, "buffers": [{"byteLength": 9, "uri": "../x.bin"}]}', "outside"),
    ],
)
def test_what_is_not_whole_is_refused(tmp_path, content, said):
    path = tmp_path / "scene.gltf"
    path.write_bytes(content)
    with pytest.raises(FilmError, match=said):
        read_gltf(path)


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({}, "cannot be read"),
        ({"accessors": [{"componentType": 9, "count": 1, "type": "SCALAR"}]}, "cannot be read"),
        ({"accessors": [{"bufferView": 0, "componentType": 5126, "count": 9, "type": "VEC3"}],
          "bufferViews": [{"buffer": 0, "byteLength": 8}]}, "longer than its buffer"),
        ({"accessors": [{"bufferView": 0, "componentType": 5126, "count": 1, "type": "SCALAR"}],
          "bufferViews": [{"buffer": 0, "byteLength": 8, "extensions": {"EXT_meshopt_compression": {}}}],
          "extensionsRequired": ["EXT_meshopt_compression"]}, "EXT_meshopt_compression.*without compression"),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_read_are_refused(tmp_path, plain, said):
    read = read_gltf(written(tmp_path, plain, b"\0" * 8))
    with pytest.raises(FilmError, match=said):
        read.numbers(0)


def test_nodes_above_themselves_are_refused(tmp_path):
    read = read_gltf(written(tmp_path, {"nodes": [{"children": [1]}, {"children": [0]}]}))
    with pytest.raises(FilmError, match="above themselves"):
        read.where(0)


TIMES = np.array([-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 9.0])


def test_a_value_goes_from_key_to_key_in_each_way():
    keys, values = np.array([0.0, 1.0, 2.0]), np.array([[0.0], [1.0], [5.0]])
    line = value_at(Channel(times=keys, values=values, way="LINEAR"), TIMES, "translation")
    np.testing.assert_allclose(line[:, 0], [0.0, 0.0, 0.5, 1.0, 3.0, 5.0, 5.0])
    step = value_at(Channel(times=keys, values=values, way="STEP"), TIMES, "translation")
    np.testing.assert_allclose(step[:, 0], [0.0, 0.0, 0.0, 1.0, 1.0, 5.0, 5.0])
    one = value_at(Channel(times=keys[:1], values=values[1:2], way="LINEAR"), TIMES, "translation")
    np.testing.assert_allclose(one[:, 0], 1.0)


def test_against_a_cubic_a_spline_with_its_slopes_is_the_cubic_itself():
    keys = np.array([0.0, 1.0, 2.0])
    rows = np.stack([3 * keys**2, keys**3, 3 * keys**2], axis=-1).reshape(-1, 1)
    made = value_at(Channel(times=keys, values=rows, way="CUBICSPLINE"), TIMES, "translation")
    np.testing.assert_allclose(made[:, 0], np.clip(TIMES, 0.0, 2.0) ** 3, atol=1e-12)


def test_an_attitude_goes_the_short_way_about_one_axis():
    far = rotation.from_axis_angle([0, 1, 0], np.array([0.0, 1.0]))
    rows = np.roll(far * [[1.0], [-1.0]], -1, axis=-1)
    made = value_at(
        Channel(times=np.array([0.0, 2.0]), values=rows, way="LINEAR"), np.array([0.5]), "rotation"
    )
    wanted = rotation.from_axis_angle([0, 1, 0], np.array(0.25))
    assert rotation.angle_between(np.roll(made[0], 1), wanted) < 1e-12
