"""The cues of a scene in order of time, as whoever calls them reads them: everybody by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from offworld.film.blocking import Beat
from offworld.film.cue_card import Name, Term, Words
from offworld.film.signal import signalled
from offworld.film.take import Take
from offworld.report.cards.context import Context, people
from offworld.report.cards.cues import cue_words
from offworld.report.cards.deeds import deed_words
from offworld.report.cards.entries import openings

_MOST: Final = 18
"""Rows at most, so that the plan stays on its sheet; then lines, looks and openings go first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCue:
    """One row."""

    tick: int
    """When, ms."""
    who: tuple[str, ...]
    """Whose."""
    cue: Words
    """What they wait for."""
    signal: bool
    """Whether somebody must give it."""
    deed: Words
    """What they do."""


def plan_cues(take: Take) -> tuple[PlanCue, ...]:
    """Every beat that came, but for lines and looks that need no sign; and hands that must open."""
    context = Context.of(take)
    found = [(_weight(each), cue) for each in take.rehearsal.scene.beats if (cue := _of_beat(context, each))]
    for person in take.rehearsal.people:
        for entry in openings(context, person.id):
            move = Term(table="move", key=context.beats[entry.beat].intent.move)
            slots = (("who", people((person.id,))), ("move", move))
            cue = PlanCue(
                tick=entry.tick or 0, who=(person.id,), signal=False, deed=entry.deed,
                cue=Words(pattern="cue.during.of", slots=slots),
            )  # fmt: skip
            found.append((1, cue))
    heaviest = sorted(found, key=lambda each: (each[0], each[1].tick))[:_MOST]
    return tuple(sorted((cue for _, cue in heaviest), key=lambda each: each.tick))


def _weight(beat: Beat) -> int:
    return 2 if beat.intent.move in {"say", "look"} else 0


def _of_beat(context: Context, beat: Beat) -> PlanCue | None:
    outcome = context.outcomes.get(beat.id)
    if outcome is None or outcome.start is None or (_weight(beat) and not signalled(beat)):
        return None
    deed = deed_words(context, beat.intent, beat, "")
    if beat.intent.move == "say":
        line = Name(text=beat.intent.line or "", kind="line")
        deed = replace(deed, pattern="deed.say.short", slots=(("line", line),))
    return PlanCue(
        tick=outcome.start, who=beat.who, signal=signalled(beat), deed=deed, cue=cue_words(context, beat, ""),
    )  # fmt: skip
