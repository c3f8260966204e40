"""Video files: H.264 in MP4 at an exact rate, with time code, captions and sound; the same bytes every time.

One thread encodes, because x264's bytes differ between thread counts; dates and the writer's name are left out.
A file appears whole under its name or not at all.
"""

from __future__ import annotations

import functools
import os
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from numpy.typing import NDArray

from offworld.media.captions import Caption, in_order
from offworld.media.sound import SOUND_RATE

Pixels = NDArray[np.uint8]

TICKS: Final = Fraction(1, 1000)
"""Captions are timed in ms."""
_STYLE: Final = (
    b"[Script Info]\r\nScriptType: v4.00+\r\n\r\n[V4+ Styles]\r\n"
    b"Format: Name, Fontname, Fontsize, PrimaryColour, Alignment\r\nStyle: Default,Arial,16,&Hffffff,2\r\n\r\n"
    b"[Events]\r\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\r\n"
)
"""The heading that FFmpeg asks of any subtitle track; players of MP4 have their own style."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How a picture is coded."""

    preset: str = "veryfast"
    """x264's trade of time against size."""
    quality: int = 20
    """x264's constant rate factor; lower is finer."""


FINE: Final = Coding()
"""For what is kept."""
QUICK: Final = Coding(preset="ultrafast", quality=24)
"""For what is looked at once."""
_AHEAD: Final = 4
"""Pictures that may wait for the coder."""


def write_video(
    path: Path,
    pictures: Iterable[Pixels],
    rate: Fraction,
    *,
    captions: Sequence[Caption] = (),
    sound: NDArray[np.float32] | None = None,
    timecode: str = "00:00:00:00",
    coding: Coding = FINE,
) -> int:
    """Writes pictures as a video file, whole or not at all.

    Args:
        path: where; its folder must exist.
        pictures: at least one, (height, width, 3) each, even sides, all alike.
        rate: frames a second, exact.
        captions: what is said.
        sound: one channel at `SOUND_RATE`, −1 to 1; None: no sound.
        timecode: of the first frame.
        coding: how.

    Returns:
        How many frames it has.

    Raises:
        ValueError: there is no picture.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        count = _write(part, pictures, rate, captions, sound, timecode, coding)
        _to_disk(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _write(
    part: Path,
    pictures: Iterable[Pixels],
    rate: Fraction,
    captions: Sequence[Caption],
    sound: NDArray[np.float32] | None,
    timecode: str,
    coding: Coding,
) -> int:
    remaining = iter(pictures)
    first = next(remaining, None)
    if first is None:
        raise ValueError("a video needs at least one picture")
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(part), "w", format="mp4", options=options) as container:
        container.metadata["timecode"] = timecode
        stream = _video_stream(container, rate, first, coding)
        heard = None if sound is None else _sound_stream(container)
        said = _caption_stream(container) if captions else None
        count = _encode_pictures(container, stream, _chain(first, remaining), rate)
        if heard is not None and sound is not None:
            _encode_sound(container, heard, sound)
        if said is not None:
            _encode_captions(container, said, in_order(captions, int(1000 * count / rate)))
    return count


def _encode_pictures(container: Any, stream: Any, pictures: Iterable[Pixels], rate: Fraction) -> int:
    """Codes pictures on a thread of its own, so that the next is drawn meanwhile; tells how many there were."""

    def code(number: int, picture: Pixels) -> None:
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = number, 1 / rate
        container.mux(stream.encode(frame))

    count = 0
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(1) as coder:
        for picture in pictures:
            waiting.append(coder.submit(code, count, picture))
            count += 1
            while len(waiting) > _AHEAD or (waiting and waiting[0].done()):
                waiting.popleft().result()
        while waiting:
            waiting.popleft().result()
    container.mux(stream.encode(None))
    return count


def _chain(first: Pixels, rest: Iterable[Pixels]) -> Iterable[Pixels]:
    yield first
    yield from rest


def _video_stream(container: Any, rate: Fraction, picture: Pixels, coding: Coding) -> Any:
    stream = container.add_stream("libx264", rate=rate)
    stream.height, stream.width = picture.shape[:2]
    stream.pix_fmt = "yuv420p"
    stream.time_base = stream.codec_context.time_base = 1 / rate
    stream.codec_context.thread_count = 1
    # A key frame each second, so that a page can jump to a moment at once.
    stream.codec_context.gop_size = max(1, round(rate))
    parameters = "threads=1" + _steady()
    stream.options = {"preset": coding.preset, "crf": str(coding.quality), "x264-params": parameters}
    return stream


@functools.cache
def _steady(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """What keeps x264 from its AVX-512 code, whose result was seen to change with where its memory lies.

    With it, 1 in 200 to 6 in 6 files differed by some bytes from run to run; without it, none in 450.
    """
    try:
        flags = cpuinfo.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return ":asm=AVX2" if "avx512" in flags else ""


def _sound_stream(container: Any) -> Any:
    stream = container.add_stream("aac", rate=SOUND_RATE)
    stream.layout = "mono"
    stream.codec_context.thread_count = 1
    return stream


def _encode_sound(container: Any, stream: Any, sound: NDArray[np.float32]) -> None:
    size = 1024
    for start in range(0, len(sound), size):
        piece = sound[start : start + size].astype(np.float32)[None, :]
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece), format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _caption_stream(container: Any) -> Any:
    stream = container.add_stream("mov_text")
    stream.codec_context.subtitle_header = _STYLE
    stream.time_base = TICKS
    return stream


def _encode_captions(container: Any, stream: Any, captions: Sequence[Caption]) -> None:
    """Writes captions as 3GPP timed text: the length in two bytes, then the text (ETSI TS 126 245, section 5.17)."""
    for each in captions:
        text = each.text.encode()[:65_000].decode(errors="ignore").encode()
        packet = av.Packet(len(text).to_bytes(2, "big") + text)
        packet.stream, packet.time_base = stream, TICKS
        packet.pts = packet.dts = each.start
        packet.duration = each.end - each.start
        container.mux(packet)


def _to_disk(part: Path) -> None:
    """Waits until the file's bytes are on the disk, so that its name never stands for less."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
