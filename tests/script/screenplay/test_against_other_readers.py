"""Fountain against two referees: the same scripts as Final Draft files, and a parser by somebody else."""

from __future__ import annotations

import pytest

from offworld.script.screenplay.emphasis import plain
from offworld.script.screenplay.fdx import read_fdx
from offworld.script.screenplay.fountain import read_fountain
from offworld.script.screenplay.marks import bare_name

TWINS = (
    "Brick-and-Steel", "dialogue", "dialogue-with-blank-line", "dual-dialogue", "extended-characters",
    "forced-action", "indentation", "parenthetical", "simple", "utf-8-bom",
)  # fmt: skip

# Where the other parser reads a sample otherwise: what it reads there, and why ours is kept.
EXPLAINED = {
    "cyrillic": "it knows neither Russian headings nor names in Cyrillic",
    "jp": "it does not take the full-width colon of the title page nor the full-width stop of the heading",
    "SceneHeaders": "`I./E.` is none of its headings; a heading with text right under it is one for us",
    "Simple": "`FADE IN:` is a transition to it; by the syntax page only what ends with TO: is",
    "title-page": "as in Simple",
    "boneyard": "several lines struck out part like a blank line, so CUT TO: and the heading stand alone",
    "notes": "it takes the blank before a note away, and begins a paragraph after a note or a lone bracket",
}


def ours(text):
    """Kind and words of every part but blank ones; names without extensions, as the other has them."""
    out = []
    for one in read_fountain(text).elements:
        if one.kind in {"blank", "title page", "apart"}:
            continue
        words = " ".join(plain(one.text).split())
        out.append((one.kind, bare_name(words) if one.kind == "character" else words))
    return out


def theirs(text):
    """The same by the other parser, its rows of one speech or song taken together."""
    fountain = pytest.importorskip("fountain")
    names = {
        "scene_heading": "scene heading",
        "lyrics": "lyric",
        "centered": "centred",
        "page_break": "page break",
    }
    out, line = [], 0
    for one in spread(fountain.FountainParser().parse(text).elements):
        kind = names.get(one.type.value, one.type.value)
        if kind in {"note", "boneyard", "title_page"}:
            continue
        words = "" if kind == "page break" else " ".join(one.text.split())
        follows = kind in {"dialogue", "lyric"} or (kind == "centred" and one.line_number == line + 1)
        if out and follows and out[-1][0] == kind:
            out[-1] = (kind, f"{out[-1][1]} {words}".strip())
        else:
            out.append((kind, words))
        line = one.line_number
    return out


def spread(elements):
    for one in elements:
        if one.type.value == "dual_dialogue":
            for side in ("left", "right"):
                yield one.metadata[f"{side}_character"]
                yield from one.metadata[f"{side}_dialogue"]
        else:
            yield one


def test_against_final_draft_twins(samples):
    for name in TWINS:
        folder = samples / "vilcans_screenplain"
        text = (folder / f"{name}.fountain").read_text(encoding="utf-8-sig")
        fdx = read_fdx((folder / f"{name}.fdx").read_bytes(), name)
        assert parts(read_fountain(text)) == parts(fdx), name


def parts(screenplay):
    """Kind, words, and whether somebody speaks beside another."""
    return [
        (one.kind, " ".join(plain(one.text).split()), one.dual)
        for one in screenplay.elements
        if one.kind not in {"blank", "title page", "apart", "section", "synopsis"}
    ]


def test_every_sample_with_a_twin_is_compared(samples):
    there = {path.stem for path in (samples / "vilcans_screenplain").glob("*.fdx")}
    assert there == set(TWINS)


def test_against_another_parser(samples):
    others = {}
    for path in sorted(samples.glob("*/*.fountain")):
        text = path.read_text(encoding="utf-8-sig")
        if ours(text) != theirs(text):
            others[path.stem] = path
    assert set(others) == set(EXPLAINED)


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("cyrillic", [("scene heading", "ИНТ. КВАРТИРА МАШИ – КУХНЯ – ДЕНЬ"), ("character", "МАШA")]),
        ("jp", [("scene heading", "INT。 病院-日")]),
        ("SceneHeaders", [("scene heading", "I./E. HOUSE - DAY"), ("action", "EXT. HOUSE - DAY")]),
        ("boneyard", [("transition", "CUT TO:"), ("scene heading", "EXT. PALATIAL MANSION - DAY")]),
        ("notes", [("action", "Before1 After1"), ("action", "This is not [[ a proper note")]),
        ("Simple", [("action", "FADE IN:")]),
        ("title-page", [("action", "FADE IN:")]),
    ],
)
def test_what_is_read_where_the_two_differ(samples, name, there):
    (path,) = samples.glob(f"*/{name}.fountain")
    found = ours(path.read_text(encoding="utf-8-sig"))
    assert all(one in found for one in there)


def test_every_sample_keeps_its_bytes(samples):
    for path in sorted(samples.glob("*/*.fountain")):
        text = path.read_bytes().decode()
        elements = read_fountain(text).elements
        assert "".join(text[one.start : one.end] for one in elements).encode() == path.read_bytes()
