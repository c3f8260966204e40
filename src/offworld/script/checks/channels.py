"""Two beats that provably claim one channel of one person at one time.

Provably means: from the scene file alone. Beats with the same cue, times that overlap, spans of lines that overlap,
and beats without any cue after one that never ends by itself. What depends on how the rehearsal comes out is decided
there: a later beat then takes the channel over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from offworld.film.basic import NOWHERE, Place
from offworld.film.blocking import STATES, Beat, Cue, Target
from offworld.film.scene import Scene

Wrong = Callable[[Place, str, str, str], None]
Span = tuple[str, float, float]
"""What it is counted in (`s` or `line`), start and end."""


def check_channels(scene: Scene, wrong: Wrong) -> None:
    """Notes clashes of channels, one for each pair of beats."""
    lengths = {line.id: line.duration_s for line in scene.lines}
    order = _line_order(scene)
    spans = {beat.id: _span(beat, lengths, order) for beat in scene.beats}
    told: set[tuple[str, str]] = set()
    for person, channel, beats in _claims(scene.beats):
        for index, later in enumerate(beats):
            for earlier in beats[:index]:
                reason = _clash(earlier, later, spans)
                if reason and (earlier.id, later.id) not in told:
                    told.add((earlier.id, later.id))
                    what = f"{later.id!r} claims the {channel} of {person} while {earlier.id!r} has it ({reason})"
                    remedy = (
                        f"line {earlier.place.line}: end that one with 'until …', or start this one 'after …'"
                    )
                    wrong(later.place, what, remedy, "channel-clash")


def _claims(beats: Sequence[Beat]) -> Iterator[tuple[str, str, list[Beat]]]:
    """Person, channel and the beats that claim it, in order of the file."""
    found: dict[tuple[str, str], list[Beat]] = {}
    for beat in beats:
        for person in beat.who:
            for channel in beat.channels:
                found.setdefault((person, channel), []).append(beat)
    for (person, named), claimed in found.items():
        yield person, named, claimed


def _clash(earlier: Beat, later: Beat, spans: Mapping[str, Span | None]) -> str:
    """Why two beats on one channel clash; empty if they do not."""
    if earlier.start is not None and _key(earlier) == _key(later):
        return "both have the same cue"
    if later.start is None and _lasts(earlier):
        return "it lasts until told, and this one has no cue"
    first, second = spans[earlier.id], spans[later.id]
    if first is None or second is None or first[0] != second[0]:
        return ""
    if max(first[1], second[1]) < min(first[2], second[2]):
        return "their times overlap"
    return ""


def _lasts(beat: Beat) -> bool:
    return beat.intent.move in STATES and beat.until is None and beat.intent.duration_s is None


def _key(beat: Beat) -> Cue | None:
    """The start cue without its place, with what it silently means."""
    cue = beat.start
    if cue is None:
        return None
    own = beat.intent.target if cue.kind == "reach" and cue.b is None else cue.b
    return replace(cue, place=NOWHERE, a=_bare(cue.a), b=_bare(own))


def _bare(target: Target | None) -> Target | None:
    return None if target is None else replace(target, place=NOWHERE)


def _line_order(scene: Scene) -> dict[str, int]:
    """Position of each line that follows the one before it; lines that a beat says when it likes have none."""
    free = {
        beat.intent.line
        for beat in scene.beats
        if beat.intent.move == "say" and not beat.id.startswith("say-L")
    }
    return {line.id: index for index, line in enumerate(scene.lines) if line.id not in free}


def _span(beat: Beat, lengths: Mapping[str, float], order: Mapping[str, int]) -> Span | None:
    """When a beat surely has its channels; None if the scene file alone does not say."""
    start, until = beat.start, beat.until
    if start is None:
        return None
    if start.kind == "time":
        length = lengths.get(beat.intent.line or "") or beat.intent.duration_s
        if until is not None and until.kind == "time":
            return "s", start.delay_s, until.delay_s
        return None if length is None else ("s", start.delay_s, start.delay_s + length)
    if start.kind != "line" or until is None or until.kind not in {"line", "line end"}:
        return None
    if start.ref not in order or until.ref not in order or start.delay_s or until.delay_s:
        return None
    after = 1 if until.kind == "line end" else 0
    return "line", float(order[start.ref]), float(order[until.ref] + after)
