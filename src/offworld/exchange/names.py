"""Paths of prims: made from ids alone, so that they are the same in every export and an artist can build on them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final

SCENE: Final = "/Scene"
"""The one root."""
SET: Final = f"{SCENE}/Set"
PEOPLE: Final = f"{SCENE}/People"
PROPS: Final = f"{SCENE}/Props"
CAMERAS: Final = f"{SCENE}/Cameras"
MATERIALS: Final = f"{SCENE}/Materials"
_SOLID: Final = "solid"
_PLAIN: Final = re.compile(r"[A-Za-z0-9_ .\-/]*")
_FIRST: Final = re.compile(r"[^./]+(?:[./][0-9]+(?=[./]|$))?")


def prim_name(text: str) -> str:
    """The name of a prim for an id: what is no letter, digit or underscore becomes one.

    An id with other letters than the English ones gets a mark of its own behind it, so that two never share a name.
    """
    name = re.sub(r"[^A-Za-z0-9_]", "_", text)
    if not name or name[0].isdigit():
        name = f"_{name}"
    return name if _PLAIN.fullmatch(text) else f"{name}_{_mark(text)}"


def prim_names(ids: Iterable[str]) -> dict[str, str]:
    """Id to the name of its prim; where two would be the same, the later one by the alphabet gets a mark behind it."""
    return _named({text: text for text in ids})


def set_paths(ids: Iterable[str]) -> dict[str, str]:
    """Id of each fixed shape to the path of its prim, one group deep: `loop.3/strap` is ``/Scene/Set/loop_3/strap``."""
    groups: dict[str, dict[str, str]] = {}
    for text in ids:
        first = _FIRST.match(text)
        group = first.group() if first else _SOLID
        groups.setdefault(group, {})[text] = text.removeprefix(group).lstrip("./") or _SOLID
    names = prim_names(groups)
    return {
        text: f"{SET}/{names[group]}/{name}"
        for group, members in groups.items()
        for text, name in _named(members).items()
    }


def _named(called: Mapping[str, str]) -> dict[str, str]:
    """Id to the name of a prim, from what each is to be called."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for text in sorted(called):
        name = prim_name(called[text])
        if name in used:
            name = f"{name}_{_mark(text)}"
        used.add(name)
        found[text] = name
    return found


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
