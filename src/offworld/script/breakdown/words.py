"""Names and things in the words of a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

_CAPITALS: Final = re.compile(r"[^\W\d_]+(?:[-'’ ][^\W\d_]+)*")
_SHORTEST: Final = 3
"""Letters of a word in capitals that is worth a look; shorter ones are mostly I, TV and the like."""


def named_in(text: str, names: Iterable[str], *, capitals: bool = False) -> list[str]:
    """Which names stand in a text as whole words, in order of the names.

    Args:
        text: prose.
        names: as they are called.
        capitals: only where they are written in capitals; else their first letter must be one.
    """
    found = []
    for name in names:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for hit in pattern.finditer(text):
            if hit[0] == hit[0].upper() if capitals else hit[0][:1].isupper():
                found.append(name)
                break
    return found


def things_in(text: str, things: Mapping[str, str]) -> list[str]:
    """Ids of things whose words stand in a text, one or many of them (`s` or `es` at the end)."""
    return [
        id_
        for id_, words in things.items()
        if re.search(rf"(?<!\w){re.escape(words)}(?:e?s)?(?!\w)", text, re.IGNORECASE)
    ]


def capitals_in(text: str) -> list[str]:
    """Runs of words in capitals, each once, in order."""
    found: dict[str, None] = {}
    for hit in _CAPITALS.finditer(text):
        run: list[str] = []
        for word in [*hit[0].split(" "), ""]:
            if word and word == word.upper() and word != word.lower():
                run.append(word)
                continue
            # An article or an I that stands in front belongs to the sentence.
            joined = " ".join(run[1:] if run and len(run[0]) == 1 else run)
            if sum(letter.isalpha() for letter in joined) >= _SHORTEST:
                found[joined] = None
            run = []
    return list(found)
