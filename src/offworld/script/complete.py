"""What can come next in a line of the language: for an editor, while one writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lark.exceptions import UnexpectedInput

from offworld.film.scene import Film, Scene
from offworld.script.language import BEATS, Grammar
from offworld.script.moves import NOT_YET
from offworld.script.shot_words import SHOTS

_PARTIAL: Final = re.compile(r"[\w.-]*\Z")
_KINDS: Final = {
    "NAME": re.compile(r"[a-zа-яё][a-zа-яё0-9_.-]*"),
    "LINE": re.compile(r"L\d+[a-z]?"),
    "CAMERA": re.compile(r"(?!L\d)[A-Z][A-Za-z0-9_-]*"),
}
"""Terminals that stand for names of a film, and what such names look like."""


def complete(prefix: str, film_names: Iterable[str]) -> list[str]:
    """The words that can stand at the end of a beat that is being written.

    Args:
        prefix: the beat so far, such as ``zhenya [left foot]: ho``; the last word may be unfinished.
        film_names: names of people, props, fittings, beats, lines and cameras (see `names_in`).

    Returns:
        Whole words that begin with the unfinished one: words of the language first, then names, each in order of the
        alphabet. Empty if what stands before is wrong already.
    """
    start, text = "who", prefix
    if ":" in prefix:
        start, text = "action", prefix.split(":", 1)[1]
    return _complete(text, start, BEATS, film_names)


def complete_shot(prefix: str, film_names: Iterable[str]) -> list[str]:
    """The words that can stand at the end of a shot that is being written: ``MS on zhenya, up ``; see `complete`."""
    return _complete(prefix, "shot", SHOTS, film_names)


def _complete(text: str, start: str, grammar: Grammar, film_names: Iterable[str]) -> list[str]:
    found = _PARTIAL.search(text)
    partial = found[0] if found else ""
    before = text[: len(text) - len(partial)]
    try:
        state = grammar.parser().parse_interactive(before, start=start)
        state.exhaust_lexer()
        accepted: set[str] = state.accepts()  # type: ignore[no-untyped-call]
    except UnexpectedInput:
        return []
    keywords = grammar.keywords()
    words = {keywords[name] for name in accepted if name in keywords} - set(NOT_YET)
    words |= {one for name, many in grammar.spellings if name in accepted for one in many if " " not in one}
    kinds = [kind for name, kind in _KINDS.items() if name in accepted]
    names = {name for name in film_names if any(kind.fullmatch(name) for kind in kinds)} - words
    return [word for word in (*sorted(words), *sorted(names)) if word.startswith(partial)]


def names_in(film: Film, scene: Scene) -> tuple[str, ...]:
    """Every name that a beat of a scene can use."""
    stage = next(one for one in film.sets if one.id == scene.set_id)
    fittings = (stage.rails, stage.loops, stage.beds, stage.marks, stage.windows, stage.exits)
    return (
        *(person.id for person in film.people),
        *(prop.id for prop in film.props),
        *(thing.id for things in fittings for thing in things),
        *(beat.id for beat in scene.beats),
        *(line.id for line in scene.lines),
        *(set_up.id for set_up in scene.set_ups),
        *(name for name, _ in scene.light),
    )
