"""Scratch sound: recorded lines and beeps laid at their moments into one channel; silence where there are none."""

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
BEEP_HZ: Final = 960.0
"""Pitch of a beep: between a voice's own tone and its hiss, so that it is heard under a speech; a choice."""
BEEP_MS: Final = 80
"""How long a beep lasts: two frames at 25 a second; a choice."""
BEEP_DBFS: Final = -18.0
"""Its peak, of full scale: about the level that European studios line up at (recalled); a choice."""
BEEP_EDGE_MS: Final = 5
"""How long it swells and dies, so that it does not click; a choice."""
_WIDTHS: Final = range(1, 5)
"""Bytes a sample that are read."""


def read_wav(path: Path) -> Samples:
    """A WAV file (PCM, 8 to 32 bits, any channels and rate) as one channel at `SOUND_RATE`, −1 to 1.

    Raises:
        FilmError: it is missing, cut short or no WAV file of that sort.
    """
    try:
        with wave.open(str(path), "rb") as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            data = file.readframes(file.getnframes())
            whole = file.getnframes() * width * channels
    except (OSError, EOFError, wave.Error) as error:
        raise _broken(path, str(error) or "it ends too soon") from error
    if width not in _WIDTHS or rate <= 0:
        raise _broken(path, f"{8 * width} bits a sample, {rate} samples a second")
    if len(data) != whole:
        raise _broken(path, f"it is cut short: {len(data)} of {whole} bytes of sound")
    samples = _decoded(data, width).reshape(-1, channels).mean(axis=1)
    return _at_rate(samples, rate)


def mix(lines: Iterable[tuple[int, Path]], length: int, beeps: Iterable[int] = ()) -> Samples:
    """Recordings and beeps laid at their moments, to the sample; silence elsewhere.

    Args:
        lines: moment in ms and file of each recording.
        length: of the mix, ms; what sounds longer is cut.
        beeps: moments in ms at which a beep starts; one that would begin within another is left out.

    Raises:
        FilmError: a recording cannot be read.
    """
    total = np.zeros(length * SOUND_RATE // 1000, dtype=np.float32)
    for start, path in lines:
        _lay(total, start, read_wav(path))
    last = -BEEP_MS
    for start in sorted(beeps):
        if start - last >= BEEP_MS:
            _lay(total, start, beep())
            last = start
    return np.asarray(np.clip(total, -1.0, 1.0), dtype=np.float32)


def beep() -> Samples:
    """One beep: a sine that swells and dies as half a raised cosine."""
    count = BEEP_MS * SOUND_RATE // 1000
    edge = BEEP_EDGE_MS * SOUND_RATE // 1000
    swell = 0.5 - 0.5 * np.cos(np.pi * (np.arange(edge) + 0.5) / edge)
    level = np.concatenate([swell, np.ones(count - 2 * edge), swell[::-1]])
    tone = np.sin(2.0 * np.pi * BEEP_HZ * np.arange(count) / SOUND_RATE)
    return np.asarray(10.0 ** (BEEP_DBFS / 20.0) * level * tone, dtype=np.float32)


def _lay(total: Samples, start: int, piece: Samples) -> None:
    """Adds a piece of sound to a mix at a moment in ms; what lies before its start or after its end is cut."""
    first = start * SOUND_RATE // 1000
    piece = piece[max(0, -first) :]
    first = max(first, 0)
    piece = piece[: max(0, len(total) - first)]
    total[first : first + len(piece)] += piece


def _broken(path: Path, why: str) -> FilmError:
    return FilmError(
        Problem(
            what=f"this recording cannot be read ({why})",
            remedy="give a WAV file with plain PCM samples, or leave the recording out",
            file=str(path),
            kind="bad-sound",
        )
    )


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
