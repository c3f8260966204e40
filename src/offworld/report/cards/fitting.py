"""How small a card must be set so that it stays on one sheet: an estimate from how much it says."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Final

from offworld.film.cue_card import CardEntry, CueCard, Words
from offworld.report.cards.language import Language

SHEET_MM: Final = 268.0
"""Height of what can be printed on A4 within the margins of `cards.css`, less the estimate's error of 3 %."""
SIZES: Final = (("", 1.0), (" dense", 0.79), (" packed dense", 0.66))
"""Classes of `cards.css`, and how tall they make a card of height 1; measured on printed cards."""
_TAGS: Final = re.compile(r"<[^>]+>")
_HEAD_MM: Final = 64.0
"""Head, foot and the gaps between parts."""
WIDE: Final = 3
"""Up to so many pictures are set large."""
_STRIP_MM: Final = 42.0
_LARGE_MM: Final = 53.0
"""Height of a strip of small pictures, and of large ones."""
_ENTRY_MM: Final = 4.4
"""Space about an entry."""


def size_of(card: CueCard, language: Language, *, pictures: int) -> str:
    """The largest size (a class of `cards.css`) in which a card stays on its sheet, or the smallest there is."""
    tall = estimated_mm(card, language, pictures=pictures)
    return next((kind for kind, share in SIZES if tall * share <= SHEET_MM), SIZES[-1][0])


def estimated_mm(card: CueCard, language: Language, *, pictures: int) -> float:
    """About how tall a card is in its largest size, millimetres."""

    def lines(said: Iterable[Words], letters: int) -> int:
        length = sum(len(_TAGS.sub("", language.say(words))) + 3 for words in said)
        return math.ceil(length / letters)

    def entry_mm(entry: CardEntry) -> float:
        quiet = entry.kind == "line"
        right = lines([entry.deed], 58 if quiet else 46) * (4.9 if quiet else 5.6)
        right += lines(entry.details, 62) * 4.6 + lines(entry.otherwise, 54) * 4.4
        right += 4.2 if entry.outcome in {"missed", "refused", "waiting"} else 0.0
        left = lines([entry.cue] if entry.cue else [], 27) * (4.2 if quiet else 4.7)
        return max(left, right, 6.0) + _ENTRY_MM

    strip = _LARGE_MM if 0 < pictures <= WIDE else _STRIP_MM if pictures else 0.0
    limbs = len({hold.limb for hold in card.holds})
    warned = max(sum(lines([words], 50) for words in said) for said in (card.avoid, card.mind))
    total = _HEAD_MM + strip + lines(card.start, 88) * 5.2
    total += sum(entry_mm(entry) for entry in card.entries)
    total += 9.0 + 5.8 * limbs if limbs else 0.0
    total += 9.0 if any(entry.tick is None for entry in card.entries) else 0.0
    return total + max(1, warned) * 5.1
