"""What makes a line of Fountain a heading, a name or a transition, in Latin and in Cyrillic letters.

Source: the syntax page of fountain.io as the handbook gives it (schedule, 4). The Russian headings are those of
Russian scripts: ИНТ. (inside), НАТ. (outside, "on location"), ПАВ. (in the studio), ЭКСТ.
"""

from __future__ import annotations

import re
from typing import Final

_PLACE: Final = "INT|EXT|EST|I|E|ИНТ|НАТ|ПАВ|ЭКСТ|И|Н"
_HEADING: Final = re.compile(
    rf"(?:(?:{_PLACE})\.?\s?/\s?(?:{_PLACE})|INT|EXT|EST|ИНТ|НАТ|ПАВ|ЭКСТ)(?:[.。]|\s|$).*", re.IGNORECASE
)
_FORCED_HEADING: Final = re.compile(r"\.(?=[^\s.]).*")
_NUMBER: Final = re.compile(r"#([^#\s][^#]{0,15})#\s*$")
_EXTENSION: Final = re.compile(r"\([^)]*\)")
_TRANSITION: Final = re.compile(r".*\STO:|.*\sTO:|(?:ПЕРЕХОД|СКЛЕЙКА)\b.*:")
PAGE_BREAK: Final = re.compile(r"={3,}\s*")


def is_heading(text: str) -> bool:
    """Whether a line, stripped, is written as a scene heading, forced or by its first word."""
    return bool(_FORCED_HEADING.fullmatch(text) or _HEADING.fullmatch(text))


def heading(text: str) -> tuple[str, str]:
    """A heading without its forcing dot and number, and its number or nothing."""
    number = _NUMBER.search(text)
    bare = text[: number.start()].rstrip() if number else text
    return bare.removeprefix(".") if is_forced(text) else bare, number[1].strip() if number else ""


def is_forced(text: str) -> bool:
    """Whether a heading is one by its dot alone."""
    return bool(_FORCED_HEADING.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether a line, stripped, can be the name of who speaks: in capitals, with a letter, or forced."""
    if text.startswith("@"):
        return len(text) > 1
    name = _EXTENSION.sub("", text).rstrip("^ \t").strip()
    letters = [one for one in name if one.lower() != one.upper()]
    capitals = all(one == one.upper() for one in name)
    return bool(letters) and capitals and name[0] not in "!>~#=.(" and not name.endswith(":")


def name(text: str) -> tuple[str, bool]:
    """A name without its marks, its extensions kept, and whether it speaks beside the one before."""
    dual = text.endswith("^")
    return text.removeprefix("@").rstrip("^ \t").strip(), dual


def is_transition(text: str) -> bool:
    """Whether a line that stands alone is a transition without being forced."""
    return text == text.upper() and _TRANSITION.fullmatch(text) is not None


def bare_name(text: str) -> str:
    """A name without extensions: who it is."""
    return " ".join(_EXTENSION.sub(" ", text).split())
