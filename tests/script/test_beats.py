from __future__ import annotations

import dataclasses

import pytest

from offworld.film.basic import NOWHERE, Place


def bare(record):
    """A record without the places that it was read from."""
    if isinstance(record, Place):
        return NOWHERE
    if dataclasses.is_dataclass(record):
        changes = {field.name: bare(getattr(record, field.name)) for field in dataclasses.fields(record)}
        return type(record)(**changes)
    if isinstance(record, tuple):
        return tuple(bare(item) for item in record)
    return record


@pytest.mark.parametrize(
    ("line", "mapping"),
    [
        ("ivan: drift to table", "{who: ivan, move: drift, to: table}"),
        (
            "zhenya [left foot]: hold table.loop until end, else hold nearest rail",
            "{who: zhenya, channel: left foot, move: hold, target: table.loop, until: end, else: hold nearest rail}",
        ),
        (
            "ivan: pull along rail.s2 to table + [0, 0, 1] at 0.3 m/s, 1 s after give",
            "{who: ivan, move: pull, along: rail.s2, to: 'table + [0, 0, 1]', speed: 0.3 m/s, starts: 1 s after give}",
        ),
        (
            'ivan: look at zhenya on word "where" in L12 for 3 s',
            "{who: ivan, move: look, at: zhenya, on: 'word \"where\" in L12', for: 3 s}",
        ),
        (
            "zhenya, ivan: stay face to face 0.6 m apart, ivan across, from L13 to L18",
            (
                "{who: [zhenya, ivan], move: stay, relation: face to face, apart: 0.6 m, lying: ivan across, "
                "from: L13 to L18}"
            ),
        ),
        (
            "zhenya [right hand]: give scalpel to ivan [left hand], fumbled",
            "{who: zhenya, channel: [right hand], move: give, target: scalpel, to: 'ivan [left hand]', fumbled: true}",
        ),
        (
            "ivan: catch zhenya by the left ankle when within reach, else hold nearest rail with both hands",
            (
                "{who: ivan, move: catch, target: zhenya, by: the left ankle, when: within reach, "
                "else: {move: hold, target: nearest rail, with: both hands}}"
            ),
        ),
        ("ivan: reach for window.9, touch wanted", "{who: ivan, move: reach, for: window.9, wanted: touch}"),
        ("ivan: push off towards [1, 0, 0]", "{who: ivan, move: push off, towards: [1, 0, 0]}"),
        ("patient: convulse for 2 s at 3 s", "{who: patient, move: convulse, duration: 2 s, at: 3 s}"),
        ("zhenya: turn left by 90° in 10 s", "{who: zhenya, move: turn, way: left, by: 90°, in: 10 s}"),
        ("zhenya: turn to face ivan in 8 s", "{who: zhenya, move: turn, to: face ivan, in: 8 s}"),
        ("zhenya, ivan: stay across", "{who: 'zhenya, ivan', move: stay, lying: across}"),
        ("x = ivan: say L13", "{id: x, who: ivan, move: say, target: L13}"),
    ],
)
def test_a_line_and_its_mapping_are_the_same_beat(read_beat, line, mapping):
    one, other = read_beat(line), read_beat(mapping)
    assert one.text == line
    assert bare(dataclasses.replace(one, text="")) == bare(dataclasses.replace(other, text=""))


@pytest.mark.parametrize(
    ("line", "channels", "limbs"),
    [
        ("ivan: pull along rail.s2", ("body", "left hand", "right hand"), ("left hand", "right hand")),
        ("ivan [left hand]: pull along rail.s2", ("body", "left hand"), ("left hand",)),
        (
            "ivan: push off towards +x with both feet",
            ("body", "left foot", "right foot"),
            ("left foot", "right foot"),
        ),
        ("ivan: hold rail.s2", ("right hand",), ("right hand",)),
        ("ivan: hold rail.s2 with the left foot", ("left foot",), ("left foot",)),
        ("ivan [both hands]: catch zhenya", ("left hand", "right hand"), ("left hand", "right hand")),
        ("ivan: let go", ("left hand", "right hand"), ("left hand", "right hand")),
        ("ivan: be held by dubrov by the feet", ("left foot", "right foot"), ("left foot", "right foot")),
        ("ivan: look at zhenya", ("gaze",), ()),
        ("ivan: say L13", ("voice",), ()),
        ("ivan: drift", ("body",), ()),
        ("ivan: go limp", ("gaze", "left hand", "right hand", "left foot", "right foot", "body"), ()),
        ("ivan: convulse", ("left hand", "right hand", "left foot", "right foot", "body"), ()),
    ],
)
def test_a_move_claims_its_channels(read_beat, line, channels, limbs):
    beat = read_beat(line)
    assert (beat.channels, beat.intent.limbs) == (channels, limbs)


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("ivan: push off from rail.s2 towards -x at 20 cm/s", {"direction": (-1.0, 0.0, 0.0), "speed": 0.2}),
        ("ivan: take scalpel from zhenya, fumbled", {"prop": "scalpel", "fumbled": True}),
        ("ivan: release the scalpel", {"prop": "scalpel"}),
        (
            "ivan: stay near rail.s4 at 40 cm for 10 s",
            {"relation": "near", "distance_m": 0.4, "duration_s": 10.0},
        ),
        ("ivan: stay side by side with zhenya, inverted", {"relation": "side by side", "lie": "inverted"}),
        ("ivan: stay back to back with zhenya", {"relation": "back to back", "lie": "any"}),
        ("ivan: convulse", {"duration_s": 1.5}),
        ("ivan: turn sideways left by 6° in 20 s", {"sense": "sideways left", "within_s": 20.0, "limbs": ()}),
        ("ivan: turn right to face zhenya", {"sense": "right", "angle_rad": None, "within_s": None}),
    ],
)
def test_arguments_reach_the_intent(read_beat, line, fields):
    intent = read_beat(line).intent
    assert {name: getattr(intent, name) for name in fields} == fields


def test_wanted_touches_and_misses_are_of_the_beat(read_beat):
    assert read_beat("ivan: reach for window.9, touch wanted").wanted_touch
    assert read_beat("ivan: catch zhenya, miss wanted").wanted_miss
    assert not read_beat("ivan: catch zhenya").wanted_miss


def test_targets_of_all_kinds(read_beat):
    def look(text):
        return read_beat(f"ivan: look at {text}").intent.target

    assert (look("zhenya's face").kind, look("zhenya's face").part) == ("person", "face")
    assert (look("the table").kind, look("the table").name) == ("fitting", "table")
    assert (look("scalpel").kind, look("camera A").kind, look("camera A").name) == ("prop", "camera", "A")
    assert look("[1, -2, 50 cm]").offset == (1.0, -2.0, 0.5)
    assert look("rail.s4 + [0, 0, 0.3]").offset == (0.0, 0.0, 0.3)
    assert (look("nearest handhold").kind, look("nearest handhold").name) == ("nearest", "handhold")


@pytest.mark.parametrize(
    ("cue", "kind", "ref", "delay"),
    [
        ("on L13", "line", "L13", 0.0),
        ("on start of L13", "line", "L13", 0.0),
        ("on L13 ends", "line end", "L13", 0.0),
        ("after L13", "line end", "L13", 0.0),
        ("200 ms after L13", "line end", "L13", 0.2),
        ("from L13", "line", "L13", 0.0),
        ("at 12 s", "time", "", 12.0),
        ("on catch", "caught", "catch", 0.0),
        ("on pull", "start", "pull", 0.0),
        ("on start of catch", "start", "catch", 0.0),
        ("on catch starts", "start", "catch", 0.0),
        ("on end of pull", "end", "pull", 0.0),
        ("when pull ends", "end", "pull", 0.0),
        ("when catch missed", "missed", "catch", 0.0),
        ("when catch made", "caught", "catch", 0.0),
        ("on ivan's catch", "caught", "catch", 0.0),
        ("2 s after zhenya's pull", "end", "pull", 2.0),
        ("on ivan's push-off", "start", "push-off", 0.0),
        ("on light sunrise", "light", "sunrise", 0.0),
        ("1 s after light sunrise", "light", "sunrise", 1.0),
    ],
)
def test_cues(read_beat, cue, kind, ref, delay):
    found = read_beat(f"ivan [left hand]: reach for rail.s2 {cue}").start
    assert (found.kind, found.ref, found.delay_s) == (kind, ref, delay)


def test_cues_of_touch_and_distance_name_both(read_beat):
    touch = read_beat("ivan [left hand]: reach for rail.s2 on contact with zhenya").start
    assert (touch.kind, touch.a.name, touch.a.part, touch.b.name) == (
        "contact",
        "ivan",
        "left hand",
        "zhenya",
    )
    touch = read_beat("ivan: drift when zhenya touches rail.s2").start
    assert (touch.a.name, touch.b.name) == ("zhenya", "rail.s2")
    near = read_beat("ivan: drift when within 30 cm of zhenya").start
    assert (near.kind, near.a.name, near.b.name, near.distance_m) == ("distance", "ivan", "zhenya", 0.3)
    near = read_beat("ivan: drift until zhenya within 1 m of anton").until
    assert (near.a.name, near.b.name, near.distance_m) == ("zhenya", "anton", 1.0)
    reach = read_beat("ivan: hold rail.s2 when zhenya within reach").start
    assert (reach.kind, reach.b.name) == ("reach", "zhenya")


def test_untils(read_beat):
    assert read_beat("ivan: drift until end").until is None
    assert read_beat("ivan: drift until 20 s").until.delay_s == 20.0
    assert read_beat("ivan: drift until L18").until.kind == "line"
    assert read_beat("ivan: drift until end of L18").until.kind == "line end"
    assert read_beat("ivan: drift until catch").until.kind == "caught"


def test_labels_and_numbers_name_beats():
    from offworld.script.rough import read_rough_beats
    from offworld.text import Sheet, parse_yaml

    text = "- a: drift\n- catch.2 = a: catch b\n- a: catch b\n- a: catch b\n- a: let go\n- b: push off towards +x\n"
    beats = read_rough_beats(parse_yaml(text, "x").nodes, Sheet(file="x"))
    assert [beat.id for beat in beats] == ["drift", "catch.2", "catch", "catch.3", "let-go", "push-off"]
    assert [beat.number for beat in beats] == [1, 2, 3, 4, 5, 6]
