"""Fountain, whole: a plain text to the tree of a screenplay, every character of it in one part.

The kinds are told row by row from what a row is and what stands before and after it (handbook schedule, 4). Where the
syntax leaves a choice: a heading needs a blank line before it and none after it; a section, a synopsis, a page break
and what is struck out over several lines part like a blank line; an opened mark that is never closed is text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from offworld.film.screenplay import SPOKEN, ElementKind, Screenplay, ScriptElement, ScriptNote
from offworld.script.screenplay import marks
from offworld.script.screenplay.rows import Row, rows
from offworld.script.screenplay.title_page import title_page

_GROWING = frozenset({"action", "dialogue", "lyric", "centred", "blank", "apart"})
_PARTING = frozenset({"title page", "blank", "section", "synopsis", "page break", "centred"})


@dataclass(slots=True)
class _Part:
    """A part that may still grow by the next row."""

    kind: ElementKind
    rows: list[Row]
    text: str
    notes: list[ScriptNote] = field(default_factory=list)
    number: str = ""
    level: int = 0
    dual: bool = False


def read_fountain(text: str) -> Screenplay:
    """A screenplay from plain text; any text is one.

    Args:
        text: the whole file, its line ends as they are.
    """
    every = rows(text)
    title, taken = title_page(every)
    parts: list[_Part] = [_Part(kind="title page", rows=list(every[:taken]), text="")] if taken else []
    for index in range(taken, len(every)):
        after = every[index + 1] if index + 1 < len(every) else None
        _take(parts, every[index], after)
    return Screenplay(title=title, elements=tuple(_element(one) for one in parts))


def _take(parts: list[_Part], row: Row, after: Row | None) -> None:
    """Adds a row to the last part, or begins another with it."""
    last = parts[-1].kind if parts else "blank"
    kind, text = _kind(last, parts, row, after)
    joins = bool(parts) and last == kind and kind in _GROWING
    if joins and kind != "blank" and not (kind == "apart" and row.gap):
        part = parts[-1]
        part.notes += _notes(row, len(part.text) + 1)
        part.text += "\n" + text
        part.rows.append(row)
        return
    if joins:
        parts[-1].rows.append(row)
        return
    part = _Part(kind=kind, rows=[row], text=text, notes=_notes(row, 0))
    if kind == "scene heading":
        part.text, part.number = marks.heading(text)
    elif kind == "character":
        part.text, part.dual = marks.name(text)
    elif kind == "section":
        part.text = text.lstrip("#")
        part.level = len(text) - len(part.text)
        part.text = part.text.strip()
    parts.append(part)


def _kind(last: ElementKind, parts: list[_Part], row: Row, after: Row | None) -> tuple[ElementKind, str]:
    """What a row is after a part of some kind, and what is read of it."""
    text = row.text.strip()
    speaking = last == "character" or last in SPOKEN
    if not text:
        if speaking and not row.gap:
            return ("dialogue" if last != "lyric" else "lyric"), ""
        if row.asides:
            return "apart", ""
        if speaking and len(row.text) >= 2 and after is not None and not after.gap:
            return "dialogue", ""
        return "blank", ""
    if speaking:
        return _spoken(text)
    return _unspoken(parts, row, after, text)


def _spoken(text: str) -> tuple[ElementKind, str]:
    if text.startswith("(") and text.endswith(")"):
        return "parenthetical", text
    if text.startswith("~"):
        return "lyric", text[1:].strip()
    return "dialogue", text


def _unspoken(parts: list[_Part], row: Row, after: Row | None, text: str) -> tuple[ElementKind, str]:
    if marks.PAGE_BREAK.fullmatch(text):
        return "page break", ""
    sign = {"#": "section", "=": "synopsis", "~": "lyric"}.get(text[0])
    if sign == "section":
        return "section", text
    if sign == "synopsis":
        return "synopsis", text[1:].strip()
    if sign == "lyric":
        return "lyric", text[1:].strip()
    if text.startswith(">"):
        if text.endswith("<"):
            return "centred", text[1:-1].strip()
        return "transition", text[1:].strip()
    if text.startswith("!"):
        return "action", row.text.replace("!", "", 1).rstrip()
    if _parted(parts):
        if marks.is_heading(text):
            return "scene heading", text
        if after is None or after.gap:
            # Blanks at its end are the older way to say that it is none.
            if marks.is_transition(row.text.lstrip()):
                return "transition", text
        elif marks.is_name(text):
            return "character", text
    return "action", row.text.rstrip().replace("\t", "    ")


def _parted(parts: list[_Part]) -> bool:
    """Whether what comes next has a blank line before it, or something that parts like one."""
    if not parts or parts[-1].kind in _PARTING:
        return True
    return parts[-1].kind == "apart" and (parts[-1].rows[-1].gap or _parted(parts[:-1]))


def _notes(row: Row, before: int) -> list[ScriptNote]:
    indent = len(row.text) - len(row.text.lstrip())
    return [
        ScriptNote(text=one.text.strip(), at=before + max(0, at - indent), line=one.line)
        for one, at in row.asides if not one.struck
    ]  # fmt: skip


def _element(part: _Part) -> ScriptElement:
    first, last = part.rows[0], part.rows[-1]
    text = part.text
    if part.kind == "dialogue":
        text = text.rstrip()
    return ScriptElement(
        kind=part.kind, text=text, start=first.start, end=last.end, line=first.line, number=part.number,
        level=part.level, dual=part.dual, notes=tuple(part.notes),
    )  # fmt: skip
