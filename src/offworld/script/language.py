"""The parser of the language, and what it says when a line is wrong."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.lexer import PatternStr

from offworld.film.basic import Place
from offworld.text import Scalar, Sheet, nearest

Piece = Tree[Token] | Token

LONGEST_LINE: Final = 400
"""Characters in one line of the language; longer ones are refused unread."""

_STARTS: Final = [
    "who", "action", "clause", "target", "object", "person_start", "prop_start", "cut", "cue", "owner_lies",
]  # fmt: skip
_DESCRIBED: Final = {
    "NAME": "a name",
    "CAMERA": "a camera such as A",
    "LINE": "a line such as L12",
    "STRING": "a word in double quotes",
    "DIRECTION": "a direction such as +x",
    "SPEED": "a speed such as 0.3 m/s",
    "DURATION": "a time such as 1.5 s",
    "LENGTH": "a length such as 0.6 m",
    "ANGLE": "an angle such as 90°",
    "NUMBER": "a number",
    "SHINE": "a light such as in direct sun",
    "POSS": "'s",
    "LSQB": "[",
    "RSQB": "]",
    "COMMA": ",",
    "PLUS": "+ [x, y, z]",
    "EQUAL": "=",
    "$END": "the end of the line",
}
_WORD: Final = re.compile(r"[^\s,\[\]]+")
_LISTED: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """One language with what its words are called in messages."""

    files: tuple[str, ...]
    """Grammar files of this package, read as one."""
    starts: tuple[str, ...]
    """Rules that a piece of text can begin with."""
    described: tuple[tuple[str, str], ...] = ()
    """What a terminal is called, where it is no word itself."""
    spellings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Words that a terminal stands for, from which the nearest spelling is chosen."""

    def parser(self) -> Lark:
        """Its parser, built on first use."""
        return _parser(self.files, self.starts)

    def keywords(self) -> dict[str, str]:
        """Its words by the name of their terminal."""
        return _keywords(self.files, self.starts)


BEATS: Final = Grammar(files=("grammar.lark",), starts=tuple(_STARTS), described=tuple(_DESCRIBED.items()))
"""The language of beats, of start lines and of cuts."""


@functools.cache
def _parser(files: tuple[str, ...], starts: tuple[str, ...]) -> Lark:
    folder = resources.files("offworld.script")
    grammar = "\n".join(folder.joinpath(name).read_text("utf-8") for name in files)
    return Lark(grammar, parser="lalr", start=list(starts), propagate_positions=True, maybe_placeholders=True)


@functools.cache
def _keywords(files: tuple[str, ...], starts: tuple[str, ...]) -> dict[str, str]:
    patterns = ((terminal.name, terminal.pattern) for terminal in _parser(files, starts).terminals)
    return {
        name: pattern.value
        for name, pattern in patterns
        if isinstance(pattern, PatternStr) and pattern.value.replace("-", "").isalpha()
    }


def parser() -> Lark:
    """The parser of beats."""
    return BEATS.parser()


def keywords() -> dict[str, str]:
    """The words of the language of beats by the name of their terminal."""
    return BEATS.keywords()


@functools.cache
def reserved() -> frozenset[str]:
    """Words that nobody and nothing in a film may be called."""
    # A camera may be called so, and no name can stand where a cut has its "turning".
    return frozenset(keywords().values()) - {"camera", "turning"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A piece of the language at its place in a file."""

    sheet: Sheet
    """The file, which gathers the mistakes."""
    node: Scalar
    """Where it stands."""
    shift: int = 0
    """Characters put before the node's text to parse it (the name of the field it is in)."""

    def parse(self, start: str, text: str | None = None, grammar: Grammar = BEATS) -> Tree[Token] | None:
        """Parses the text, or the node's own.

        Args:
            start: where the grammar begins: ``who``, ``action``, ``clause``, ``person_start``, …
            text: what to parse; None for the node's text.
            grammar: which language.

        Returns:
            The tree, or None if it is wrong, which is then noted.
        """
        source = self.node.text if text is None else text
        if len(source) > LONGEST_LINE:
            self.sheet.wrong(
                self.node,
                f"this line has {len(source):,} characters",
                f"at most {LONGEST_LINE} are read: split it",
                kind="too-long",
            )
            return None
        try:
            return grammar.parser().parse(source, start=start)
        except UnexpectedInput as error:
            what, remedy = _explain(error, source, grammar)
            position = int(error.pos_in_stream or 0)  # type: ignore[redundant-expr]
            position = len(source) if _is_end(error) else position
            self.sheet.wrong(self.node, what, remedy, kind="language", offset=max(0, position - self.shift))
            return None

    def wrong(self, piece: Piece | None, what: str, remedy: str = "", *, kind: str) -> None:
        """Notes a mistake at a piece of the tree; None means the whole."""
        self.sheet.wrong(self.node, what, remedy, kind=kind, offset=self._offset(piece))

    def place(self, piece: Piece | None = None) -> Place:
        """Where a piece of the tree is written."""
        offset = self._offset(piece) if self.node.exact else 0
        file, line = self.sheet.place(self.node.line)
        return Place(file=file, line=line, column=self.node.column + offset)

    def _offset(self, piece: Piece | None) -> int:
        column: Any = None
        if isinstance(piece, Token):
            column = piece.column
        elif piece is not None and not piece.meta.empty:
            column = piece.meta.column
        return 0 if column is None else max(0, int(column) - 1 - self.shift)


def expected_words(names: set[str], grammar: Grammar = BEATS) -> list[str]:
    """What may stand at a place, for people: words of the language first, then kinds of names and numbers."""
    words, described = grammar.keywords(), dict(grammar.described)
    plain = sorted(words[name] for name in names if name in words)
    return plain + sorted(described[name] for name in names if name in described)


def _is_end(error: UnexpectedInput) -> bool:
    return isinstance(error, UnexpectedToken) and error.token.type == "$END"


def _explain(error: UnexpectedInput, source: str, grammar: Grammar) -> tuple[str, str]:
    allowed: set[str] = set()
    if isinstance(error, UnexpectedToken):
        allowed = set(error.accepts or error.expected)
    elif isinstance(error, UnexpectedCharacters):
        allowed = set(error.allowed or ())
    words = expected_words(allowed, grammar)
    if _is_end(error):
        return "the line ends too early", _listed(words)
    position = int(error.pos_in_stream or 0)  # type: ignore[redundant-expr]
    found = _WORD.match(source, position)
    word = found[0] if found else source[position : position + 1]
    what = f"{word[:40]!r} is not understood here"
    if re.match(r"[+\-−.]?\d", word) and allowed & {"SPEED", "DURATION", "LENGTH", "ANGLE"}:
        units = "m/s for a speed, s for a time, m or cm for a length, ° for an angle"
        return what, f"write a number with its unit: {units}"
    known = [grammar.keywords()[name] for name in allowed if name in grammar.keywords()]
    known += [one for name, many in grammar.spellings if name in allowed for one in many]
    near = nearest(word, known)
    if near is not None and near != word:
        return what, f"did you mean {near!r}?"
    if word in reserved() and "NAME" in allowed:
        return what, f"{word!r} is a word of the language: no name; {_listed(words)}"
    return what, _listed(words)


def _listed(words: list[str]) -> str:
    if not words:
        return "take it out"
    return "expected " + ", ".join(words[:_LISTED]) + (" …" if len(words) > _LISTED else "")
