"""A set file with a model: what its names become, and every way to get it wrong."""

import json

import jsonschema
import numpy as np
import pytest

from offworld.errors import FilmError
from offworld.space import read_set
from offworld.space.modelled import taken
from offworld.space.modelled.fits import bar_of, pane_of
from offworld.space.modelled.model import Thing
from offworld.space.modelled.names import by_numbers, matching, slug
from offworld.space.modelled.room import middle_of
from offworld.space.schema import set_schema


def test_rails_are_where_their_tubes_are_and_look_into_the_room(own_set, own_module):
    rails = {one.id: one for one in own_set.rails}
    assert list(rails) == ["rail.p1", "rail.p2", "rail.p3", "rail.s1", "rail.s2", "rail.s3", "hatch.rim"]
    assert np.array(rails["rail.p2"].points) == pytest.approx(
        np.array([[-0.4, 1.045, -0.25], [0.4, 1.045, -0.25]]), abs=1e-6
    )
    assert rails["rail.p2"].normal == pytest.approx((0, -1, 0))
    assert rails["rail.s1"].normal == pytest.approx((0, 1, 0))
    assert rails["rail.p2"].radius_m == pytest.approx(0.014, abs=1e-6)
    rim = rails["hatch.rim"]
    assert rim.points[0] == rim.points[-1]
    assert np.linalg.norm(np.array(rim.points)[:, 1:], axis=1) == pytest.approx(0.46, abs=1e-6)
    assert rim.normal == pytest.approx((-1, 0, 0))
    assert not any(one.drawn for one in own_set.rails)


def test_windows_hatches_tables_loops_and_what_must_not_be_touched(own_set):
    (window,), (hatch,), (table,), (loop,) = own_set.windows, own_set.exits, own_set.beds, own_set.loops
    assert window.position == pytest.approx((0.6, 1.124, 0.1), abs=1e-6)
    assert window.normal == pytest.approx((0, -1, 0))
    assert window.diameter_m == pytest.approx(0.52, abs=1e-6)
    assert (hatch.position, hatch.diameter_m) == (
        pytest.approx((1.96, 0, 0), abs=1e-6),
        pytest.approx(0.8, abs=1e-6),
    )
    assert table.position == pytest.approx((-0.9, 0.35, -0.43), abs=1e-6)
    assert (table.normal, table.head) == (pytest.approx((0, 0, 1)), pytest.approx((-1, 0, 0)))
    assert loop.position == pytest.approx((1.2, 0.2, -1.035), abs=1e-6)
    assert (loop.normal, loop.toes) == (pytest.approx((0, 0, 1)), pytest.approx((1, 0, 0)))
    why = {one.id: one.no_touch for one in own_set.solids if one.no_touch}
    assert why == {"rack": "experiment", "window.1.glass": "glass"}
    assert {one.id: one.no_touch for one in own_set.surfaces if one.no_touch} == {
        "rack.look": "experiment", "window.1.glass.look": "glass",
    }  # fmt: skip


def test_the_film_sees_the_models_own_colours_and_its_lamp_gives_light(own_set, own_module):
    colours = {one.name: one for one in own_set.materials}
    assert colours["module: Rack red"].colour == pytest.approx((0.5, 0.07, 0.05))
    assert {one.material for one in own_set.surfaces} == {
        "module: Wall", "module: Rail blue", "module: Rack red", "module: Lamp", "glass",
    }  # fmt: skip
    lamp = next(one for one in own_set.solids if one.id == "lamp.light")
    assert (lamp.shape, lamp.solid, lamp.drawn) == ("box", False, False)
    assert colours[lamp.material].glow == 3.0
    assert not any("stand" in one.id for one in (*own_set.solids, *own_set.surfaces))


def test_the_same_file_gives_the_same_set(own_film, own_set):
    taken.take_apart.cache_clear()
    taken._model.cache_clear()
    assert read_set("module", own_film) == own_set


def test_parts_of_other_sets_may_stand_beside_a_model(tmp_path, own_module):
    more = (
        own_module.TEXT
        + "parts:\n  - {mark: mark.middle, at: [0, 0, 0], facing: [1, 0, 0]}\n"
        + ("  - {rail: rail.x, from: [-1, 0, -1.1], to: [0, 0, -1.1], normal: [0, 0, 1]}\n")
    )
    made = read_set("module", own_module.film(tmp_path, more))
    assert [one.id for one in made.marks] == ["mark.middle"]
    assert made.rails[-1].drawn


def test_the_room_is_found_where_nobody_says_it(tmp_path, own_module, model):
    text = own_module.TEXT.replace("inside: [0, 0, 0]\n", "")
    made = read_set("module", own_module.film(tmp_path, text))
    assert made.low == pytest.approx((-2, -1.1, -1.1), abs=1e-3)
    middle = middle_of([one for one in model.things if one.name != "Stand outside"])
    assert np.all(np.abs(middle) < [1.5, 0.7, 0.7])


def test_measures_may_be_said_in_place_of_found(tmp_path, own_module):
    text = """\
model: module.glb
inside: [[0, 0, 0], [1, 0, 0]]
wall: 5 cm
rails: {rail.p: {object: Rail port 1, radius: 2 cm, normal: [0, -1, 1]}}
windows: {window: {object: Window, diameter: 40 cm}}
hatches: {hatch: {object: Hatch cover, normal: [-1, 0, 0], source: drawing 3}}
loops: {loop: {object: Strap, toes: [1, 0, 0.1], normal: [0, 0, 1]}}
no_touch: {"port.rail.#": "Rail port [23]"}
only_drawn: [Curtain]
"""
    made = read_set(
        "module", own_module.film(tmp_path, text.replace('"Rail port [23]"', '"Rail starboard *"'))
    )
    assert made.rails[0].radius_m == 0.02
    assert made.rails[0].normal == pytest.approx((0, -(0.5**0.5), 0.5**0.5))
    assert made.windows[0].diameter_m == 0.4
    assert made.loops[0].toes == pytest.approx((1, 0, 0))
    assert {one.id for one in made.solids if one.no_touch == "experiment"} == {
        f"port.rail.{k}" for k in (1, 2, 3)
    }
    assert not any(one.id.startswith("curtain") for one in made.solids)
    walls = [one for one in made.solids if one.id.startswith("hull")]
    assert max(min(one.size_m) for one in walls) == pytest.approx(0.05)


BASE = "model: module.glb\ninside: [0, 0, 0]\n"
WRONG = {
    "no such file": ("model: modul.glb\n", "no such model"),
    "in another folder": ("model: ../module.glb\n", "lies beside the set file"),
    "another form": ("model: module.usd\n", "offworld import FILM --set"),
    "no such object": (BASE + "rails: {rail.1: Rail prot 1}\n", "did you mean 'Rail port 1'"),
    "no such object to ignore": (BASE + "ignore: [Nothing of it]\n", "no object 'Nothing of it'"),
    "a list where a name should be": (BASE + "rails: {rail.1: [Rack]}\n", "one object or pattern"),
    "a list of lists": (BASE + "ignore: [[Rack]]\n", "name of an object is wanted"),
    "a list of rails": (BASE + "rails: [Rack]\n", "should be a mapping"),
    "several in one": (BASE + "rails: {rail: Rail port *}\n", "would be 3 objects.*'rail.#'"),
    "a bad name": (BASE + "rails: {Rail One: Rail port 1}\n", "is no name of a part"),
    "no bar": (BASE + "rails: {rail.1: Rack}\n", "no bar that a hand closes on.*mm"),
    "no bar at all": (BASE + "rails: {rail.1: Curtain}\n", "no bar that a hand closes on"),
    "an unknown field": (BASE + "rails: {rail.1: {object: Rail port 1, radios: 2}}\n", "did you mean 'radius'"),
    "no toes": (BASE + "loops: {loop.1: Strap}\n", "'toes' is missing"),
    "toes out of the floor": (
        BASE + "loops: {loop.1: {object: Strap, toes: [0, 0, 1], normal: [0, 0, 1]}}\n", "point out of the surface",
    ),
    "a head out of the table": (
        BASE + "tables: {table: {object: Table top, head: [0, 0, 1]}}\n", "points out of the surface",
    ),
    "an unknown reason": (BASE + "no_touch: {rack: {object: Rack, why: because}}\n", "'because' is no why"),
    "nothing left": (BASE + 'ignore: ["*"]\n', "nothing of the model is left"),
    "two of one name": (BASE + "windows: {a: Window}\nhatches: {a: Hatch cover}\n", "two things named 'a'"),
    "no number": (BASE + "scale: big\n", "greater than 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_with_its_place(tmp_path, own_module, name):
    text, message = WRONG[name]
    with pytest.raises(FilmError, match=f"(?s){message}") as caught:
        read_set("module", own_module.film(tmp_path, text))
    assert all(problem.file for problem in caught.value.problems)


def test_a_model_in_pieces_too_many_is_refused_with_numbers(tmp_path, own_module, monkeypatch):
    monkeypatch.setattr(taken, "MOST_PIECES", 20)
    monkeypatch.setattr("offworld.space.modelled.file.MOST_PIECES", 20)
    taken.take_apart.cache_clear()
    with pytest.raises(FilmError, match=r"makes \d+ solids, more than 20; most of them from 'Hull' \d+"):
        read_set("module", own_module.film(tmp_path, own_module.TEXT))
    taken.take_apart.cache_clear()


def test_a_model_without_walls_needs_to_be_told_where_the_room_is(tmp_path, own_module):
    rack = [one for one in own_module.things() if one[0] in {"Rack", "Table top"}]
    with pytest.raises(FilmError, match=r"inside: \[x, y, z\]"):
        read_set("module", own_module.film(tmp_path, "model: module.glb\n", own_module.glb(rack)))


def test_a_thing_without_a_face_is_no_window(tmp_path, own_module):
    flat = [*own_module.things(), ("Line", np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0.0]]), [[0, 1, 2]], 0)]
    for section, name in (("windows", "w"), ("rails", "r"), ("tables", "t")):
        text = f"{BASE}ignore: [Stand outside]\n{section}: {{{name}: Line}}\n"
        with pytest.raises(FilmError, match=r"has no face|has no length"):
            read_set("module", own_module.film(tmp_path, text, own_module.glb(flat)))


def test_the_schema_knows_it(own_module):
    import ruamel.yaml

    plain = ruamel.yaml.YAML(typ="safe").load(own_module.TEXT)
    jsonschema.validate(json.loads(json.dumps(plain)), set_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**plain, "rails": {"rail.1": {"radius": 1}}}, set_schema())


def thing(*path):
    return Thing(
        path=path, points=np.zeros((0, 3)), normals=np.zeros((0, 3)), faces=np.zeros((0, 3), int),
        materials=np.zeros(0, int),
    )  # fmt: skip


def test_names_are_known_again_as_programs_change_them():
    things = [
        thing("root", "Rail_port_10"),
        thing("Rail port.2"),
        thing("Props", "Rack"),
        thing("Rack", "Front"),
    ]
    assert matching(things, "rail port.2") == (1,)
    assert matching(things, "Rail port*") == (1, 0)
    assert matching(things, "Rack") == (2, 3)
    assert matching(things, "props/rack") == (2,)
    assert matching(things, "Ra?k/front") == (3,)
    assert matching(things, "none") == ()
    assert [slug(one) for one in things] == ["rail.port.10", "rail.port.2", "rack", "front"]
    assert slug(thing("2nd Rack")) == "part.2nd.rack"
    assert slug(thing("窗")) == "part"
    assert sorted(things[:2], key=by_numbers) == [things[1], things[0]]


def test_a_handrail_with_feet_is_still_a_bar(own_module):
    bar = own_module.tube((-0.5, 0, 0), (0.5, 0, 0), 0.014)
    feet = [own_module.tube((x, 0, -0.055), (x, 0, 0), 0.012) for x in (-0.48, 0.48)]
    points, faces = [], []
    for corners, loops in (bar, *feet):
        faces += [[len(points) + k for k in loop] for loop in loops]
        points += list(corners)
    found = bar_of(np.array(points), np.array(own_module.fan(faces)))
    assert found.line == pytest.approx(np.array([[-0.5, 0, 0], [0.5, 0, 0]]), abs=2e-3)
    assert found.radius == pytest.approx(0.014, abs=1e-4)
    assert found.off < 0.004


def test_a_frame_about_a_pane_lies_in_its_plane(own_module):
    points, faces = own_module.ring(np.array([0, 1.0, 0]), (0, 1, 0), 0.3, 0.03)
    pane = pane_of(points, np.array(own_module.fan(faces)), np.zeros((1, 3)))
    assert pane.normal == pytest.approx([0, -1, 0], abs=1e-6)
    assert pane.breadth == pytest.approx(0.66, abs=0.01)
    assert pane.middle == pytest.approx([0, 0.97, 0], abs=2e-3)
