"""Shots of a scene file: one line in a director's words, or that line with the set-up that was found and is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lark import Tree

from offworld.film.framing import AskedShot
from offworld.script.kept import read_kept
from offworld.script.language import Writing
from offworld.script.light_wishes import LIGHT
from offworld.script.shot_reading import Scenery, ShotReading
from offworld.script.shot_words import SHOTS
from offworld.text import Fields, Mapping, Node, Scalar, Sheet

SHOT: Final = "shot"
"""The field that a mapping of a shot has and no other camera."""


def is_shot(node: Node) -> bool:
    """Whether an entry of `cameras` is a shot in words and not a camera that is placed by hand."""
    if isinstance(node, Mapping):
        return any(key.text == SHOT for key, _ in node.pairs)
    return isinstance(node, Scalar) and not node.empty


def read_shots(
    entries: Sequence[tuple[Scalar, Node]], scenery: Scenery, sheet: Sheet
) -> tuple[AskedShot, ...]:
    """The shots among the cameras of a scene; mistakes are noted."""
    found = (_read_entry(key, node, scenery, sheet) for key, node in entries if is_shot(node))
    return tuple(shot for shot in found if shot is not None)


def _read_entry(key: Scalar, node: Node, scenery: Scenery, sheet: Sheet) -> AskedShot | None:
    if isinstance(node, Scalar):
        return read_shot(key.text, Writing(sheet=sheet, node=node), scenery)
    fields = Fields(node, sheet, f"camera {key.text[:20]}")
    line = fields.scalar(SHOT)
    kept = read_kept(fields, scenery.lenses)
    # Read by `camera_wishes`; here it is only known.
    fields.get(LIGHT)
    fields.done()
    asked = None if line is None else read_shot(key.text, Writing(sheet=sheet, node=line), scenery)
    if asked is None or kept is None:
        return asked
    return replace(asked, kept=kept)


def read_shot(camera: str, writing: Writing, scenery: Scenery) -> AskedShot | None:
    """One shot from its line; None if it is wrong, which is then noted."""
    tree = writing.parse("shot", grammar=SHOTS)
    if tree is None:
        return None
    before = len(writing.sheet.problems)
    reading = ShotReading(writing, scenery)
    for child in tree.children:
        if isinstance(child, Tree):
            reading.read(child.children[0] if child.data in {"head", "phrase"} else child)
    if len(writing.sheet.problems) > before:
        return None
    shot = reading.shot(camera)
    return shot if len(writing.sheet.problems) == before else None
