"""Beats at run time: waiting, running, ended; what is claimed by whom; what happens when one fails."""

from __future__ import annotations

from dataclasses import dataclass, field

from offworld.film.blocking import STATES, Beat, Cue, Intent
from offworld.film.take import BeatOutcome, Outcome
from offworld.rehearse.actor import Actor
from offworld.rehearse.cues import History, fired
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move

PATIENCE_S = 15.0
"""An event that has not ended by itself after this long is missed: no beat waits for ever."""


@dataclass(slots=True, eq=False)
class RunningBeat:
    """One beat on its way."""

    beat: Beat
    state: Outcome = "waiting"
    start: int | None = None
    end: int | None = None
    reason: str = ""
    otherwise: bool = False
    due: int | None = None
    """Tick at which its cue's delay is over."""
    until_due: int | None = None
    """Tick at which its end cue's delay is over."""
    settled_at: int | None = None
    """Tick at which everything that a catch wanted was held."""
    moves: dict[str, Move] = field(default_factory=dict)
    """By owner; those that have ended are gone."""
    results: list[tuple[str, str]] = field(default_factory=list)
    """(status, reason) of each move that ended."""

    def outcome(self) -> BeatOutcome:
        """As the take keeps it."""
        return BeatOutcome(
            beat=self.beat.id, outcome=self.state, start=self.start, end=self.end, reason=self.reason,
            otherwise=self.otherwise,
        )  # fmt: skip


def is_state(intent: Intent) -> bool:
    """True for moves that last until told."""
    return intent.move in STATES and intent.duration_s is None


def due_tick(
    beat: Beat, cue: Cue | None, floor: Floor, history: History, actors: dict[str, Actor]
) -> int | None:
    """Tick at which a cue with its delay is met; None if its condition does not hold yet."""
    if cue is None:
        return floor.tick
    since = fired(cue, floor, history, actors.get(beat.who[0]), beat.intent.target)
    return None if since is None else since + round(1000 * cue.delay_s)


def waits_for_own(running: RunningBeat, earlier: list[RunningBeat]) -> bool:
    """True while an earlier beat of the same owners on a same channel is still waiting or has not ended by itself.

    A state does not keep the next one waiting: the next one takes the channel over.
    """
    for other in earlier:
        if other.state not in {"waiting", "running"}:
            continue
        shared = set(other.beat.channels) & set(running.beat.channels)
        if not shared or not set(other.beat.who) & set(running.beat.who):
            continue
        if other.state == "waiting" or not is_state(other.beat.intent) or other.beat.until is not None:
            return True
        if not getattr(next(iter(other.moves.values()), None), "settled", True):
            return True
    return False
