"""The rows of a plain text, with what is struck out and the writer's notes taken from sight but not from the count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_APART: Final = re.compile(r"/\*.*?\*/|\[\[(?:(?!\]\]|\r?\n[ \t]?\r?\n|\r[ \t]?\r(?!\n)).)*\]\]", re.DOTALL)
_ROW: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BREAKS: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A note, or a piece struck out."""

    text: str
    """Without its marks."""
    start: int
    """First character in the file, its marks included."""
    end: int
    """The character after its last."""
    struck: bool
    """Whether it is struck out; else it is a note."""
    line: int
    """Its first line in the file, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line as it is read: of a note that crosses lines, all lines together are one row."""

    text: str
    """Without its end, notes and what is struck out."""
    start: int
    """First character in the file."""
    end: int
    """The character after its last one, the line's end included."""
    line: int
    """Its number in the file, from 1."""
    asides: tuple[tuple[Aside, int], ...]
    """Each aside in it, with the characters of the text before it."""

    @property
    def empty(self) -> bool:
        """Whether nothing is read in it and nothing hidden: a blank line, of spaces at most."""
        return not self.text.strip() and not self.asides

    @property
    def gap(self) -> bool:
        """Whether it parts what is before and after it: a blank line, or a piece of several lines struck out."""
        struck = any(one.struck and _BREAKS.search(one.text) for one, _ in self.asides)
        return not self.text.strip() and (not self.asides or struck)


def rows(text: str) -> tuple[Row, ...]:
    """All rows; their spans follow each other without a gap and end with the text.

    Args:
        text: a whole file. A byte-order mark at its start is no part of the first row's text.
    """
    asides = _asides(text)
    out: list[Row] = []
    at, line, first = 0, 1, 0
    while at < len(text):
        inside, after = _asides_of_row(text, at, asides, first)
        out.append(_row(text, at, after, line, inside))
        line += len(_BREAKS.findall(text, at, after))
        first += len(inside)
        at = after
    return tuple(out)


def _asides(text: str) -> list[Aside]:
    out: list[Aside] = []
    at, line = 0, 1
    for found in _APART.finditer(text):
        line += len(_BREAKS.findall(text, at, found.start()))
        at = found.start()
        struck = found[0].startswith("/*")
        out.append(Aside(text=found[0][2:-2], start=at, end=found.end(), struck=struck, line=line))
    return out


def _asides_of_row(text: str, at: int, asides: list[Aside], first: int) -> tuple[list[Aside], int]:
    """The asides from the one numbered `first` on that begin in the row at `at`, and where the row ends."""
    inside: list[Aside] = []
    after = _end(text, at)
    while first < len(asides) and asides[first].start < after:
        inside.append(asides[first])
        after = max(after, _end(text, asides[first].end))
        first += 1
    return inside, after


def _end(text: str, at: int) -> int:
    found = _ROW.match(text, at)
    assert found is not None
    return found.end()


def _row(text: str, at: int, after: int, line: int, asides: list[Aside]) -> Row:
    shown, placed, here = "", [], at + 1 if text.startswith("\ufeff", at) and at == 0 else at
    for one in asides:
        shown += text[here : one.start]
        placed.append((one, len(shown)))
        here = one.end
    shown += text[here:after].rstrip("\r\n")
    return Row(text=shown, start=at, end=after, line=line, asides=tuple(placed))
