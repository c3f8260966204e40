from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from offworld.errors import FilmError
from offworld.exchange.gltf.container import packed, unpacked
from offworld.exchange.gltf.home import Gate, read_cameras
from offworld.geometry import rotation

GATE = Gate(width_mm=24.89, height_mm=14.0, rate=Fraction(25))
FIELD = 2.0 * np.arctan(14.0 / (2.0 * 35.0))


def away(tmp_path, *nodes, lens=None, name="away.glb", **plain):
    """A file with one lens and nodes as another program wrote them."""
    told = {"type": "perspective", "perspective": {"yfov": FIELD, "aspectRatio": 24.89 / 14.0, "znear": 0.1}}
    whole = {
        "asset": {"version": "2.0"}, "buffers": [{"byteLength": 0}], "nodes": list(nodes),
        "cameras": [{**told, **(lens or {})}], **plain,
    }  # fmt: skip
    (tmp_path / name).write_bytes(packed(whole, b""))
    return tmp_path / name


def branch(**node):
    """Nodes down to a camera under our names, under a root of somebody else's."""
    return (
        {"name": "root", "children": [1]}, {"name": "Scene", "children": [2]}, {"name": "Cameras", "children": [3]},
        {"name": "B", "camera": 0, **node},
    )  # fmt: skip


def test_against_the_tracks_every_camera_comes_back_as_it_went(usd, gltf):
    cameras, assumed = read_cameras(gltf.path, GATE)
    assert assumed == ()
    found = {one.name: one for one in cameras}
    assert set(found) == {"A", "B", "C"}
    for name, row in usd.tracks.items():
        one = found[name]
        views = [shot.view for shot in row][: len(one.places)]
        np.testing.assert_allclose(one.places, [view.position for view in views], atol=1e-6)
        angles = rotation.angle_between(one.attitudes, np.array([view.attitude for view in views]))
        assert angles.max() < 1e-6
        assert (one.lens_mm, one.gate_mm) == (pytest.approx(row[0].view.lens_mm), pytest.approx(24.89))
        assert one.focus_m == pytest.approx(row[0].view.focus_m, abs=1e-6)
    assert (found["A"].moves(), found["B"].moves()) == (True, False)
    assert len(found["A"].places) == 30


def test_without_a_gate_the_films_own_is_taken_and_that_is_said(tmp_path):
    (one,), assumed = read_cameras(away(tmp_path, *branch(translation=[1.0, 3.0, -2.0])), GATE)
    np.testing.assert_allclose(one.places, [[1.0, 2.0, 3.0]])
    # It looks along its z as it does in a set, z up, when it is turned a quarter about x.
    wanted = rotation.from_axis_angle([1, 0, 0], np.array(0.5 * np.pi))
    assert rotation.angle_between(one.attitudes[0], wanted) < 1e-12
    assert one.lens_mm == pytest.approx(35.0)
    assert (one.gate_mm, one.focus_m) == (24.89, 0.0)
    assert assumed == (
        "the file says no gate for B: lenses are what the film's own, 24.89 by 14.00 mm, needs",
    )


def test_what_stands_beside_a_lens_is_its_gate_and_focus_but_never_its_length(tmp_path):
    """A program that gives a camera another lens leaves what it does not understand as it was."""
    extras = {
        "offworld:lens_mm": 18.0, "offworld:gate_height_mm": 7.0, "offworld:gate_width_mm": 12.445,
        "offworld:squeeze": 2.0, "offworld:focus_m": [1.5, 1.6],
    }  # fmt: skip
    (one,), assumed = read_cameras(away(tmp_path, *branch(extras=extras)), GATE)
    assert (one.lens_mm, one.gate_mm) == (pytest.approx(17.5), pytest.approx(24.89))
    assert (one.focus_m, one.focus_moves) == (1.5, True)
    assert assumed == ()


def test_a_picture_of_another_shape_is_spoken_of(tmp_path):
    lens = {"perspective": {"yfov": FIELD, "aspectRatio": 1.5, "znear": 0.1}}
    (one,), assumed = read_cameras(away(tmp_path, *branch(), lens=lens), GATE)
    assert one.lens_mm == pytest.approx(35.0)
    assert assumed[1] == "B: its picture is 1.50 wide and the film's 1.78; the height of its field was taken"
    lens["perspective"].pop("aspectRatio")
    _, assumed = read_cameras(away(tmp_path, *branch(), lens=lens), GATE)
    assert len(assumed) == 1


def test_where_our_nodes_are_gone_only_cameras_that_went_out_are_ours(tmp_path):
    path = away(tmp_path, {"name": "B", "camera": 0}, {"name": "Camera", "camera": 0}, {"name": "C"})
    cameras, _ = read_cameras(path, GATE, ["A", "B", "C"])
    assert [one.name for one in cameras] == ["B"]
    assert read_cameras(path, GATE) == ((), ())


def test_a_file_without_our_cameras_says_how_to_get_them(tmp_path):
    with pytest.raises(FilmError, match=r"no camera of this scene.*Cameras ticked"):
        read_cameras(away(tmp_path, {"name": "Cube"}), GATE, ["A"])


@pytest.mark.parametrize(
    ("node", "lens", "said"),
    [
        ({"scale": [-1.0, 1.0, 1.0]}, {}, "mirrored"),
        ({"scale": [0.0, 1.0, 1.0]}, {}, "mirrored or sheared"),
        ({}, {"type": "orthographic", "perspective": {}}, "no perspective"),
        ({"camera": 7}, {}, "cannot be read"),
        ({"rotation": [0.0, 0.0, 0.0, 0.0]}, {}, "cannot be read"),
    ],
)
def test_what_cannot_be_a_camera_is_refused(tmp_path, node, lens, said):
    with pytest.raises(FilmError, match=said):
        read_cameras(away(tmp_path, *branch(**node), lens=lens), GATE)


def test_a_camera_on_something_that_moves_moves(gltf, tmp_path):
    """Late keys are kept in single precision, and still mean their frames."""
    plain, (data,) = unpacked(gltf.path)
    node = next(n for n, one in enumerate(plain["nodes"]) if one.get("name") == "B" and "camera" in one)
    above = next(n for n, one in enumerate(plain["nodes"]) if node in one.get("children", []))
    times = np.float32([400.0, 400.04]).tobytes()
    steps = np.float32([[0, 0, 0], [0, 1, 0]]).tobytes()
    size = len(data)
    views = [
        {"buffer": 0, "byteOffset": size, "byteLength": 8},
        {"buffer": 0, "byteOffset": size + 8, "byteLength": 24},
    ]
    first = len(plain["bufferViews"])
    plain["bufferViews"] += views
    keys = len(plain["accessors"])
    plain["accessors"] += [
        {"bufferView": first, "componentType": 5126, "count": 2, "type": "SCALAR"},
        {"bufferView": first + 1, "componentType": 5126, "count": 2, "type": "VEC3"},
    ]
    channel = {"sampler": 0, "target": {"node": above, "path": "translation"}}
    plain["animations"] = [{"channels": [channel], "samplers": [{"input": keys, "output": keys + 1}]}]
    plain["buffers"][0]["byteLength"] = size + 32
    (tmp_path / "late.glb").write_bytes(packed(plain, data + times + steps))
    cameras, _ = read_cameras(tmp_path / "late.glb", GATE)
    found = {one.name: one for one in cameras}["B"]
    assert len(found.places) == 10002
    np.testing.assert_allclose(found.places[10001] - found.places[10000], [0.0, 1.0, 0.0], atol=1e-7)
    np.testing.assert_allclose(found.places[10000], found.places[0], atol=1e-7)
