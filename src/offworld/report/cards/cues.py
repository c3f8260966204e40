"""Cues in words: what starts a beat and what ends it, as the one who waits for it sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Final

from offworld.film.blocking import STATES, Beat, Cue, Intent, Target
from offworld.film.cue_card import Amount, Name, Slot, Term, Words
from offworld.report.cards.context import Context, people, who

Slots = tuple[tuple[str, Slot], ...]
_AT_ONCE: Final = 40
"""What starts within so many ms of the take's start starts with it: two control steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wait:
    """What the words of a cue are made from."""

    context: Context
    """The take."""
    beat: Beat
    """Which beat waits."""
    cue: Cue
    """For what."""
    me: str
    """Who reads it; empty: nobody of the scene."""


def cue_words(context: Context, beat: Beat, me: str) -> Words:
    """What a beat starts on, told to one person.

    Args:
        context: the take.
        beat: whose cue.
        me: who reads it; empty: nobody of the scene, so everybody is named.
    """
    cue = beat.start
    mine = me in beat.who
    if cue is None:
        outcome = context.outcomes.get(beat.id)
        if outcome is not None and outcome.start is not None and outcome.start <= _AT_ONCE:
            return Words(pattern="cue.action")
        if mine:
            return Words(pattern="cue.next")
        return Words(pattern="cue.other.next", slots=(("who", people(beat.who)),))
    if cue.kind == "time":
        return _after_action(cue)
    pattern, slots = _KINDS[cue.kind](_Wait(context=context, beat=beat, cue=cue, me=me))
    if cue.delay_s > 0.0:
        return Words(pattern=f"{pattern}+", slots=(*slots, ("delay", Amount(value=cue.delay_s, unit="s"))))
    return Words(pattern=pattern, slots=slots)


def cut_words(context: Context, cue: Cue | None, me: str) -> Words:
    """What a camera's turn begins on, told to one person."""
    if cue is None:
        return Words(pattern="cue.action")
    turn = Beat(id="", number=0, who=(), channels=(), intent=Intent(move="look"), start=cue)
    return cue_words(context, turn, me)


def cut_cue(context: Context, tick: int, camera: str) -> Cue | None:
    """The cue of the cut to a camera that came at a tick; None for the first cut."""
    cuts = [cut for cut in context.take.rehearsal.scene.cuts if cut.camera == camera]
    if not cuts:
        return None

    def off(cue: Cue | None) -> float:
        moment = 0.0 if cue is None else _moment(context, cue)
        return inf if moment is None else abs(moment - tick)

    return min((cut.on for cut in cuts), key=off)


def _moment(context: Context, cue: Cue) -> float | None:
    """When a cue came in the take, ms, where the take says so by itself."""
    delay = 1000.0 * cue.delay_s
    if cue.kind == "time":
        return delay
    spoken = {line: tick for tick, line in context.take.lines}
    line = context.lines.get(cue.ref)
    if line is not None and cue.ref in spoken:
        words = {word: 1000.0 * at for word, at in reversed(line.words)}
        inside = {"line end": 1000.0 * line.duration_s, "word": words.get(cue.word, 0.0)}.get(cue.kind, 0.0)
        return spoken[cue.ref] + inside + delay
    outcome = context.outcomes.get(cue.ref)
    tick = None if outcome is None else outcome.start if cue.kind == "start" else outcome.end
    return None if tick is None else tick + delay


def until_words(context: Context, beat: Beat) -> Words | None:
    """What a state ends on; None for what ends by itself."""
    cue = beat.until
    if cue is None:
        return (
            Words(pattern="until.told") if beat.intent.move in STATES and beat.intent.move != "look" else None
        )
    slots: Slots
    if cue.kind == "time":
        slots = (("delay", Amount(value=cue.delay_s, unit="s")),)
    else:
        _, slots = _KINDS[cue.kind](_Wait(context=context, beat=beat, cue=cue, me=""))
    return Words(pattern=f"until.{cue.kind}", slots=slots)


def _after_action(cue: Cue) -> Words:
    if cue.delay_s <= 0.0:
        return Words(pattern="cue.action")
    return Words(pattern="cue.time", slots=(("delay", Amount(value=cue.delay_s, unit="s")),))


def _of_beat(wait: _Wait) -> tuple[str, Slots]:
    """Start, end, success or failure of another beat."""
    other = wait.context.beats.get(wait.cue.ref)
    if other is None:
        slots: Slots = (("who", Name(text="…", kind="person")), ("move", Name(text=wait.cue.ref)))
        return f"cue.{wait.cue.kind}", slots
    move = Term(table="move", key=other.intent.move)
    if wait.me in other.who:
        return f"cue.own.{wait.cue.kind}", (("move", move),)
    return f"cue.{wait.cue.kind}", (("move", move), ("who", people(other.who)))


def _of_line(wait: _Wait) -> tuple[str, Slots]:
    """Start or end of a line, or a word in it."""
    said: Slot = wait.context.said(wait.cue.ref, last=wait.cue.kind == "line end")
    slots: Slots = (
        ("line", Name(text=wait.cue.ref, kind="line")),
        ("who", wait.context.speaker(wait.cue.ref, wait.me)),
        ("said", said),
        ("word", Name(text=wait.cue.word, kind="quote")),
    )
    return f"cue.{wait.cue.kind}", slots


def _of_things(wait: _Wait) -> tuple[str, Slots]:
    """Two things that touch, or are so near."""
    distance = Amount(value=wait.cue.distance_m or 0.0, unit="m")
    first, second = wait.cue.a, wait.cue.b
    if second is not None and _is_all_of(second, wait.me):
        first, second = second, first
    slots: Slots = (("a", _thing(first, wait.beat)), ("b", _thing(second, wait.beat)), ("distance", distance))
    mine = wait.me != "" and (wait.me in wait.beat.who if first is None else _is_all_of(first, wait.me))
    return f"cue.own.{wait.cue.kind}" if mine else f"cue.{wait.cue.kind}", slots


def _reached(wait: _Wait) -> tuple[str, Slots]:
    """Something within arm's reach of whoever does the beat."""
    thing = wait.cue.b or wait.beat.intent.target
    if thing is None and wait.beat.intent.prop is not None:
        thing = Target(kind="prop", name=wait.beat.intent.prop)
    slots: Slots = (("b", _thing(thing, wait.beat)), ("who", people(wait.beat.who)))
    if wait.me in wait.beat.who:
        return "cue.reach", slots
    if thing is not None and thing.kind == "person" and thing.name == wait.me:
        return "cue.other.reach.you", slots
    return "cue.other.reach", slots


def _light(wait: _Wait) -> tuple[str, Slots]:
    return "cue.light", (("light", Term(table="light", key=wait.cue.ref)),)


def _is_all_of(target: Target, person: str) -> bool:
    return target.kind == "person" and target.name == person and not target.part


def _thing(target: Target | None, beat: Beat) -> Slot:
    """A thing of a cue; the beat's owner where none is named."""
    if target is not None:
        return target
    return who(beat.who[0], "") if beat.who else Name(text="…")


_KINDS: Final[dict[str, Callable[[_Wait], tuple[str, Slots]]]] = {
    "start": _of_beat,
    "end": _of_beat,
    "caught": _of_beat,
    "missed": _of_beat,
    "word": _of_line,
    "line": _of_line,
    "line end": _of_line,
    "contact": _of_things,
    "distance": _of_things,
    "reach": _reached,
    "light": _light,
}
