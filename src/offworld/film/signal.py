"""Which beats somebody must be given a sign for, and when: what is beeped in the animatic and marked on cue cards.

A beat that waits for a moment of the clock, of a speech or of the light, or for some seconds after something, needs
somebody who watches for it: a beep. What the body itself notices needs none: a thing within reach, a touch, a
distance, another's beat that begins or ends before one's eyes. Neither does what begins with the scene itself (the
word is "action"), nor a line that answers a line: the words are its cue.
"""

from __future__ import annotations

from typing import Final

from offworld.film.blocking import Beat
from offworld.film.take import Take

_GIVEN: Final = ("word", "line", "line end", "light")
"""Cues that are always somebody's to give."""
_COUNTED: Final = ("start", "end", "caught", "missed")
"""Cues that are somebody's to give only where seconds are counted after them."""
_SPOKEN: Final = ("word", "line", "line end")
"""Cues that a speaker hears for themselves."""


def signalled(beat: Beat) -> bool:
    """Whether somebody must give the cue that a beat starts on."""
    cue = beat.start
    if cue is None or (beat.intent.move == "say" and cue.kind in _SPOKEN):
        return False
    return cue.kind in _GIVEN or (cue.kind in {"time", *_COUNTED} and cue.delay_s > 0.0)


def signals(take: Take) -> tuple[int, ...]:
    """The ticks at which a sign is given in a take, rising, each once."""
    beats = {beat.id: beat for beat in take.rehearsal.scene.beats}
    return tuple(
        sorted(
            {
                outcome.start
                for outcome in take.outcomes
                if outcome.start is not None and outcome.beat in beats and signalled(beats[outcome.beat])
            }
        )
    )
