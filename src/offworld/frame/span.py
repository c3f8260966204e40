"""From when to when a shot must hold: its cues as moments of a take, or else the time that it has the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from offworld.film.blocking import Cue
from offworld.film.framing import AskedShot
from offworld.film.take import BeatOutcome, Take

MARGIN_MS: Final = 40
"""How far inside its span the first and the last moment of a shot lie, ms: a frame at 25 a second."""
SHORT_MS: Final = 600
"""A shot shorter than this is judged at one moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """When a shot is wanted."""

    start: int
    """Tick."""
    end: int
    """Tick, after the start."""
    missing: str = ""
    """A cue that never came, in plain words; the span is then that of the whole scene."""

    def moments(self) -> tuple[float, ...]:
        """One to three ticks at which it is judged."""
        middle = 0.5 * (self.start + self.end)
        if self.end - self.start < SHORT_MS:
            return (middle,)
        return (float(self.start + MARGIN_MS), middle, float(self.end - MARGIN_MS))


def span_of(asked: AskedShot, take: Take) -> Span:
    """When a shot is wanted in a take: as its cues say, else while it has the picture, else all through."""
    start = 0 if asked.begins is None else tick_of(asked.begins, take)
    end = take.length if asked.until is None else tick_of(asked.until, take)
    if start is None or end is None:
        which = "beginning" if start is None else "end"
        return Span(start=0, end=take.length, missing=f"the cue of its {which} never came")
    if asked.begins is None and asked.until is None:
        on = _on(asked.framing.id, take)
        start, end = (on[0][0], on[-1][1]) if on else (0, take.length)
    start = min(max(start, 0), max(take.length - 1, 0))
    return Span(start=start, end=min(max(end, start + 1), max(take.length, start + 1)))


def tick_of(cue: Cue, take: Take) -> int | None:
    """When a cue came in a take; None if it did not."""
    moment = _moment(cue, take)
    return None if moment is None else round(moment + 1000.0 * cue.delay_s)


def _moment(cue: Cue, take: Take) -> float | None:
    if cue.kind == "time":
        return 0.0
    if cue.kind == "light":
        light = dict(take.rehearsal.scene.light)
        return 1000.0 * light[cue.ref] if cue.ref in light else None
    if cue.kind in {"line", "line end", "word"}:
        return _said(cue, take)
    outcome = next((one for one in take.outcomes if one.beat == cue.ref), None)
    return None if outcome is None else _beat(cue, outcome)


def _said(cue: Cue, take: Take) -> float | None:
    tick = next((tick for tick, line in take.lines if line == cue.ref), None)
    line = next((line for line in take.rehearsal.scene.lines if line.id == cue.ref), None)
    if tick is None or line is None:
        return None
    if cue.kind == "line":
        return tick
    if cue.kind == "line end":
        return tick + 1000.0 * line.duration_s
    plain = cue.word.casefold()
    begun = next(
        (at for word, at in line.words if "".join(c for c in word.casefold() if c.isalnum()) == plain), None
    )
    return None if begun is None else tick + 1000.0 * begun


def _beat(cue: Cue, outcome: BeatOutcome) -> float | None:
    """When a beat started, ended, succeeded or did not."""
    if cue.kind == "start":
        return outcome.start
    if cue.kind == "end":
        return outcome.end
    good = outcome.outcome == "done"
    return outcome.end if good == (cue.kind == "caught") else None


def _on(camera: str, take: Take) -> list[tuple[int, int]]:
    """When a camera has the picture, by the cuts of a take."""
    ends = [tick for tick, _ in take.cuts[1:]] + [take.length]
    return [
        (tick, end)
        for (tick, name), end in zip(take.cuts, ends, strict=False)
        if name == camera and end > tick
    ]
