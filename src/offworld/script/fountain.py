"""A small reader of Fountain: scene headings, who speaks, and what is said, each line with a stable id.

An id is a note in the speech, `[[L12]]`; a speech without one is numbered by itself, which changes when the script
does. A second id inside a speech begins a second line. Headings and names may be in Latin or Cyrillic letters.
Everything else in the script (action, transitions, notes, sections) is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_HEADING: Final = re.compile(
    r"(?:INT|EXT|EST|I/E|INT\.?/EXT|ИНТ|НАТ|ПАВ|ИНТ\.?/НАТ)(?:\.|\s).*|\.(?!\.)\S.*", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"#([^#\s]{1,10})#\s*$")
_ID: Final = re.compile(r"\[\[\s*(L\d{1,6}[a-z]?)\s*\]\]")
_NOTE: Final = re.compile(r"\[\[[^\]]*\]\]")
_BONEYARD: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_EXTENSION: Final = re.compile(r"\([^)]*\)")
_EMPHASIS: Final = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")
_TITLE_KEY: Final = re.compile(r"[A-Za-z][A-Za-z ]{0,30}:")


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


def read_fountain(text: str) -> tuple[Speech, ...]:
    """All speeches of a script, in order.

    Args:
        text: the whole script.
    """
    plain = _BONEYARD.sub(lambda found: "\n" * found[0].count("\n"), text)
    lines = plain.split("\n")
    speeches: list[Speech] = []
    scene, count, index = "", 0, _after_title_page(lines)
    while index < len(lines):
        line = lines[index].strip()
        after_blank = index == 0 or not lines[index - 1].strip()
        if after_blank and line and _is_heading(line):
            count += 1
            numbered = _NUMBER.search(line)
            scene = numbered[1] if numbered else str(count)
        elif after_blank and _is_cue(line) and index + 1 < len(lines) and lines[index + 1].strip():
            end = _end_of_speech(lines, index + 1)
            speeches += _speeches(line, lines[index + 1 : end], scene, index + 1)
            index = end
            continue
        index += 1
    return tuple(speeches)


def _after_title_page(lines: list[str]) -> int:
    """Index of the first line after the title page."""
    if not lines or not _TITLE_KEY.match(lines[0]):
        return 0
    return next((index for index, line in enumerate(lines) if not line.strip()), len(lines))


def _is_heading(line: str) -> bool:
    return _HEADING.fullmatch(line) is not None


def _is_cue(line: str) -> bool:
    if line.startswith("@"):
        return len(line) > 1
    name = _EXTENSION.sub("", _NOTE.sub("", line)).rstrip("^ ").strip()
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and name == name.upper() and name[0] not in "!>~#=.[(" and not name.endswith(":")


def _end_of_speech(lines: list[str], index: int) -> int:
    """Index after the last line of a speech: a line of two blanks keeps it going."""
    while index < len(lines) and (lines[index].strip() or lines[index] == "  "):
        index += 1
    return index


def _speeches(cue: str, lines: list[str], scene: str, number: int) -> list[Speech]:
    """The lines of one speech: one, or one for each id in it."""
    character = _EXTENSION.sub("", _NOTE.sub("", cue)).strip().lstrip("@").rstrip("^").strip()
    found: list[Speech] = []
    current = _ID.search(cue)
    name, words = current[1] if current else "", list[str]()

    def close(line: int) -> None:
        text = " ".join(" ".join(words).split())
        if text:
            found.append(Speech(id=name, character=character, text=text, scene=scene, line=line))

    began = number + 1
    for offset, line in enumerate(lines):
        pieces = _ID.split(line)
        for position, piece in enumerate(pieces):
            if position % 2:
                close(began)
                if any(words) or name:
                    words, began = [], number + 1 + offset
                name = piece
            else:
                spoken = _EMPHASIS.sub("", _NOTE.sub("", piece)).strip()
                if spoken and not (spoken.startswith("(") and spoken.endswith(")")):
                    words.append(spoken)
    close(began)
    return found
