"""What a scene heading says: inside or outside, the set, the time of day; in English and in Russian."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from offworld.film.breakdown import TimeOfDay

_PREFIX: Final = re.compile(
    r"(?P<first>INT|EXT|EST|I|E|ИНТ|НАТ|ПАВ|ЭКСТ|И|Н)\b\.?(?:\s?/\s?(?P<second>INT|EXT|I|E|ИНТ|НАТ|ЭКСТ|И|Н)\b\.?)?\s*",
    re.IGNORECASE,
)
_INSIDE: Final = frozenset({"INT", "I", "ИНТ", "ПАВ", "И"})
_DASH: Final = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*")
_TIMES: Final[tuple[tuple[TimeOfDay, tuple[str, ...]], ...]] = (
    ("night", ("before sunrise", "before dawn", "night", "midnight", "до рассвета", "ночь")),
    ("morning", ("morning", "sunrise", "dawn", "утро", "рассвет")),
    ("evening", ("evening", "sunset", "dusk", "вечер", "закат", "сумерки")),
    ("day", ("day", "noon", "afternoon", "день", "полдень")),
)
_SAME: Final = (
    "continuous",
    "later",
    "same",
    "moments",
    "непрерывно",
    "позже",
    "там же",
    "тогда же",
    "продолжение",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading in its parts."""

    inside: Literal["INT", "EXT", "INT/EXT", ""]
    """Where; empty: it does not say."""
    set_words: str
    """The set as written."""
    time: TimeOfDay
    """Time of day; empty: not said, or as in the scene before."""
    time_words: str
    """The same as written."""
    same: bool
    """Whether it is the time of the scene before."""


def read_heading(text: str) -> Heading:
    """The parts of a heading without its number; any text is one."""
    found = _PREFIX.match(text)
    rest = text[found.end() :].strip() if found else text.strip()
    parts = [part for part in _DASH.split(rest) if part.strip()]
    words = parts[-1].strip() if len(parts) > 1 else ""
    time, same = _time(words)
    if not time and not same:
        words = ""
    return Heading(
        inside=_inside(found), set_words=" - ".join(parts[:-1] if words else parts), time=time, time_words=words,
        same=same,
    )  # fmt: skip


def _inside(found: re.Match[str] | None) -> Literal["INT", "EXT", "INT/EXT", ""]:
    if found is None:
        return ""
    inside = {word.upper() in _INSIDE for word in (found["first"], found["second"]) if word}
    if len(inside) > 1:
        return "INT/EXT"
    return "INT" if True in inside else "EXT"


def _time(words: str) -> tuple[TimeOfDay, bool]:
    plain = words.casefold()
    for time, known in _TIMES:
        if any(re.search(rf"\b{word}\b", plain) for word in known):
            return time, False
    return "", any(re.search(rf"\b{word}\b", plain) for word in _SAME)
