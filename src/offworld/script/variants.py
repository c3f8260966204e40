"""Scenes that are like another one: what they do not say themselves they take from it.

The content of the other file goes in with its lines moved far beyond any real one, so that a mistake in it is still
named where it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from offworld.text import Items, Node, Scalar, Sheet, remedy_for
from offworld.text import Mapping as MappingNode
from offworld.text.nodes import FAR

LIKE: Final = "like"
"""The field that names the other scene."""
OWN: Final = ("scene", LIKE)
"""Fields that are never taken over."""
BY_ENTRY: Final = ("start", "cameras", "marks", "light")
"""Fields of which single entries may be given; an empty entry takes one out. All others are given as a whole."""
_NUMBER: Final = re.compile(r"(\d+)[A-Za-z]*")

ReadRoot = Callable[[str], Node | None]
"""Reads the content of a scene file by its name; None if it cannot be read."""


class Variants:
    """The scene files of a film, each with what it takes from others put in."""

    def __init__(self, names: tuple[str, ...], read: ReadRoot, file_of: Callable[[str], str]) -> None:
        self._names = names
        self._read = read
        self.files = tuple(file_of(name) for name in names)
        """The file of each name; lines of the n-th, from 1, are n times `FAR` beyond their own."""
        self._numbers: Mapping[str, str] | None = None

    def whole(self, name: str, sheet: Sheet) -> tuple[Node | None, tuple[str, ...]]:
        """The content of a scene with all that it takes over.

        Args:
            name: of the file.
            sheet: it, for mistakes in the field `like`.

        Returns:
            The content, None if it cannot be had; and the numbers of the scenes that it is like, the nearest first.
        """
        root = self._read(name)
        like = _field(root, LIKE)
        if root is None or like is None:
            return root, ()
        if not isinstance(like, Scalar):
            sheet.wrong(like, "a scene is like one other", "write its number: like: 12A", kind="wrong-type")
            return None, ()
        chain, bases, here = [name], [], root
        while (like := _field(here, LIKE)) is not None:
            other = self._named(like)
            if other is None or other in chain:
                # Only the file that begins the chain is told; a base that is wrong is told of itself as well.
                where = _field(root, LIKE)
                assert where is not None
                self._wrong(sheet, where, like, other, (*chain, *((other,) if other else ())))
                return None, ()
            base = self._read(other)
            if base is None:
                return None, ()
            chain.append(other)
            bases.append(other)
            here = base
        merged: Node = self._moved(here, bases[-1])
        for step in reversed(chain[:-1]):
            content = root if step == name else self._moved(self._read(step) or root, step)
            merged = _merged(content, merged)
        return merged, tuple(self._number_of(other) for other in bases)

    def _named(self, like: Node) -> str | None:
        """The file that a number or a name means."""
        if not isinstance(like, Scalar):
            return None
        if like.text in self._names:
            return like.text
        if self._numbers is None:
            self._numbers = {self._number_of(name): name for name in reversed(self._names)}
        return self._numbers.get(like.text)

    def _number_of(self, name: str) -> str:
        number = _field(self._read(name), "scene")
        return number.text if isinstance(number, Scalar) else ""

    def _wrong(
        self, sheet: Sheet, where: Node, like: Node, other: str | None, chain: tuple[str, ...]
    ) -> None:
        if other is None:
            known = sorted({number for number in map(self._number_of, self._names) if number})
            text = like.text[:40] if isinstance(like, Scalar) else "a list"
            what = f"there is no scene {text!r} for this one to be like"
            sheet.wrong(where, what, remedy_for(text, known, name="scenes"), kind="unknown-scene")
            return
        circle = " → ".join(self._number_of(name) or name for name in chain)
        sheet.wrong(
            where, f"scenes are like each other in a circle: {circle}", "write one of them out", kind="circle"
        )

    def _moved(self, node: Node, name: str) -> Node:
        return _moved(node, FAR * (1 + self._names.index(name)))


def numbers_for_lines(number: str, like: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers under which the script may have the lines of a scene: its own, those it is like, 12 for 12A."""
    plain = _NUMBER.fullmatch(number)
    return tuple(dict.fromkeys((number, *like, *((plain[1],) if plain else ()))))


def _merged(own: Node, base: Node) -> Node:
    """A scene with what it takes from another."""
    if not isinstance(own, MappingNode) or not isinstance(base, MappingNode):
        return own
    given = {key.text: (key, value) for key, value in own.pairs if key.text != LIKE}
    pairs = []
    for key, value in base.pairs:
        if key.text in OWN:
            continue
        mine = given.pop(key.text, None)
        if mine is None:
            pairs.append((key, value))
        elif key.text in BY_ENTRY and isinstance(mine[1], MappingNode) and isinstance(value, MappingNode):
            pairs.append((mine[0], _entries(mine[1], value)))
        else:
            pairs.append(mine)
    return MappingNode(pairs=(*given.values(), *pairs), line=own.line, column=own.column)


def _entries(own: MappingNode, base: MappingNode) -> MappingNode:
    """Entries of both, in the order of the base; own ones in place of those of the same name."""
    given = {key.text: (key, value) for key, value in own.pairs}
    pairs = [given.pop(key.text, (key, value)) for key, value in base.pairs]
    kept = [pair for pair in (*pairs, *given.values()) if not (isinstance(pair[1], Scalar) and pair[1].empty)]
    return MappingNode(pairs=tuple(kept), line=own.line, column=own.column)


def _field(root: Node | None, name: str) -> Node | None:
    if not isinstance(root, MappingNode):
        return None
    value = next((value for key, value in root.pairs if key.text == name), None)
    return None if isinstance(value, Scalar) and value.empty else value


def _moved(node: Node, by: int) -> Node:
    """The same content so many lines on."""
    if isinstance(node, Scalar):
        return Scalar(
            text=node.text, line=node.line + by, column=node.column, quoted=node.quoted, exact=node.exact
        )
    if isinstance(node, Items):
        return Items(
            nodes=tuple(_moved(item, by) for item in node.nodes), line=node.line + by, column=node.column
        )
    pairs = tuple((_moved_key(key, by), _moved(value, by)) for key, value in node.pairs)
    return MappingNode(pairs=pairs, line=node.line + by, column=node.column)


def _moved_key(key: Scalar, by: int) -> Scalar:
    return Scalar(text=key.text, line=key.line + by, column=key.column, quoted=key.quoted, exact=key.exact)
