"""Captions: what is said, when, as a subtitle track needs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """One caption."""

    start: int
    """When it appears, ms from the start of the video."""
    end: int
    """When it is gone, ms."""
    text: str
    """What it says, plain text."""


def in_order(captions: Iterable[Caption], length: int) -> tuple[Caption, ...]:
    """Captions that a track can hold: by time, within the video's length in ms, one giving way to the next."""
    kept = sorted(
        (each for each in captions if each.end > 0 and each.start < length and each.text.strip()),
        key=lambda each: (each.start, each.end, each.text),
    )
    out: list[Caption] = []
    for number, each in enumerate(kept):
        following = kept[number + 1].start if number + 1 < len(kept) else length
        end = min(each.end, length, max(following, each.start + 1))
        out.append(Caption(start=max(each.start, 0), end=end, text=each.text))
    return tuple(out)


def webvtt(captions: Sequence[Caption]) -> str:
    """The captions as a WebVTT file (W3C), with what could be read as markup written out."""
    parts = ["WEBVTT"]
    for each in captions:
        lines = [" ".join(row.split()) for row in each.text.splitlines()]
        text = "\n".join(row for row in lines if row)
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts.append(f"{_clock(each.start)} --> {_clock(each.end)}\n{text}")
    return "\n\n".join(parts) + "\n"


def _clock(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}.{rest:03}"
