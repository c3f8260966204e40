"""The light that shots and beats ask for: `in direct sun through window.5`, `with no terminator`, or a field `light`.

The words after `in` or `with` are those of a scene's `wants`; whether there is such a light is for the light to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lark import Token, Tree

from offworld.film.light_said import PartKind, PartWish
from offworld.script.language import Writing
from offworld.script.people import place_of
from offworld.script.rough import RoughBeat
from offworld.text import Fields, Items, Mapping, Node, Scalar, Sheet

LIGHT: Final = "light"
"""The field of a camera with the light that its shot asks for."""
IN_LIGHT: Final = "in_light"
"""The clause of a beat, and the phrase of a shot, that ask for a light."""
_WORD: Final = re.compile(r"(in|with)\s+(the\s+)?", re.IGNORECASE)
_LONGEST: Final = 200


def wish_in(tree: Tree[Token], kind: PartKind, part: str, writing: Writing) -> PartWish:
    """The wish of a clause or phrase of the language."""
    text = _WORD.sub("", str(tree.children[0]), count=1).strip()
    return PartWish(kind=kind, part=part, text=text, place=writing.place(tree))


def beat_wishes(beats: Sequence[RoughBeat]) -> tuple[PartWish, ...]:
    """What the beats of a scene ask for, in their order; an `else` asks for no light of its own."""
    return tuple(
        wish_in(said.tree, "beat", beat.id, said.writing)
        for beat in beats
        for said in beat.deed.said
        if said.kind == IN_LIGHT
    )


def camera_wishes(entries: Sequence[tuple[Scalar, Node]], sheet: Sheet) -> tuple[PartWish, ...]:
    """The field `light` of the cameras of a scene: one wish, or a list of them; mistakes are noted."""
    found: list[PartWish] = []
    for key, node in entries:
        if not isinstance(node, Mapping):
            continue
        asked = Fields(node, sheet, f"camera {key.text[:20]}").get(LIGHT)
        for wish in asked.nodes if isinstance(asked, Items) else () if asked is None else (asked,):
            if not isinstance(wish, Scalar) or wish.empty or len(wish.text) > _LONGEST:
                remedy = "write 'direct sun through window.5'"
                sheet.wrong(wish, "a wish for light is one line", remedy, kind="wrong-type")
                continue
            found.append(PartWish(kind="shot", part=key.text, text=wish.text, place=place_of(wish, sheet)))
    return tuple(found)
