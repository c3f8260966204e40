"""Sets that come in as USD: the same as from glTF, whatever the unit, the axis up and the form of their faces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pxr import Gf, Sdf, Usd, UsdGeom, UsdShade

from offworld.errors import FilmError
from offworld.exchange.sets import usd as reader
from offworld.exchange.sets.draft import draft
from offworld.exchange.sets.pack import glb_of
from offworld.exchange.sets.polygons import triangulated
from offworld.exchange.sets.usd import read_usd
from offworld.space.modelled.glb import read_gltf


def surface_of(model):
    """Area and middle of each object's surface, and its colour, by its name."""
    found = {}
    for thing in model.things:
        corners = thing.points[thing.faces]
        area = 0.5 * np.linalg.norm(
            np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1
        )
        kind = model.materials[int(thing.materials[0])]
        middle = (area[:, None] * corners.mean(axis=1)).sum(axis=0) / area.sum()
        found[thing.path[-1].replace("_", " ")] = np.array([area.sum(), *middle, *kind.colour, kind.glow])
    return found


@pytest.fixture(scope="module")
def known(own_module, tmp_path_factory):
    path = tmp_path_factory.mktemp("known") / "module.glb"
    path.write_bytes(own_module.glb())
    return read_gltf(path, "module.glb")


@pytest.mark.parametrize(
    ("unit", "up", "ending"), [(0.01, "Y", "usda"), (1.0, "Z", "usdc"), (0.001, "Y", "usd")]
)
def test_usd_and_gltf_give_the_same_model(tmp_path, own_module, known, unit, up, ending):
    model = read_usd(own_module.usd(tmp_path / f"m.{ending}", unit=unit, up=up))
    ours, theirs = surface_of(model), surface_of(known)
    assert set(ours) == set(theirs)
    for name, one in ours.items():
        assert one == pytest.approx(theirs[name], abs=2e-5), name
    assert model.remarks == ()
    clear = {one.name: clear for one, clear in zip(model.materials, model.clear, strict=True)}
    assert clear["Pane"]
    assert not clear["Wall"]


def test_a_model_packed_comes_back_and_gives_the_same_bytes(tmp_path, own_module):
    model = read_usd(own_module.usd(tmp_path / "m.usda"))
    data = glb_of(model, "module")
    assert data == glb_of(model, "module")
    (tmp_path / "m.glb").write_bytes(data)
    again = read_gltf(tmp_path / "m.glb", "m.glb")
    assert [thing.path for thing in again.things] == [thing.path for thing in model.things]
    for one, two in zip(again.things, model.things, strict=True):
        assert one.points[one.faces] == pytest.approx(two.points[two.faces], abs=1e-6)
        assert one.normals[one.faces] == pytest.approx(two.normals[two.faces], abs=1e-5)
    assert surface_of(again).keys() == surface_of(model).keys()
    for name, value in surface_of(again).items():
        assert value == pytest.approx(surface_of(model)[name], abs=1e-5), name
    assert again.clear == model.clear


def test_what_has_one_name_twice_keeps_both(tmp_path, known):
    from dataclasses import replace

    twice = replace(known, things=(known.things[1], known.things[1]))
    (tmp_path / "m.glb").write_bytes(glb_of(twice, "m"))
    names = [thing.path[-1] for thing in read_gltf(tmp_path / "m.glb", "m").things]
    assert names == ["Rail port 1", "Rail port 1.2"]


def test_remarks_say_what_was_not_taken_as_it_is(tmp_path, own_module):
    path = own_module.usd(tmp_path / "m.usda", say_unit=False)
    stage = Usd.Stage.Open(str(path))
    rack = UsdGeom.Mesh.Get(stage, "/Module/Rack")
    rack.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.catmullClark)
    UsdGeom.Xformable(stage.GetPrimAtPath("/Module/Lamp")).AddTranslateOp().Set(Gf.Vec3d(0, 0, 0), 1)
    UsdGeom.Xformable(stage.GetPrimAtPath("/Module/Lamp")).GetOrderedXformOps()[0].Set(Gf.Vec3d(9, 0, 0), 24)
    UsdGeom.PointInstancer.Define(stage, "/Module/Bolts")
    shader = UsdShade.Shader.Get(stage, "/Module/Looks/Wall/Surface")
    picture = UsdShade.Shader.Define(stage, "/Module/Looks/Wall/Picture")
    picture.CreateIdAttr("UsdUVTexture")
    shader.GetInput("diffuseColor").ConnectToSource(
        picture.ConnectableAPI().CreateOutput("rgb", Sdf.ValueTypeNames.Float3)
    )
    stage.GetRootLayer().Save()
    remarks = " ".join(read_usd(path).remarks)
    for said in (
        "does not say its unit",
        "a set stands still",
        "Lamp",
        "Bolts",
        "cages",
        "Rack",
        "Wall in one colour",
    ):
        assert said in remarks


def test_plain_shapes_hidden_things_and_faces_turned_round(tmp_path):
    stage = Usd.Stage.CreateNew(str(tmp_path / "m.usda"))
    UsdGeom.SetStageMetersPerUnit(stage, 1.0)
    UsdGeom.SetStageUpAxis(stage, "Z")
    UsdGeom.Cube.Define(stage, "/Cube").CreateSizeAttr(2.0)
    UsdGeom.Cube.Get(stage, "/Cube").CreateDisplayColorAttr([Gf.Vec3f(1, 0, 0)])
    UsdGeom.Sphere.Define(stage, "/Ball").CreateRadiusAttr(0.5)
    for axis in "XYZ":
        rod = UsdGeom.Cylinder.Define(stage, f"/Rod{axis}")
        rod.CreateRadiusAttr(0.1)
        rod.CreateHeightAttr(3.0)
        rod.CreateAxisAttr(axis)
    UsdGeom.Cone.Define(stage, "/Cone")
    UsdGeom.Imageable(UsdGeom.Cube.Define(stage, "/Hidden")).MakeInvisible()
    UsdGeom.Imageable(UsdGeom.Cube.Define(stage, "/Guide")).CreatePurposeAttr("guide")
    mesh = UsdGeom.Mesh.Define(stage, "/Turned")
    mesh.CreatePointsAttr([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)])
    mesh.CreateFaceVertexCountsAttr([4, 4])
    mesh.CreateFaceVertexIndicesAttr([0, 1, 2, 3, 3, 2, 1, 0])
    mesh.CreateHoleIndicesAttr([1])
    mesh.CreateOrientationAttr(UsdGeom.Tokens.leftHanded)
    mesh.CreateNormalsAttr([(0, 0, -1)] * 4)
    mesh.SetNormalsInterpolation(UsdGeom.Tokens.vertex)
    UsdGeom.Mesh.Define(stage, "/Empty")
    stage.GetRootLayer().Save()
    model = read_usd(tmp_path / "m.usda")
    things = {thing.name: thing for thing in model.things}
    assert sorted(things) == ["Ball", "Cube", "RodX", "RodY", "RodZ", "Turned"]
    assert np.ptp(things["Cube"].points, axis=0) == pytest.approx([2, 2, 2])
    assert model.materials[int(things["Cube"].materials[0])].colour == (1.0, 0.0, 0.0)
    for k, axis in enumerate("XYZ"):
        assert int(np.argmax(np.ptp(things[f"Rod{axis}"].points, axis=0))) == k
    turned = things["Turned"]
    assert len(turned.faces) == 2
    corners = turned.points[turned.faces]
    assert np.all(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] < 0)
    assert turned.normals == pytest.approx(np.tile([0, 0, -1.0], (4, 1)))


def test_faces_of_several_materials(tmp_path, own_module):
    path = own_module.usd(tmp_path / "m.usda")
    stage = Usd.Stage.Open(str(path))
    rack = stage.GetPrimAtPath("/Module/Rack")
    subset = UsdShade.MaterialBindingAPI(rack).CreateMaterialBindSubset("front", [0])
    UsdShade.MaterialBindingAPI.Apply(subset.GetPrim()).Bind(
        UsdShade.Material.Get(stage, "/Module/Looks/Wall")
    )
    stage.GetRootLayer().Save()
    model = read_usd(path)
    thing = next(one for one in model.things if one.path[-1] == "Rack")
    names = [model.materials[int(kind)].name for kind in thing.materials]
    assert names == ["Wall"] * 2 + ["Rack_red"] * 10


def test_other_files_and_broken_meshes_are_refused(tmp_path, own_module, monkeypatch):
    (tmp_path / "no.usda").write_text("hello", encoding="utf-8")
    with pytest.raises(FilmError, match="cannot be read as USD"):
        read_usd(tmp_path / "no.usda")
    path = own_module.usd(tmp_path / "m.usda")
    stage = Usd.Stage.Open(str(path))
    UsdGeom.Mesh.Get(stage, "/Module/Rack").GetFaceVertexIndicesAttr().Set([0, 1, 999])
    stage.GetRootLayer().Save()
    with pytest.raises(FilmError, match="/Module/Rack do not fit"):
        read_usd(path)
    monkeypatch.setattr(reader, "MOST_TRIANGLES", 3)
    with pytest.raises(FilmError, match="more than 3 triangles"):
        read_usd(own_module.usd(tmp_path / "n.usda"))


@given(st.integers(0, 2**32 - 1))
def test_any_polygon_is_covered_once_by_its_triangles(seed):
    rng = np.random.default_rng(seed)
    count = int(rng.integers(3, 14))
    angles = 2 * np.pi * (np.arange(count) + 0.5 * rng.random(count)) / count
    rim = rng.uniform(0.2, 1.0, count)[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    points = np.column_stack([rim, np.zeros(count)]) @ turn.T
    made = triangulated(points, list(range(count)))
    assert len(made) == count - 2

    def total(loops):
        return sum(
            np.cross(points[one[k]] - points[one[0]], points[one[k + 1]] - points[one[0]])
            for one in loops
            for k in range(1, len(one) - 1)
        )

    assert total(made) == pytest.approx(total([list(range(count))]), abs=1e-9)
    corners = points[np.array(made)]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert np.all(across @ total([list(range(count))]) > -1e-12)
    assert triangulated(points, [0, 1]) == []


def test_the_first_text_guesses_by_name_and_form(known):
    text = draft("Module", "module.glb", known, (0.0, 0.0, 0.25))
    assert "inside: [0, 0, 0.25]" in text
    for line in (
        'rail.1: "Hatch ring"', 'rail.2: "Rail port 1"', 'window.1: "Window"', 'hatch.1: "Hatch cover"',
        'table.1: "Table top"', 'ignore: ["Stand outside"]', "# Curtain, Hull, Label, Lamp, Locker, Rack, Strap",
    ):  # fmt: skip
        assert line in text
    assert "inside" not in draft("Module", "module.glb", known, None)
