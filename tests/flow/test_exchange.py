"""A scene goes out as USD or glTF, an artist works on it, its cameras come home."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

pytest.importorskip("pxr", reason="the extra 'usd' is not installed")
from pxr import Gf, Usd, UsdGeom

from offworld.cli.main import main
from offworld.errors import FilmError, NotPossible
from offworld.exchange.gltf.container import packed, unpacked
from offworld.exchange.usd import library
from offworld.exchange.usd.home import read_cameras
from offworld.flow.bring import bring_cameras
from offworld.flow.check import load_film
from offworld.flow.export import export_gltf, export_usd

GATE = 24.89
TURN = (0.8, 0.0, 0.6, 0.0)


@pytest.fixture(scope="module")
def exported(real, tmp_path_factory):
    film = real.short_film(tmp_path_factory.mktemp("exchange") / "film", "1.2 s")
    real.edit(film, "say L1 at 2 s", "say L1 at 0.2 s")
    return film, export_usd(film, "1")


@pytest.fixture
def film(exported, tmp_path):
    """A copy of the film with its export, to be changed."""
    return shutil.copytree(exported[0], tmp_path / "film", ignore=shutil.ignore_patterns("cache"))


def scene_text(film):
    return (film / "scenes" / "meeting.yaml").read_text(encoding="utf-8")


def worked_on(film, *, name="B", place=None, lens=None):
    """The artist's layer with a camera moved or given another lens."""
    mine = film / "usd" / "1" / "artist.usda"
    stage = Usd.Stage.Open(str(mine))
    camera = UsdGeom.Camera(stage.OverridePrim(f"/Scene/Cameras/{name}"))
    if place is not None:
        moved = UsdGeom.Xformable(camera)
        moved.ClearXformOpOrder()
        moved.AddTranslateOp(opSuffix="mine").Set(Gf.Vec3d(*(100.0 * value for value in place)))
        moved.AddOrientOp(UsdGeom.XformOp.PrecisionDouble, "mine").Set(Gf.Quatd(*TURN))
    if lens is not None:
        camera.GetFocalLengthAttr().Set(lens)
    stage.GetRootLayer().Save()
    return mine


def test_layers_go_to_out_and_an_empty_one_to_the_artist(exported):
    film, answer = exported
    made = film / "out" / "export" / "usd" / "1"
    assert {path.name for path in made.iterdir()} == {
        "scene.usda", "cameras.usda", "people.usdc", "props.usdc", "set.usdc",
    }  # fmt: skip
    assert answer.made == (made / "scene.usda",)
    stage = Usd.Stage.Open(str(film / "usd" / "1" / "artist.usda"))
    assert {str(prim.GetPath()) for prim in stage.GetPrimAtPath("/Scene/Cameras").GetChildren()} == {
        "/Scene/Cameras/A", "/Scene/Cameras/B",
    }  # fmt: skip
    assert stage.GetEndTimeCode() == 28.0


def test_another_export_leaves_the_artist_alone_and_writes_the_same_bytes(exported):
    film, _ = exported
    mine = film / "usd" / "1" / "artist.usda"
    made = film / "out" / "export" / "usd" / "1"
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    mine.write_bytes(mine.read_bytes().replace(b"endTimeCode = 28", b"endTimeCode = 7"))
    try:
        answer = export_usd(film)
        assert "left as it is; it says that the scene ends at frame 7, which is now 28" in answer.text
        assert b"endTimeCode = 7" in mine.read_bytes()
    finally:
        mine.write_bytes(mine.read_bytes().replace(b"endTimeCode = 7", b"endTimeCode = 28"))
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before
    assert "(left as it is)" in export_usd(film, "1").text


def test_a_scene_that_there_is_not_is_refused(exported):
    with pytest.raises(FilmError, match="no scene '9'"):
        export_usd(exported[0], "9")


def test_without_the_library_it_says_what_to_install(exported, monkeypatch):
    monkeypatch.setattr(library.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NotPossible, match=r"offworld\[usd\]"):
        export_usd(exported[0], "1")


def test_a_camera_that_was_moved_comes_home_on_its_own_line(film):
    before = scene_text(film)
    answer = bring_cameras(film, "1", worked_on(film, place=(1.5, 0.25, -0.125), lens=50.0))
    assert "B: moved" in answer.text
    assert "35 mm → 50 mm" in answer.text
    assert "A: unchanged" in answer.text
    was, now = before.splitlines(), scene_text(film).splitlines()
    changed = [pair for pair in zip(was, now, strict=True) if pair[0] != pair[1]]
    assert [new for _, new in changed] == [
        "  B: {lens: 50 mm, at: [1.5, 0.25, -0.125], attitude: [0.8, 0, 0.6, 0], looks at: tomas's face, keep: true}"
    ]
    (scene,) = load_film(film).scenes
    kept = next(one for one in scene.set_ups if one.id == "B")
    assert kept.at.offset == (1.5, 0.25, -0.125)
    assert kept.attitude == pytest.approx(TURN)
    np.testing.assert_allclose(kept.up_vector, (0.0, 1.0, 0.0), atol=1e-12)
    assert (kept.lens_mm, kept.keep) == (50.0, True)


def test_a_camera_that_came_home_goes_out_where_it_was_put(film):
    bring_cameras(film, "1", worked_on(film, place=(1.5, 0.25, -0.125)))
    export_usd(film, "1")
    there = {one.name: one for one in read_cameras(film / "out/export/usd/1/cameras.usda", GATE)}["B"]
    np.testing.assert_allclose(there.places, [[1.5, 0.25, -0.125]], atol=1e-12)
    np.testing.assert_allclose(there.attitudes, [TURN], atol=1e-12)


def test_another_lens_alone_changes_the_lens_alone(film):
    before = scene_text(film)
    bring_cameras(film, "1", worked_on(film, name="A", lens=18.0))
    assert scene_text(film) == before.replace("A: {lens: 25 mm", "A: {lens: 18 mm")


def test_what_only_is_asked_about_is_not_written(film):
    before = scene_text(film)
    answer = bring_cameras(film, "1", worked_on(film, lens=50.0), write=False)
    assert answer.text.endswith("nothing was written")
    assert scene_text(film) == before


def test_a_lens_that_the_film_has_not_is_refused_and_nothing_is_written(film):
    before = scene_text(film)
    with pytest.raises(FilmError, match="33 mm is not in the lens package"):
        bring_cameras(film, "1", worked_on(film, lens=33.0))
    assert scene_text(film) == before


def test_a_camera_of_another_file_is_brought_home_there(film):
    listed = film / "film.yaml"
    text = listed.read_text(encoding="utf-8")
    assert "scenes: [meeting]" in text
    listed.write_text(text.replace("scenes: [meeting]", "scenes: [meeting, other]"), encoding="utf-8")
    (film / "scenes" / "other.yaml").write_text("scene: 1B\nlike: 1\n", encoding="utf-8")
    shutil.copytree(film / "out/export/usd/1", film / "out/export/usd/1B")
    with pytest.raises(FilmError, match=r"scenes/meeting\.yaml, which this scene takes over"):
        bring_cameras(film, "1B", worked_on(film, lens=50.0))


def test_a_file_that_there_is_not_and_a_scene_that_never_went_out_are_refused(film):
    with pytest.raises(FilmError, match="no such file"):
        bring_cameras(film, "1", film / "away.usda")
    shutil.rmtree(film / "out" / "export")
    with pytest.raises(FilmError, match="never exported"):
        bring_cameras(film, "1", film / "usd" / "1" / "artist.usda")


def test_the_command_line_tells_programs_and_counts_what_was_left(film, capsys):
    mine = worked_on(film, place=(1.5, 0.25, -0.125))
    assert main(["import", str(film), "1", "--cameras", str(mine), "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["camera"], one["changed"]) for one in told["cameras"]] == [("A", []), ("B", ["place"])]
    stage = Usd.Stage.Open(str(mine))
    UsdGeom.Camera(stage.GetPrimAtPath("/Scene/Cameras/B")).GetHorizontalApertureAttr().Set(36.0)
    stage.GetRootLayer().Save()
    assert main(["import", str(film), "1", "--cameras", str(mine), "--strict"]) == 1
    assert "its gate is 36.00 mm" in capsys.readouterr().out
    assert main(["export", str(film), "9", "--to", "usd"]) == 2


@pytest.fixture(scope="module")
def as_gltf(exported):
    film, _ = exported
    return film, export_gltf(film, "1")


def worked_on_gltf(film, *, place=None, lens=None, keep=True):
    """The exported file with camera B moved or given another lens, as a program writes it that may keep no more."""
    plain, (data,) = unpacked(film / "out/export/gltf/1.glb")
    (node,) = [one for one in plain["nodes"] if one["name"] == "B" and "camera" in one]
    camera = plain["cameras"][node["camera"]]
    if place is not None:
        node |= {"translation": list(place), "rotation": [*TURN[1:], TURN[0]]}
    if lens is not None:
        camera["perspective"]["yfov"] = 2.0 * np.arctan(plain_height(film) / (2.0 * lens))
    if not keep:
        del camera["extras"]
    (film / "away.glb").write_bytes(packed(plain, data))
    return film / "away.glb"


def plain_height(film):
    settings = load_film(film)
    return settings.sensor.height_mm


def test_a_scene_goes_out_as_one_file_and_again_with_the_same_bytes(as_gltf, tmp_path):
    film, answer = as_gltf
    there = film / "out/export/gltf/1.glb"
    assert answer.made == (there,)
    assert answer.text == f"{there} ({there.stat().st_size / 1e6:.1f} MB)"
    kept = there.read_bytes()
    assert export_gltf(film, None, tmp_path / "all").made == (tmp_path / "all" / "1.glb",)
    assert export_gltf(film, "1", tmp_path / "mine.glb").made == (tmp_path / "mine.glb",)
    assert (tmp_path / "all" / "1.glb").read_bytes() == (tmp_path / "mine.glb").read_bytes() == kept
    with pytest.raises(FilmError, match="one file holds one scene"):
        export_gltf(film, None, tmp_path / "mine.glb")


def test_gltf_needs_no_library(as_gltf, monkeypatch, tmp_path):
    monkeypatch.setattr(library.importlib.util, "find_spec", lambda name: None)
    film = shutil.copytree(as_gltf[0], tmp_path / "film", ignore=shutil.ignore_patterns("cache"))
    answer = bring_cameras(film, "1", worked_on_gltf(film), write=False)
    assert answer.text == "A: unchanged\nB: unchanged\nnothing was written"


def test_a_camera_that_was_moved_comes_home_in_gltf(as_gltf, tmp_path):
    film = shutil.copytree(as_gltf[0], tmp_path / "film", ignore=shutil.ignore_patterns("cache"))
    answer = bring_cameras(film, "1", worked_on_gltf(film, place=(1.5, 0.25, -0.125), lens=50.0, keep=False))
    assert "35 mm → 50 mm" in answer.text
    assert "assumed: the file says no gate for B: lenses are what the film's own" in answer.text
    assert answer.data["assumed"]
    assert (
        "  B: {lens: 50 mm, at: [1.5, 0.25, -0.125], attitude: [0.8, 0, 0.6, 0], looks at: tomas's face, keep: true}"
        in scene_text(film).splitlines()
    )


def test_a_scene_that_never_went_out_as_gltf_is_refused(as_gltf, tmp_path):
    film = shutil.copytree(as_gltf[0], tmp_path / "film", ignore=shutil.ignore_patterns("cache"))
    mine = worked_on_gltf(film)
    shutil.rmtree(film / "out" / "export" / "gltf")
    with pytest.raises(FilmError, match=r"never exported.*--to gltf"):
        bring_cameras(film, "1", mine)


def test_the_command_line_writes_gltf_and_takes_a_place_for_it_alone(as_gltf, tmp_path, capsys):
    film, _ = as_gltf
    assert main(["export", str(film), "1", "--to", "gltf", "--out", str(tmp_path), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["scenes"]
    assert told["bytes"] == (tmp_path / "1.glb").stat().st_size
    assert main(["export", str(film), "1", "--to", "usd", "--out", str(tmp_path)]) == 2
    assert "--out is for glTF alone" in capsys.readouterr().err
