"""What is said with a move, where it is written, and what an intent is gathered from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lark import Token, Tree

from offworld.script.language import Writing
from offworld.script.move_rule import TIMING


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One clause where it is written."""

    kind: str
    """Name in `CLAUSES` or `TIMING`."""
    tree: Tree[Token]
    """The clause."""
    writing: Writing
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A move and everything said with it, not yet understood."""

    verb: str
    """The move as written; always one of `RULES`."""
    said: tuple[Said, ...]
    """Its clauses; what stands right after the move is a clause `object`."""
    writing: Writing
    """Where the move stands."""

    def timing(self) -> tuple[Said, ...]:
        """The clauses that say when."""
        return tuple(said for said in self.said if said.kind in TIMING)


@dataclass(slots=True, kw_only=True)
class Facts:
    """What an intent is made of while it is read."""

    values: dict[str, Any] = field(default_factory=dict)
    """Fields of the intent."""
    wrong: bool = False
    """True when something was wrong and noted."""


def put(facts: Facts, said: Said, name: str, value: object) -> None:
    """Notes a fact; a second one of the same name is a mistake."""
    if value is None:
        facts.wrong = True
    elif facts.values.get(name) is not None:
        facts.wrong = True
        plain = name.removesuffix("_s").removesuffix("_m").removesuffix("_rad")
        said.writing.wrong(said.tree, f"this says a second {plain}", "keep one of them", kind="said-twice")
    else:
        facts.values[name] = value
