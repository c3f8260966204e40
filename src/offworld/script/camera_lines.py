"""Cameras in the text of a scene file: found, and written anew without touching any other line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.text import Mapping, Node, Scalar
from offworld.text.yaml import parse_yaml

CAMERAS: Final = "cameras"
_CLOSES: Final = {"{": "}", "[": "]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraLine:
    """One camera as it is written."""

    name: str
    """Its letter or name."""
    fields: dict[str, str]
    """Its fields as text that can be written again; empty if it is a shot in words alone."""
    shot: str
    """The shot in words; empty if it is placed by hand."""


class CameraLines:
    """The cameras of one scene file."""

    def __init__(self, text: str, file: str) -> None:
        """Reads them.

        Args:
            text: content of the file.
            file: its name for messages.

        Raises:
            FilmError: the text is no YAML.
        """
        self.text = text
        self._file = file
        self._newline = "\r\n" if "\r\n" in text else "\n"
        root = parse_yaml(text, file)
        self._root = root if isinstance(root, Mapping) else None

    def find(self, name: str) -> CameraLine | None:
        """A camera by its name; None if this file does not write it."""
        found = self._entry(name)
        if found is None:
            return None
        _, value = found
        if isinstance(value, Scalar):
            return CameraLine(name=name, fields={}, shot=value.text)
        assert isinstance(value, Mapping)
        fields = {key.text: self._written(node) for key, node in value.pairs}
        shot = next(
            (node.text for key, node in value.pairs if key.text == "shot" and isinstance(node, Scalar)), ""
        )
        return CameraLine(name=name, fields=fields, shot=shot)

    def with_field(self, name: str, field: str, value: str) -> CameraLines:
        """The file with one field of a camera written anew, which it must have."""
        found = self._entry(name)
        assert found is not None
        mapping = found[1]
        assert isinstance(mapping, Mapping)
        node = next(node for key, node in mapping.pairs if key.text == field)
        begin, end = self._span(node)
        return CameraLines(self.text[:begin] + value + self.text[end:], self._file)

    def with_camera(self, name: str, fields: dict[str, str]) -> CameraLines:
        """The file with a camera written anew on one line; one that is not there is added behind the others.

        Raises:
            FilmError: the cameras of this file are written in a way that leaves no room for another one.
        """
        line = "{" + ", ".join(f"{key}: {value}" for key, value in fields.items()) + "}"
        found = self._entry(name)
        if found is None:
            return CameraLines(self._added(name, line), self._file)
        key, value = found
        begin, end = self._span(value)
        if isinstance(value, Mapping) and self.text[begin : begin + 1] != "{":
            # A mapping over several lines becomes one line behind its name.
            begin = self._offset(key.line, key.column)
            begin = self.text.index(":", begin + len(key.text)) + 1
            line = f" {line}"
        return CameraLines(self.text[:begin] + line + self.text[end:], self._file)

    def _entry(self, name: str) -> tuple[Scalar, Node] | None:
        cameras = self._cameras()
        pairs = cameras.pairs if cameras is not None else ()
        return next(((key, value) for key, value in pairs if key.text == name), None)

    def _cameras(self) -> Mapping | None:
        pairs = self._root.pairs if self._root is not None else ()
        found = next((value for key, value in pairs if key.text == CAMERAS), None)
        return found if isinstance(found, Mapping) else None

    def _added(self, name: str, line: str) -> str:
        cameras = self._cameras()
        if cameras is None or not cameras.pairs:
            if self._root is not None and any(key.text == CAMERAS for key, _ in self._root.pairs):
                raise self._no_room("it writes 'cameras:' without any")
            return f"{self.text.rstrip()}{2 * self._newline}{CAMERAS}:{self._newline}  {name}: {line}{self._newline}"
        first, last = cameras.pairs[0][0], cameras.pairs[-1]
        if last[0].line == first.line and len(cameras.pairs) > 1:
            raise self._no_room("all its cameras stand on one line")
        _, end = self._span(last[1])
        stop = self.text.find(self._newline, end)
        stop = len(self.text) if stop < 0 else stop
        return f"{self.text[:stop]}{self._newline}{' ' * (first.column - 1)}{name}: {line}{self.text[stop:]}"

    def _no_room(self, why: str) -> FilmError:
        remedy = "write each camera on a line of its own under 'cameras:'"
        return FilmError(
            Problem(
                what=f"no camera can be written here: {why}", remedy=remedy, file=self._file, kind="no-room"
            )
        )

    def _written(self, node: Node) -> str:
        begin, end = self._span(node)
        return " ".join(part.strip() for part in self.text[begin:end].splitlines())

    def _offset(self, line: int, column: int) -> int:
        starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self.text))]
        return starts[line - 1] + column - 1

    def _span(self, node: Node) -> tuple[int, int]:
        """Where a value begins and ends in the text, with its quotes or brackets and without what comes behind."""
        begin = self._offset(node.line, node.column)
        if isinstance(node, Scalar):
            if node.quoted and self.text[begin - 1] in "\"'":
                return begin - 1, _quote_end(self.text, begin - 1)
            if node.quoted:
                raise self._no_room(f"line {node.line} holds a text with '|' or '>', which is left alone")
            return begin, self._plain_end(node, begin)
        if self.text[begin : begin + 1] in _CLOSES:
            return begin, _bracket_end(self.text, begin)
        last = node.pairs[-1][1] if isinstance(node, Mapping) else node.nodes[-1]
        return begin, self._span(last)[1]

    def _plain_end(self, node: Scalar, begin: int) -> int:
        if node.exact:
            return begin + len(node.text)
        # Over several lines, or with a vector in it: to the last word of it.
        end = begin
        for word in node.text.split():
            end = self.text.index(word, end) + len(word)
        return end


def _quote_end(text: str, begin: int) -> int:
    """Behind the quote that closes the one at a place."""
    quote, at = text[begin], begin + 1
    while text[at] != quote or text[at + 1 : at + 2] == quote == "'":
        at += 2 if (text[at] == "\\" and quote == '"') or text[at] == quote else 1
    return at + 1


def _bracket_end(text: str, begin: int) -> int:
    """Behind the bracket that closes the one at a place; quotes and comments are passed over."""
    depth, at = 0, begin
    while True:
        char = text[at]
        if char in "\"'" and text[at - 1] in " {[,:":
            at = _quote_end(text, at)
            continue
        if char == "#" and text[at - 1] in " \t\n":
            at = text.index("\n", at)
        depth += (char in _CLOSES) - (char in _CLOSES.values())
        at += 1
        if depth == 0:
            return at
