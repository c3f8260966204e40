from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pxr import Gf, Sdf, Usd, UsdGeom, UsdShade, UsdSkel, UsdValidation, Vt

from offworld.errors import NotPossible
from offworld.exchange.usd.scene import LAYERS
from offworld.film.take import TetherRecord
from offworld.geometry import rotation
from offworld.geometry.track import poses_at
from offworld.look.lines import links, with_links

FRAMES = (0, 13, 29)


@pytest.fixture(scope="module")
def stage(usd):
    return Usd.Stage.Open(str(usd.place / "artist.usda"))


@pytest.mark.parametrize("name", ["artist.usda", "scene.usda", *LAYERS])
def test_every_file_says_units_axis_rate_and_length(usd, name):
    layer = Usd.Stage.Open(str(usd.place / name))
    assert UsdGeom.GetStageMetersPerUnit(layer) == 0.01
    assert UsdGeom.GetStageUpAxis(layer) == "Z"
    assert (layer.GetTimeCodesPerSecond(), layer.GetFramesPerSecond()) == (25.0, 25.0)
    assert (layer.GetStartTimeCode(), layer.GetEndTimeCode()) == (0.0, 29.0)
    assert str(layer.GetDefaultPrim().GetPath()) == "/Scene"
    told = layer.GetRootLayer().customLayerData
    assert (told["offworld:set"], told["offworld:rate"]) == ("tunnel", "25")
    assert tuple(told["offworld:set_up"]) == usd.take.rehearsal.stage_set.up


@pytest.mark.parametrize("name", ["artist.usda", "scene.usda", *LAYERS])
def test_against_the_validators_of_usd(usd, name):
    """Each file by itself, and all of them together: units, bindings, skeletons, materials, subsets, composition."""
    checks = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    assert len(checks) > 20
    errors = UsdValidation.ValidationContext(checks).Validate(Usd.Stage.Open(str(usd.place / name)))
    assert [error.GetErrorAsString() for error in errors] == []


def test_the_validators_would_have_seen_a_fault(usd, tmp_path):
    stage = Usd.Stage.CreateNew(str(tmp_path / "wrong.usda"))
    UsdGeom.Mesh.Define(stage, "/Lost").GetPrim().CreateRelationship("skel:skeleton").AddTarget("/Nobody")
    errors = UsdValidation.ValidationContext(
        UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    ).Validate(stage)
    assert errors


def test_everything_has_its_path(usd, stage):
    there = {str(prim.GetPath()) for prim in stage.Traverse()}
    assert {f"/Scene/People/{name}/Body" for name in ("zhenya", "ivan", "anton")} <= there
    assert {"/Scene/Props/scalpel/Mesh", "/Scene/Props/camera_a/Mesh"} <= there
    assert {"/Scene/Cameras/A", "/Scene/Cameras/B", "/Scene/Cameras/C"} <= there
    fixed = [shape.id for shape in usd.take.assembly.shapes if shape.node == 0]
    marked = {prim.GetCustomDataByKey("offworld:id") for prim in stage.Traverse()} - {None}
    assert marked == set(fixed)


def test_the_same_take_is_the_same_bytes(usd):
    again = usd.files_of(usd.take)
    assert {name: (usd.place / name).read_bytes() for name in again} == again


def test_the_same_take_is_the_same_bytes_in_another_process(usd):
    here = Path(__file__).parent
    script = (
        "import sys, json, hashlib, importlib.util\n"
        "def load(path):\n"
        "    spec = importlib.util.spec_from_file_location('m', path)\n"
        "    module = importlib.util.module_from_spec(spec)\n"
        "    spec.loader.exec_module(module)\n"
        "    return module\n"
        "take = load(sys.argv[1]).make_take(1200, 'tunnel')\n"
        "files = load(sys.argv[2]).files_of(take)\n"
        "print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in files.items()}))\n"
    )
    maker = here.parent / "picture" / "hand_made.py"
    ran = subprocess.run(
        [sys.executable, "-c", script, str(maker), str(here / "conftest.py")],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(ran.stdout)
    assert told == {name: hashlib.sha256((usd.place / name).read_bytes()).hexdigest() for name in told}


def test_against_the_take_joints_are_where_segments_are(usd, stage):
    for each in usd.dressing.people:
        skeleton = _skeleton(stage, each.figure.person)
        for frame in FRAMES:
            poses = poses_at(usd.take.sample_ticks, usd.take.poses, usd.ticks[frame])[each.figure.nodes]
            found = np.array(skeleton.ComputeJointSkelTransforms(frame))[:16]
            np.testing.assert_allclose(0.01 * found[:, 3, :3], poses[:, :3], atol=1e-6)
            axes = np.swapaxes(found[:, :3, :3], 1, 2)
            np.testing.assert_allclose(axes, rotation.matrix(poses[:, 3:]), atol=1e-6)


def test_against_our_own_people_skins_lie_as_pictures_have_them(usd, stage):
    """Deformed by the library's own skinning; where a vertex follows two segments both ways part by millimetres."""
    for each in usd.dressing.people:
        skeleton = _skeleton(stage, each.figure.person)
        for frame in FRAMES:
            poses = poses_at(usd.take.sample_ticks, usd.take.poses, usd.ticks[frame])
            ours, _ = each.figure.posed(poses, usd.lives[frame])
            away = np.linalg.norm(_deformed(stage, skeleton, each.figure.person, frame) - ours, axis=1)
            assert np.sqrt(np.mean(away**2)) < 0.0025
            assert away.max() < 0.025
            eyes = each.figure.ties[3][0][np.concatenate(each.figure.eye_rows)]
            assert away[eyes].max() < 1e-5


def test_hands_close_about_what_they_hold(usd, stage):
    """Anton holds the camera with his right hand."""
    weights = _skeleton(stage, "anton").GetAnimQuery().ComputeBlendShapeWeights(0)
    names = list(_skeleton(stage, "anton").GetAnimQuery().GetBlendShapeOrder())
    used = {name for name, weight in zip(names, weights, strict=True) if weight > 0.0}
    assert used
    assert all(name.startswith("right_hand") for name in used)


def test_against_the_tracks_cameras_see_what_pictures_see(usd, stage):
    points = np.array([[0.4, 0.2, 0.1], [1.1, -0.3, 0.4], [0.9, 0.0, -0.5]])
    for name, row in usd.tracks.items():
        camera = UsdGeom.Camera(stage.GetPrimAtPath(f"/Scene/Cameras/{name}"))
        for frame in FRAMES:
            view = row[frame].view
            seen = camera.GetCamera(frame).frustum
            matrix = seen.ComputeViewMatrix() * seen.ComputeProjectionMatrix()
            theirs = np.array([matrix.Transform(Gf.Vec3d(*(100.0 * point)))[:2] for point in points])
            np.testing.assert_allclose(theirs, view.project(points, float(usd.aspect))[:, :2], atol=2e-6)


def test_lens_values_are_millimetres_and_stand_there_twice(usd, stage):
    prim = stage.GetPrimAtPath("/Scene/Cameras/B")
    camera = UsdGeom.Camera(prim)
    view = usd.tracks["B"][0].view
    assert camera.GetFocalLengthAttr().Get(0) == prim.GetAttribute("offworld:lens_mm").Get(0) == 24.0
    assert (
        camera.GetVerticalApertureAttr().Get(0) == prim.GetAttribute("offworld:gate_height_mm").Get(0) == 14.0
    )
    assert camera.GetHorizontalApertureAttr().Get(0) == pytest.approx(24.89)
    assert camera.GetFStopAttr().Get(0) == pytest.approx(view.stop)
    assert camera.GetFocusDistanceAttr().Get(0) == pytest.approx(100.0 * view.focus_m)
    assert prim.GetAttribute("offworld:set_up").Get() == "B"
    assert stage.GetPrimAtPath("/Scene/Cameras/A").GetAttribute("offworld:by").Get() == "anton"


def test_a_locked_camera_is_written_once(stage):
    assert not UsdGeom.Xformable(stage.GetPrimAtPath("/Scene/Cameras/B")).TransformMightBeTimeVarying()
    assert UsdGeom.Xformable(stage.GetPrimAtPath("/Scene/Cameras/A")).TransformMightBeTimeVarying()


def test_props_are_where_the_take_has_them(usd, stage):
    for name, path in (("scalpel", "scalpel"), ("camera.a", "camera_a")):
        body = UsdGeom.Xformable(stage.GetPrimAtPath(f"/Scene/Props/{path}"))
        for frame in FRAMES:
            poses = poses_at(usd.take.sample_ticks, usd.take.poses, usd.ticks[frame])
            pose = poses[usd.take.node(name)]
            rows = np.array(body.ComputeLocalToWorldTransform(frame))
            np.testing.assert_allclose(0.01 * rows[3, :3], pose[:3], atol=1e-9)
            np.testing.assert_allclose(rows[:3, :3].T, rotation.matrix(pose[3:]), atol=1e-9)


def test_fixed_shapes_fill_the_space_they_fill_in_the_take(usd, stage):
    boxes = UsdGeom.BBoxCache(Usd.TimeCode(0), [UsdGeom.Tokens.default_])
    prims = {prim.GetCustomDataByKey("offworld:id"): prim for prim in stage.Traverse()}
    fixed = [shape for shape in usd.take.assembly.shapes if shape.node == 0 and shape.kind == "box"]
    assert fixed
    for shape in fixed:
        half = np.abs(rotation.matrix(shape.attitude)) @ np.array(shape.size)
        span = boxes.ComputeWorldBound(prims[shape.id]).ComputeAlignedRange()
        np.testing.assert_allclose(0.01 * np.array(span.GetMin()), np.array(shape.position) - half, atol=1e-4)
        np.testing.assert_allclose(0.01 * np.array(span.GetMax()), np.array(shape.position) + half, atol=1e-4)


def test_surfaces_have_the_colours_of_their_materials(usd, stage):
    looks = {material.name: material for material in usd.dressing.materials}
    orange = UsdShade.Shader(stage.GetPrimAtPath("/Scene/Materials/orange/Surface"))
    assert tuple(orange.GetInput("diffuseColor").Get()) == pytest.approx(looks["orange"].colour)
    assert orange.GetInput("roughness").Get() == pytest.approx(looks["orange"].roughness)


def test_what_an_artist_built_on_top_outlives_another_export(usd, hand_made, tmp_path):
    usd.write(tmp_path, usd.take)
    mine = tmp_path / "artist.usda"
    stage = Usd.Stage.Open(str(mine))
    stage.OverridePrim("/Scene/Cameras/B").CreateAttribute("focalLength", Sdf.ValueTypeNames.Float).Set(40.0)
    stage.OverridePrim("/Scene/Props/scalpel").SetActive(False)
    UsdGeom.Sphere.Define(stage, "/Scene/Set/Mine/Globe")
    stage.GetRootLayer().Save()
    kept = mine.read_bytes()
    del stage
    longer = hand_made.make_take(1600, "tunnel")
    for name, data in usd.files_of(longer).items():
        (tmp_path / name).write_bytes(data)
    assert mine.read_bytes() == kept
    # Layers are kept open by the library for as long as anybody uses them; this is a fresh look at the disk.
    seen = Usd.Stage.Open(Sdf.Layer.FindOrOpen(str(mine)))
    for layer in seen.GetLayerStack(False):
        layer.Reload(True)
    assert seen.GetPrimAtPath("/Scene/Cameras/B").GetAttribute("focalLength").Get(35) == 40.0
    assert not seen.GetPrimAtPath("/Scene/Props/scalpel").IsActive()
    assert seen.GetPrimAtPath("/Scene/Set/Mine/Globe").IsDefined()
    skeleton = _skeleton(seen, "zhenya")
    assert max(skeleton.GetAnimQuery().GetJointTransformTimeSamples()) == 39.0


def test_a_take_without_length_is_refused(usd, hand_made):
    with pytest.raises(NotPossible, match="without length"):
        usd.files_of(hand_made.make_take(0, "tunnel"))


def _skeleton(stage, person):
    cache = UsdSkel.Cache()
    root = UsdSkel.Root(stage.GetPrimAtPath(f"/Scene/People/{person}"))
    cache.Populate(root, Usd.PrimDefaultPredicate)
    return cache.GetSkelQuery(UsdSkel.Skeleton(stage.GetPrimAtPath(f"/Scene/People/{person}/Skeleton")))


def _deformed(stage, skeleton, person, frame):
    """Vertices of a person as the library itself deforms them, metres."""
    prim = stage.GetPrimAtPath(f"/Scene/People/{person}/Body")
    cache = UsdSkel.Cache()
    cache.Populate(UsdSkel.Root(prim.GetParent()), Usd.PrimDefaultPredicate)
    points = Vt.Vec3fArray(UsdGeom.Mesh(prim).GetPointsAttr().Get())
    shapes = UsdSkel.BlendShapeQuery(UsdSkel.BindingAPI(prim))
    weights = skeleton.GetAnimQuery().ComputeBlendShapeWeights(frame)
    told = shapes.ComputeSubShapeWeights(weights)
    shapes.ComputeDeformedPoints(
        *told, shapes.ComputeBlendShapePointIndices(), shapes.ComputeSubShapePointOffsets(), points
    )
    cache.GetSkinningQuery(prim).ComputeSkinnedPoints(
        skeleton.ComputeSkinningTransforms(frame), points, frame
    )
    return 0.01 * np.array(points)


def test_tethers_are_rods_among_the_props(usd, tmp_path):
    take = usd.take
    tether = TetherRecord(
        id=0, node=take.node("ivan/pelvis"), partner=0, thing="rail", start=400, end=None, length=1.0,
        anchor=(0.1, 0.0, 0.1), partner_anchor=(0.3, 0.8, 0.2),
    )  # fmt: skip
    tied = replace(take, tethers=(tether,))
    usd.write(tmp_path, tied)
    stage = Usd.Stage.Open(str(tmp_path / "scene.usda"))
    rods = stage.GetPrimAtPath("/Scene/Props/ivan_tether_0").GetChildren()
    assert len(rods) == links(tether)
    frame = 20
    poses = poses_at(take.sample_ticks, take.poses, usd.ticks[frame])
    there = with_links(poses, tied.tethers, usd.ticks[frame])[len(take.assembly.nodes) :]
    found = {
        str(rod.GetName()): 0.01
        * np.array(UsdGeom.Xformable(rod).ComputeLocalToWorldTransform(frame).ExtractTranslation())
        for rod in rods
    }
    for number, pose in enumerate(there):
        np.testing.assert_allclose(found[f"ivan_tether_0_{number}"], pose[:3], atol=1e-9)


def test_who_has_not_all_segments_is_shown_by_plain_shapes(usd, tmp_path):
    take = usd.take
    nodes = tuple(
        replace(node, id="anton/left_hook") if node.id == "anton/left_foot" else node
        for node in take.assembly.nodes
    )
    changed = replace(take, assembly=replace(take.assembly, nodes=nodes))
    usd.write(tmp_path, changed)
    stage = Usd.Stage.Open(str(tmp_path / "scene.usda"))
    assert not stage.GetPrimAtPath("/Scene/People/anton/Skeleton")
    hook = UsdGeom.Xformable(stage.GetPrimAtPath("/Scene/People/anton/left_hook"))
    assert stage.GetPrimAtPath("/Scene/People/anton/left_hook/Mesh").IsA(UsdGeom.Mesh)
    pose = poses_at(take.sample_ticks, take.poses, usd.ticks[13])[take.node("anton/left_foot")]
    place = np.array(hook.ComputeLocalToWorldTransform(13).ExtractTranslation())
    np.testing.assert_allclose(0.01 * place, pose[:3], atol=1e-9)
