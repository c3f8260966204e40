"""Another order: two neighbouring beats of one person change places, or a beat waits for another to end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from offworld.film.advice import Change
from offworld.film.blocking import STATES, Beat
from offworld.odds.changes.situation import Situation, beat_change, called
from offworld.script.lines import labelled, with_cue

_MOVABLE: Final = ("time", "start", "end", "caught", "missed")
"""Cues that another may stand in place of; one that follows a word or a person's way is the writer's point."""
_QUIET: Final = {"gaze", "voice"}


def offer(situation: Situation) -> list[Change]:
    """Other orders, those first of beats that most goes wrong with."""
    waits = [(situation.concern[beat.id], change) for beat, change in _waits(situation)]
    swaps = [(situation.concern[beat.id], change) for beat, change in _swaps(situation)]
    return [change for _, change in sorted([*waits, *swaps], key=lambda one: -one[0])]


def _waits(situation: Situation) -> Iterator[tuple[Beat, Change]]:
    """Beats that begin while another is on its way, as waiting for its end."""
    for beat in situation.beats:
        line = situation.written(beat.id)
        begun = situation.outcome(beat.id).start
        if line is None or begun is None or not _acts(beat):
            continue
        if beat.start is not None and beat.start.kind not in _MOVABLE:
            continue
        for other in situation.beats:
            if other.id == beat.id or other.intent.move in STATES or not _acts(other):
                continue
            if not _under_way(situation, other, begun):
                continue
            deed = with_cue(line.deed, f"after {other.id}")
            if deed is None:
                continue
            words = f"{called(beat.who[0])} waits with {beat.id} until {other.id} is over"
            lines = (beat_change(line, replace(line, deed=deed)),)
            yield beat, Change(kind="order", who=beat.who, words=words, lines=lines)


def _under_way(situation: Situation, other: Beat, tick: int) -> bool:
    """Whether a beat was waiting or running at a tick of the take."""
    outcome = situation.outcome(other.id)
    return outcome.end is None or outcome.end > tick


def _swaps(situation: Situation) -> Iterator[tuple[Beat, Change]]:
    """Neighbouring beats of one person in each other's places."""
    written = [beat for beat in situation.beats if situation.written(beat.id) is not None and _acts(beat)]
    order = [line.id for line in situation.lines.beats]
    for start in situation.people():
        mine = [beat for beat in written if start.person in beat.who]
        for first, second in pairwise(mine):
            here, there = order.index(first.id), order.index(second.id)
            turned = [*order]
            turned[here], turned[there] = second.id, first.id
            # Both keep their names, by which cues and random numbers know them.
            lines = [situation.lines.beat(one.id) for one in (first, second)]
            words = f"{called(start.person)}: {second.id} before {first.id}"
            yield (
                max(first, second, key=lambda one: situation.concern[one.id]),
                Change(
                    kind="order",
                    who=(start.person,),
                    words=words,
                    lines=tuple(beat_change(line, labelled(line)) for line in reversed(lines)),
                    order=tuple(turned),
                ),
            )


def _acts(beat: Beat) -> bool:
    """Whether a beat moves more than eyes and voice."""
    return not set(beat.channels) <= _QUIET
