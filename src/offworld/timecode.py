"""Film time: integer frames, a rate as an exact fraction, and SMPTE time code as text.

Time in a take is integer ticks of 1 ms and knows no rate; the two meet here, in fractions, never in floats.
Negative times are legal and nothing is clamped. Drop-frame counting after SMPTE ST 12-1: two numbers (four at
59.94) are left out at the start of each minute that is no multiple of ten, so that the text keeps to the clock.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Final

from offworld.errors import FilmError, Problem

TICKS_PER_SECOND: Final = 1000
"""Ticks of a take in a second: a tick is 1 ms."""

# The rates that people write as decimals are 1000/1001 of a whole number.
_BY_NAME: Final[dict[str, Fraction]] = {
    "23.976": Fraction(24000, 1001),
    "23.98": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "47.952": Fraction(48000, 1001),
    "59.94": Fraction(60000, 1001),
}
_DROPPED: Final[dict[Fraction, int]] = {Fraction(30000, 1001): 2, Fraction(60000, 1001): 4}
_RATE: Final = re.compile(r"\d{1,6}(?:/\d{1,6})?")
_TIMECODE: Final = re.compile(r"(-|−)?(\d{1,6}):([0-5]\d):([0-5]\d)([:;])(\d{2,3})")
_HIGHEST_RATE: Final = 1000


def parse_rate(text: str) -> Fraction:
    """Reads frames per second, such as ``24``, ``25``, ``24000/1001`` or ``23.976``.

    Raises:
        FilmError: the text is no rate from 1 to 1000 frames a second.
    """
    stripped = text.strip()
    if stripped in _BY_NAME:
        return _BY_NAME[stripped]
    if _RATE.fullmatch(stripped) and not re.fullmatch(r".*/0+", stripped):
        rate = Fraction(stripped)
        if 1 <= rate <= _HIGHEST_RATE:
            return rate
    raise FilmError(
        Problem(
            what=f"{stripped[:40]!r} is no frame rate",
            remedy="write a whole number or a fraction, such as 24, 25 or 24000/1001",
            kind="bad-rate",
        )
    )


def rate_text(rate: Fraction) -> str:
    """The rate as ``parse_rate`` reads it: ``24`` or ``24000/1001``."""
    return str(rate)


def frame_at(tick: int, rate: Fraction) -> int:
    """The frame that is on the screen at a tick: the last one that began at it or before it."""
    return math.floor(Fraction(tick, TICKS_PER_SECOND) * rate)


def start_of(frame: int, rate: Fraction) -> Fraction:
    """When a frame begins, in ticks, exactly; seldom a whole one."""
    return Fraction(frame * TICKS_PER_SECOND) / rate


def frames_in(ticks: int, rate: Fraction) -> int:
    """How many frames a length of time takes, the last one begun counted whole."""
    return math.ceil(Fraction(ticks, TICKS_PER_SECOND) * rate)


def drops_frames(rate: Fraction) -> bool:
    """Whether time code at this rate may leave out numbers to keep to the clock (29.97 and 59.94)."""
    return rate in _DROPPED


def timecode(frame: int, rate: Fraction, *, drop: bool = False) -> str:
    """SMPTE time code of a frame: ``01:00:00:00``, or ``01:00:00;00`` with drop-frame counting.

    Raises:
        ValueError: drop-frame counting is asked for at a rate that has none.
    """
    count, sign = abs(frame), "-" if frame < 0 else ""
    nominal = math.ceil(rate)
    if drop:
        count += _left_out_before(count, rate)
    seconds, frames = divmod(count, nominal)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    width = len(str(nominal - 1))
    mark = ";" if drop else ":"
    return f"{sign}{hour:02}:{minute:02}:{second:02}{mark}{frames:0{max(2, width)}}"


def parse_timecode(text: str, rate: Fraction) -> int:
    """The frame of a SMPTE time code; a ``;`` before the frames means drop-frame counting.

    Raises:
        FilmError: the text is no time code, or names a frame that this rate does not have.
    """
    nominal = math.ceil(rate)
    match = _TIMECODE.fullmatch(text.strip())
    if match is None:
        raise _bad(text, "is no time code", "write hours:minutes:seconds:frames, such as 01:00:10:12")
    sign, hour, minute, second, mark, frames = match.groups()
    if int(frames) >= nominal:
        raise _bad(
            text, f"asks for frame {int(frames)}", f"at this rate frames count from 0 to {nominal - 1}"
        )
    minutes = int(hour) * 60 + int(minute)
    count = (minutes * 60 + int(second)) * nominal + int(frames)
    if mark == ";":
        if not drops_frames(rate):
            raise _bad(text, "counts by drop-frame", "only 29.97 and 59.94 do; write ':' before the frames")
        dropped = _DROPPED[rate]
        if minutes % 10 and int(second) == 0 and int(frames) < dropped:
            raise _bad(text, "is a number that drop-frame counting leaves out", f"write ;{dropped:02}")
        count -= dropped * (minutes - minutes // 10)
    return -count if sign else count


def _left_out_before(frame: int, rate: Fraction) -> int:
    """How many numbers drop-frame counting has left out before a frame (>= 0) is named."""
    if rate not in _DROPPED:
        raise ValueError(f"time code at {rate} frames a second leaves no numbers out")
    dropped = _DROPPED[rate]
    per_minute = math.ceil(rate) * 60 - dropped
    per_ten = per_minute * 10 + dropped
    tens, rest = divmod(frame, per_ten)
    # The first minute of ten keeps all its numbers.
    minutes = max(0, (rest - dropped) // per_minute)
    return dropped * (9 * tens + minutes)


def _bad(text: str, what: str, remedy: str) -> FilmError:
    return FilmError(Problem(what=f"{text.strip()[:40]!r} {what}", remedy=remedy, kind="bad-timecode"))
