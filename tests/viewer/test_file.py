from __future__ import annotations

import hashlib
import importlib.util
import re
from dataclasses import replace
from fractions import Fraction
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from offworld.errors import NotPossible
from offworld.film.assembly import Material
from offworld.film.finding import Finding
from offworld.film.imagined import Ghost, Imagined
from offworld.geometry import rotation
from offworld.geometry.track import poses_at
from offworld.look.dressing import dress
from offworld.look.figure import Life
from offworld.look.hands import Hands
from offworld.picture.shots import tracks
from offworld.viewer import viewer_file
from offworld.viewer.file import SCRIPTS, packed
from offworld.viewer.meshes import TIES
from offworld.viewer.motion import add_cameras
from offworld.viewer.pack import Pack

RATE = Fraction(25)
ASPECT = Fraction(16, 9)
THREE = "de91c57ffd77749ee179ffdc28e537848b1d8c940c07a2aea843b8c2b062b83a"
"""SHA-256 of what tools/vendor_three.py makes of three.js as the npm registry has it."""


def _unpacked():
    spec = importlib.util.spec_from_file_location("test_pack", Path(__file__).with_name("test_pack.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.unpacked


@pytest.fixture(scope="module")
def plans(take):
    return tracks(take, RATE)


@pytest.fixture(scope="module")
def imagined(take):
    ghosts = []
    for who, shift in (("ivan", 0.4), ("zhenya", -0.2)):
        nodes = np.array([n for n, node in enumerate(take.assembly.nodes) if node.tree == who])
        poses = np.stack([take.poses[0, nodes], take.poses[0, nodes]]).astype(np.float32)
        poses[1, :, 0] += shift
        ghosts.append(Ghost(who=who, nodes=nodes, poses=poses))
    ghosts.append(Ghost(who="nobody", nodes=np.zeros(0, dtype=int), poses=np.zeros((2, 0, 7))))
    return Imagined(length=take.length, beats=(), ticks=np.array([0, take.length]), ghosts=tuple(ghosts))


@pytest.fixture(scope="module")
def told(take, plans, imagined, lives):
    finding = Finding(kind="mark", weight="note", tick=10, end=20, who=("ivan",), beat="", text="Here.")
    text = packed(take, plans, rate=RATE, aspect=ASPECT, findings=(finding,), imagined=imagined, lives=lives)
    return _unpacked()(text)


@pytest.fixture(scope="module")
def lives(take):
    """Hands as they hold, and zhenya's eyes on ivan, from the fifth frame on."""
    hands, found = Hands(take), []
    for frame in range(30):
        poses = poses_at(take.sample_ticks, take.poses, 40.0 * frame)
        gaze = {"zhenya": poses[take.node("ivan/head"), :3]} if frame >= 5 else {}
        found.append(Life(closing=hands.at(40.0 * frame), gaze=gaze))
    return found


def places(told, how):
    return how["low"] + how["step"] * told[1][how["array"]].astype(float)


def test_every_node_is_where_the_take_has_it_at_each_frame(told, take):
    header, found = told
    motion = header["motion"]
    seen = places(told, motion["places"]).reshape(header["frames"], -1, 3)
    turns = found[motion["turns"]].reshape(header["frames"], -1, 4) / 32767.0
    for frame in range(header["frames"]):
        poses = poses_at(take.sample_ticks, take.poses, 40.0 * frame)
        assert np.abs(seen[frame] - poses[:, :3]).max() < 2e-4
        assert rotation.angle_between(rotation.normalise(turns[frame]), poses[:, 3:]).max() < 2e-4
    steps = np.sum(turns[1:] * turns[:-1], axis=-1)
    assert np.all(steps > 0.0), "an attitude keeps its sign from frame to frame"


@pytest.mark.parametrize("frame", [0, 10, 29])
def test_people_bend_grip_and_look_as_in_the_pictures(told, take, lives, frame):
    header, found = told
    poses = poses_at(take.sample_ticks, take.poses, 40.0 * frame)
    dressing = dress(take.assembly, take.rehearsal.stage_set.up, take.rehearsal.people)
    assert [body["id"] for body in header["look"]["bodies"]] == ["zhenya", "ivan", "anton"]
    assert lives[frame].closing["anton/right_hand"] > 0.3, "it holds a camera"
    turns = found[header["life"]["eyes"]].reshape(-1, 3, 2, 4)[frame] / 32767.0
    assert (turns[0, 0, 0] < 0.999) == (frame >= 5)
    for number, (body, each) in enumerate(zip(header["look"]["bodies"], dressing.people, strict=True)):
        local = places(told, body["places"]).reshape(-1, TIES, 3)
        for hand in body["hands"]:
            column = header["life"]["hands"].index(hand["node"])
            bend(told, local, hand, found[header["life"]["closing"]][frame, column] / 255.0)
        for eye, turn in zip(body["eyes"], turns[number], strict=True):
            vertices = found[eye["vertices"]].ravel()
            middle = np.asarray(eye["middle"])
            local[vertices, 0] = rotation.rotate(turn, local[vertices, 0] - middle) + middle
        weights = found[body["weights"]]
        assert np.all(weights.sum(axis=1) == 255)
        nodes = np.asarray(body["nodes"])[found[body["segments"]]]
        moved = rotation.rotate(poses[nodes, 3:], local) + poses[nodes, :3]
        vertices = np.sum(weights[..., None] / 255.0 * moved, axis=1)
        assert np.abs(vertices - each.figure.posed(poses, lives[frame])[0]).max() < 1e-3, "metres"
        assert np.array_equal(found[body["faces"]], each.figure.faces)
        assert np.array_equal(found[body["materials"]].ravel(), each.materials)


def bend(told, local, hand, share):
    """Moves the vertices of a hand, as the browser does."""
    steps = hand["steps"]
    change = places(told, hand["places"]).reshape(-1, steps, 3)
    below = min(int(share * (steps - 1)), steps - 2)
    part = share * (steps - 1) - below
    vertices, slots = told[1][hand["vertices"]].ravel(), told[1][hand["slots"]].ravel()
    local[vertices, slots] += (1.0 - part) * change[:, below] + part * change[:, below + 1]


def test_lenses_are_kept_as_they_are(told, plans):
    header, found = told
    assert [camera["id"] for camera in header["cameras"]] == ["A", "B", "C"]
    for camera in header["cameras"]:
        views = found[camera["views"]]
        shots = plans[camera["id"]]
        assert len(views) == (1 if camera["id"] == "B" else len(shots)), "B is locked"
        for frame in (0, 7, len(shots) - 1):
            row = views[min(frame, len(views) - 1)]
            want = (*shots[frame].view.position, *shots[frame].view.attitude)
            assert row.tolist() == np.asarray(want, dtype=np.float32).tolist()
        assert camera["tall"] == pytest.approx(14.0 / 2 / camera["lens_mm"])
    assert [header["nodes"][node] for node in header["cameras"][0]["own"]] == ["camera.a"]
    assert header["cameras"][1]["own"] == []


def test_through_somebodys_eyes_all_of_them_is_out_of_sight(take, plans):
    looking = {"B": [replace(shot, own="zhenya") for shot in plans["B"]]}
    (camera,) = add_cameras(Pack(), looking, take)
    hidden = {take.assembly.nodes[node].id for node in camera["own"]}
    assert hidden == {node.id for node in take.assembly.nodes if node.tree == "zhenya"}
    assert "zhenya/head" in hidden


def test_ghosts_are_carried_along_stiff(told, imagined):
    header, found = told
    assert [ghost["who"] for ghost in header["ghosts"]] == ["ivan", "zhenya"]
    ghost, wanted = header["ghosts"][0], imagined.ghosts[0]
    posture = np.asarray(ghost["posture"])
    way = places(told, ghost["way"]["places"])
    turn = rotation.normalise(found[ghost["way"]["turns"]][-1] / 32767.0)
    last = poses_at(imagined.ticks, wanted.poses, 40.0 * (header["frames"] - 1))
    seen = way[-1] + rotation.rotate(turn, posture[:, :3])
    assert np.abs(seen - last[:, :3]).max() < 5e-4


def test_the_story_is_told(told, take):
    header = told[0]
    assert [person["id"] for person in header["people"]] == ["zhenya", "ivan", "anton"]
    assert header["nodes"][header["people"][1]["head"]] == "ivan/head"
    assert header["cuts"] == [[0, "B"], [37, "A"], [70, "C"]]
    assert header["lines"] == [{"tick": 500, "end": 1700, "who": "ЖЕНЯ", "text": "Where is he? Где он?"}]
    assert header["touches"][0]["speed"] == 0.21
    assert header["holds"][0]["who"] == "anton"
    assert header["holds"][0]["end"] == take.length
    assert header["findings"] == [{"tick": 10, "end": 20, "who": ["ivan"], "weight": "note"}]
    light = header["look"]["light"]
    assert 1 <= len(light["lamps"]) <= 5
    assert len(header["look"]["moving"]) >= 4, "heads, a scalpel and a camera"


def test_a_take_without_people_lamps_or_cameras_is_told_all_the_same(take):
    empty = replace(take.rehearsal.stage_set, solids=())
    rehearsal = replace(
        take.rehearsal, people=(), stage_set=empty, scene=replace(take.rehearsal.scene, set_ups=(), lines=())
    )
    nodes = tuple(take.assembly.nodes[:1])
    assembly = replace(take.assembly, nodes=nodes, shapes=(), sites=())
    bare = replace(
        take, rehearsal=rehearsal, assembly=assembly, poses=take.poses[:, :1], holds=(), cuts=(), contacts=()
    )
    header, _ = _unpacked()(packed(bare, tracks(bare, RATE), rate=RATE, aspect=ASPECT))
    assert header["people"] == header["look"]["bodies"] == header["ghosts"] == []
    assert [camera["id"] for camera in header["cameras"]] == ["wide"]


def test_a_take_without_length_has_no_file(take):
    with pytest.raises(NotPossible, match="without length"):
        viewer_file(replace(take, length=-10), {}, rate=RATE, aspect=ASPECT)


def test_more_materials_than_can_be_told_apart_are_refused(take, plans):
    more = tuple(Material(name=f"m{n}", colour=(0.1, 0.2, 0.3)) for n in range(300))
    many = replace(take, assembly=replace(take.assembly, materials=more))
    with pytest.raises(NotPossible, match="more than 256 materials"):
        packed(many, plans, rate=RATE, aspect=ASPECT)


def test_the_file_stands_alone_with_the_licence_of_what_it_holds(take, plans):
    text = viewer_file(take, plans, rate=RATE, aspect=ASPECT)
    assert text == viewer_file(take, plans, rate=RATE, aspect=ASPECT)
    licence = resources.files("offworld.viewer").joinpath("three/LICENSE").read_text(encoding="utf-8")
    assert licence in text
    assert "MIT License" in licence
    assert len(text.encode()) < 1.5e6
    outside = re.sub(r"http://www\.w3\.org/1999/xhtml", "", text)
    assert not re.search(r"https?://", outside), "nothing that could be asked of a network"


def test_three_is_what_the_registry_has():
    data = resources.files("offworld.viewer").joinpath("three/three.min.js").read_bytes()
    assert hashlib.sha256(data).hexdigest() == THREE


def test_every_script_is_used_and_short():
    folder = Path(str(resources.files("offworld.viewer").joinpath("web")))
    assert sorted(path.name for path in folder.glob("*.js")) == sorted(SCRIPTS)
    for path in folder.iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 300, path.name
