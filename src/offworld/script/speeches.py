"""What is said in a screenplay, each line with a stable id.

An id is a note in the speech, `[[L12]]`; a speech without one is numbered by itself, which changes when the script
does. A second id inside a speech begins a second line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from offworld.film.screenplay import SPOKEN, Screenplay, ScriptElement
from offworld.script.screenplay import marks
from offworld.script.screenplay.emphasis import plain

_ID: Final = re.compile(r"L\d{1,6}[a-z]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One line of the script as written."""

    id: str
    """From its note, or empty if it has none."""
    character: str
    """Who says it."""
    text: str
    """What is said, on one line."""
    scene: str
    """Number of its scene: from the heading, else by count from 1; empty before the first heading."""
    line: int
    """Line in the file where the speech begins, from 1."""


def speeches(screenplay: Screenplay) -> tuple[Speech, ...]:
    """All speeches of a script, in order."""
    out: list[Speech] = []
    scene, count = "", 0
    for index, element in enumerate(screenplay.elements):
        if element.kind == "scene heading":
            count += 1
            scene = element.number or str(count)
        elif element.kind == "character":
            after = screenplay.elements[index + 1 :]
            said = next((i for i, one in enumerate(after) if one.kind not in SPOKEN), len(after))
            out += _lines(element, after[:said], scene)
    return tuple(out)


def _lines(name: ScriptElement, said: Sequence[ScriptElement], scene: str) -> Iterator[Speech]:
    """The lines under one name: one, or one for each id."""
    character = marks.bare_name(name.text)
    pieces = list(_pieces(name, said))
    current, began, words = "", said[0].line if said else 0, list[str]()
    for id_, line, text in [*pieces, ("end", 0, "")]:
        if id_:
            whole = " ".join(" ".join(words).split())
            if whole:
                yield Speech(id=current, character=character, text=whole, scene=scene, line=began)
            current, words = id_, []
            began = line or began
        words.append(text)


def _pieces(name: ScriptElement, said: Sequence[ScriptElement]) -> Iterator[tuple[str, int, str]]:
    """Ids, with the line where each stands, and words between them, with theirs."""
    yield from ((note.text, 0, "") for note in name.notes if _ID.fullmatch(note.text))
    for element in said:
        if element.kind == "parenthetical":
            yield from ((note.text, note.line, "") for note in element.notes if _ID.fullmatch(note.text))
            continue
        at = 0
        for note in element.notes:
            if _ID.fullmatch(note.text):
                yield "", element.line, plain(element.text[at : note.at])
                yield note.text, note.line, ""
                at = note.at
        yield "", element.line, plain(element.text[at:])
