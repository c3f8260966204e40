"""What a hand-held camera is on at a moment: what its set-up says, until a beat of its operator says something else."""

from __future__ import annotations

from dataclasses import replace

from offworld.film.blocking import CAMERA_MOVES
from offworld.film.camera import SetUp
from offworld.film.take import Take


def aimed(take: Take, set_up: SetUp, tick: float) -> SetUp:
    """The set-up with what it follows at a tick; nothing after a camera move, when the frame is where that left it.

    Args:
        take: the take.
        set_up: one of its scene.
        tick: ms.
    """
    beats = {
        beat.id: beat
        for beat in take.rehearsal.scene.beats
        if beat.intent.move in CAMERA_MOVES and set_up.by in beat.who
    }
    begun = [
        (one.start, one)
        for one in take.outcomes
        if one.beat in beats and one.start is not None and one.start <= tick and one.outcome != "refused"
    ]
    if not begun:
        return set_up
    _, last = max(begun, key=lambda pair: pair[0])
    intent = beats[last.beat].intent
    going = last.end is None or tick < last.end
    return replace(
        set_up, looks_at=None, follows=intent.target if intent.move == "follow" and going else None
    )
