"""What a video file holds, read back from the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from offworld.errors import StoreError
from offworld.media.captions import Caption


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoFacts:
    """What a video file holds."""

    width: int
    """Pixels."""
    height: int
    """Pixels."""
    frames: int
    """Pictures, counted one by one."""
    rate: Fraction
    """Frames a second."""
    duration: Fraction
    """Seconds of picture."""
    codec: str
    """Of the picture."""
    timecode: str
    """Of the first frame; empty if there is none."""
    captions: tuple[Caption, ...]
    """Subtitle track, without its pauses."""
    sound: bool
    """Whether there is sound."""


def video_facts(path: Path) -> VideoFacts:
    """Reads a whole video file, every picture and caption of it.

    Raises:
        StoreError: it is missing, cut short or no video.
    """
    try:
        with av.open(str(path)) as container:
            return _facts(container)
    except (OSError, av.FFmpegError, ValueError, IndexError) as error:
        raise StoreError(f"this video cannot be read ({error})", path) from error


def picture_at(path: Path, frame: int) -> NDArray[np.uint8]:
    """One picture of a video file, (height, width, 3), by its number from 0.

    Raises:
        StoreError: the file has no such picture.
    """
    try:
        with av.open(str(path)) as container:
            for number, picture in enumerate(container.decode(video=0)):
                if number == frame:
                    return np.asarray(picture.to_ndarray(format="rgb24"), dtype=np.uint8)
    except (OSError, av.FFmpegError, IndexError) as error:
        raise StoreError(f"this video cannot be read ({error})", path) from error
    raise StoreError(f"this video has no picture {frame}", path)


def _facts(container: Any) -> VideoFacts:
    stream = container.streams.video[0]
    captions, frames, length = [], 0, Fraction(0)
    for packet in container.demux():
        if packet.stream.type == "video":
            frames += len(packet.decode())
            length += Fraction(packet.duration or 0) * packet.time_base
        elif packet.stream.type == "subtitle" and packet.size > 2:
            captions.append(_caption(packet))
    return VideoFacts(
        width=stream.width,
        height=stream.height,
        frames=frames,
        rate=Fraction(stream.average_rate),
        duration=length,
        codec=stream.codec_context.name,
        timecode=stream.metadata.get("timecode", ""),
        captions=tuple(captions),
        sound=bool(container.streams.audio),
    )


def _caption(packet: Any) -> Caption:
    data = bytes(packet)
    start = int(1000 * packet.pts * packet.time_base)
    end = start + int(1000 * packet.duration * packet.time_base)
    return Caption(start=start, end=end, text=data[2 : 2 + int.from_bytes(data[:2], "big")].decode())
