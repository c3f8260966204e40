"""Keeping the last few answers for the very same array: many conditions ask about the same moments."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from offworld.light.clock import IntArray

T = TypeVar("T")
_KEPT = 24
"""Answers: those of one search and of the moments that all searches look at; ten days of them are some 50 MB."""


class Memo(Generic[T]):
    """Answers by what was asked and by the identity of the moments, which are kept alive with them."""

    def __init__(self) -> None:
        """Begins empty."""
        self._kept: OrderedDict[tuple[int, Hashable], tuple[IntArray, T]] = OrderedDict()

    def of(self, times: IntArray, key: Hashable, make: Callable[[], T]) -> T:
        """The answer for these moments, made if need be. Moments must not be changed afterwards."""
        place = (id(times), key)
        if place in self._kept:
            self._kept.move_to_end(place)
            return self._kept[place][1]
        made = make()
        self._kept[place] = (times, made)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made
