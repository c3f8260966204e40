"""The language of shots: its grammar, its names of sizes, and what its words stand for."""

from __future__ import annotations

import re
from typing import Final

from offworld.film.framing import Size
from offworld.script.language import BEATS, Grammar

SIZE_WORDS: Final[dict[str, Size]] = {
    "ECU": "ECU", "XCU": "ECU", "extreme close-up": "ECU",
    "BCU": "BCU", "VCU": "BCU", "big close-up": "BCU", "very close-up": "BCU",
    "CU": "CU", "close-up": "CU",
    "MCU": "MCU", "medium close-up": "MCU",
    "bust": "bust",
    "MS": "MS", "medium shot": "MS",
    "cowboy": "cowboy", "american": "cowboy",
    "MLS": "MLS", "medium long shot": "MLS",
    "FS": "FS", "LS": "FS", "WS": "FS", "full shot": "FS", "long shot": "FS", "wide shot": "FS",
    "ELS": "ELS", "extreme long shot": "ELS",
}  # fmt: skip
"""Sizes as they may be written; capitals, blanks and hyphens make no difference."""
SHOTS: Final = Grammar(
    files=("shot.lark", "grammar.lark"),
    starts=("shot",),
    described=(*BEATS.described, ("SIZE", "a size such as CU or MS")),
    spellings=(("SIZE", tuple(SIZE_WORDS)),),
)
"""The language of shots."""
HIGH_DEG: Final = 30.0
"""Degrees above the eyes, by the person's own up, of a high angle, and below of a low one (handbook camera, section
2.2: bands of 15 to 45)."""
THIRD: Final = 1.0 / 3.0
"""Half frames from the middle to a line of thirds."""


def size_of(word: str) -> Size:
    """The size that a word of the grammar means."""
    return _PLAIN[_plain(word)]


def _plain(word: str) -> str:
    return re.sub(r"[ -]", "", word.casefold())


_PLAIN: Final = {_plain(word): size for word, size in SIZE_WORDS.items()}
