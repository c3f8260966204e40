"""Reading one entry of a set file: typed values, with every mistake noted at its place."""

from __future__ import annotations

import math
from collections.abc import Iterable

from offworld.errors import FilmError, Problem
from offworld.film.basic import Place, Vec3
from offworld.space.source import Item
from offworld.text import nearest, remedy_for
from offworld.units import parse_quantity

LARGEST_M = 1000.0
"""No coordinate of a set lies farther out than this, m: whoever writes more has mistaken the unit."""
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


class Entry:
    """A mapping of a set file. What is wrong is added to ``problems`` and a harmless value is given instead."""

    def __init__(self, item: Item, problems: list[Problem]) -> None:
        self.place: Place = item.place
        """Where the entry begins."""
        self.problems = problems
        """All mistakes so far, shared by the entries of a file."""
        self._asked: set[str] = set()
        self._fields: dict[str, Item] = {}
        if isinstance(item.value, dict):
            self._fields = item.value
        else:
            self.wrong("this should be a mapping (key: value)", kind="not-a-mapping")

    def __contains__(self, key: str) -> bool:
        return key in self._fields

    def fields(self) -> tuple[str, ...]:
        """The keys as written, in order."""
        return tuple(self._fields)

    def wrong(self, what: str, remedy: str = "", kind: str = "bad-set", at: Item | None = None) -> None:
        """Notes a mistake at an item, or at the entry."""
        place = self.place if at is None else at.place
        problem = Problem(what=what, remedy=remedy, kind=kind)
        self.problems.append(problem.at(place.file, place.line, place.column))

    def item(self, key: str) -> Item | None:
        """The raw value of a key; None if it is not there."""
        self._asked.add(key)
        return self._fields.get(key)

    def _needed(self, key: str) -> Item | None:
        found = self.item(key)
        if found is None:
            near = nearest(key, self._fields)
            hint = f"did you mean it by {near!r}?" if near else f"add {key!r}"
            self.wrong(f"{key!r} is missing", hint, "missing-key")
        return found

    def text(self, key: str, default: str | None = None) -> str:
        """A piece of text; needed unless a default is given."""
        found = self._needed(key) if default is None else self.item(key)
        if found is None:
            return default or ""
        if not isinstance(found.value, str):
            self.wrong(f"{key!r} should be text", kind="not-text", at=found)
            return default or ""
        return found.value

    def choice(self, key: str, options: Iterable[str], default: str) -> str:
        """One of several words."""
        value = self.text(key, default)
        known = list(options)
        if value in known:
            return value
        self.wrong(f"{value!r} is no {key}", remedy_for(value, known), "unknown-word", self._fields.get(key))
        return default

    def flag(self, key: str, *, default: bool) -> bool:
        """Yes or no."""
        found = self.item(key)
        if found is None:
            return default
        value = _YES_NO.get(found.value.lower()) if isinstance(found.value, str) else None
        if value is None:
            self.wrong(f"{key!r} is either true or false", kind="not-a-flag", at=found)
            return default
        return value

    def number(self, key: str, default: float | None = None, *, least: float = 0.0, unit: str = "m") -> float:
        """A quantity in ``unit`` that is greater than ``least``; needed unless a default is given."""
        found = self._needed(key) if default is None else self.item(key)
        fallback = 1.0 if default is None else default
        if found is None:
            return fallback
        value = self._quantity(found, unit)
        if value is None:
            return fallback
        if not value > least:
            self.wrong(f"{key!r} is {value:g}, which is not more than {least:g}", kind="too-small", at=found)
            return fallback
        return value

    def count(self, key: str, default: int, *, most: int = 200, least: int = 1) -> int:
        """A whole number from ``least`` to ``most``."""
        found = self.item(key)
        if found is None:
            return default
        text = found.value if isinstance(found.value, str) else ""
        if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
            self.wrong(f"{key!r} should be a whole number from {least} to {most}", kind="bad-count", at=found)
            return default
        return int(text)

    def vector(self, key: str, default: Vec3 | None = None) -> Vec3:
        """Three lengths in metres; needed unless a default is given."""
        found = self._needed(key) if default is None else self.item(key)
        if found is None:
            return (0.0, 0.0, 0.0) if default is None else default
        return self.vector_of(found, key)

    def vector_of(self, found: Item, key: str) -> Vec3:
        """Three lengths in metres from an item."""
        if not isinstance(found.value, list) or len(found.value) != 3:
            remedy = "write three numbers of metres, such as [0.5, 0, 1.2]"
            self.wrong(f"{key!r} should be three numbers", remedy, "not-a-vector", at=found)
            return (0.0, 0.0, 0.0)
        x, y, z = (self._quantity(part, "m") or 0.0 for part in found.value)
        return (x, y, z)

    def direction(self, key: str, default: Vec3 | None = None) -> Vec3:
        """A unit vector; needed unless a default is given."""
        vector = self.vector(key, default)
        length = math.hypot(*vector)
        if length < 1e-6:
            if key in self._fields:
                self.wrong(f"{key!r} has no length", "write a direction such as [0, 0, 1]",
                           "no-direction", self._fields[key])  # fmt: skip
            return default or (0.0, 0.0, 1.0)
        return (vector[0] / length, vector[1] / length, vector[2] / length)

    def items(self, key: str) -> tuple[Item, ...]:
        """The items of a list; empty if it is not there."""
        found = self.item(key)
        if found is None:
            return ()
        if not isinstance(found.value, list):
            self.wrong(f"{key!r} should be a list", "begin each entry with '- '", "not-a-list", at=found)
            return ()
        return tuple(found.value)

    def finish(self) -> None:
        """Notes every key that nobody asked for, with the nearest one that is known."""
        for key, found in self._fields.items():
            if key not in self._asked:
                self.wrong(
                    f"{key!r} is not known here",
                    remedy_for(key, sorted(self._asked)),
                    "unknown-key",
                    at=found,
                )

    def _quantity(self, found: Item, unit: str) -> float | None:
        if not isinstance(found.value, str):
            self.wrong("a number is wanted here", kind="not-a-number", at=found)
            return None
        try:
            value = parse_quantity(found.value, unit, bare=True)
        except FilmError as error:
            place = found.place
            self.problems.extend(p.at(place.file, place.line, place.column) for p in error.problems)
            return None
        if abs(value) > LARGEST_M:
            self.wrong(
                f"{found.value!r} is farther than {LARGEST_M:g} m", "sets are in metres", "too-far", at=found
            )
            return None
        return value
