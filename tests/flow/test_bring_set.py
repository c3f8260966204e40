"""A set that was modelled elsewhere comes into a film, is rehearsed in and framed in."""

import json

import numpy as np
import pytest

from offworld.cli.main import main
from offworld.errors import FilmError
from offworld.flow.bring_set import bring_set
from offworld.flow.work import source_files
from offworld.space import read_set

FILM = """\
title: The Module
rate: 25
aspect: 2.39
seed: 7
lenses: [18 mm, 25 mm, 35 mm]
people:
  mira: {sex: female, stature: 1.66 m, mass: 58 kg, suit: orange}
  oleg: {sex: male, stature: 1.79 m, mass: 77 kg, suit: navy}
scenes: [along]
"""
SCRIPT = "INT. THE MODULE - DAY #1#\n\nThey cross the room.\n"
SCENE = """\
scene: 1
title: Along the rails
set: module
world: orbit
length: 3 s
start:
  mira: right hand on rail.s2, up +z, facing +x, floating at [-0.35, -0.55, 0.2]
  oleg: right hand on rail.p3, up +z, facing -x, floating at [1.2, 0.55, -0.1]
beats:
  - mira: pull along rail.s2 to rail.s3 at 0.3 m/s
  - oleg: push off from rail.p3 to rail.p1 at 0.4 m/s, at 0.1 s
cameras:
  A: two-shot of mira and oleg, MS, up set, from 0.5 s to 2 s
cuts: [A]
"""


@pytest.fixture
def film(tmp_path):
    folder = tmp_path / "film"
    (folder / "scenes").mkdir(parents=True)
    (folder / "film.yaml").write_text(FILM, encoding="utf-8")
    (folder / "script.fountain").write_text(SCRIPT, encoding="utf-8")
    (folder / "scenes" / "along.yaml").write_text(SCENE, encoding="utf-8")
    return folder


@pytest.fixture
def model(tmp_path, own_module):
    path = tmp_path / "My Module.glb"
    path.write_bytes(own_module.glb())
    return path


def test_a_model_comes_in_with_a_first_text_and_is_not_overwritten(film, model, capsys):
    assert main(["import", str(film), "--set", str(model)]) == 0
    told = capsys.readouterr().out
    assert "my-module: the room is 4.00 x 2.22 x 2.20 m (x, y, z), 18 objects, 1292 triangles" in told
    assert "7 rails, 1 window, 1 hatch, 1 table" in told
    text = film / "sets" / "my-module.yaml"
    assert (film / "sets" / "my-module.glb").read_bytes() == model.read_bytes()
    assert read_set("my-module", film).rails[0].id == "rail.1"
    text.write_text(text.read_text(encoding="utf-8").replace("rail.1", "rim"), encoding="utf-8")
    mine = text.read_bytes()
    assert main(["import", str(film), "--set", str(model), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["text_kept"]
    assert data["apart_m"] < 1e-4
    assert text.read_bytes() == mine


def test_a_changed_model_makes_the_film_another_one(film, model, own_module):
    bring_set(film, model, name="module")
    before = source_files(film)
    parts = [one for one in own_module.things() if one[0] != "Curtain"]
    model.write_bytes(own_module.glb(parts))
    bring_set(film, model, name="module")
    after = source_files(film)
    assert {path for path in after if after[path] != before[path]} == {"sets/module.glb"}


def test_usd_and_plain_gltf_are_packed(film, tmp_path, model, own_module):
    pytest.importorskip("pxr", reason="the extra 'usd' is not installed")
    bring_set(film, own_module.usd(tmp_path / "m.usda"), name="usd")
    bring_set(film, model, name="glb")
    one, two = read_set("usd", film), read_set("glb", film)
    assert [rail.id for rail in one.rails] == [rail.id for rail in two.rails]
    for a, b in zip(one.rails, two.rails, strict=True):
        assert np.array(a.points) == pytest.approx(np.array(b.points), abs=1e-5)
    assert one.low == pytest.approx(two.low, abs=1e-5)
    data = model.read_bytes()
    size = int.from_bytes(data[12:16], "little")
    tree = json.loads(data[20 : 20 + size])
    tree["buffers"][0]["uri"] = "m.bin"
    (tmp_path / "m.bin").write_bytes(data[28 + size :])
    (tmp_path / "m.gltf").write_text(json.dumps(tree), encoding="utf-8")
    bring_set(film, tmp_path / "m.gltf", name="plain")
    assert (film / "sets" / "plain.glb").read_bytes()[:4] == b"glTF"
    assert [rail.points for rail in read_set("plain", film).rails] == [rail.points for rail in two.rails]


def test_nothing_is_written_when_asked_or_when_something_is_wrong(film, model, tmp_path, own_module, capsys):
    answer = bring_set(film, model, write=False)
    assert answer.text.endswith("nothing was written")
    (tmp_path / "text.obj").write_text("v 0 0 0", encoding="utf-8")
    (tmp_path / "points.glb").write_bytes(own_module.packed({"asset": {"version": "2.0"}}, b""))
    for file, name, message in (
        (tmp_path / "none.glb", "", "no such file"),
        (tmp_path / "text.obj", "", "'?.obj'? is no form of a set"),
        (tmp_path / "points.glb", "", "no faces in it"),
        (model, "Big Name!", "no name of a set"),
    ):
        with pytest.raises(FilmError, match=message):
            bring_set(film, file, name=name)
    with pytest.raises(FilmError, match="no film here"):
        bring_set(tmp_path / "nowhere", model)
    (film / "sets").mkdir()
    plain = "parts:\n  - {tunnel: a, from: [0, 0, 0], to: [1, 0, 0], width: 1, height: 1}\n"
    (film / "sets" / "other.yaml").write_text(plain, encoding="utf-8")
    with pytest.raises(FilmError, match="is a set without this model"):
        bring_set(film, model, name="other")
    assert [path.name for path in (film / "sets").iterdir()] == ["other.yaml"]
    assert main(["import", str(film), "--cameras", "a.usda"]) == 2
    assert "write its number behind the film" in capsys.readouterr().err


def test_a_room_of_another_unit_is_remarked_upon(film, tmp_path, own_module):
    parts = [
        (name, 0.01 * np.asarray(points), faces, kind) for name, points, faces, kind in own_module.things()
    ]
    path = tmp_path / "small.glb"
    path.write_bytes(own_module.glb(parts))
    text = film / "sets" / "small.yaml"
    text.parent.mkdir()
    text.write_text("model: small.glb\ninside: [0, 0, 0]\n", encoding="utf-8")
    answer = bring_set(film, path)
    assert "smaller than sets are" in answer.text
    assert answer.attention == 1
    text.write_text("model: small.glb\ninside: [0, 0, 0]\nscale: 100\n", encoding="utf-8")
    assert "note" not in bring_set(film, path).text


def test_two_people_move_in_it_the_take_is_trusted_and_a_shot_is_found(film, own_module, capsys):
    own_module.film(film)
    assert main(["rehearse", str(film), "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    audit = json.loads((film / "out" / "scenes" / "1" / "audit.json").read_text(encoding="utf-8"))
    assert audit["trusted"], audit["faults"]
    # The set file calls the object 'Rack' of the model rack, and says that it is an experiment.
    assert any("an experiment, rack" in one["text"] for one in told["findings"]), told["findings"]
    assert main(["frame", str(film), "1", "--json"]) == 0
    (shot,) = json.loads(capsys.readouterr().out)["shots"]
    assert (shot["camera"], shot["status"]) == ("A", "found")
