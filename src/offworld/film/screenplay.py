"""A screenplay as its parts, each with its place in the file: nothing of the file belongs to no part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

ElementKind = Literal[
    "title page", "scene heading", "action", "character", "parenthetical", "dialogue", "lyric", "transition",
    "centred", "section", "synopsis", "page break", "apart", "blank",
]  # fmt: skip
"""What a part is; `apart` is a note or a piece struck out that stands for itself."""

SPOKEN: Final = frozenset({"parenthetical", "dialogue", "lyric"})
"""Kinds that stand under a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptNote:
    """A note of the writer inside a part."""

    text: str
    """Without its brackets."""
    at: int
    """Characters of the part's text that stand before it."""
    line: int = 0
    """Its line in the file, from 1; 0 where the file has no lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptElement:
    """One part of a screenplay."""

    kind: ElementKind
    """What it is."""
    text: str
    """What is read: without the marks that force a kind, notes and what is struck out; marks of emphasis stay. Lines
    are parted by a line feed."""
    start: int = 0
    """First character of it in the file; 0 where it comes from a format that is not plain text."""
    end: int = 0
    """The character after its last one; the next part begins there."""
    line: int = 0
    """Its first line in the file, from 1; 0 where the file has no lines."""
    number: str = ""
    """Scene number of a heading, as written; empty without one."""
    level: int = 0
    """Depth of a section, from 1; 0 for all else."""
    dual: bool = False
    """Whether this name speaks beside the one before it."""
    notes: tuple[ScriptNote, ...] = ()
    """Notes in it, in order."""
    eighths: int | None = None
    """Length of the scene of a heading in eighths of a page, if the file says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleField:
    """One entry of a title page."""

    key: str
    """As written, without its colon."""
    value: str
    """Its lines, parted by line feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenplay:
    """A whole screenplay."""

    title: tuple[TitleField, ...]
    """The title page, in order; empty without one."""
    elements: tuple[ScriptElement, ...]
    """All parts in order. From plain text their spans follow each other without a gap, from the first character of the
    file to its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptScene:
    """A scene of a screenplay."""

    number: str
    """From its heading, else by count from 1."""
    heading: ScriptElement
    """Its heading."""
    elements: tuple[ScriptElement, ...]
    """What follows, up to the next heading; without blank lines."""


def scenes_of(screenplay: Screenplay) -> tuple[ScriptScene, ...]:
    """The scenes, in order; what stands before the first heading belongs to none."""
    starts = [i for i, one in enumerate(screenplay.elements) if one.kind == "scene heading"]
    ends = [*starts[1:], len(screenplay.elements)]
    out = []
    for count, (first, after) in enumerate(zip(starts, ends, strict=False), start=1):
        heading = screenplay.elements[first]
        inside = tuple(one for one in screenplay.elements[first + 1 : after] if one.kind != "blank")
        out.append(ScriptScene(number=heading.number or str(count), heading=heading, elements=inside))
    return tuple(out)
