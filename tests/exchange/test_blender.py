"""Blender 4.5 as a module opens our USD and glTF: same cameras, same people in the same pixels, a camera comes home.

It is no dependency (GPL, 370 MB, and it asks for an older numpy): `scripts/blender.sh` puts it into an environment of
its own, and without that these tests are left out.
"""

from __future__ import annotations

import json
import os
import subprocess
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from offworld.exchange.gltf.home import Gate
from offworld.exchange.gltf.home import read_cameras as read_gltf_cameras
from offworld.exchange.home import changes
from offworld.exchange.usd.home import read_cameras
from offworld.geometry import rotation
from offworld.geometry.track import poses_at

ROOT = Path(__file__).parents[2]
PYTHON = Path(os.environ.get("OFFWORLD_BLENDER") or ROOT / ".tools" / "blender" / "bin" / "python")
pytestmark = pytest.mark.skipif(
    not PYTHON.is_file() and (not os.environ.get("CI") or "OFFWORLD_WITHOUT_BLENDER" in os.environ),
    reason="Blender as a module is not there: scripts/blender.sh installs it",
)
FRAME = 13
SIZE = (960, 540)
MOVED = ((0.5, -0.25, 0.125), (0.5, 0.5, 0.5, 0.5), 35.0)
WAYS = {
    "metres": {},
    "centimetres": {"convert_scene_units": "CENTIMETERS"},
    "y-up": {
        "convert_orientation": True,
        "export_global_forward_selection": "NEGATIVE_Z",
        "export_global_up_selection": "Y",
    },
    "moving": {"export_animation": True, "root_prim_path": "", "merge_parent_xform": True},
}
GLTF_WAYS = {
    "whole": {"export_extras": True},
    "bare": {},
    "still": {"use_selection": True, "export_animations": False},
    "cameras alone": {"use_selection": True, "export_hierarchy_full_collections": False},
}


@pytest.fixture(scope="module")
def seen(usd, tmp_path_factory):
    """What Blender tells of our USD, and the folder in which its files lie."""
    place = tmp_path_factory.mktemp("blender")
    points = {each.figure.person: landmarks(each.figure) for each in usd.dressing.people}
    out = {str(place / f"{name}.usda"): settings for name, settings in WAYS.items()}
    return asked(place, scene=str(usd.place / "artist.usda"), points=points, out=out), place


@pytest.fixture(scope="module")
def seen_gltf(usd, gltf, tmp_path_factory):
    """The same of our glTF. Its corners stand by material, then by number."""
    place = tmp_path_factory.mktemp("blender")
    points = {}
    for each in usd.dressing.people:
        of_faces = each.materials[each.figure.faces[:, 0]]
        order = np.concatenate([np.unique(each.figure.faces[of_faces == one]) for one in np.unique(of_faces)])
        there = {int(number): index for index, number in enumerate(order)}
        points[each.figure.person] = [there[number] for number in landmarks(each.figure)]
    out = {str(place / f"{name}.glb"): settings for name, settings in GLTF_WAYS.items()}
    return asked(place, scene=str(gltf.path), points=points, out=out), place


@pytest.fixture(params=["seen", "seen_gltf"], ids=["usd", "gltf"])
def opened(request):
    """What Blender tells of each format."""
    return request.getfixturevalue(request.param)


def asked(place, **what):
    """What Blender tells when it is asked."""
    ask = {
        "camera": "B", "frame": FRAME, "size": SIZE, "rate": 25, "picture": str(place / "people.png"),
        "move": MOVED, "gate": 14.0, **what,
    }  # fmt: skip
    (place / "ask.json").write_text(json.dumps(ask))
    script = Path(__file__).parent / "blender" / "in_blender.py"
    ran = subprocess.run(
        [str(PYTHON), str(script), str(place / "ask.json")],
        capture_output=True, text=True, check=False, env=os.environ | {"OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert (place / "ask.told").is_file(), ran.stdout[-2000:] + ran.stderr[-2000:]
    return json.loads((place / "ask.told").read_text())


def landmarks(figure):
    """Vertices that one segment alone moves: eyes, and the farthest ones of head, hands and feet."""
    table = np.zeros((figure.count, 16))
    for number, (which, weight, _) in enumerate(figure.ties):
        table[which, number] = weight[:, 0]
    chosen = [int(figure.ties[3][0][rows[len(rows) // 2]]) for rows in figure.eye_rows]
    for number, axis in ((3, 2), (6, 2), (9, 2), (12, 0), (15, 0)):
        which, _, local = figure.ties[number]
        firm = table[which, number] > 0.999
        rows = np.flatnonzero(firm)
        chosen += [int(which[rows[np.argmax(sign * local[0][rows, axis])]]) for sign in (1, -1)]
    return chosen


def pixels(view, points, aspect):
    spots = view.project(points, aspect)
    return np.stack([0.5 * (1.0 + spots[:, 0]) * SIZE[0], 0.5 * (1.0 - spots[:, 1]) * SIZE[1]], axis=-1)


def test_cameras_stand_where_ours_do(usd, seen):
    told, _ = seen
    assert told["frames"] == [0, 29]
    assert set(told["cameras"]) == {"A", "B", "C"}
    for name, row in usd.tracks.items():
        view, theirs = row[FRAME].view, told["cameras"][name]
        np.testing.assert_allclose(theirs["pose"][:3], view.position, atol=2e-6)
        assert rotation.angle_between(rotation.normalise(theirs["pose"][3:]), view.attitude) < 2e-6
        assert theirs["lens"] == pytest.approx(view.lens_mm, rel=1e-6)
        assert theirs["sensor"] == pytest.approx([24.89, 14.0], rel=1e-6)
        assert (theirs["fit"], theirs["shift"]) == ("HORIZONTAL", [0.0, 0.0])
        assert theirs["focus"] == pytest.approx(view.focus_m, rel=1e-5)
        assert theirs["stop"] == pytest.approx(view.stop, rel=1e-6)


def test_cameras_of_gltf_stand_where_ours_do(usd, seen_gltf):
    """The format has no lens: Blender shows one for a sensor of its own, with our field of view."""
    told, _ = seen_gltf
    assert told["frames"] == [0, 29]
    assert set(told["cameras"]) == {"A", "B", "C"}
    for name, row in usd.tracks.items():
        view, theirs = row[FRAME].view, told["cameras"][name]
        np.testing.assert_allclose(theirs["pose"][:3], view.position, atol=2e-6)
        assert rotation.angle_between(rotation.normalise(theirs["pose"][3:]), view.attitude) < 2e-6
        assert theirs["tall"] == pytest.approx(2.0 * np.arctan(view.tall()), rel=1e-6)
        assert (theirs["fit"], theirs["shift"]) == ("VERTICAL", [0.0, 0.0])
        assert theirs["said"]["offworld:lens_mm"] == view.lens_mm


def test_landmarks_lie_in_the_same_pixels(usd, opened):
    """20 of them and more, of people in the frame, at 960 by 540."""
    told, _ = opened
    view = usd.tracks["B"][FRAME].view
    poses = poses_at(usd.take.sample_ticks, usd.take.poses, usd.ticks[FRAME])
    count, worst = 0, 0.0
    for each in usd.dressing.people:
        numbers = landmarks(each.figure)
        places, _ = each.figure.posed(poses, usd.lives[FRAME])
        ahead = view.project(places[numbers], float(usd.aspect))[:, 2] > 0.2
        theirs = np.array(told["points"][each.figure.person])
        away = pixels(view, places[numbers], float(usd.aspect)) - np.stack(
            [theirs[:, 0] * SIZE[0], (1.0 - theirs[:, 1]) * SIZE[1]], axis=-1
        )
        count += int(ahead.sum())
        worst = max(worst, float(np.linalg.norm(away[ahead], axis=-1).max(initial=0.0)))
    assert count >= 20
    assert worst < 1.0


def test_silhouettes_are_the_same(usd, opened):
    """Rendered there; here every triangle of everybody is filled, as pictures project them."""
    _, place = opened
    theirs = np.array(Image.open(place / "people.png").convert("RGBA"))[..., 3] > 127
    view = usd.tracks["B"][FRAME].view
    poses = poses_at(usd.take.sample_ticks, usd.take.poses, usd.ticks[FRAME])
    canvas = Image.new("1", SIZE)
    draw = ImageDraw.Draw(canvas)
    for vertices, faces in bodies(usd, poses):
        depth = view.project(vertices, float(usd.aspect))[:, 2]
        spots = pixels(view, vertices, float(usd.aspect)) - 0.5
        for face in faces[np.all(depth[faces] > 0.02, axis=1)]:
            draw.polygon([tuple(spot) for spot in spots[face]], fill=1)
    ours = np.array(canvas)
    assert theirs.mean() > 0.05
    assert (ours & theirs).sum() / (ours | theirs).sum() >= 0.97


def bodies(usd, poses):
    people = {each.figure.person for each in usd.dressing.people}
    for each in usd.dressing.people:
        yield each.figure.posed(poses, usd.lives[FRAME])[0], each.figure.faces
    for number, mesh in usd.dressing.moving:
        if usd.take.assembly.nodes[number].tree in people:
            moved = mesh.moved(poses[number, :3], poses[number, 3:])
            yield moved.vertices, moved.faces


@pytest.mark.parametrize("way", list(WAYS))
def test_a_camera_moved_there_comes_home_exactly(usd, seen, way):
    _, place = seen
    before = read_cameras(usd.place / "cameras.usda", 24.89)
    after = read_cameras(place / f"{way}.usda", 24.89)
    told = {one.id: one for one in changes(before, after, ["A", "B", "C"], {"A": "anton"})}
    assert set(told) == {"A", "B", "C"}
    assert told["B"].what == ("place", "lens")
    assert (told["B"].position, told["B"].attitude, told["B"].lens_mm) == MOVED
    assert told["A"].what == told["C"].what == ()


@pytest.mark.parametrize("way", list(GLTF_WAYS))
def test_a_camera_moved_there_comes_home_exactly_in_gltf(gltf, seen_gltf, way):
    """Whether what we said beside it is still there or not, whether with its motion and nodes or without."""
    _, place = seen_gltf
    gate = Gate(width_mm=24.89, height_mm=14.0, rate=Fraction(25))
    before, assumed = read_gltf_cameras(gltf.path, gate)
    assert assumed == ()
    after, assumed = read_gltf_cameras(place / f"{way}.glb", gate, [camera.name for camera in before])
    told = {one.id: one for one in changes(before, after, ["A", "B", "C"], {"A": "anton"})}
    assert set(told) == {"A", "B", "C"}
    assert told["B"].what == ("place", "lens")
    assert (told["B"].position, told["B"].attitude, told["B"].lens_mm) == MOVED
    assert told["A"].what == told["C"].what == ()
    assert bool(assumed) == (way != "whole")
