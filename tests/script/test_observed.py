"""The file observed.yaml."""

import json
from pathlib import Path

import jsonschema
import pytest

from offworld.film.habits import PRIOR_TAKES, Observed
from offworld.flow.check import check_film, load_film
from offworld.text import Items, Mapping, parse_yaml

SCHEMA = (
    Path(__file__).resolve().parents[2] / "src" / "offworld" / "script" / "schemas" / "observed.schema.json"
)
SEEN = """\
counts as: 20
seen:
  - {scene: 7, take: 1, who: zhenya, beat: pull, lag: 420 ms, speed: 0.36 m/s, outcome: done}
  - {scene: 7, take: 2, who: ivan, beat: catch, lag: 0.7 s, outcome: missed}
  - {scene: 7, take: 2, who: ivan, speed: 0.5 m/s, asked: 0.4 m/s, off: 4 deg}
  - {scene: 7, take: 3, who: dubrov, start off: 6 cm}
"""


def write(film, text):
    (film / "observed.yaml").write_text(text, encoding="utf-8")
    return film


def test_what_was_seen_is_read(base_film):
    habits = load_film(write(base_film, SEEN)).habits
    assert habits.prior_takes == pytest.approx(20.0)
    assert habits.observed == (
        Observed(scene="7", take=1, person="zhenya", beat="pull", move="pull", lag_s=pytest.approx(0.42),
                 speed_m_s=0.36, asked_m_s=0.3, outcome="done"),
        Observed(scene="7", take=2, person="ivan", beat="catch", move="catch", lag_s=0.7, outcome="missed"),
        Observed(scene="7", take=2, person="ivan", speed_m_s=0.5, asked_m_s=0.4, off_deg=pytest.approx(4.0)),
        Observed(scene="7", take=3, person="dubrov", start_m=pytest.approx(0.06)),
    )  # fmt: skip


def test_a_film_without_the_file_has_seen_nothing(right_film):
    assert right_film.habits.observed == ()
    assert right_film.habits.prior_takes == PRIOR_TAKES


def plain(node):
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.pairs}
    if isinstance(node, Items):
        return [plain(item) for item in node.nodes]
    return int(node.text) if node.text.isdigit() else node.text


def test_a_file_that_is_right_fits_the_schema():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(plain(parse_yaml(SEEN, "observed.yaml")), schema)


def test_the_schema_has_every_field(base_film):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    fields = schema["properties"]["seen"]["items"]["properties"]
    (problem,) = check_film(write(base_film, SEEN.replace("who: dubrov", "who: dubrov, sped: 1")))
    assert problem.kind == "unknown-field"
    for name in fields:
        assert name in SEEN


WRONG = [
    ("scene: 7, take: 1", "scene: ‸8, take: 1", "there is no scene '8'", "7"),
    ("take: 1, who", "who", "has no 'take'", "add 'take: 1'"),
    ("take: 1,", "take: ‸0,", "take 0 of this observation is not from 1", "between"),
    ("take: 1,", "take: ‸1.5,", "must be a whole number", "write it so"),
    ("who: zhenya", "who: ‸zhenia", "no person in this scene 'zhenia'", "'zhenya'"),
    ("who: zhenya, ", "", "has no 'who'", "add 'who: zhenya'"),
    ("beat: pull", "beat: ‸pul", "zhenya has no beat 'pul' in scene 7", "leave 'beat' out"),
    ("who: zhenya, beat", "who: patient, beat", "patient has no beat 'pull'", "convulse"),
    ("lag: 420 ms", "lag: ‸0 s", "lag 0 s of this observation is not from 0.01", "between"),
    ("lag: 420 ms", "lag: ‸420 m", "no unit of time", "ms"),
    ("speed: 0.36 m/s", "speed: ‸99 m/s", "not from 0.01 to 5 m/s", "between"),
    (
        "beat: catch, lag: 0.7 s",
        "beat: catch, speed: ‸0.4 m/s",
        "'catch' is no push or pull",
        "take 'speed' out",
    ),
    (", asked: 0.4 m/s", "", "nobody knows what this speed was to be", "asked: 0.3 m/s"),
    ("off: 4 deg", "off: ‸4 m", "no unit of angle", "deg"),
    ("start off: 6 cm", "start off: ‸60 m", "not from 0 to 5 m", "between"),
    ("outcome: done", "outcome: ‸well", "no outcome of this observation", "done"),
    (", start off: 6 cm", "", "this observation says nothing", "add 'lag'"),
    ("counts as: 20", "counts as: ‸0", "counts as 0 of observed.yaml is not from 1", "between"),
    ("counts as: 20", "‸count as: 20", "no field 'count as'", "'counts as'"),
    ("seen:\n", "‸seem:\n", "no field 'seem'", "'seen'"),
    (
        "  - {scene: 7, take: 3, who: dubrov, start off: 6 cm}",
        "  - ‸zhenya",
        "must be a mapping",
        "name: value",
    ),
]


@pytest.mark.parametrize(("old", "new", "what", "remedy"), WRONG, ids=[row[2] for row in WRONG])
def test_each_wrong_input_has_its_place_and_remedy(base_film, old, new, what, remedy):
    assert old in SEEN
    text = SEEN.replace(old, new, 1)
    at = text.find("‸")
    problems = [one for one in check_film(write(base_film, text.replace("‸", ""))) if what in one.what]
    assert problems, check_film(base_film)
    assert problems[0].file == "observed.yaml"
    assert remedy in problems[0].remedy
    if at >= 0:
        before = text[:at]
        assert problems[0].line == before.count("\n") + 1
        assert problems[0].column == at - before.rfind("\n")


def test_a_file_of_nothing_and_one_that_leads_away(base_film, tmp_path):
    assert check_film(write(base_film, ""))[0].file == "observed.yaml"
    (base_film / "observed.yaml").unlink()
    (tmp_path / "away.yaml").write_text("seen: []\n")
    (base_film / "observed.yaml").symlink_to(tmp_path / "away.yaml")
    assert [one.kind for one in check_film(base_film)] == ["outside"]


def test_nothing_is_held_against_a_scene_that_is_wrong_itself(base_film):
    scene = base_film / "scenes" / "operation.yaml"
    scene.write_text(
        scene.read_text(encoding="utf-8").replace("world: orbit", "world: orbti"), encoding="utf-8"
    )
    problems = check_film(write(base_film, SEEN))
    assert {one.file for one in problems} == {"scenes/operation.yaml"}
