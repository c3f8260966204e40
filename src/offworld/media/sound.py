"""Scratch sound: recorded lines laid at their moments into one channel."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.errors import FilmError, Problem

Samples = NDArray[np.float32]

SOUND_RATE: Final = 48_000
"""Samples a second of every mix."""


def read_wav(path: Path) -> Samples:
    """A WAV file (PCM, 8 to 32 bits, any channels and rate) as one channel at `SOUND_RATE`, −1 to 1.

    Raises:
        FilmError: it is missing or no WAV file of that sort.
    """
    try:
        with wave.open(str(path), "rb") as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            data = file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise FilmError(
            Problem(
                what=f"this recording cannot be read ({error})",
                remedy="give a WAV file with plain PCM samples, or leave the recording out",
                file=str(path),
                kind="bad-sound",
            )
        ) from error
    samples = _decoded(data, width).reshape(-1, channels).mean(axis=1)
    return _at_rate(samples, rate)


def mix(lines: Iterable[tuple[int, Path]], length: int) -> Samples:
    """Recordings laid at their moments.

    Args:
        lines: moment in ms and file of each.
        length: of the mix, ms; what sounds longer is cut.

    Raises:
        FilmError: a recording cannot be read.
    """
    total = np.zeros(length * SOUND_RATE // 1000, dtype=np.float32)
    for start, path in lines:
        first = start * SOUND_RATE // 1000
        piece = read_wav(path)[max(0, -first) :]
        first = max(first, 0)
        piece = piece[: max(0, len(total) - first)]
        total[first : first + len(piece)] += piece
    return np.asarray(np.clip(total, -1.0, 1.0), dtype=np.float32)


def _decoded(data: bytes, width: int) -> NDArray[np.float64]:
    """Little-endian PCM as numbers from −1 to 1; one byte a sample is unsigned."""
    if width == 1:
        return (np.frombuffer(data, dtype=np.uint8).astype(np.float64) - 128.0) / 128.0
    raw = np.frombuffer(data, dtype=np.uint8).reshape(-1, width)
    whole = np.zeros((len(raw), 4), dtype=np.uint8)
    whole[:, 4 - width :] = raw
    return np.asarray(whole.view("<i4")[:, 0] / 2.0**31)


def _at_rate(samples: NDArray[np.float64], rate: int) -> Samples:
    """Samples at `SOUND_RATE`, linear in between: good enough for a scratch track."""
    count = len(samples) * SOUND_RATE // rate
    if len(samples) == 0 or count == 0:
        return np.zeros(0, dtype=np.float32)
    moments = np.arange(count) * (rate / SOUND_RATE)
    return np.asarray(np.interp(moments, np.arange(len(samples)), samples), dtype=np.float32)
