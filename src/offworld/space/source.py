"""The text of a set file as plain items, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from offworld.film.basic import Place
from offworld.text import Items, Mapping, Node, read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One value of a file; unlike a node of the text it can be made anew, as the rows of a set need."""

    value: str | list[Item] | dict[str, Item]
    """A scalar as written, a list or a mapping."""
    place: Place
    """Where it begins."""


def load(path: Path, name: str) -> Item:
    """Reads a set file.

    Args:
        path: the file.
        name: how messages call it.

    Raises:
        FilmError: it cannot be read, or it is not YAML as films use it.
    """
    return _item(read_yaml(path, name), name)


def _item(node: Node, name: str) -> Item:
    place = Place(file=name, line=node.line, column=node.column)
    if isinstance(node, Mapping):
        return Item(value={key.text: _item(value, name) for key, value in node.pairs}, place=place)
    if isinstance(node, Items):
        return Item(value=[_item(each, name) for each in node.nodes], place=place)
    return Item(value=node.text, place=place)
