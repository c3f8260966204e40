"""Reading glTF: places, motions, forms of triangles, and files that are not as they should be."""

import json

import numpy as np
import pytest

from offworld.errors import FilmError
from offworld.space.modelled import glb as reader
from offworld.space.modelled.glb import read_gltf

BOX = [("Box", *(np.array([[0, 0, 0], [1, 0, 0], [1, 2, 0], [0, 2, 3.0]]), [[0, 1, 2, 3]]), 0)]


def read(tmp_path, data, name="m.glb", **more):
    path = tmp_path / name
    path.write_bytes(data)
    return read_gltf(path, name, **more)


def test_the_module_comes_as_it_was_modelled(model, own_module):
    parts = own_module.things()
    assert [thing.name for thing in model.things] == [name for name, *_ in parts]
    for thing, (_, points, faces, material) in zip(model.things, parts, strict=True):
        assert thing.points == pytest.approx(np.asarray(points, float), abs=1e-6)
        assert thing.faces.tolist() == [list(one) for one in own_module.fan(faces)]
        assert set(thing.materials) == {material}
    assert [one.name for one in model.materials] == [*(name for name, *_ in own_module.MATERIALS), ""]
    assert model.clear == (False, False, False, True, False, False)
    assert model.materials[own_module.LAMP].glow == pytest.approx(4.0)
    assert model.remarks == ()


def test_the_parts_may_lie_in_one_text_or_beside_it(tmp_path, own_module):
    import base64

    data = own_module.glb(BOX)
    size = int.from_bytes(data[12:16], "little")
    tree, raw = json.loads(data[20 : 20 + size]), data[28 + size :]
    known = read(tmp_path, data).things[0].points
    tree["buffers"][0]["uri"] = "data:application/octet-stream;base64," + base64.b64encode(raw).decode()
    assert read(tmp_path, json.dumps(tree).encode(), "in.gltf").things[0].points == pytest.approx(known)
    (tmp_path / "my part.bin").write_bytes(raw)
    tree["buffers"][0]["uri"] = "my%20part.bin"
    assert read(tmp_path, json.dumps(tree).encode(), "beside.gltf").things[0].points == pytest.approx(known)


def changed(own_module, change):
    data = own_module.glb(BOX)
    size = int.from_bytes(data[12:16], "little")
    tree, raw = json.loads(data[20 : 20 + size]), data[28 + size :]
    change(tree)
    return own_module.packed(tree, raw)


def test_groups_move_turn_scale_and_mirror(tmp_path, own_module):
    def change(tree):
        tree["nodes"] = [
            {"name": "Group", "children": [1], "translation": [1, 2, 3]},
            {"name": "Box", "mesh": 0, "scale": [-2, 1, 1], "rotation": [0, 0, 0.5**0.5, 0.5**0.5]},
        ]
        tree["scenes"] = [{"nodes": [0]}]

    found = read(tmp_path, changed(own_module, change)).things[0]
    assert found.path == ("Group", "Box")
    # In the file y is up: x, z, −y of ours; there a quarter turn about z after a mirror along x.
    x, y, z = BOX[0][1].T
    there = np.stack([-2 * x, z, -y])
    turned = np.stack([-there[1], there[0], there[2]]) + np.array([[1], [2], [3]])
    assert found.points == pytest.approx(np.stack([turned[0], -turned[2], turned[1]], axis=-1), abs=1e-6)
    assert found.faces.tolist() == [[2, 1, 0], [3, 2, 0]]


def test_a_matrix_says_the_same_as_its_parts(tmp_path, own_module):
    matrix = np.eye(4)
    matrix[:3, 3] = [1, 2, 3]
    by_matrix = changed(own_module, lambda tree: tree["nodes"][0].update(matrix=matrix.T.ravel().tolist()))
    by_parts = changed(own_module, lambda tree: tree["nodes"][0].update(translation=[1, 2, 3]))
    one, two = (read(tmp_path, data).things[0].points for data in (by_matrix, by_parts))
    assert one == pytest.approx(two)


@pytest.mark.parametrize(("mode", "faces"), [(5, [[0, 1, 2], [3, 2, 1]]), (6, [[0, 1, 2], [0, 2, 3]])])
def test_strips_and_fans_are_triangles_too(tmp_path, own_module, mode, faces):
    def change(tree):
        tree["meshes"][0]["primitives"][0]["mode"] = mode
        del tree["meshes"][0]["primitives"][0]["indices"]

    assert read(tmp_path, changed(own_module, change)).things[0].faces.tolist() == faces


def test_points_and_lines_are_passed_over(tmp_path, own_module):
    lines = changed(own_module, lambda tree: tree["meshes"][0]["primitives"][0].update(mode=1))
    assert read(tmp_path, lines).things == ()


def test_scale_is_on_all_lengths(tmp_path, own_module):
    plain = read(tmp_path, own_module.glb(BOX)).things[0].points
    assert read(tmp_path, own_module.glb(BOX), scale=0.01).things[0].points == pytest.approx(0.01 * plain)


def test_what_is_left_behind_is_said(tmp_path, own_module):
    def change(tree):
        tree["animations"] = [{"channels": [], "samplers": []}]
        tree["skins"] = [{"joints": [0]}]
        tree["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"] = {"index": 0}

    remarks = " ".join(read(tmp_path, changed(own_module, change)).remarks)
    assert "animation is left behind" in remarks
    assert "skins are left behind" in remarks
    assert "Wall in one colour" in remarks


def wreck(key, value):
    return lambda tree: tree.update({key: value})


WRONG = {
    "a loop of groups": (lambda t: t["nodes"][0].update(children=[0]), "do not fit together"),
    "a face without its point": (lambda t: t["accessors"][0].update(count=2), "do not fit together"),
    "more numbers than there are": (lambda t: t["accessors"][0].update(count=9999), "arrays that it names"),
    "an unknown type": (lambda t: t["accessors"][0].update(type="VEC9"), "arrays that it names"),
    "no such array": (lambda t: t["meshes"][0]["primitives"][0].update(indices=77), "arrays that it names"),
    "sparse arrays": (lambda t: t["accessors"][0].update(sparse={}), "sparse"),
    "compressed": (wreck("extensionsRequired", ["KHR_draco_mesh_compression"]), "compression"),
    "another version": (wreck("asset", {"version": "1.0"}), "glTF 1.0"),
    "a buffer elsewhere": (wreck("buffers", [{"uri": "../secret.bin"}]), "does not lie beside it"),
    "a broken buffer": (wreck("buffers", [{"uri": "data:;base64,%%%"}]), "cannot be read"),
    "nodes of no kind": (wreck("nodes", 7), "do not fit together"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_files_are_refused(tmp_path, own_module, name):
    change, message = WRONG[name]
    with pytest.raises(FilmError, match=message):
        read(tmp_path, changed(own_module, change))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no glTF"),
        (b"hello", "no glTF"),
        (b"[]", "no glTF"),
        (b"glTF" + bytes(8) + b"\xff\0\0\0JSON", "breaks off"),
    ],
)
def test_other_files_are_refused(tmp_path, data, message):
    with pytest.raises(FilmError, match=message):
        read(tmp_path, data)


def test_files_that_are_missing_or_too_big_are_refused_with_numbers(tmp_path, own_module, monkeypatch):
    with pytest.raises(FilmError, match="no such model"):
        read_gltf(tmp_path / "none.glb", "none.glb")
    monkeypatch.setattr(reader, "MOST_TRIANGLES", 1)
    with pytest.raises(FilmError, match=r"more than 1 triangles.*Decimate"):
        read(tmp_path, own_module.glb(BOX))
    monkeypatch.setattr(reader, "MOST_BYTES", 10)
    with pytest.raises(FilmError, match="larger than"):
        read(tmp_path, own_module.glb(BOX))
