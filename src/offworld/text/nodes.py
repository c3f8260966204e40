"""What a YAML file holds, each piece with the place it was written at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from offworld.errors import FilmError, Problem

FAR: Final = 10_000_000
"""Lines of another file that were put into this one lie so far beyond its own, times the other's number from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One word, number or line of text, always as text."""

    text: str
    """What was written, without quotes."""
    line: int
    """Line, from 1."""
    column: int
    """Column of its first character (after an opening quote), from 1."""
    quoted: bool = False
    """True if it stood in quotes: an empty one is then an empty text, not nothing."""
    exact: bool = True
    """True if the text stands in the file letter for letter on one line, so that columns inside it are known."""

    @property
    def empty(self) -> bool:
        """Whether nothing was written, or one of YAML's words for it."""
        return not self.quoted and self.text in {"", "~", "null"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    """In order."""
    line: int
    """Line, from 1."""
    column: int
    """Column, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Names with values."""

    pairs: tuple[tuple[Scalar, Node], ...]
    """In order; no name twice."""
    line: int
    """Line, from 1."""
    column: int
    """Column, from 1."""


Node = Scalar | Items | Mapping


def kind_of(node: Node) -> str:
    """What a person would call it."""
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Mapping):
        return "a mapping"
    return "nothing" if node.empty else "a text"


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One file being read, and the mistakes found in it so far."""

    file: str
    """Name for messages, relative to the film folder."""
    problems: list[Problem] = field(default_factory=list)
    """Mistakes found; several sheets may share one list."""
    others: tuple[str, ...] = ()
    """Other files, whose content may have been put into this one with its lines moved by `FAR`."""

    def place(self, line: int) -> tuple[str, int]:
        """The file and the line in it of a line of this sheet."""
        number, inside = divmod(line, FAR)
        return (self.others[number - 1], inside) if number else (self.file, line)

    def wrong(self, node: Node, what: str, remedy: str = "", *, kind: str, offset: int = 0) -> None:
        """Notes a mistake.

        Args:
            node: where.
            what: one plain sentence without a full stop.
            remedy: what to do about it.
            kind: short steady name of the kind of mistake.
            offset: characters from the start of a scalar's text.
        """
        exact = isinstance(node, Scalar) and node.exact
        column = node.column + (offset if exact else 0)
        file, line = self.place(node.line)
        self.problems.append(
            Problem(what=what, remedy=remedy, file=file, line=line, column=column, kind=kind)
        )

    def take_over(self, error: FilmError, node: Node) -> None:
        """Notes the mistakes of an error; those that have no place of their own get the node's."""
        for problem in error.problems:
            file, line = self.place(node.line)
            placed = problem if problem.file else problem.at(file, line, node.column)
            self.problems.append(placed)
