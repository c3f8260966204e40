"""From a film folder to its breakdown."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offworld.errors import FilmError, NotPossible
from offworld.film.breakdown import Need
from offworld.flow.breakdown import breakdown_film, breakdown_read, keep_names
from offworld.flow.check import check_film, load_film
from offworld.script.breakdown import read_breakdown
from offworld.script.screenplay import script_file
from offworld.script.screenplay.names_file import NAMES, names_text, parse_names
from offworld.script.screenplay.script_file import read_script

SCRIPT = """\
Title: The Base

INT. ZVEZDA - NIGHT #7#

= They find where it hurts.

The patient lies on the table. A scalpel floats past. An ALARM rings. ANTON films.

ZHENYA
[[L12]] Show me where it hurts.

IVAN
[[L13]] He cannot hear you.

ZHENYA
[[L14]] Then hold him still.

IVAN
[[L18]] He is still.

ZHENYA
[[L19]] There is the sun.

EXT. BAIKONUR - DAY #8#

A bus. The CAPTAIN and Ivan.

CAPTAIN
[[L20]] Up you go.

INT. BUS - CONTINUOUS #9#

The Captain drives.
"""
HAND = """\
scenes:
  S1:
    props: [bandage]
    wardrobe: [orange suit, second one dry]
    crew: [dubrov]
    leave out: [ANTON]
    priority: 5
    set-ups: 4
    difficulty: hard
    notes: [count the needles]
    light: night
    place: nauka
    together: wound
    script day: "2"
  S2:
    after: [S1]
    minutes: 45
    cast: [zhenya]
  S3:
"""


@pytest.fixture
def folder(base_film):
    (base_film / "script.fountain").write_text(SCRIPT, encoding="utf-8")
    (base_film / "breakdown.yaml").write_text(HAND, encoding="utf-8")
    return base_film


def read(folder):
    return breakdown_read(load_film(folder), folder)


def needs(sheet):
    return {(one.category, one.name) for one in sheet.needs}


def test_what_is_found(base_film):
    (base_film / "script.fountain").write_text(SCRIPT, encoding="utf-8")
    found = read(base_film)
    one, two, three = found.breakdown.sheets
    assert (one.id, one.number, one.inside, one.time, one.set_id) == ("S1", "7", "INT", "night", "zvezda")
    assert (one.synopsis, one.blocked, one.set_ups, one.priority) == (
        "They find where it hurts.",
        ("7",),
        2,
        3,
    )
    assert {("cast", name) for name in ("ZHENYA", "IVAN", "ANTON", "PATIENT")} < needs(one)
    assert ("props", "scalpel") in needs(one)
    assert ("cast", "DUBROV") not in needs(one)
    assert one.people == {"zhenya", "ivan", "anton", "patient", "dubrov"}
    assert one.candidates == ("ALARM",)
    assert needs(two) == {("cast", "IVAN"), ("cast", "CAPTAIN")}
    assert (two.inside, two.place, two.people) == ("EXT", "baikonur", {"ivan"})
    assert (three.time, three.time_words) == ("day", "CONTINUOUS")
    assert ("cast", "CAPTAIN") not in needs(three)
    assert [one.what for one in found.warnings] == ["nobody plays CAPTAIN"]


def test_what_is_written_by_hand_is_added(folder):
    one, two, _ = read(folder).breakdown.sheets
    assert {("props", "bandage"), ("wardrobe", "orange suit"), ("wardrobe", "second one dry")} <= needs(one)
    assert ("cast", "ANTON") not in needs(one)
    assert (one.priority, one.set_ups, one.difficulty, one.light, one.place) == (
        5,
        4,
        "hard",
        "night",
        "nauka",
    )
    assert (one.notes, one.together, one.script_day) == (("count the needles",), "wound", "2")
    assert (two.after, two.minutes) == (("S1",), 45)
    assert Need(category="cast", name="ZHENYA", source="hand", person="zhenya") in two.needs
    assert two.people == {"ivan", "zhenya"}


def test_names_are_kept_beside_the_script(folder):
    before = (folder / "script.fountain").read_bytes()
    answer = breakdown_film(folder)
    assert answer.made == (folder / NAMES,)
    assert "S2  scene 8  EXT. BAIKONUR - DAY" in answer.text
    assert "After: S1" in answer.text
    assert (folder / "script.fountain").read_bytes() == before
    text = (folder / NAMES).read_text(encoding="utf-8")
    assert names_text(parse_names(text)) == text
    assert breakdown_film(folder).made == ()


def test_begin_writes_an_entry_for_each_scene(folder):
    (folder / "breakdown.yaml").unlink()
    breakdown_film(folder, begin=True)
    assert "  S3:    # 9  INT. BUS - CONTINUOUS\n" in (folder / "breakdown.yaml").read_text(encoding="utf-8")
    breakdown_film(folder, begin=True)
    assert not [one for one in check_film(folder) if not one.warning]


def test_a_changed_script_is_told(folder):
    breakdown_film(folder)
    heading = "EXT. BAIKONUR - DAY #8#"
    text = SCRIPT.replace("Up you go.", "Up you go then.").replace(
        "INT. BUS", "INT. ROCKET - DAY #10#\n\nFire.\n\nINT. BUS"
    )
    (folder / "script.fountain").write_text(text, encoding="utf-8")
    told = {(one.kind, one.scene): one.what for one in read(folder).breakdown.changes}
    assert told == {
        ("changed", "S2"): "scene 8: parts 1 changed",
        ("new", "S4"): "scene 10 is new: INT. ROCKET - DAY",
    }
    problems = [one for one in check_film(folder) if one.kind == "script-changed"]
    assert [one.line for one in problems] == [text[: text.index(heading)].count("\n") + 1,
                                              text[: text.index("INT. ROCKET")].count("\n") + 1]  # fmt: skip


def test_headings_numbers_and_order_of_parts_that_changed_are_told(folder):
    breakdown_film(folder)
    text = SCRIPT.replace("INT. BUS - CONTINUOUS #9#", "INT. BUS - NIGHT #9A#")
    one, two = "ZHENYA\n[[L12]] Show me where it hurts.", "IVAN\n[[L13]] He cannot hear you."
    text = text.replace(f"{one}\n\n{two}", f"{two}\n\n{one}")
    (folder / "script.fountain").write_text(text, encoding="utf-8")
    told = [one.what for one in read(folder).breakdown.changes]
    assert told[0].startswith("scene 7: parts in another order") or "parts" in told[0]
    assert told[1] == "scene 9A: heading now 'INT. BUS - NIGHT'; number now 9A, was 9"


def test_what_was_written_for_a_scene_that_went_is_kept_and_comes_back(folder):
    breakdown_film(folder)
    first = SCRIPT.index("EXT. BAIKONUR")
    scene = SCRIPT[first : SCRIPT.index("INT. BUS")]
    (folder / "script.fountain").write_text(SCRIPT.replace(scene, ""), encoding="utf-8")
    found = read(folder)
    assert [one.scene for one in found.breakdown.gone] == ["S2"]
    assert [one.kind for one in found.breakdown.changes] == ["gone"]
    assert found.warnings[0].kind == "gone-scene"
    breakdown_film(folder)
    (folder / "script.fountain").write_text(SCRIPT.replace(scene, "") + "\n" + scene, encoding="utf-8")
    sheets = read(folder).breakdown.sheets
    assert [one.id for one in sheets] == ["S1", "S3", "S2"]
    assert sheets[2].minutes == 45


def test_a_moved_scene_is_told(folder):
    breakdown_film(folder)
    first = SCRIPT.index("EXT. BAIKONUR")
    last = SCRIPT.index("INT. BUS")
    (folder / "script.fountain").write_text(
        SCRIPT[:first] + SCRIPT[last:] + "\n" + SCRIPT[first:last], encoding="utf-8"
    )
    changes = read(folder).breakdown.changes
    assert [one.kind for one in changes] == ["moved"]
    assert [one.id for one in read(folder).breakdown.sheets] == ["S1", "S3", "S2"]


WRONG = [
    ("  S2:\n", "  S9:\n", "there is no scene 'S9'", "S1, S2", 15),
    ("[S1]", "[S8]", "there is no scene 'S8'", "S1, S2", 16),
    ("[S1]", "[S2]", "a scene cannot come after itself", "take it out", 16),
    ("cast: [zhenya]", "cast: [zhenia]", "is called 'zhenia'", "'zhenya'", 18),
    ("crew: [dubrov]", "crew: [dubrow]", "there is no person 'dubrow'", "'dubrov'", 5),
    ("priority: 5", "priority: 6", "priority 6", "between", 7),
    ("minutes: 45", "minutes: 1", "minutes 1", "between", 17),
    ("difficulty: hard", "difficulty: hart", "'hart' is no difficulty", "'hard'", 9),
    ("wardrobe:", "wardrob:", "has no field 'wardrob'", "'wardrobe'", 4),
    ("props: [bandage]", "props: {a: b}", "must be a list", "- ", 3),
    ("notes: [count the needles]", "notes: [[a]]", "is one text", "quotes", 10),
    ("light: night", f"light: {'x' * 201}", "201 characters", "200", 11),
    ("scenes:", "scene:", "has no field 'scene'", "'scenes'", 1),
    ("  S3:\n", "  S3:\n    after: S2\n", "", "", None),
    ("set-ups: 4", "after: [S2]", "comes after itself by way of others", "take one", 2),
]  # fmt: skip


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row[1][:30].strip())
def test_wrong_input_is_named_with_its_place(folder, row):
    old, new, what, remedy, line = row
    assert old in HAND
    (folder / "breakdown.yaml").write_text(HAND.replace(old, new, 1), encoding="utf-8")
    problems = [one for one in check_film(folder) if not one.warning]
    if line is None:
        assert problems == []
        return
    assert [(one.file, one.line) for one in problems] == [("breakdown.yaml", line)]
    assert what in problems[0].what
    assert remedy in problems[0].remedy


def test_a_file_that_is_a_link_out_is_refused(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "b.yaml"
    other.write_text(HAND, encoding="utf-8")
    (folder / "breakdown.yaml").unlink()
    (folder / "breakdown.yaml").symlink_to(other)
    assert [one.kind for one in check_film(folder) if not one.warning] == ["outside"]


def test_names_that_were_spoilt_are_refused(folder):
    breakdown_film(folder)
    path = folder / NAMES
    path.write_text(path.read_text(encoding="utf-8") + "and so on\n", encoding="utf-8")
    (problem,) = [one for one in check_film(folder) if not one.warning]
    assert (problem.file, problem.kind) == (NAMES, "bad-names")
    text = path.read_text(encoding="utf-8").replace("and so on\n", "S1 ## AGAIN\n")
    with pytest.raises(FilmError, match="S1 is there twice"):
        parse_names(text)


def test_a_film_without_a_script_has_an_empty_breakdown(base_film):
    film = load_film(base_film)
    (base_film / "script.fountain").unlink()
    found = read_breakdown(base_film, film, {})
    assert (found.breakdown.sheets, found.names_new) == ((), False)
    (base_film / "scenes" / "operation.yaml").write_text(
        "scene: 7\nset: zvezda\nworld: orbit\nlength: 5 s\nstart: {zhenya: both hands on hatch.rim}\nbeats: []\n",
        encoding="utf-8",
    )
    with pytest.raises(NotPossible, match="has no script"):
        breakdown_film(base_film)


def test_scripts_that_cannot_be_read(tmp_path, monkeypatch):
    folder = tmp_path / "film"
    folder.mkdir()
    assert read_script(folder) is None
    (folder / "script.fdx").mkdir()
    with pytest.raises(FilmError, match="cannot be read"):
        read_script(folder)
    (folder / "script.fdx").rmdir()
    (folder / "script.fdx").write_text("<FinalDraft><Content/></FinalDraft>", encoding="utf-8")
    assert read_script(folder).screenplay.elements == ()
    monkeypatch.setattr(script_file, "LARGEST_FDX", 10)
    with pytest.raises(FilmError, match="larger than 10 bytes"):
        read_script(folder)
    (folder / "script.fdx").rename(tmp_path / "other.fdx")
    (folder / "script.fdx").symlink_to(tmp_path / "other.fdx")
    with pytest.raises(FilmError, match="leads out"):
        read_script(folder)


def test_fdx_is_the_script_where_there_is_no_fountain_and_two_are_one_too_many(folder):
    rows = "".join(
        f'<Paragraph Type="{kind}"{number}><Text>{text}</Text></Paragraph>'
        for kind, number, text in [
            ("Scene Heading", ' Number="7"', "INT. ZVEZDA - NIGHT"), ("Character", "", "ZHENYA"),
            ("Dialogue", "", "Show me where it hurts."),
        ]
    )  # fmt: skip
    fdx = f'<?xml version="1.0"?><FinalDraft DocumentType="Script"><Content>{rows}</Content></FinalDraft>'
    film = load_film(folder)
    (folder / "script.fdx").write_text(fdx, encoding="utf-8")
    (problem,) = check_film(folder)[:1]
    assert (problem.kind, problem.file) == ("two-scripts", "script.fdx")
    (folder / "script.fountain").unlink()
    (folder / "breakdown.yaml").unlink()
    found = read_breakdown(folder, film, {"zhenya": ("ZHENYA",)}).breakdown
    assert (found.script, found.sheets[0].number) == ("script.fdx", "7")
    assert ("cast", "ZHENYA") in needs(found.sheets[0])


_WORD = st.text("abcdefgh ", min_size=3, max_size=30).map(lambda text: f"He {' '.join(text.split())} now.")
_EDIT = st.tuples(
    st.sampled_from(["insert", "delete", "swap", "change", "add scene"]), st.integers(0, 7), _WORD
)


@settings(max_examples=25, deadline=None)
@given(edits=st.lists(_EDIT, min_size=1, max_size=4))
def test_an_edited_script_keeps_what_was_written_by_hand(edits):
    """Scenes whose numbers stay are given lines, robbed of lines, moved and joined by others: what is written for
    each stays with it, whether names were kept between the edits or not."""
    from offworld.film.screenplay import scenes_of
    from offworld.script.screenplay.fountain import read_fountain
    from offworld.script.screenplay.names_file import renamed

    scenes = [[f"INT. ROOM {i} - DAY #{i + 1}#", *(f"Something of {i} and {k} happens." for k in range(4))]
              for i in range(8)]  # fmt: skip
    kept = renamed(read_fountain(_text(scenes)), None)
    hand = {scene.number: scene.name for scene in kept.now.scenes}
    for k, (what, where, word) in enumerate(edits):
        scene = scenes[where % len(scenes)]
        if what == "insert":
            scene.insert(2, word)
        elif what == "delete" and len(scene) > 3:
            del scene[2]
        elif what == "swap":
            scenes.append(scenes.pop(where % len(scenes)))
        elif what == "change":
            scene[1] = word
        elif what == "add scene":
            scenes.insert(where, [f"EXT. NEW {k} - NIGHT #{50 + k}#", word])
        text = _text(scenes)
        kept = parse_names(names_text(renamed(read_fountain(text), kept)))
    now = {scene.number: scene.name for scene in kept.now.scenes}
    assert {number: now[number] for number in hand} == hand
    assert len(set(now.values())) == len(now) == len(scenes_of(read_fountain(text)))


def _text(scenes):
    return "\n\n".join("\n\n".join(scene) for scene in scenes) + "\n"


def test_records_say_where_each_thing_was_found(folder):
    sheet = read(folder).breakdown.sheets[0]
    by_name = {one.name: one.source for one in sheet.needs}
    assert (by_name["ZHENYA"], by_name["bandage"], by_name["PATIENT"]) == ("script", "hand", "blocking")
    assert dataclasses.replace(sheet, notes=()) != sheet
    assert keep_names(read(folder), folder) == (folder / NAMES,)
