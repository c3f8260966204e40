"""Which scenes are variants of each other, by their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_NUMBER: Final = re.compile(r"(\d+)([A-Za-z]*)")
COMPARED: Final = "compare.html"
"""Name of the page that has variants side by side, in a folder of the number that they share."""


def groups(numbers: Sequence[str]) -> dict[str, list[str]]:
    """Scenes that are variants of each other, two or more, by the number that they share but for a letter."""
    found: dict[str, list[str]] = {}
    for number in numbers:
        match = _NUMBER.fullmatch(number)
        if match:
            found.setdefault(match[1], []).append(number)
    return {shared: ids for shared, ids in found.items() if len(ids) > 1}
