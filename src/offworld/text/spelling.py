"""The nearest right spelling of a word."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

_LISTED: Final = 12
"""As many known names are listed when none is near; more would hide the message."""
_LONGEST: Final = 60
"""Longer words are not compared: it costs time and nobody meant a name by them."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like the one written, or None if none is."""
    if len(word) > _LONGEST:
        return None
    folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def remedy_for(word: str, known: Iterable[str], *, name: str = "known") -> str:
    """The sentence that helps: the nearest spelling, else what there is.

    Args:
        word: what was written.
        known: the right words.
        name: what a list of them is called: ``people``, ``moves``.
    """
    words = list(dict.fromkeys(known))
    near = nearest(word, words)
    if near is not None:
        return f"did you mean {near!r}?"
    if not words:
        return f"there are no {name} yet" if name != "known" else ""
    listed = ", ".join(words[:_LISTED]) + (" …" if len(words) > _LISTED else "")
    return f"{name}: {listed}"
