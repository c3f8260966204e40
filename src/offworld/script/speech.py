"""Lines with the time of each word: from a scratch recording if there is one, else at a rate of speaking."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from offworld.errors import Problem
from offworld.film.scene import Line
from offworld.script.speeches import Speech
from offworld.text import Scalar, Sheet

SPEAKING_RATE: Final = 150.0
"""Words a minute, pauses included, of unhurried English; recalled. A film may set its own in `speech`."""
_PAUSES: Final = {",": 0.20, ";": 0.30, ":": 0.30, "—": 0.30, ".": 0.45, "?": 0.45, "!": 0.45, "…": 0.60}
"""Seconds of silence after a mark at 150 words a minute; recalled."""
_LETTERS: Final = 4.7
"""Letters of the average English word; longer words take longer in proportion. Recalled."""
_LONGEST_SOUND: Final = 600.0
"""Seconds of one line."""


def time_lines(
    speeches: Iterable[Speech], folder: Path, rate: float, sheet: Sheet
) -> tuple[tuple[Speech, Line], ...]:
    """The lines of a script with their times.

    Args:
        speeches: as read from the script.
        folder: the film folder, with scratch recordings as `sounds/L12.wav`.
        rate: words a minute.
        sheet: the script, for mistakes.
    """
    found: list[tuple[Speech, Line]] = []
    spoken = list(speeches)
    ids = {speech.id for speech in spoken if speech.id}
    seen: dict[str, int] = {}
    number = 0
    for speech in spoken:
        name = speech.id
        if not name:
            number += 1
            while f"L{number}" in ids:
                number += 1
            name = f"L{number}"
        if name in seen:
            where = Scalar(text="", line=speech.line, column=1)
            what = f"two lines are called {name} (the first in line {seen[name]})"
            sheet.wrong(where, what, "give one another id", kind="duplicate-line")
            continue
        seen[name] = speech.line
        found.append((speech, _time_line(name, speech, folder, rate, sheet)))
    return tuple(found)


def _time_line(name: str, speech: Speech, folder: Path, rate: float, sheet: Sheet) -> Line:
    starts, length = spread_words(speech.text, rate)
    sound = f"sounds/{name}.wav"
    recorded = _recorded(folder / sound, sound, sheet)
    scale = 1.0 if recorded is None else recorded / length
    return Line(
        id=name,
        character=speech.character,
        text=speech.text,
        duration_s=length if recorded is None else recorded,
        words=tuple((word, start * scale) for word, start in starts),
        sound=None if recorded is None else sound,
    )


def spread_words(text: str, rate: float) -> tuple[list[tuple[str, float]], float]:
    """When each word begins and how long all take, in seconds, at ``rate`` words a minute."""
    beat, at = 60.0 / rate, 0.0
    found: list[tuple[str, float]] = []
    for word in text.split():
        letters = sum(character.isalnum() for character in word)
        if letters:
            found.append((word, at))
        pause = _PAUSES.get(word.rstrip("\"'”’)")[-1:], 0.0)
        # Half of a word's time goes with its length; a mark's pause goes with the rate.
        at += beat * (0.4 + 0.4 * letters / _LETTERS) if letters else 0.0
        at += pause * SPEAKING_RATE / rate
    return found, max(at, 0.3)


def _recorded(path: Path, name: str, sheet: Sheet) -> float | None:
    """Seconds of a scratch recording; None if there is none or it is no recording."""
    if not path.is_file():
        return None
    try:
        with wave.open(str(path), "rb") as sound:
            length = sound.getnframes() / sound.getframerate()
    except (wave.Error, EOFError, OSError, ZeroDivisionError, ValueError) as error:
        reason = str(error) or type(error).__name__
        sheet.problems.append(_sound(name, f"is no WAV sound ({reason[:60]})"))
        return None
    if not 0.1 <= length <= _LONGEST_SOUND:
        sheet.problems.append(_sound(name, f"lasts {length:.1f} s"))
        return None
    return length


def _sound(name: str, what: str) -> Problem:
    remedy = f"save it as PCM WAV of 0.1 to {_LONGEST_SOUND:g} s, or take it out"
    return Problem(what=f"{name} {what}", remedy=remedy, file=name, kind="bad-sound")
