from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from offworld.film.blocking import Move
from offworld.script.cameras import read_cuts
from offworld.script.deeds import read_intent
from offworld.script.language import Writing
from offworld.script.moves import RULES
from offworld.script.rough import read_rough_beats
from offworld.script.starts import read_person_start, read_prop_start
from offworld.text import Fields, Scalar, Sheet, parse_yaml
from offworld.text.nodes import Items, Mapping

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def reference():
    import importlib.util

    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "make_language_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_and_the_schemas_are_up_to_date(reference):
    """If this fails: make docs."""
    for path, text in reference.outputs().items():
        assert path.read_text(encoding="utf-8") == text, path


def test_every_move_is_in_the_table():
    from typing import get_args

    assert set(RULES) == set(get_args(Move))
    assert all(rule.examples for rule in RULES.values())


EXAMPLES = [example for rule in RULES.values() for example in rule.examples]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_a_move_is_understood(example, names):
    sheet = Sheet(file="page")
    (beat,) = read_rough_beats([parse_yaml(f"- {example}", "page").nodes[0]], sheet)
    owners = tuple(name for name, _ in beat.owners)
    found = read_intent(beat.deed, owners, beat.channels, names)
    assert found is not None, sheet.problems
    assert found[0].move == beat.deed.verb


def test_every_cue_and_end_of_the_page_is_understood(reference, read_beat):
    for written, _ in reference.CUES:
        assert read_beat(f"ivan: hold rail.s2 {written}").start is not None
    for written, _ in reference.ENDS:
        read_beat(f"ivan: hold rail.s2 {written}")


def test_every_place_and_start_of_the_page_is_understood(reference, names, read_beat):
    sheet = Sheet(file="page")
    for written, _ in reference.TARGETS:
        read_beat(f"ivan: look at {written}")
    for written, _ in reference.PEOPLE_STARTS:
        writing = Writing(sheet=sheet, node=Scalar(text=written, line=1, column=1))
        assert read_person_start("anton", names, writing) is not None, sheet.problems
    for written, _ in reference.PROP_STARTS:
        writing = Writing(sheet=sheet, node=Scalar(text=written, line=1, column=1))
        assert read_prop_start("scalpel", names, writing) is not None, sheet.problems


def test_the_cuts_of_the_page_are_understood(reference, cueing):
    sheet = Sheet(file="page")
    nodes = [Scalar(text=written, line=1, column=1) for written, _ in reference.CUTS]
    assert len(read_cuts(nodes, cueing, sheet)) == len(nodes), sheet.problems


def test_the_mappings_of_the_page_are_understood(reference, names):
    sheet = Sheet(file="page")
    text = reference.MAPPING.split("```yaml\n")[1].split("```")[0]
    beats = read_rough_beats(parse_yaml(text, "page").nodes, sheet)
    assert [beat.id for beat in beats] == ["grab", "stay"]
    assert not sheet.problems


def plain(node):
    """A node as JSON has it."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.pairs}
    if isinstance(node, Items):
        return [plain(item) for item in node.nodes]
    if not node.quoted:
        for kind in (int, float):
            try:
                return kind(node.text)
            except ValueError:
                pass
        if node.text in {"true", "false"}:
            return node.text == "true"
    return node.text


FOLDERS = [ROOT / "films" / "the-visit", ROOT / "src" / "offworld" / "script" / "template"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_films_that_are_right_fit_the_schemas(folder):
    schemas = ROOT / "src" / "offworld" / "script" / "schemas"
    for path in [folder / "film.yaml", *(folder / "scenes").glob("*.yaml")]:
        name = "film" if path.name == "film.yaml" else "scene"
        schema = json.loads((schemas / f"{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(plain(parse_yaml(path.read_text(encoding="utf-8"), path.name)), schema)


def test_the_schemas_have_every_field_that_the_reader_asks_for(base_film, reference, monkeypatch):
    from offworld.flow.check import check_film

    asked: dict[str, set[str]] = {}
    get = Fields.get

    def spy(self, name):
        asked.setdefault(self.what, set()).add(name)
        return get(self, name)

    monkeypatch.setattr(Fields, "get", spy)
    scene = base_film / "scenes" / "operation.yaml"
    extra = "  - {who: ivan, move: hold, target: rail.s2, at: 50 s, else: {move: hold, target: rail.s3}}\n"
    shot = "  C: {shot: MS on zhenya}\n"
    scene.write_text(scene.read_text().replace("cameras:\n", f"{extra}cameras:\n{shot}"))
    film = base_film / "film.yaml"
    profiles = "profiles:\n  week two: {like: trained, lag: {value: 0.4 s, source: a stopwatch}}\n"
    more = f"{profiles}times: {{strap: 40 s}}\ncontinuity: {{new angle: 20°}}\nlight levels: {{iso: 400}}\n"
    kit = """camera: {stop: T2.8}
bodies: {ours: {modes: {4K: {width: 24 mm, height: 14 mm}}}}
lens sets: {ours: {lenses: [{focal: 35 mm, T: 2, near: 0.3 m}]}}
"""
    film.write_text(f"{film.read_text()}sensor: {{width: 20 mm}}\n{more}{kit}")
    assert check_film(base_film) == ()
    top = reference.film_schema()["properties"]
    scenes = reference.scene_schema()["properties"]
    assert asked["the film"] == set(top)
    assert asked["zhenya"] == set(top["people"]["additionalProperties"]["properties"])
    assert asked["scalpel"] == set(top["props"]["additionalProperties"]["properties"])
    assert asked["world flight"] <= set(top["worlds"]["additionalProperties"]["properties"])
    profile = top["profiles"]["additionalProperties"]["properties"]
    assert asked["profile week two"] == set(profile)
    assert asked["lag of profile week two"] == set(profile["lag"]["anyOf"][1]["properties"])
    assert asked["the times"] == set(top["times"]["properties"])
    assert asked["the continuity"] == set(top["continuity"]["properties"])
    assert asked["the light levels"] == set(top["light levels"]["properties"])
    assert asked["the sensor"] == set(top["sensor"]["properties"])
    assert asked["the camera"] == set(top["camera"]["properties"])
    body = top["bodies"]["additionalProperties"]["properties"]
    assert asked["body ours"] == set(body)
    assert asked["mode 4K"] == set(body["modes"]["additionalProperties"]["properties"])
    lens_set = top["lens sets"]["additionalProperties"]["properties"]
    assert asked["lens set ours"] == set(lens_set)
    assert asked["the lens"] == set(lens_set["lenses"]["items"]["anyOf"][1]["properties"])
    assert asked["this scene"] == set(scenes)
    _, shot, camera = scenes["cameras"]["additionalProperties"]["anyOf"]
    assert asked["camera A"] == set(camera["properties"])
    assert asked["camera C"] == set(shot["properties"])
    beat = scenes["beats"]["items"]["anyOf"][0]["properties"]
    assert asked["this beat"] == set(beat)
    assert asked["the else of this beat"] == set(beat["else"]["anyOf"][1]["properties"])
