"""The title page of a Fountain file: keys with values, on the same line or indented under it."""

from __future__ import annotations

import re
from typing import Final

from offworld.film.screenplay import TitleField
from offworld.script.screenplay.rows import Row

_ENTRY: Final = re.compile(r"([^\s:：][^:：]{0,40})[:：][ \t]*(.*)")
_UNDER: Final = re.compile(r"(?: {3,}|\t)\s*(\S.*)")


def title_page(rows: tuple[Row, ...]) -> tuple[tuple[TitleField, ...], int]:
    """Its entries, and how many rows it takes, up to its blank line; none and 0 if the file has no title page.

    A file may begin with a transition such as `FADE IN:`: a key alone is one only if something is indented under it.
    """
    fields: list[TitleField] = []
    index = 0
    while index < len(rows) and not rows[index].empty:
        found = _ENTRY.fullmatch(rows[index].text.rstrip())
        if found is None:
            break
        index += 1
        values = [found[2]] if found[2] else []
        while index < len(rows) and (under := _UNDER.fullmatch(rows[index].text.rstrip())):
            values.append(under[1])
            index += 1
        if not values and not fields:
            return (), 0
        fields.append(TitleField(key=found[1].strip(), value="\n".join(values)))
    whole = index == len(rows) or rows[index].empty
    return (tuple(fields), index) if fields and whole else ((), 0)
