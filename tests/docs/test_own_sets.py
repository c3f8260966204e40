"""The page about sets of one's own: its example is a set, and its tables say what the reader reads."""

import re
from pathlib import Path

from offworld.flow.bring_set import bring_set
from offworld.space import read_set
from offworld.space.modelled.named import FIELDS
from offworld.space.schema import set_schema

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "own-sets.md").read_text(encoding="utf-8")


def test_the_worked_example_is_a_set(tmp_path, own_module):
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    made = read_set("module", own_module.film(tmp_path, example))
    assert [one.id for one in made.rails][:3] == ["rail.p1", "rail.p2", "rail.p3"]
    assert [one.id for one in (*made.windows, *made.exits, *made.beds, *made.loops, *made.marks)] == [
        "window.1", "hatch", "table", "loop.1", "mark.middle",
    ]  # fmt: skip
    assert next(one for one in made.solids if one.id == "rack").no_touch == "experiment"


def test_the_answer_on_the_page_is_what_is_said(tmp_path, own_module):
    (tmp_path / "my-film").mkdir()
    (tmp_path / "my-film" / "film.yaml").write_text("title: Mine\n", encoding="utf-8")
    (tmp_path / "module.glb").write_bytes(own_module.glb())
    told = bring_set(tmp_path / "my-film", tmp_path / "module.glb").text.replace(f"{tmp_path}/", "")
    assert f"```\n{told}\n```" in PAGE


def test_every_section_and_key_is_on_the_page():
    for section, fields in FIELDS.items():
        (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{section}` |")]
        assert all(f"`{field}`" in row for field in fields)
    for key in set(set_schema()["properties"]) - {"title", "up", "station", "parts"}:
        assert f"`{key}`" in PAGE
