from __future__ import annotations

import json
from importlib import resources
from typing import NamedTuple

import jsonschema
import pytest

from offworld.errors import FilmError
from offworld.film.basic import Place
from offworld.film.blocking import Cue
from offworld.film.framing import AskedShot, Framing, Kept, Spot, Up
from offworld.flow.check import check_film, load_film
from offworld.script.complete import complete_shot
from offworld.script.keep import as_written, mapping_of, value_length, with_kept
from offworld.script.language import Writing
from offworld.script.shot_reading import Scenery
from offworld.script.shot_words import HEADS, PHRASES, SIZE_WORDS
from offworld.script.shots import read_shot
from offworld.text import Scalar, Sheet

SCENE = "scenes/operation.yaml"
CAMERA_B = "  B: {lens: 35 mm, at: rail.s4 + [0, 0, 0.3], looks at: ivan's eyes, up: set, keep: true}\n"


@pytest.fixture
def read(cueing):
    """Reads a shot in the base film's scene: what was read, and what is wrong."""

    def reading(line, **changes):
        sheet = Sheet(file="scene")
        known = {
            "cueing": cueing, "people": ("patient", "zhenya", "ivan", "anton"), "lenses": (25.0, 35.0), "weight": False,
        }  # fmt: skip
        shot = read_shot(
            "C", Writing(sheet=sheet, node=Scalar(text=line, line=1, column=1)), Scenery(**(known | changes))
        )
        return shot, sheet.problems

    return reading


READ = [
    (
        "MS on zhenya, up zhenya, three-quarter left, at eye level, 35 mm",
        {
            "kind": "single", "on": ("zhenya",), "size": "MS", "up": Up(kind="actor", person="zhenya"),
            "vantage": "three-quarter", "side": "left", "elevation_deg": 0.0, "lens_mm": 35.0,
        },
    ),
    ("over ivan on zhenya, CU, up set", {"kind": "over", "on": ("zhenya",), "over": "ivan", "size": "CU"}),
    (
        "two-shot of zhenya and ivan, MS, up line",
        {"kind": "two", "on": ("zhenya", "ivan"), "up": Up(kind="line")},
    ),
    (
        "POV of ivan on zhenya",
        {"kind": "pov", "on": ("zhenya",), "over": "ivan", "up": Up(kind="actor", person="ivan")},
    ),
    (
        "CU on zhenya, up free, from above, held by anton, zhenya at left third",
        {"up": Up(kind="free"), "elevation_deg": 30.0, "by": "anton", "spots": (Spot(person="zhenya", x=-1 / 3),)},
    ),
    ("group of zhenya, ivan and anton, cowboy", {"kind": "group", "on": ("zhenya", "ivan", "anton"), "size": "cowboy"}),
    ("FS group", {"on": ("patient", "zhenya", "ivan", "anton"), "size": "FS"}),
    ("medium close-up on ivan dutch 15° left", {"size": "MCU", "up": Up(kind="set", roll_deg=-15.0)}),
    (
        "on ivan, 20° below, up [0, 3, 4]",
        {"size": None, "elevation_deg": -20.0, "up": Up(kind="vector", vector=(0, 0.6, 0.8))},
    ),
    ("CU over ivan's shoulder on zhenya from the right", {"over": "ivan", "side": "right", "vantage": None}),
    ("on zhenya, three-quarter back, ivan", None),
    ("CU on zhenya, zhenya at upper centre", {"spots": (Spot(person="zhenya", x=0.0, y=1 / 3),)}),
    ("CU on zhenya, any lens, locked", {"lens_mm": None, "by": None}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), READ, ids=[line for line, _ in READ])
def test_a_shot_says_what_its_words_say(read, line, wanted):
    shot, problems = read(line)
    if wanted is None:
        assert shot is None
        assert problems
        return
    assert not problems
    assert {name: getattr(shot.framing, name) for name in wanted} == wanted
    assert shot.framing.text == line
    assert shot.framing.id == "C"


def test_a_span_is_from_the_beginning_of_one_line_to_the_end_of_another(read):
    shot, _ = read("MS on zhenya, from L12 to L18")
    assert (shot.begins.kind, shot.begins.ref) == ("line", "L12")
    assert (shot.until.kind, shot.until.ref) == ("line end", "L18")


@pytest.mark.parametrize(
    ("line", "begins", "until"),
    [
        ("CU on ivan, from catch until 12 s", ("caught", "catch", 0.0), ("time", "", 12.0)),
        ("CU on ivan, from end of give", ("end", "give", 0.0), None),
        (
            'CU on ivan, from word "where" in L12 until light sunrise',
            ("word", "L12", 0.0),
            ("light", "sunrise", 0.0),
        ),
        ("CU on ivan, until L13", None, ("line", "L13", 0.0)),
    ],
)
def test_a_shot_begins_and_ends_on_cues(read, line, begins, until):
    def short(cue: Cue | None):
        return None if cue is None else (cue.kind, cue.ref, cue.delay_s)

    shot, problems = read(line)
    assert not problems
    assert (short(shot.begins), short(shot.until)) == (begins, until)


def test_where_something_weighs_the_frame_follows_gravity(read):
    assert read("CU on zhenya", weight=True)[0].framing.up == Up(kind="gravity")
    assert read("CU on zhenya", weight=False)[0].framing.up == Up(kind="set")


@pytest.mark.parametrize(
    "word", [*SIZE_WORDS, *(word.upper() for word in SIZE_WORDS), "close up", "Medium Shot"]
)
def test_every_word_for_a_size_is_read(read, word):
    shot, problems = read(f"{word} on zhenya")
    assert not problems
    assert shot.framing.size in set(SIZE_WORDS.values())


@pytest.mark.parametrize(
    "written", [head for head, _ in HEADS] + [f"MS two-shot of zhenya and ivan, {one}" for one, _ in PHRASES]
)
def test_every_example_of_the_page_is_understood(read, written):
    weight = "gravity" in written
    line = written.removeprefix("MS ") if " bust" in written else written
    assert read(line, weight=weight)[1] == []


class Wrong(NamedTuple):
    line: str
    what: str
    remedy: str


WRONG = [
    Wrong("MD on zhenya", "'MD' is not understood", "a size such as CU or MS"),
    Wrong("MCUU on zhenya", "'MCUU' is not understood", "did you mean 'MCU'"),
    Wrong("CU on zhenia", "no person 'zhenia'", "did you mean 'zhenya'"),
    Wrong("CU on dubrov", "dubrov is not in this scene", "in this scene: patient"),
    Wrong("CU zhenya", "'zhenya' is not understood here", "expected group, on"),
    Wrong("over ivan, CU", "',' is not understood", "expected on"),
    Wrong("CU on", "ends too early", "a name"),
    Wrong("", "ends too early", "a size such as CU"),
    Wrong(
        "CU on zhenya, three-quarters left",
        "'three-quarters' is not understood",
        "did you mean 'three-quarter'",
    ),
    Wrong("CU on zhenya, up ivna", "nobody's up is called 'ivna'", "did you mean 'ivan'"),
    Wrong("CU on zhenya, up gravity", "no gravity", "'up set'"),
    Wrong("CU on zhenya, up line", "there is no line", "'up set'"),
    Wrong("CU on zhenya, MS", "the size is said twice", "keep one"),
    Wrong("CU on zhenya, up set, up free", "the up is said twice", "keep one"),
    Wrong("CU on zhenya, 40 mm", "40 mm is not in the lens package", "lenses: 25 mm, 35 mm"),
    Wrong("CU on zhenya, 35", "'35' is not understood", "number with its unit"),
    Wrong("CU on zhenya, dutch 300°", "dutch angle of 300°", "from 0"),
    Wrong("CU on zhenya, 120° above", "a height of 120°", "from 0"),
    Wrong("CU on zhenya, held by zhenya", "cannot hold the camera and be in the shot", "somebody else"),
    Wrong("over zhenya on zhenya", "both before the lens and behind it", "two people"),
    Wrong("two-shot of ivan and ivan", "somebody is named twice", "once"),
    Wrong("group of ivan", "needs two people", "another"),
    Wrong("CU on zhenya, ivan", "'ivan' is not understood here", "'group of …'"),
    Wrong(
        "CU on zhenya, ivan at left third", "ivan has a place in the picture but is not in the shot", "zhenya"
    ),
    Wrong("POV of ivan on zhenya, high angle", "from the person's own eyes", "take the angle out"),
    Wrong("CU on zhenya, from L99", "no line L99", "L1"),
    Wrong("CU on zhenya, from cathc", "no beat is called 'cathc'", "did you mean 'catch'"),
    Wrong("CU on zhenya, zhenya at left side", "'side' is not understood", "expected third"),
    Wrong("CU on " + "zhenya, " * 80, "characters", "split it"),
]


@pytest.mark.parametrize("row", WRONG, ids=[row.line[:40] for row in WRONG])
def test_a_wrong_line_is_told_with_what_helps(read, row):
    shot, problems = read(row.line)
    assert shot is None
    told = " | ".join(f"{one.what} → {one.remedy}" for one in problems)
    assert row.what in told
    helps = row.remedy if row.remedy != "from 0" else "between them"
    assert helps in told


# ---- in a scene file


def put(film, entry, cuts="cuts: [A, B on catch, A on L19]"):
    path = film / SCENE
    text = path.read_text()
    assert CAMERA_B in text
    path.write_text(text.replace(CAMERA_B, entry).replace("cuts: [A, B on catch, A on L19]", cuts))


KEPT = (
    '  B: {shot: "MS on zhenya, up ivan", lens: 35 mm, at: [1, 0.5, -0.25], attitude: [0.5, 0.5, 0.5, 0.5], '
    "focus: 1.2 m, score: 0.93, keep: true}\n"
)


def test_shots_stand_among_cameras_and_can_be_cut_to(base_film):
    put(base_film, "  B: MS on zhenya, up zhenya, from L12 to L18   # the one\n  C: over ivan on zhenya\n")
    scene = load_film(base_film).scenes[0]
    assert [set_up.id for set_up in scene.set_ups] == ["A"]
    assert [asked.framing.id for asked in scene.framings] == ["B", "C"]
    assert scene.framings[0].framing.text == "MS on zhenya, up zhenya, from L12 to L18"
    assert [cut.camera for cut in scene.cuts] == ["A", "B", "A"]


def test_a_kept_set_up_is_read_as_it_stands(base_film):
    put(base_film, KEPT)
    (asked,) = load_film(base_film).scenes[0].framings
    assert asked.kept == Kept(
        position=(1.0, 0.5, -0.25), attitude=(0.5, 0.5, 0.5, 0.5), lens_mm=35.0, focus_m=1.2, score=0.93
    )
    assert asked.framing.up == Up(kind="actor", person="ivan")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("focus: 1.2 m, ", "", "placed only in part"),
        (", keep: true", "", "placed but not kept"),
        ("[0.5, 0.5, 0.5, 0.5]", "[0.5, 0.5, 0.5, 0.9]", "has the length"),
        ("[0.5, 0.5, 0.5, 0.5]", "[0.5, 0.5, 0.5]", "must be four numbers"),
        ("[0.5, 0.5, 0.5, 0.5]", "[0.5, 0.5, 0.5, up]", "no number"),
        ("[1, 0.5, -0.25]", "[1, 0.5]", "must be three numbers"),
        ("lens: 35 mm", "lens: 36 mm", "not in the lens package"),
        ("score: 0.93", "score: 7", "is not from -1 to 1"),
        ("MS on zhenya", "MS on zhenia", "no person 'zhenia'"),
        ("focus: 1.2 m", "fokus: 1.2 m", "no field 'fokus'"),
    ],
)  # fmt: skip
def test_a_wrong_kept_set_up_is_told(base_film, old, new, what):
    assert old in KEPT
    put(base_film, KEPT.replace(old, new))
    problems = check_film(base_film)
    assert any(what in one.what for one in problems), problems
    assert all(one.file == SCENE for one in problems)


def test_a_shot_is_no_place_to_be_near(base_film):
    put(base_film, "  B: MS on zhenya\n")
    path = base_film / SCENE
    path.write_text(
        path.read_text().replace("at 0.3 m/s", "at 0.3 m/s\n  - dubrov [gaze]: look at camera B", 1)
    )
    assert any("no camera 'B'" in one.what for one in check_film(base_film))


def test_the_schema_takes_shots_and_refuses_half_of_one(base_film):
    schema = json.loads(resources.files("offworld.script").joinpath("schemas/scene.schema.json").read_text())
    cameras = schema["properties"]["cameras"]
    kept = {
        "shot": "MS on zhenya", "lens": "35 mm", "at": [1, 0, 0], "attitude": [1, 0, 0, 0], "focus": "1 m",
        "keep": True,
    }  # fmt: skip
    jsonschema.validate({"B": "MS on zhenya", "C": kept}, cameras)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"B": {"attitude": [1, 0, 0, 0]}}, cameras)


# ---- keeping

FOUND = Kept(
    position=(1.0000049, -0.5, 0.25),
    attitude=(0.5, 0.5, 0.5, -0.5),
    lens_mm=35.0,
    focus_m=1.23456,
    score=0.93251,
)


def asked_at(line, words="MS on zhenya", camera="B"):
    place = Place(file=SCENE, line=line, column=6)
    return AskedShot(framing=Framing(id=camera, kind="single", on=("zhenya",), text=words, place=place))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("  B: MS on zhenya   # the one: with her\n", "MS on zhenya"),
        ("  B:   'MS on zhenya'\n", "MS on zhenya"),
        (
            '  B: "CU on zhenya, from word \\"where\\" in L12"  # why\r\n',
            'CU on zhenya, from word "where" in L12',
        ),
        (KEPT.replace("}\n", "} # kept, and {more}\n"), "MS on zhenya, up ivan"),
        ("  B: {shot: 'it''s } odd', keep: false}", "it's } odd"),
    ],
)
def test_keeping_changes_one_value_and_nothing_else(line, words):
    before, after = "scene: 7\ncameras:\n", "  C: CU on ivan # stays\n"
    text = before + line + after
    kept = with_kept(text, asked_at(3, words), FOUND)
    assert kept.startswith(before + line[: line.index(":") + 2])
    assert kept.endswith(after)
    comment = line[line.rindex("#") :] if "#" in line else ""
    assert comment in kept
    assert mapping_of(words, FOUND) in kept
    again = with_kept(kept, asked_at(3, words), FOUND)
    assert again == kept


@pytest.mark.parametrize(
    "text",
    ["a: 1\nb: 2\n", "x\n\n  B:\n", "x\n\n  B: |\n  MS\n", "x\n\n  B: {shot: MS,\n", "x\n\n  B: 'MS\n", ""],
)
def test_a_shot_that_does_not_stand_on_one_line_is_not_kept(text):
    with pytest.raises(FilmError, match="line of its own"):
        with_kept(text, asked_at(3), FOUND)


def test_what_is_kept_is_read_back_as_it_was_written(base_film):
    put(base_film, "  B: MS on zhenya, up free   # mine\n")
    path = base_film / SCENE
    (asked,) = load_film(base_film).scenes[0].framings
    path.write_text(with_kept(path.read_text(), asked, FOUND))
    (read,) = load_film(base_film).scenes[0].framings
    assert read.kept == as_written(FOUND)
    assert read.framing.text == asked.framing.text
    assert "# mine" in path.read_text()


def test_the_end_of_a_value_is_found():
    assert value_length("MS on zhenya # c") == len("MS on zhenya")
    assert value_length("'it''s' # c") == len("'it''s'")
    assert value_length('{a: "}", b: [1, 2]} # c') == len('{a: "}", b: [1, 2]}')
    assert value_length("&anchor x") is None
    assert value_length('{a: "x') is None


def test_completions_of_a_shot():
    names = ["zhenya", "ivan", "L12", "A"]
    assert complete_shot("MS o", names) == ["on", "over"]
    assert complete_shot("MS on zhenya, up z", names) == ["zhenya"]
    assert "three-quarter" in complete_shot("MS on zhenya, thr", names)
    assert complete_shot("MS on zhenya, from L", names) == ["L12"]
    assert complete_shot("C", names) == ["CU"]
    assert complete_shot("nonsense here ", names) == []
