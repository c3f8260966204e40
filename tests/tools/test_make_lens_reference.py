from __future__ import annotations

from offworld.script.kit import bodies, lens_sets
from offworld.script.kit.read import read_package
from offworld.text import Fields, Sheet
from offworld.text.yaml import parse_yaml


def test_the_reference_is_up_to_date(tool):
    """If this fails: make docs."""
    reference = tool("make_lens_reference")
    assert reference.TARGET.read_text(encoding="utf-8") == reference.reference()


def test_every_camera_and_set_has_a_part(tool):
    page = tool("make_lens_reference").reference()
    assert all(f"\n### {name}\n" in page for name in (*bodies(), *lens_sets()))


def test_what_the_page_shows_can_be_written_so(tool):
    """Its examples of film.yaml, each with what it names from the others."""
    page = tool("make_lens_reference").reference()
    blocks = [block.split("```")[0] for block in page.split("```yaml\n")[1:]]
    rows = [row.split("` | ")[0][3:] for row in page.splitlines() if row.startswith("| `") and "` | " in row]
    written = [word for row in rows[1:6] for word in row.split("` or `")]
    assert len(written) == 6
    for text in (*blocks, *(f"lenses: {one}\n" for one in written)):
        sheet = Sheet(file="film.yaml")
        read_package(Fields(parse_yaml(text, "film.yaml"), sheet, "the film"), 2.39)
        assert not sheet.problems, (text, sheet.problems)
