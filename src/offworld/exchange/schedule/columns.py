"""Columns of schedules in tables: what programs print above them, and which of ours each one is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.categories import CATEGORIES
from offworld.film.outside import OutsideElement
from offworld.text import nearest

TITLES: Final = {
    "day": "Shoot Day", "date": "Date", "start": "Start", "scene": "Scene", "inside": "I/E", "set": "Set",
    "time": "D/N", "script day": "Script Day", "pages": "Pages", "minutes": "Est. Time", "place": "Location",
    "light": "Light Wanted", "synopsis": "Synopsis", "comments": "Comments", "page": "Script Page", "type": "Type",
    "other": "Other Elements", "id": "Sheet ID",
}  # fmt: skip
"""Our columns as we print them."""
_ALSO: Final = {
    "day": ("day", "shooting day", "day #", "shoot day #", "день", "съемочный день"),
    "date": ("shoot date", "shooting date", "дата"),
    "start": ("start time", "time of day utc", "начало"),
    "scene": ("scenes", "scene #", "scene number", "scene no", "sc", "sc #", "scene/s", "сцена", "номер сцены"),
    "inside": ("int/ext", "int./ext.", "ie", "int ext", "инт/нат"),
    "set": ("set name", "setting", "sets", "объект", "декорация"),
    "time": ("day/night", "d/n", "dn", "time of day", "режим"),
    "script day": ("story day", "day of story", "игровой день"),
    "pages": ("page count", "pgs", "page length", "length", "eighths", "pages (8ths)", "страниц", "хронометраж стр"),
    "minutes": ("est time", "estimated time", "duration", "est. duration", "time estimate", "минуты"),
    "place": ("locations", "shooting location", "место", "модуль"),
    "synopsis": ("description", "scene description", "summary", "one-liner", "one liner", "содержание"),
    "comments": ("notes", "production notes", "comment", "примечания"),
    "page": ("script page(s)", "script pages", "script pg", "page #"),
}  # fmt: skip
_CATEGORY: Final = {
    "cast": ("cast", "cast members", "cast ids", "cast id", "characters", "актёры", "персонажи"),
    "extras": ("background actors", "background", "extras", "bg"),
    "effects": ("special effects", "sfx", "spfx"),
    "make-up": ("makeup/hair", "makeup", "hair/makeup", "make-up/hair", "hair & makeup"),
    "kit": ("special equipment", "equipment", "camera"),
    "sound": ("sound", "music", "sound/music"),
    "animals": ("animal", "livestock", "animal wrangler"),
}
_PASSED: Final = frozenset({"sheet", "sheet #", "sheet number", "sheet no", "strip", "strip #"})
"""Numbers that programs give anew whenever a board changes: no names to keep."""
_ITEM: Final = re.compile(
    r"\s*(?:(?P<number>\d{1,4}[A-Za-z]?)[.):]\s+)?(?:\"(?P<quoted>(?:[^\"]|\"\")*)\"|(?P<plain>[^;]*?))\s*(?:;|$)"
)
_BARE: Final = re.compile(r"(?P<number>\d{1,4}[A-Za-z]?)[.):]\s+\S|\d{1,4}[A-Za-z]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column holds what."""

    at: dict[str, int]
    """Place of each of `TITLES`, by its key."""
    categories: dict[int, str]
    """Id of a category for each column that lists things of one."""
    notes: tuple[str, ...]
    """What was guessed or not understood."""


def columns_of(head: Sequence[str], name: str) -> Columns:
    """Finds out what stands in each column.

    Raises:
        FilmError: there is none with numbers of scenes.
    """
    known = {_plain(word): key for key, title in TITLES.items() for word in (title, *_ALSO.get(key, ()))}
    groups = {
        _plain(word): one.id
        for one in CATEGORIES
        for word in (one.id, one.title, one.title_ru, *_CATEGORY.get(one.id, ()))
    }
    at: dict[str, int] = {}
    categories: dict[int, str] = {}
    notes = []
    for place, title in enumerate(head):
        plain = _plain(title)
        if not plain or plain in _PASSED:
            continue
        if plain not in known and plain not in groups:
            near = nearest(plain, [*known, *groups])
            notes.append(
                f"column {title.strip()!r} is not known and was left away"
                if near is None
                else f"column {title.strip()!r} was read as {near!r}"
            )
            plain = near or ""
        if plain in known:
            at.setdefault(known[plain], place)
        elif plain in groups:
            categories[place] = groups[plain]
    if "scene" not in at:
        listed = ", ".join(title.strip() for title in head if title.strip())[:200] or "none"
        what = f"no column is called 'Scene'; columns: {listed}"
        remedy = "export with the scene numbers in a column 'Scene'"
        raise FilmError(Problem(what=what, remedy=remedy, file=name, line=1, kind="no-scene-column"))
    return Columns(at=at, categories=categories, notes=tuple(notes))


def items_text(items: Sequence[OutsideElement]) -> str:
    """Things of one cell: `1. ZHENYA; 2. IVAN`; what would be misread is in quotes."""
    out = []
    for one in items:
        plain = one.name
        odd = (
            not plain
            or plain != plain.strip()
            or any(mark in plain for mark in ';,"\n')
            or _BARE.match(plain)
        )
        shown = '"' + plain.replace('"', '""') + '"' if odd else plain
        out.append(f"{one.number}. {shown}" if one.number else shown)
    return "; ".join(out)


def items_of(cell: str, category: str) -> list[OutsideElement]:
    """Things of one cell: parted by semicolons, or else by commas or lines; bare numbers are numbers on the board."""
    text = cell.strip()
    if not text:
        return []
    if ";" not in text and '"' not in text:
        text = ";".join(part for part in re.split(r"[,\n]", text) if part.strip())
    out: list[OutsideElement] = []
    place = 0
    while place < len(text):
        found = _ITEM.match(text, place)
        if found is None or found.end() == place:
            rest = text[place:].strip(" ;")
            return [*out, OutsideElement(category=category, name=rest)] if rest else out
        place = found.end()
        quoted = found["quoted"]
        name = quoted.replace('""', '"') if quoted is not None else (found["plain"] or "").strip()
        number = found["number"] or ""
        if quoted is None and not number and re.fullmatch(r"\d{1,4}[A-Za-z]?", name):
            number = name
        if name or quoted is not None:
            out.append(OutsideElement(category=category, name=name, number=number))
    return out


def _plain(title: str) -> str:
    return " ".join(re.sub(r"[\s_]+", " ", title.casefold().replace("ё", "е")).strip(" :*").split())
