from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pxr import Gf, Sdf, Usd, UsdGeom

from offworld.errors import FilmError
from offworld.exchange.camera import CameraAtHome
from offworld.exchange.home import changes, fields_of
from offworld.exchange.usd.home import read_cameras
from offworld.geometry import rotation

GATE = 24.89
TURN = rotation.normalise([0.7, -0.1, 0.5, 0.2])


def camera(name="B", frames=1, **values):
    way = np.linspace(0.0, 0.1, frames)[:, None] * np.array([1.0, 0.0, 0.0])
    made = {
        "name": name, "places": np.array([0.1, 0.2, 0.3]) + way, "attitudes": np.tile(TURN, (frames, 1)),
        "lens_mm": 25.0, "gate_mm": GATE, "focus_m": 1.5, "focus_moves": False, "first": 0,
    }  # fmt: skip
    return CameraAtHome(**(made | values))


def change(before, after, *, held=None, frame=None, ids=("A", "B", "C")):
    (told,) = changes([] if before is None else [before], [after], ids, held or {}, frame)
    return told


def test_against_the_tracks_every_camera_comes_back_as_it_went(usd):
    found = {one.name: one for one in read_cameras(usd.place / "scene.usda", GATE)}
    assert set(found) == {"A", "B", "C"}
    for name, row in usd.tracks.items():
        one = found[name]
        views = [shot.view for shot in row][: len(one.places)]
        np.testing.assert_allclose(one.places, [view.position for view in views], atol=1e-9)
        angles = rotation.angle_between(one.attitudes, np.array([view.attitude for view in views]))
        assert angles.max() < 1e-7
        assert (one.lens_mm, one.gate_mm) == (row[0].view.lens_mm, pytest.approx(GATE))
        assert one.focus_m == pytest.approx(row[0].view.focus_m)
    assert (found["A"].moves(), found["B"].moves()) == (True, False)


@pytest.mark.parametrize("unit", [0.01, 1.0, 0.001])
@pytest.mark.parametrize("axis", ["Y", "Z"])
@pytest.mark.parametrize("raw", [False, True])
def test_other_units_axes_and_programs_that_write_plain_millimetres(tmp_path, unit, axis, raw):
    stage = Usd.Stage.CreateNew(str(tmp_path / "away.usda"))
    UsdGeom.SetStageMetersPerUnit(stage, unit)
    UsdGeom.SetStageUpAxis(stage, axis)
    made = UsdGeom.Camera.Define(stage, "/root/Scene/Cameras/B/B")
    place = (1.0, 3.0, -2.0) if axis == "Y" else (1.0, 2.0, 3.0)
    made.AddTranslateOp().Set(Gf.Vec3d(*(value / unit for value in place)))
    if axis == "Y":
        # Looks along its z as it does without a turn where z is up.
        made.AddRotateXOp().Set(-90.0)
    tenth = 1.0 if raw else 100.0 * unit
    made.CreateFocalLengthAttr(35.0 / tenth)
    made.CreateHorizontalApertureAttr(GATE / tenth)
    made.CreateFocusDistanceAttr(1.5 / unit)
    stage.Save()
    (found,) = read_cameras(tmp_path / "away.usda", GATE)
    np.testing.assert_allclose(found.places, [[1.0, 2.0, 3.0]], atol=1e-9)
    assert rotation.angle_between(found.attitudes[0], [1.0, 0.0, 0.0, 0.0]) < 1e-7
    assert found.lens_mm == pytest.approx(35.0)
    assert found.gate_mm == pytest.approx(GATE)
    assert found.focus_m == pytest.approx(1.5)


def test_cameras_elsewhere_are_not_ours(tmp_path):
    stage = Usd.Stage.CreateNew(str(tmp_path / "away.usda"))
    UsdGeom.Camera.Define(stage, "/root/Camera")
    UsdGeom.Xform.Define(stage, "/Scene/Cameras/A")
    stage.Save()
    assert read_cameras(tmp_path / "away.usda", GATE) == ()


@pytest.mark.parametrize(
    ("scale", "width", "said"),
    [((-1, 1, 1), GATE, "mirrored"), ((1, 1, 1), 1e-4, "no camera's")],
)
def test_what_cannot_be_a_camera_is_refused(tmp_path, scale, width, said):
    stage = Usd.Stage.CreateNew(str(tmp_path / "away.usda"))
    UsdGeom.SetStageMetersPerUnit(stage, 0.01)
    made = UsdGeom.Camera.Define(stage, "/Scene/Cameras/B")
    made.AddScaleOp().Set(Gf.Vec3f(*scale))
    made.CreateHorizontalApertureAttr(width)
    stage.Save()
    with pytest.raises(FilmError, match=said):
        read_cameras(tmp_path / "away.usda", GATE)


def test_a_sheared_camera_is_refused(tmp_path):
    stage = Usd.Stage.CreateNew(str(tmp_path / "away.usda"))
    made = UsdGeom.Camera.Define(stage, "/Scene/Cameras/B")
    made.AddTransformOp().Set(Gf.Matrix4d(1, 0.2, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1))
    stage.Save()
    with pytest.raises(FilmError, match="sheared"):
        read_cameras(tmp_path / "away.usda", GATE)


def test_what_is_no_usd_is_refused(tmp_path):
    (tmp_path / "away.usda").write_text("a letter home")
    with pytest.raises(FilmError, match="cannot be read as USD"):
        read_cameras(tmp_path / "away.usda", GATE)


def test_a_camera_that_moves_in_the_file_is_read_at_every_frame(tmp_path):
    stage = Usd.Stage.CreateNew(str(tmp_path / "away.usda"))
    stage.SetStartTimeCode(10)
    stage.SetEndTimeCode(12)
    move = UsdGeom.Camera.Define(stage, "/Scene/Cameras/B").AddTranslateOp()
    move.Set(Gf.Vec3d(0, 0, 0), 10)
    move.Set(Gf.Vec3d(2, 0, 0), 12)
    stage.GetPrimAtPath("/Scene/Cameras/B").CreateAttribute("note", Sdf.ValueTypeNames.String).Set("x")
    stage.Save()
    (found,) = read_cameras(tmp_path / "away.usda", GATE)
    assert len(found.places) == 3
    assert [found.row(frame) for frame in (None, 0, 11, 99)] == [0, 0, 1, 2]


def test_what_did_not_change_says_so():
    told = change(camera(), camera(places=np.array([[0.1, 0.2, 0.3 + 2e-6]]), lens_mm=25.0005))
    assert (told.what, told.left, told.text()) == ((), "", "unchanged")


def test_a_moving_camera_written_without_its_motion_did_not_change():
    before = camera(frames=5)
    assert change(before, camera(places=before.places[3:4])).what == ()
    assert change(before, camera(frames=5)).what == ()
    assert change(camera(), camera(frames=5), frame=2).what == ("place",)


def test_what_changed_is_told_in_words_and_numbers():
    told = change(camera(), camera(places=np.array([[0.1, 0.2, 0.8]]), lens_mm=35.0, focus_m=2.25))
    assert told.what == ("place", "lens", "focus")
    assert told.text() == "moved 50.0 cm, turned 0.0°, 25 mm → 35 mm, in focus at 2.25 m"
    assert told.moved_m == pytest.approx(0.5)
    assert told.plain()["at"] == [0.1, 0.2, 0.8]
    assert change(None, camera("N")).text() == "new, 25 mm"


@pytest.mark.parametrize(
    ("before", "after", "given", "said"),
    [
        (camera(), camera(frames=3), {}, "--frame N"),
        (None, camera("N", frames=3), {}, "--frame N"),
        (None, camera("n 1"), {}, "capital letter"),
        (camera(), camera(gate_mm=36.0), {}, "36.00 mm and not the film's 24.89 mm"),
        (camera(), camera(places=np.ones((1, 3))), {"held": {"B": "anton"}}, "anton holds it"),
    ],
)
def test_what_cannot_be_taken_is_left_with_its_reason(before, after, given, said):
    told = change(before, after, **given)
    assert said in told.left
    assert told.text().startswith("left as it is: ")


def test_another_lens_on_a_camera_that_is_held_is_taken():
    told = change(camera(), camera(lens_mm=18.0), held={"B": "anton"})
    assert (told.only_lens(), told.left, told.lens()) == (True, "", "18 mm")


def test_a_set_up_is_written_with_its_place_attitude_and_what_it_is_in_focus_on():
    told = change(camera(), camera(attitudes=np.array([[-0.5, 0.5, -0.5, 0.5]])))
    written = fields_of(told, {"lens": "25 mm", "looks at": "ivan's eyes", "up": "set"}, "")
    assert written == {
        "lens": "25 mm", "at": "[0.1, 0.2, 0.3]", "attitude": "[0.5, -0.5, 0.5, -0.5]", "looks at": "ivan's eyes",
        "keep": "true",
    }  # fmt: skip


def test_a_focus_that_was_pulled_becomes_a_point_on_the_lens_axis():
    told = change(camera(), camera(attitudes=np.array([[1.0, 0.0, 0.0, 0.0]]), focus_m=2.0))
    assert fields_of(told, {"looks at": "ivan's eyes"}, "")["looks at"] == "[0.1, 0.2, -1.7]"
    assert fields_of(told, {}, "")["looks at"] == "[0.1, 0.2, -1.7]"
    assert "looks at" not in fields_of(replace(told, what=("place",), focus_m=0.0), {}, "")


def test_a_shot_in_words_keeps_its_words():
    told = change(camera(), camera(lens_mm=35.0))
    written = fields_of(told, {"stop": "2.8"}, 'CU of "ivan", up: ivan')
    assert written["shot"] == '"CU of \\"ivan\\", up: ivan"'
    assert (written["lens"], written["focus"], written["stop"], written["keep"]) == (
        "35 mm",
        "1.5 m",
        "2.8",
        "true",
    )
