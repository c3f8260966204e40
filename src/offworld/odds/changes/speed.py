"""A slower push; a faster one too, where the scene is over before its beats are."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from offworld.film.advice import Change
from offworld.odds.changes.situation import Situation, beat_change, called
from offworld.odds.risk import cut_off
from offworld.odds.vary import EVERYDAY_SPEED
from offworld.script.lines import with_speed

SLOWER: Final = (0.75, 0.5)
"""Shares of the written speed that are tried."""
FASTER: Final = 1.5
"""The same where time runs out."""
HASTE: Final = 0.05
"""Share of takes in which a beat is cut off, or never comes, from which a faster push is tried."""
_UNSAID: Final = ("push off", "pull")
"""Moves that have a speed although none is written."""


def offer(situation: Situation) -> list[Change]:
    """Other speeds for every beat that has one, those first that most goes wrong with."""
    found: list[Change] = []
    haste = _late(situation) >= HASTE
    for beat in sorted(situation.beats, key=lambda one: -_concern(situation, one.who, one.id)):
        line = situation.written(beat.id)
        said = beat.intent.speed
        if line is None or (said is None and beat.intent.move not in _UNSAID):
            continue
        speed = said or EVERYDAY_SPEED
        for factor in (*SLOWER, *((FASTER,) if haste else ())):
            new = max(0.01, round(factor * speed, 2))
            deed = with_speed(line.deed, new)
            way = "slower" if factor < 1.0 else "faster"
            who = " and ".join(called(name) for name in beat.who)
            words = f"{who}: {beat.intent.move} {way}, at {new:g} m/s in place of {speed:g}"
            changed = beat_change(line, replace(line, deed=deed))
            found.append(Change(kind="speed", who=beat.who, words=words, lines=(changed,)))
    return found


def _late(situation: Situation) -> float:
    """Share of takes in which something did not come to its end, or not at all."""
    late = [
        row
        for row in situation.rows
        if cut_off(row, situation.beats) or any(one.kind == "never came" for one in row.findings)
    ]
    return len(late) / max(len(situation.rows), 1)


def _concern(situation: Situation, who: tuple[str, ...], beat: str) -> float:
    return situation.concern[beat] + max(situation.concern[name] for name in who)
