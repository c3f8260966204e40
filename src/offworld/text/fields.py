"""Reading a mapping field by field: typed, bounded, every mistake with its place and remedy."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import Final

from offworld.errors import FilmError
from offworld.text.nodes import Items, Mapping, Node, Scalar, Sheet, kind_of
from offworld.text.spelling import remedy_for

Vector = tuple[float, float, float]

NAME: Final = re.compile(r"[a-zа-яё][a-zа-яё0-9_-]{0,39}")
"""What people, props, worlds and other things may be called."""
_NUMBER: Final = re.compile(r"[+\-−]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})([eE][+-]?\d{1,2})?")
_TRUE: Final = frozenset({"true", "yes"})
_FALSE: Final = frozenset({"false", "no"})


class Fields:
    """One mapping: ask for each field by name, then call `done`. A wrong field is noted and read as None."""

    def __init__(self, node: Node, sheet: Sheet, what: str) -> None:
        """Begins to read.

        Args:
            node: the mapping; anything else is noted as a mistake and read as an empty one.
            sheet: the file.
            what: how messages call the thing, for example ``person zhenya``.
        """
        self.sheet = sheet
        """The file."""
        self.node: Node = node
        """The mapping itself."""
        self.what = what
        """How messages call it."""
        self._asked: list[str] = []
        self._pairs: dict[str, tuple[Scalar, Node]] = {}
        if isinstance(node, Mapping):
            self._pairs = {key.text: (key, value) for key, value in node.pairs}
        else:
            sheet.wrong(
                node,
                f"{what} must be a mapping, not {kind_of(node)}",
                "write 'name: value' lines",
                kind="wrong-type",
            )

    def get(self, name: str) -> Node | None:
        """The value of a field; None if it is not there or empty."""
        self._asked.append(name)
        pair = self._pairs.get(name)
        if pair is None or (isinstance(pair[1], Scalar) and pair[1].empty):
            return None
        return pair[1]

    def need(self, name: str, example: str) -> Node | None:
        """Like `get`, but a field that is not there is a mistake."""
        node = self.get(name)
        if node is None:
            pair = self._pairs.get(name)
            where = pair[0] if pair else self.node
            if pair or isinstance(self.node, Mapping):
                self.sheet.wrong(
                    where, f"{self.what} has no {name!r}", f"add '{name}: {example}'", kind="missing-field"
                )
        return node

    def scalar(self, name: str) -> Scalar | None:
        """A field that must be one text."""
        node = self.get(name)
        if node is None or isinstance(node, Scalar):
            return node
        self.sheet.wrong(
            node,
            f"{name!r} of {self.what} must be a text, not {kind_of(node)}",
            "write it on one line",
            kind="wrong-type",
        )
        return None

    def text(self, name: str) -> str | None:
        """A text."""
        node = self.scalar(name)
        return node.text if node else None

    def flag(self, name: str) -> bool | None:
        """True or false."""
        node = self.scalar(name)
        if node is None:
            return None
        if node.text in _TRUE | _FALSE:
            return node.text in _TRUE
        self.sheet.wrong(
            node, f"{node.text[:40]!r} is neither true nor false", "write true or false", kind="wrong-type"
        )
        return None

    def choice(self, name: str, known: Iterable[str]) -> str | None:
        """One word of several."""
        node = self.scalar(name)
        words = list(known)
        if node is None or node.text in words:
            return node.text if node else None
        self.sheet.wrong(
            node,
            f"{node.text[:40]!r} is no {name} of {self.what}",
            remedy_for(node.text, words, name="write one of"),
            kind="unknown-word",
        )
        return None

    def number(self, name: str, low: float, high: float) -> float | None:
        """A bare number from ``low`` to ``high``."""
        node = self.scalar(name)
        value = None if node is None else self.as_number(node)
        return value if node is None else self._within(node, name, value, low, high, "")

    def whole(self, name: str, low: int, high: int) -> int | None:
        """A whole number from ``low`` to ``high``."""
        value = self.number(name, low, high)
        if value is not None and value != int(value):
            node = self._pairs[name][1]
            self.sheet.wrong(node, f"{name!r} must be a whole number", "write it so", kind="wrong-type")
            return None
        return None if value is None else int(value)

    def measure(
        self, name: str, read: Callable[[str], float], low: float, high: float, unit: str
    ) -> float | None:
        """A quantity from ``low`` to ``high``, read by ``read`` (which raises FilmError without a place)."""
        node = self.scalar(name)
        return None if node is None else self.as_measure(node, name, read, low, high, unit)

    def as_measure(
        self, node: Scalar, name: str, read: Callable[[str], float], low: float, high: float, unit: str
    ) -> float | None:
        """A quantity written in a node of this sheet; see `measure`."""
        try:
            value = read(node.text)
        except FilmError as error:
            self.sheet.take_over(error, node)
            return None
        return self._within(node, name, value, low, high, f" {unit}")

    def as_number(self, node: Node) -> float | None:
        """A bare number written in a node of this sheet."""
        if isinstance(node, Scalar) and _NUMBER.fullmatch(node.text.strip()):
            return float(node.text.strip().replace("−", "-"))
        shown = repr(node.text[:40]) if isinstance(node, Scalar) else kind_of(node)
        self.sheet.wrong(node, f"{shown} is no number", "write digits, such as 0.3", kind="bad-number")
        return None

    def vector(self, name: str, largest: float) -> Vector | None:
        """Three bare numbers, each at most ``largest`` in size."""
        node = self.get(name)
        return None if node is None else self.as_vector(node, name, largest)

    def as_vector(self, node: Node, name: str, largest: float) -> Vector | None:
        """Three bare numbers written in a node of this sheet."""
        if not isinstance(node, Items) or len(node.nodes) != 3:
            self.sheet.wrong(
                node, f"{name!r} of {self.what} must be three numbers", "write [x, y, z]", kind="wrong-type"
            )
            return None
        numbers = [self.as_number(item) for item in node.nodes]
        if any(number is None for number in numbers):
            return None
        x, y, z = (number for number in numbers if number is not None)
        if max(abs(x), abs(y), abs(z)) > largest:
            self.sheet.wrong(
                node, f"{name!r} of {self.what} is beyond {largest:g}", "write metres", kind="out-of-range"
            )
            return None
        return x, y, z

    def items(self, name: str, most: int) -> tuple[Node, ...] | None:
        """A list of at most ``most`` things; a single text counts as a list of one."""
        node = self.get(name)
        if node is None:
            return None
        if isinstance(node, Scalar):
            return (node,)
        if isinstance(node, Items):
            if len(node.nodes) <= most:
                return node.nodes
            self.sheet.wrong(
                node, f"{name!r} has {len(node.nodes):,} entries; at most {most:,} are read",
                "split it", kind="too-many",
            )  # fmt: skip
            return None
        self.sheet.wrong(
            node, f"{name!r} of {self.what} must be a list, not a mapping", "begin each entry with '- '",
            kind="wrong-type",
        )  # fmt: skip
        return None

    def entries(self, name: str, most: int) -> tuple[tuple[Scalar, Node], ...]:
        """The names and values of a mapping in a field."""
        node = self.get(name)
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            self.sheet.wrong(
                node, f"{name!r} of {self.what} must be a mapping, not {kind_of(node)}",
                "write 'name: …' lines", kind="wrong-type",
            )  # fmt: skip
            return ()
        if len(node.pairs) > most:
            self.sheet.wrong(
                node, f"{name!r} has {len(node.pairs):,} entries; at most {most:,} are read", "take some out",
                kind="too-many",
            )  # fmt: skip
            return ()
        return node.pairs

    def name_of(self, key: Scalar, what: str) -> str | None:
        """A name that a film gives to a thing."""
        if NAME.fullmatch(key.text):
            return key.text
        self.sheet.wrong(
            key,
            f"{key.text[:40]!r} cannot be the name of a {what}",
            "use small letters, digits, '-' and '_', a letter first",
            kind="bad-name",
        )
        return None

    def done(self) -> None:
        """Notes each field that was never asked for."""
        for name, (key, _) in self._pairs.items():
            if name not in self._asked:
                self.sheet.wrong(
                    key,
                    f"{self.what} has no field {name[:40]!r}",
                    remedy_for(name, dict.fromkeys(self._asked), name="fields"),
                    kind="unknown-field",
                )

    def _within(
        self, node: Scalar, name: str, value: float | None, low: float, high: float, unit: str
    ) -> float | None:
        if value is None or (math.isfinite(value) and low <= value <= high):
            return value
        self.sheet.wrong(
            node,
            f"{name} {node.text[:40]} of {self.what} is not from {low:g} to {high:g}{unit}".rstrip(),
            f"write a {name} between them",
            kind="out-of-range",
        )
        return None
