"""The length of scenes in eighths of a page, and the pages of a script.

A page has 55 lines of 61 letters of action or 35 of dialogue in Courier at 12 points; these measures are recalled, not
sourced (handbook schedule, 4). An eighth is the smallest length: a scene of one line counts as one.
"""

from __future__ import annotations

import textwrap
from fractions import Fraction
from typing import Final

from offworld.film.screenplay import ElementKind, ScriptElement, ScriptScene
from offworld.script.screenplay.emphasis import plain

PAGE_LINES: Final = 55
"""Lines of a page [R]."""
WIDTHS: Final[dict[ElementKind, int]] = {
    "scene heading": 61, "action": 61, "character": 38, "parenthetical": 25, "dialogue": 35, "lyric": 35,
    "transition": 61, "centred": 61,
}  # fmt: skip
"""Letters of a line by kind [R]; kinds that are not here are not printed."""
_CLOSE: Final = frozenset({"parenthetical", "dialogue", "lyric"})
"""Kinds without a blank line before them."""


def line_count(element: ScriptElement) -> int:
    """Lines that a part takes on paper, the blank one before it included; 0 if it is not printed."""
    width = WIDTHS.get(element.kind)
    if width is None:
        return 0
    rows = plain(element.text).split("\n")
    wrapped = sum(max(1, len(textwrap.wrap(row, width))) for row in rows)
    return wrapped + (element.kind not in _CLOSE)


def eighths(scene: ScriptScene) -> int:
    """Length of a scene in eighths of a page, at least one; what the file itself says comes first."""
    if scene.heading.eighths is not None:
        return max(1, scene.heading.eighths)
    lines = sum(line_count(one) for one in _printed(scene))
    return max(1, round(Fraction(8 * lines, PAGE_LINES)))


def _printed(scene: ScriptScene) -> list[ScriptElement]:
    """Its parts; of two who speak at once the shorter takes no room."""
    out: list[ScriptElement] = []
    for one in (scene.heading, *scene.elements):
        out.append(one)
        if one.kind == "character" and one.dual:
            first = max((i for i, two in enumerate(out[:-1]) if two.kind == "character"), default=None)
            if first is not None:
                del out[first:-1]
    return out


def in_words(count: int) -> str:
    """Eighths as a film crew writes them: `3/8`, `1`, `1 4/8`."""
    whole, rest = divmod(count, 8)
    return " ".join(filter(None, [str(whole) if whole else "", f"{rest}/8" if rest or not whole else ""]))
