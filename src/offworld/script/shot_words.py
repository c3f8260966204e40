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
HEADS: Final = (
    ("MS on zhenya", "one person, with a size or without"),
    ("CU over ivan on zhenya", "zhenya, past ivan's head and shoulder"),
    ("MS two-shot of zhenya and ivan", "two side by side in the frame, about as large as each other"),
    ("group of zhenya, ivan and anton", "several"),
    ("group", "everybody in the scene"),
    ("POV of ivan on zhenya", "through ivan's eyes, his head's up the top of the frame; he is not seen"),
)
"""How a shot begins, and what that is."""
PHRASES: Final = (
    ("up zhenya", "the top of the frame follows her head"),
    ("up set", "the architecture; so it is where nothing is said and nothing has weight"),
    (
        "up gravity",
        "against the pull of the world, which must have one; there it is so where nothing is said",
    ),
    ("up group", "halfway between the ups of those in the shot"),
    ("up line", "the line between the two people lies level"),
    ("up previous", "as little roll as can be from the shot before"),
    ("up free", "any"),
    ("up +x", "a direction of the set; also `up [0, 1, 1]`"),
    ("dutch 15°", "that up leans 15° clockwise in the frame; `dutch 15° left` the other way"),
    (
        "three-quarter left",
        "from 20° to 60° on her own left; also `front`, `profile`, `three-quarter back`, `back`",
    ),
    ("from the right", "from her own right"),
    ("at eye level", "level with the eyes by the person's own up, and so it is where nothing is said"),
    ("high angle", "30° above the eyes, by the person's own up; also `from above`"),
    ("low angle", "30° below; also `from below`"),
    ("20° above", "so far above; also `20° below`"),
    (
        "zhenya at left third",
        "her eyes on that line; also `right third`, `centre`, with `upper` or `lower` before it",
    ),
    ("35 mm", "with this lens of the film's package; also `lens 35 mm`; else with any (`any lens`)"),
    ("held by anton", "anton is behind the camera and needs room there; else it is `locked`"),
    ("from L12 to L18", "it must hold from the beginning of one line to the end of the other"),
    (
        "from catch",
        "from a cue on; without any it must hold while it has the picture by `cuts`, or all through",
    ),
    ("until 12 s", "until a cue"),
    (
        "in direct sun through window.5",
        "that light is to be there while it is on; also `with no terminator`; to the next comma ([words](light.md))",
    ),
)
"""What may follow, in any order and with commas or without, and what it asks for."""
