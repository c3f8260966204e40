"""Which objects of a model a name or a pattern in a set file means."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence
from typing import Final

from offworld.space.modelled.model import Thing

_OTHER: Final = re.compile(r"[^\w*?]+|_+")
_WORDS: Final = re.compile(r"[^a-zа-яё0-9]+")
_COPY: Final = re.compile(r"(\d+)")


def matching(things: Sequence[Thing], pattern: str) -> tuple[int, ...]:
    """Objects that a pattern names, by the order of the numbers in their names.

    A name is compared without regard to capitals, and blanks, dots and underscores are alike: programs change them as
    they export. `*` stands for anything. The name of a group means all that is in it; with a slash, groups are named
    from the outside in.
    """
    wanted = tuple(_folded(part) for part in pattern.strip("/").split("/"))
    found = [number for number, thing in enumerate(things) if _fits(thing, wanted)]
    return tuple(sorted(found, key=lambda number: by_numbers(things[number])))


def slug(thing: Thing) -> str:
    """The name of an object as names are written in films: small letters, digits and dots."""
    words = [word for word in _WORDS.split(thing.path[-1].lower()) if word]
    if not words or words[0][0].isdigit():
        words = ["part", *words]
    return ".".join(words)[:48].rstrip(".")


def by_numbers(thing: Thing) -> tuple[tuple[int, str], ...]:
    """What sorts names with numbers in them as people do: `Rail 2` before `Rail 10`."""
    parts = _COPY.split("/".join(thing.path).casefold())
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def shown(things: Sequence[Thing]) -> list[str]:
    """Names of all objects as messages list them."""
    return list(dict.fromkeys(thing.path[-1] for thing in things))


def _fits(thing: Thing, wanted: tuple[str, ...]) -> bool:
    names = [_folded(part) for part in thing.path]
    for first in range(len(names) - len(wanted) + 1):
        if all(fnmatch.fnmatchcase(name, want) for name, want in zip(names[first:], wanted, strict=False)):
            return True
    return False


def _folded(name: str) -> str:
    return _OTHER.sub(" ", name.casefold()).strip()
