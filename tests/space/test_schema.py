"""The schema of set files says what the reader reads."""

import json
import re
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from offworld.film.basic import NOWHERE
from offworld.space import built_in_sets, read_set
from offworld.space.building import Building
from offworld.space.entry import Entry
from offworld.space.read import _KINDS
from offworld.space.schema import fields_of, part_kinds, set_schema
from offworld.space.source import Item, load

SCHEMA = resources.files("offworld.space") / "schemas" / "set.schema.json"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "sets.md"


def plain(item):
    """An item as a YAML reader of another maker would give it."""
    if isinstance(item.value, dict):
        return {key: plain(value) for key, value in item.value.items()}
    if isinstance(item.value, list):
        return [plain(value) for value in item.value]
    if item.value in {"true", "false"}:
        return item.value == "true"
    try:
        return int(item.value)
    except ValueError:
        pass
    try:
        return float(item.value)
    except ValueError:
        return item.value


def file_of(name):
    return Path(str(resources.files("offworld.space") / "sets" / f"{name}.yaml"))


def test_the_file_is_up_to_date():
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(set_schema()))
    jsonschema.Draft202012Validator.check_schema(set_schema())


@pytest.mark.parametrize("name", built_in_sets())
def test_built_in_sets_fit(name):
    jsonschema.validate(plain(load(file_of(name), name)), set_schema())


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [{"tunel": "a"}],
        [{"ball": "a", "at": [0, 0, 0]}],
        [{"ball": "a", "at": [0, 0], "diameter": 1}],
        [{"ball": "a", "at": [0, 0, 0], "diameter": 1, "colour": "red"}],
    ],
)
def test_wrong_sets_do_not_fit(parts):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"parts": parts}, set_schema())


def asked_by(kind, **fields):
    """What the reader asks of a part."""
    entry = Entry(Item(value=fields, place=NOWHERE), [])
    _KINDS[kind](entry, "name", Building())
    return set(entry._asked)


def vector(*numbers):
    return Item(value=[Item(value=str(n), place=NOWHERE) for n in numbers], place=NOWHERE)


@pytest.mark.parametrize("kind", part_kinds())
def test_every_field_that_the_reader_asks_for_is_in_the_table(kind):
    given = {
        "from": vector(0, 0, 0), "to": vector(1, 0, 0), "at": vector(0, 0, 0), "size": vector(1, 1, 1),
        "normal": vector(0, 0, 1), "toes": vector(1, 0, 0), "head": vector(1, 0, 0),
    }  # fmt: skip
    seams = {key: Item(value="0.5", place=NOWHERE) for key in ("seams", "seams_along")}
    if kind == "mark":
        given["facing"] = vector(0, 1, 0)
    asked = asked_by(kind, **given, **seams)
    if kind == "rail":
        asked |= asked_by(
            kind, diameter=Item(value="1", place=NOWHERE), normal=vector(0, 0, 1), at=vector(0, 0, 0)
        )
        asked |= asked_by(kind, points=Item(value=[vector(0, 0, 0), vector(1, 0, 0)], place=NOWHERE))
    # The name and the row are read for all kinds alike.
    row = {kind, "count", "step", "first", "source"}
    assert asked | row == fields_of(kind) | row


def test_kinds_of_the_reader_and_the_table_are_the_same():
    assert tuple(_KINDS) == part_kinds()


def test_the_example_of_the_page_is_a_set(tmp_path):
    text = DOCS.read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "workshop.yaml").write_text(example, encoding="utf-8")
    workshop = read_set("workshop", tmp_path)
    assert len(workshop.rails) == 4
    assert workshop.title == "A workshop"
    jsonschema.validate(plain(load(tmp_path / "sets" / "workshop.yaml", "workshop")), set_schema())


def test_every_kind_of_part_is_on_the_page():
    text = DOCS.read_text(encoding="utf-8")
    for kind in part_kinds():
        assert f"| `{kind}` |" in text
