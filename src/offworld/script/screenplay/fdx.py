"""Final Draft's FDX to the tree of a screenplay: the same parts that Fountain has.

The format is XML with a paragraph for each part; `Type` says what it is, `Number` is a scene number, `SceneProperties`
may hold its length. What a paragraph is called that is none of ours becomes action, so that no text is lost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from xml.etree import ElementTree as ET

from offworld.errors import FilmError, Problem
from offworld.film.screenplay import ElementKind, Screenplay, ScriptElement, TitleField

_KINDS: Final[dict[str, ElementKind]] = {
    "Scene Heading": "scene heading", "Action": "action", "General": "action", "Shot": "action", "Cast List": "action",
    "Character": "character", "Parenthetical": "parenthetical", "Dialogue": "dialogue", "Singing": "lyric",
    "Lyrics": "lyric", "Transition": "transition", "New Act": "section", "End of Act": "section",
    "Outline 1": "section", "Outline 2": "section", "Outline 3": "section", "Synopsis": "synopsis",
}  # fmt: skip
_AGAIN: Final = "export the script once more as .fdx"
_LENGTH: Final = re.compile(r"\s*(?:(\d+)\s+)?(?:(\d+)/8)?\s*")


def read_fdx(text: str | bytes, name: str = "script.fdx") -> Screenplay:
    """A screenplay from FDX.

    Args:
        text: the whole file; bytes say their own encoding.
        name: what messages call it.

    Raises:
        FilmError: if it is not XML, or not Final Draft's.
    """
    if isinstance(text, str):
        text = text.removeprefix("\ufeff").encode()
        text = re.sub(rb"(<\?xml[^>]*?)\s+encoding=[\"'][^\"']*[\"']", rb"\1", text, count=1)
    try:
        root = ET.fromstring(text)  # noqa: S314 - expat limits entities by itself since 2.4
    except ET.ParseError as error:
        line, column = error.position
        what = f"cannot be read as XML ({str(error).split(':')[0]})"
        raise FilmError(
            Problem(what=what, remedy=_AGAIN, kind="bad-fdx").at(name, line, column + 1)
        ) from None
    content = root.find("Content")
    if root.tag != "FinalDraft" or content is None:
        what = f"is no Final Draft script: it begins with <{root.tag}>"
        raise FilmError(Problem(what=what, remedy=_AGAIN, file=name, kind="bad-fdx"))
    elements: list[ScriptElement] = []
    for paragraph in content.findall("Paragraph"):
        _read(paragraph, elements, dual=False)
    return Screenplay(title=_title(root), elements=tuple(elements))


def _read(paragraph: ET.Element, out: list[ScriptElement], *, dual: bool) -> None:
    both = paragraph.find("DualDialogue")
    if both is not None:
        names = 0
        for inner in both.findall("Paragraph"):
            names += inner.get("Type") == "Character"
            _read(inner, out, dual=names > 1 and inner.get("Type") == "Character")
        return
    kind = _KINDS.get(paragraph.get("Type", ""), "action")
    text = _text(paragraph)
    if paragraph.get("StartsNewPage") == "Yes" and out:
        out.append(ScriptElement(kind="page break", text=""))
    if not text.strip():
        return
    if kind == "action" and paragraph.get("Alignment") == "Center":
        kind = "centred"
    if kind == "dialogue" and out and out[-1].kind == kind:
        # One speech of several paragraphs is one part of several lines, as in plain text.
        out[-1] = replace(out[-1], text=f"{out[-1].text}\n{text}")
        return
    heading = kind == "scene heading"
    out.append(
        ScriptElement(
            kind=kind, text=text, number=paragraph.get("Number", "").strip() if heading else "", dual=dual,
            level=_level(paragraph) if kind == "section" else 0, eighths=_eighths(paragraph) if heading else None,
        )
    )  # fmt: skip


def _text(paragraph: ET.Element) -> str:
    """The text of its runs with marks of emphasis as Fountain has them; words in dialogue after a name's are apart."""
    out = ""
    for run in paragraph.findall("Text"):
        text = run.text or ""
        style = run.get("Style", "")
        core = text.strip()
        if core and style:
            marked = core
            for word, mark in (("Italic", "*"), ("Bold", "**"), ("Underline", "_")):
                if word in style.split("+"):
                    marked = f"{mark}{marked}{mark}"
            text = text.replace(core, marked, 1)
        out += text
    return out.replace("\r\n", "\n").rstrip()


def _level(paragraph: ET.Element) -> int:
    last = paragraph.get("Type", "")[-1]
    return int(last) if last.isdigit() else 1


def _eighths(paragraph: ET.Element) -> int | None:
    properties = paragraph.find("SceneProperties")
    found = _LENGTH.fullmatch(properties.get("Length", "")) if properties is not None else None
    if found is None or not (found[1] or found[2]):
        return None
    return 8 * int(found[1] or 0) + int(found[2] or 0)


def _title(root: ET.Element) -> tuple[TitleField, ...]:
    """The title page, which has no keys there: its lines together."""
    lines = [_text(one).strip() for one in root.findall("TitlePage/Content/Paragraph")]
    written = [line for line in lines if line]
    if not written:
        return ()
    rest = (TitleField(key="Contact", value="\n".join(written[1:])),) if written[1:] else ()
    return (TitleField(key="Title", value=written[0]), *rest)
