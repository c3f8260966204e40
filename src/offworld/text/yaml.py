"""YAML as nodes with places. Films use a plain part of YAML: no anchors, aliases, tags or directives.

Where a vector follows a word (``rail.s4 + [0, 0, 0.3]``) it is part of the text even inside ``{…}`` or ``[…]``,
where YAML alone would end the text at the bracket.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from offworld.errors import FilmError, Problem
from offworld.text.nodes import Items, Mapping, Node, Scalar
from offworld.text.plain import read_plain

MOST_NODES: Final = 20_000
"""Names, values and lists in one file."""
DEEPEST: Final = 40
"""Lists and mappings inside each other."""

# A vector after a word: its brackets and commas are hidden from YAML one for one, so that columns stay.
_VECTOR: Final = re.compile(r"(?<=[\w+)])[ ]+\[[ ]*[-+−.\d][^\[\]{}\n\"'#:]*\]")
_HIDE: Final = str.maketrans("[,]", "\ue000\ue001\ue002")
_SHOW: Final = str.maketrans("\ue000\ue001\ue002", "[,]")
_TAB: Final = re.compile(r"^ *\t", re.MULTILINE)

# What the YAML library says -> what it means to a person, and what to do.
_MEANING: Final = {
    "mapping values are not allowed": ("a second ': ' in this line", "put the text in quotes"),
    "found character '\\t'": ("a tab where only spaces may stand", "use spaces"),
    "expected ',' or '}'": ("a '{' that is not closed, or a ',' that is missing", "close it with '}'"),
    "expected ',' or ']'": ("a '[' that is not closed, or a ',' that is missing", "close it with ']'"),
    "expected <block end>": ("this line is not at the depth of those before it", "line it up with them"),
    "could not find expected ':'": ("a name without ': ' after it", "write 'name: value'"),
    "found unexpected end of stream": ("a quote that is not closed", "close the quote"),
    "unknown escape": ("a '\\' inside double quotes that stands for nothing", "use single quotes"),
    "sequence entries are not allowed": ("a '- ' where no list can begin", "begin the list on its own line"),
    "cannot start any token": ("a character that cannot begin a text", "put the text in quotes"),
}


def read_yaml(path: Path, name: str) -> Node:
    """The content of a YAML file.

    Args:
        path: the file.
        name: how messages call it, relative to the film folder.

    Raises:
        FilmError: it cannot be read (see `read_plain`) or is not YAML as films use it.
    """
    return parse_yaml(read_plain(path, name), name)


def parse_yaml(text: str, name: str) -> Node:
    """The content of YAML text; see `read_yaml`."""
    tab = _TAB.search(text)
    if tab is not None:
        line = text.count("\n", 0, tab.end()) + 1
        column = tab.end() - tab.start()
        raise _error(name, "a tab where only spaces may stand", "use spaces", "tab", line, column)
    hidden = _VECTOR.sub(lambda found: found[0].translate(_HIDE), text)
    try:
        root = _build(hidden, name)
    except MarkedYAMLError as error:
        raise _explained(error, name) from None
    except FilmError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the library trips over, the person wrote no YAML
        what = f"this is not YAML ({type(error).__name__})"
        raise _error(name, what, "write 'name: value' lines", "not-yaml", 1, 1) from None
    if root is None or (isinstance(root, Scalar) and root.empty):
        raise FilmError(
            Problem(what=f"{name} is empty", remedy="write 'name: value' lines", file=name, kind="empty")
        )
    return root


def _build(text: str, name: str) -> Node | None:
    """Nodes from the library's events, without recursion."""
    # Each level: the start event, and what it holds so far.
    levels: list[tuple[Any, list[Node]]] = []
    root: Node | None = None
    count = documents = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        _refuse_unused(event, name, line, column)
        node: Node | None = None
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _error(
                    name, "a second document begins here", "take '---' out", "two-documents", line, column
                )
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            levels.append((event, []))
            if len(levels) > DEEPEST:
                what = f"more than {DEEPEST} lists inside each other"
                raise _error(name, what, "write it flatter", "too-deep", line, column)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            start, held = levels.pop()
            node = _closed(start, held, name)
        elif isinstance(event, ScalarEvent):
            node = _scalar(event, line, column)
        if node is not None:
            count += 1
            if count > MOST_NODES:
                what = f"more than {MOST_NODES:,} names and values"
                raise _error(name, what, "split the file", "too-many", line, column)
            if levels:
                levels[-1][1].append(node)
            else:
                root = node
    return root


def _refuse_unused(event: Any, name: str, line: int, column: int) -> None:
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        remedy = "write the thing out where it is needed, or quote the text"
        raise _error(name, "'&' and '*' (anchors and aliases) are not used", remedy, "alias", line, column)
    if getattr(event, "tag", None) and not (isinstance(event, ScalarEvent) and event.style is not None):
        raise _error(name, "'!' (a tag) is not used", "quote the text", "tag", line, column)
    if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
        raise _error(name, "'%' (a directive) is not used", "take it out", "directive", line, column)


def _scalar(event: ScalarEvent, line: int, column: int) -> Scalar:
    quoted = event.style in {"'", '"'}
    one_line = event.start_mark.line == event.end_mark.line
    letters = event.end_mark.column - event.start_mark.column - (2 if quoted else 0)
    return Scalar(
        text=event.value.translate(_SHOW),
        line=line,
        column=column + (1 if quoted else 0),
        quoted=quoted or event.style in {"|", ">"},
        exact=one_line and letters == len(event.value),
    )


def _closed(start: Any, held: list[Node], name: str) -> Node:
    line, column = start.start_mark.line + 1, start.start_mark.column + 1
    if isinstance(start, SequenceStartEvent):
        return Items(nodes=tuple(held), line=line, column=column)
    pairs: list[tuple[Scalar, Node]] = []
    seen: dict[str, int] = {}
    for key, value in zip(held[0::2], held[1::2], strict=True):
        if not isinstance(key, Scalar):
            what = "a name must be one line of text, not a list"
            raise _error(name, what, "write 'name: value'", "bad-name", key.line, key.column)
        pairs.append((key, value))
        if key.text in seen:
            what = f"{key.text[:60]!r} stands here a second time (first in line {seen[key.text]})"
            raise _error(name, what, "keep one of them", "duplicate", key.line, key.column)
        seen[key.text] = key.line
    return Mapping(pairs=tuple(pairs), line=line, column=column)


def _explained(error: MarkedYAMLError, name: str) -> FilmError:
    said = str(error.problem or error.context or "this is not YAML")
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    for phrase, (what, remedy) in _MEANING.items():
        if phrase in said:
            return _error(name, what, remedy, "not-yaml", line, column)
    return _error(name, f"this is not YAML: {said.splitlines()[0][:90]}", "", "not-yaml", line, column)


def _error(name: str, what: str, remedy: str, kind: str, line: int, column: int) -> FilmError:
    return FilmError(Problem(what=what, remedy=remedy, file=name, line=line, column=column, kind=kind))
