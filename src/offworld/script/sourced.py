"""Numbers with their sources: what a film knows, has measured or guesses about its own people."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.habits import A_GUESS, Spread
from offworld.text import Fields, Mapping
from offworld.units import parse_quantity

LONGEST_SOURCE: Final = 200
"""Characters of a source."""
seconds: Final = functools.partial(parse_quantity, unit="s", bare=True)
degrees: Final = functools.partial(parse_quantity, unit="deg", bare=True)
speed: Final = functools.partial(parse_quantity, unit="m/s", bare=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """How a sort of number is written, and within what bounds."""

    read: Callable[[str], float]
    """From text to the number, in `unit`."""
    low: float
    """Least."""
    high: float
    """Largest; beyond it a slip of the pen is likelier."""
    unit: str
    """For messages; empty: none."""
    example: str
    """As one would write it."""


def share(text: str) -> float:
    """A share, written as `0.12` or `12 %`.

    Raises:
        FilmError: it is neither.
    """
    plain = text.strip().removesuffix("%").strip()
    try:
        value = float(plain)
    except ValueError:
        problem = Problem(what=f"{text[:40]!r} is no share", remedy="write 0.12 or 12 %", kind="bad-quantity")
        raise FilmError(problem) from None
    return value / 100.0 if text.strip().endswith("%") else value


def read_sourced(fields: Fields, name: str, sort: Sort, source: str | None) -> Spread | None:
    """A number with its source.

    Args:
        fields: the mapping it is in.
        name: of the field; its value is a number, or `{value: …, source: …}`.
        sort: how it is written.
        source: of all numbers in the mapping that name none; None: those are guesses.
    """
    node = fields.get(name)
    if isinstance(node, Mapping):
        inner = Fields(node, fields.sheet, f"{name} of {fields.what}")
        inner.need("value", sort.example)
        value = inner.measure("value", sort.read, sort.low, sort.high, sort.unit)
        source = read_source(inner) or source
        inner.done()
    else:
        scalar = fields.scalar(name)
        if scalar is None:
            return None
        value = fields.as_measure(scalar, name, sort.read, sort.low, sort.high, sort.unit)
    return None if value is None else Spread(value=value, source=source or f"{A_GUESS} of this film")


def read_source(fields: Fields) -> str | None:
    """Where numbers come from, in the film's own words."""
    node = fields.scalar("source")
    if node is None:
        return None
    if len(node.text) > LONGEST_SOURCE:
        what = f"the source of {fields.what} has {len(node.text)} characters"
        fields.sheet.wrong(node, what, f"at most {LONGEST_SOURCE}", kind="too-long")
    return node.text[:LONGEST_SOURCE]
