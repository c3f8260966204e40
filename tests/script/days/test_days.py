"""The file days.yaml, and the plan in people's hands."""

import importlib.util
import json
from pathlib import Path

import jsonschema
import pytest

from offworld.film.days import PlannedStrip
from offworld.film.shoot import ShootRules
from offworld.script.days.plan_file import plan_text, read_plan
from offworld.script.days.read import read_days
from offworld.script.days.shot import read_shot
from offworld.text import Items, Mapping, parse_yaml

ROOT = Path(__file__).resolve().parents[3]
DATES = ("2021-10-05", "2021-10-06", "2021-10-07", "2021-10-08")
PEOPLE = ("zhenya", "ivan", "anton")
DAYS = """\
hours: 08:00-18:00
grid: 10 min
move: 20 min
always: [anton]
heads: {director: Klim}
medical: ivan
channel: Ku, space to ground 2
safety: [straps off before the hatch]
comm: {Ku: {2021-10-06: [09:00-09:20]}}
ready: 20
people:
  zhenya: {new: true, free: [08:00-12:00, 13:00-18:00], most: 7 h, from: 2021-10-06, work: Zhenya}
  ivan: {busy: [09:00-10:00 exercise], on: {2021-10-07: {busy: [14:00-16:00 spacewalk preparation]}}, to: 2021-10-07}
  anton: {name: A. N., duty: guest, hold: false}
days:
  2021-10-05: {off: docking}
  2021-10-07: {hours: 10:00-18:00, why: conference, attitude: turned, events: [docking of a cargo ship], notes: [quiet]}
  2021-10-08: {budget: {cards: 1}}
taken:
  - {place: nauka, day: 2021-10-06, hours: 09:00-12:00, why: experiment}
newcomers: {days: 2, share: 40 %}
budget: {gigabytes: 500, watt hours: 300, cards: 4}
camera: {gigabytes a minute: 2, watts: 40, gigabytes a card: 480}
takes: {good: 2, easy: 60 %, usual: {value: 30 %, source: our own}, hard: 0.1, counts as: 30, clean: 80 %, chance: 90 %,
  cameras: 2, prepare: 8 min, strike: 4 min, back: 45 s, source: last film}
weights: {strip: 1000, place day: 5, late: 3, group day: 7, moved day: 500, moved time: 50}
"""
PLAN = """\
plan:
  - {scene: S1, day: 2021-10-06, at: 09:00, minutes: 45, shot: true}
  - {scene: S2, day: 2021-10-07, at: 10:00, locked: true}
  - {scene: S3, day: 2021-10-08, at: 9:30}
"""


def read(folder, text):
    problems = []
    (folder / "days.yaml").write_text(text, encoding="utf-8")
    return read_days(folder, "The Base", DATES, PEOPLE, problems), problems


def test_everything_is_read(tmp_path):
    rules, problems = read(tmp_path, DAYS)
    assert problems == []
    assert (rules.slot, rules.move, rules.always) == (10, 20, {"anton"})
    assert [day.hours for day in rules.days] == [(0, 0), (480, 1080), (600, 1080), (480, 1080)]
    assert [day.why for day in rules.days] == ["docking", "", "conference", ""]
    assert [day.cards for day in rules.days] == [4, 4, 4, 1]
    assert rules.days[0].gigabytes == pytest.approx(500)
    people = {(one.who, one.day): one for one in rules.people}
    assert people["zhenya", 1].free == ((480, 720), (780, 1080))
    assert [people["zhenya", day].most for day in (1, 2, 3)] == [160, 160, 420]
    assert ("zhenya", 0) not in people
    assert ("ivan", 3) not in people
    assert people["ivan", 1].free == ((480, 540), (600, 780), (840, 1080))
    assert people["ivan", 2].free == ((600, 780), (960, 1080))
    assert rules.taken[0].minutes == (540, 720)
    assert (rules.takes.good, rules.takes.cameras, rules.takes.chance) == (2, 2, 0.9)
    assert (rules.takes.usual.source, rules.takes.easy.source) == ("our own", "last film")
    assert (rules.takes.prepare_s.value, rules.takes.back_s.value) == (480.0, 45.0)
    assert (rules.camera.watts, rules.weights.moved_time) == (40.0, 50)
    company = rules.company
    assert (company.heads, company.medical, company.ready) == ((("director", "Klim"),), "ivan", 20)
    assert (company.comm[0].channel, company.comm[0].day) == ("Ku", 1)
    assert company.facts[0].events == ("docking of a cargo ship",)
    assert company.person("anton").hold is False
    assert {one.kind for one in company.routines} == {"exercise", "duty", "meal"}


def test_without_the_file_people_work_as_aboard_a_station(tmp_path):
    rules = read_days(tmp_path, "The Base", DATES, PEOPLE, [])
    assert isinstance(rules, ShootRules)
    assert [day.hours for day in rules.days] == [(480, 1020)] * 4
    assert {(one.free, one.most) for one in rules.people} == {(((480, 780), (840, 1020)), 390)}


WRONG = [
    ("hours: 08:00-18:00", "hours: 8 to 18", "is no span of a day", "09:00-13:00", 1),
    ("grid: 10 min", "grid: 7 min", "no such grid", "15", 2),
    ("move: 20 min", "move: 20 m", "'m'", "", 3),
    ("always: [anton]", "always: [antn]", "there is no person 'antn'", "'anton'", 4),
    ("always: [anton]", "always: [[a]]", "'always' holds people", "[anton", 4),
    ("  ivan: {busy", "  iwan: {busy", "there is no person 'iwan'", "'ivan'", 13),
    ("09:00-10:00 exercise", "10:00-09:00 exercise", "ends before it begins", "two", 13),
    ("{2021-10-07: {busy", "{2021-10-17: {busy", "is no day of the film", "'2021-10-07'", 13),
    ("most: 7 h", "most: 25 h", "most 25 h", "between", 12),
    ("hold: false", "hold: no way", "neither true nor false", "true", 14),
    ("2021-10-05: {off", "2021-10-04: {off", "is no day of the film", "'2021-10-0", 16),
    ("cards: 1}", "cads: 1}", "has no field 'cads'", "'cards'", 18),
    ("place: nauka, ", "", "has no 'place'", "nauka", 20),
    ("share: 40 %", "share: 140 %", "share 140 %", "between", 21),
    ("watts: 40", "watts: many", "is no number", "digits", 23),
    ("easy: 60 %", "easy: lots", "is no share", "12 %", 24),
    ("cameras: 2", "cameras: 0", "cameras 0", "between", 25),
    ("place day: 5", "place days: 5", "no field 'place days'", "'place day'", 26),
    ("medical: ivan", "medcal: ivan", "no field 'medcal'", "'medical'", 6),
    ("free: [08:00-12:00", "free: [[08:00-12:00]", "holds spans of a day", "[09:00", 12),
]  # fmt: skip


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row[1][:30])
def test_wrong_days_are_named_with_their_place(tmp_path, row):
    old, new, what, remedy, line = row
    assert old in DAYS
    _, problems = read(tmp_path, DAYS.replace(old, new, 1))
    assert [(one.file, one.line) for one in problems] == [("days.yaml", line)]
    assert what in problems[0].what
    assert remedy in problems[0].remedy


def test_files_that_lead_out_or_are_no_yaml(tmp_path):
    folder = tmp_path / "film"
    folder.mkdir()
    _, problems = read(folder, "a: [")
    assert len(problems) == 1
    (tmp_path / "other.yaml").write_text(DAYS, encoding="utf-8")
    (folder / "days.yaml").unlink()
    (folder / "days.yaml").symlink_to(tmp_path / "other.yaml")
    problems = []
    read_days(folder, "The Base", DATES, PEOPLE, problems)
    assert [one.kind for one in problems] == ["outside"]


MINUTES = {"S1": 60, "S2": 30, "S3": 20}


def plan_of(folder, text):
    problems = []
    path = folder / "schedule.yaml"
    path.write_text(text, encoding="utf-8")
    return read_plan(path, "schedule.yaml", DATES, MINUTES, problems), problems


def test_a_plan_is_read_and_written_again(tmp_path):
    kept, problems = plan_of(tmp_path, PLAN)
    assert problems == []
    assert kept.strips == (
        PlannedStrip(strip="S1", day=1, start=540, end=585),
        PlannedStrip(strip="S2", day=2, start=600, end=630),
        PlannedStrip(strip="S3", day=3, start=570, end=590),
    )
    assert (kept.locked, kept.shot) == ({"S1", "S2"}, {"S1"})
    text = plan_text(kept.strips, DATES, {"S1": "1  INT. A"}, kept.locked, kept.shot, ("made today",))
    assert "# made today" in text
    assert "    # 1  INT. A" in text
    assert plan_of(tmp_path, text) == (kept, [])
    assert plan_of(tmp_path, plan_text((), DATES, {}, frozenset(), frozenset()))[0].strips == ()


WRONG_PLANS = [
    ("scene: S3", "scene: S4", "there is no scene 'S4'", "S1, S2, S3", 4),
    ("2021-10-08, at", "2021-11-08, at", "is no day of the film", "2021-10-08", 4),
    ("at: 9:30", "at: half", "is no time of day", "09:00", 4),
    (", at: 9:30", "", "has no 'at'", "09:00", 4),
    ("minutes: 45", "minutes: 0", "minutes 0", "between", 2),
    ("locked", "looked", "has no field 'looked'", "'locked'", 3),
    ("plan:", "plans:", "has no field 'plans'", "'plan'", 1),
]


@pytest.mark.parametrize("row", WRONG_PLANS, ids=lambda row: row[1][:30])
def test_wrong_plans_are_named_with_their_place(tmp_path, row):
    old, new, what, remedy, line = row
    _, problems = plan_of(tmp_path, PLAN.replace(old, new, 1))
    assert [one.line for one in problems] == [line]
    assert what in problems[0].what
    assert remedy in problems[0].remedy


WRONG_TAKES = [
    ("{scene: 7, takes: 12, good: 2}", "", ""),
    ("{scene: S1, takes: 12, good: 2}", "", ""),
    ("{scene: 8, takes: 12, good: 2}", "there is no scene '8'", "7"),
    ("{scene: 7, takes: 2, good: 12}", "12 of 2 takes cannot be good", "shot"),
    ("{scene: 7, good: 12}", "has no 'takes'", "12"),
    ("{scene: 7, takes: 2, good: 1, bad: 1}", "no field 'bad'", "takes"),
]


@pytest.mark.parametrize("row", WRONG_TAKES, ids=lambda row: row[0])
def test_takes_that_were_shot(tmp_path, row):
    text, what, remedy = row
    (tmp_path / "observed.yaml").write_text(f"takes:\n  - {text}\n", encoding="utf-8")
    problems = []
    found = read_shot(tmp_path, {"7": "S1", "S1": "S1"}, problems)
    if what:
        assert what in problems[0].what
        assert remedy in problems[0].remedy
        assert len(problems) == 1
    else:
        assert [(one.scene, one.takes, one.good) for one in found] == [("S1", 12, 2)]
    (tmp_path / "observed.yaml").write_text("takes: [", encoding="utf-8")
    problems = []
    assert read_shot(tmp_path, {}, problems) == ()
    assert problems
    (tmp_path / "observed.yaml").unlink()
    assert read_shot(tmp_path, {}, []) == ()


def plain(node):
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.pairs}
    if isinstance(node, Items):
        return [plain(item) for item in node.nodes]
    if node.text in {"true", "false"}:
        return node.text == "true"
    return None if node.empty else int(node.text) if node.text.isdigit() and not node.quoted else node.text


def test_right_files_fit_the_schemas_and_those_are_up_to_date():
    spec = importlib.util.spec_from_file_location("schemas", ROOT / "tools" / "make_schedule_schemas.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for path, text in module.outputs().items():
        assert path.read_text(encoding="utf-8") == text, "run `make docs`"
        schema = json.loads(text)
        jsonschema.Draft202012Validator.check_schema(schema)
        name = path.name.removesuffix(".schema.json")
        film = ROOT / "films" / "the-visit" / f"{name}.yaml"
        own = {
            "days": plain(parse_yaml(DAYS, "days.yaml")),
            "schedule": plain(parse_yaml(PLAN, "schedule.yaml")),
        }
        for sample in (own.get(name), plain(parse_yaml(film.read_text(encoding="utf-8"), film.name))):
            if sample is not None:
                _numbers(sample)
                jsonschema.validate(sample, schema)


def _numbers(sample):
    """Numbers with a point, which are texts to the reader."""
    for table in ("camera", "budget", "takes"):
        for name, value in (sample.get(table) or {}).items():
            if isinstance(value, str) and value.replace(".", "", 1).isdigit():
                sample[table][name] = float(value)
