"""What to do, in words: the sentence of a move, and how it is done."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from offworld.film.blocking import CAMERA_MOVES, Beat, Intent, Target
from offworld.film.cue_card import Amount, Name, Slot, Term, Words
from offworld.report.cards.context import Context, heading, limbs, people

Slots = tuple[tuple[str, Slot], ...]
_BY_ITSELF: Final = (
    "pull", "convulse", "go limp", "be held", "stay", "drift", "chain", "push apart", "turn", "tuck", "open",
)  # fmt: skip
"""Moves whose sentence says with what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deed:
    """What a sentence is made from."""

    context: Context
    """The take."""
    intent: Intent
    """The move with its arguments."""
    beat: Beat
    """Whose it is."""
    me: str
    """Who reads it."""


def deed_words(context: Context, intent: Intent, beat: Beat, me: str) -> Words:
    """The sentence of a move.

    Args:
        context: the take.
        intent: the move with its arguments.
        beat: whose it is; of an `else` the beat it belongs to.
        me: who reads it; empty: nobody of the scene.
    """
    make = _SENTENCES.get(intent.move)
    deed = _Deed(context=context, intent=intent, beat=beat, me=me)
    pattern, slots = make(deed) if make else (intent.move, ())
    return Words(pattern=f"deed.{pattern}", slots=slots)


def how_words(intent: Intent, beat: Beat, me: str) -> tuple[Words, ...]:
    """How a move is done: with which limb, from where, where to, how fast."""
    found: list[Words] = []

    def add(pattern: str, name: str, slot: Slot) -> None:
        found.append(Words(pattern=f"how.{pattern}", slots=((name, slot),)))

    with_what = intent.limbs or tuple(limb for limb in beat.channels if limb.endswith(("hand", "foot")))
    if with_what and intent.move not in {*_BY_ITSELF, *CAMERA_MOVES}:
        add("limb", "limb", limbs(with_what))
    if intent.source is not None and intent.move in {"push off", "take"}:
        add("from", "thing", intent.source)
    if intent.target is not None and intent.move in {"push off", "pull", "drift", "carry"}:
        add("to", "thing", intent.target)
    if intent.direction is not None:
        add("heading", "heading", heading(intent.direction))
    found += _measures(intent)
    if intent.lie != "any":
        found.append(_lie(intent, me))
    if intent.duration_s is not None:
        add("for", "duration", Amount(value=intent.duration_s, unit="s"))
    if intent.to_channel is not None:
        add("into", "limb", limbs((intent.to_channel,)))
    if intent.fumbled:
        found.append(Words(pattern="how.fumbled.give" if intent.move == "give" else "how.fumbled.take"))
    return tuple(found)


def _measures(intent: Intent) -> list[Words]:
    """How fast, by how much, how far, in what time."""
    found: list[Words] = []

    def add(pattern: str, name: str, amount: Amount) -> None:
        found.append(Words(pattern=f"how.{pattern}", slots=((name, amount),)))

    if intent.speed is not None:
        add("down to" if intent.move == "brake" else "speed", "speed", Amount(value=intent.speed, unit="m/s"))
    if intent.angle_rad is not None:
        add("turn", "angle", Amount(value=math.degrees(intent.angle_rad), unit="°"))
    if intent.distance_m is not None:
        far = {"clip tether": "length", "dolly": "far"}.get(intent.move, "apart")
        add(far, "distance", Amount(value=intent.distance_m, unit="m"))
    if intent.within_s is not None:
        add("within", "duration", Amount(value=intent.within_s, unit="s"))
    return found


def meant_words(beat: Beat) -> tuple[Words, ...]:
    """What is meant to happen: a touch, a miss."""
    found = [Words(pattern="how.touch")] if beat.wanted_touch else []
    return (*found, Words(pattern="how.miss")) if beat.wanted_miss else tuple(found)


def _lie(intent: Intent, me: str) -> Words:
    lie: tuple[str, Slot] = ("lie", Term(table="lie", key=intent.lie))
    if intent.who_lies == me:
        return Words(pattern="how.lie.you", slots=(lie,))
    if intent.who_lies is not None:
        return Words(pattern="how.lie", slots=(lie, ("who", Name(text=intent.who_lies, kind="person"))))
    return Words(pattern="how.lie.any", slots=(lie,))


def _target(intent: Intent) -> Slots:
    return (("target", intent.target),) if intent.target is not None else ()


def _prop(intent: Intent) -> tuple[str, Slot]:
    return "prop", Target(kind="prop", name=intent.prop or "…")


def _pull(deed: _Deed) -> tuple[str, Slots]:
    return (
        ("pull", (("source", deed.intent.source),)) if deed.intent.source is not None else ("pull.plain", ())
    )


def _hold(deed: _Deed) -> tuple[str, Slots]:
    target = deed.intent.target
    if target is None:
        return "hold.plain", ()
    on_foot = any(limb.endswith("foot") for limb in deed.intent.limbs or deed.beat.channels)
    sort = {"person": "person", "prop": "prop"}.get(target.kind, "foot" if on_foot else "thing")
    return f"hold.{'loop' if sort == 'foot' and deed.context.is_loop(target) else sort}", _target(deed.intent)


def _catch(deed: _Deed) -> tuple[str, Slots]:
    if deed.intent.target is None:
        return "catch.plain", ()
    return f"catch.{ {'person': 'person', 'prop': 'prop'}.get(deed.intent.target.kind, 'thing') }", _target(
        deed.intent
    )


def _stay(deed: _Deed) -> tuple[str, Slots]:
    others: Slot = people([name for name in deed.beat.who if name != deed.me])
    if others == () and deed.intent.target is not None:
        others = deed.intent.target
    if deed.intent.relation is None or others == ():
        return "stay.plain", ()
    if deed.me not in deed.beat.who and len(deed.beat.who) > 1:
        return f"stay.{deed.intent.relation}.all", ()
    return f"stay.{deed.intent.relation}", (("others", others),)


def _carry(deed: _Deed) -> tuple[str, Slots]:
    whom, source = deed.intent.whom, deed.intent.source
    if whom is None or source is None:
        return "carry.plain", ()
    return "carry", (("whom", whom), ("source", source))


def _chain(deed: _Deed) -> tuple[str, Slots]:
    who, source = deed.beat.who, deed.intent.source
    if deed.me not in who or len(who) < 2 or source is None:
        return "chain", ()
    at = who.index(deed.me)
    before: Slots = (("before", Name(text=who[at - 1], kind="person")),)
    after: Slots = (("next", Name(text=who[at + 1], kind="person")),) if at + 1 < len(who) else ()
    if at == 0:
        return "chain.first", (("source", source), *after)
    return ("chain.middle", (*before, *after)) if after else ("chain.last", before)


def _push_apart(deed: _Deed) -> tuple[str, Slots]:
    others: Slot = people([name for name in deed.beat.who if name != deed.me])
    together = deed.me in deed.beat.who and others != ()
    return ("push apart", (("others", others),)) if together else ("push apart.all", ())


def _with_target(deed: _Deed) -> tuple[str, Slots]:
    return (
        (deed.intent.move, _target(deed.intent))
        if deed.intent.target is not None
        else (f"{deed.intent.move}.plain", ())
    )


def _with_prop(deed: _Deed) -> tuple[str, Slots]:
    if deed.intent.move in {"give", "throw"} and deed.intent.target is None:
        return f"{deed.intent.move}.plain", (_prop(deed.intent),)
    return deed.intent.move, (_prop(deed.intent), *_target(deed.intent))


def _say(deed: _Deed) -> tuple[str, Slots]:
    name = deed.intent.line or ""
    whole = deed.context.lines[name].text if name in deed.context.lines else "…"
    return "say", (("line", Name(text=name, kind="line")), ("said", Name(text=whole, kind="quote")))


def _frame(deed: _Deed) -> tuple[str, Slots]:
    """Pan, tilt, roll and dolly: which way, or towards what."""
    move, sense = deed.intent.move, deed.intent.sense
    if sense:
        return move, (("way", Term(table="sense", key=sense)),)
    if move == "dolly" and deed.intent.target is not None:
        return "dolly.to", _target(deed.intent)
    return f"{move}.plain", ()


def _turn(deed: _Deed) -> tuple[str, Slots]:
    """Which way, or to face what; left or right with that says which way round."""
    if deed.intent.target is not None:
        return "turn.face", _target(deed.intent)
    return "turn", (("way", Term(table="sense", key=deed.intent.sense or "left")),)


_SENTENCES: Final[dict[str, Callable[[_Deed], tuple[str, Slots]]]] = {
    "pull": _pull,
    "hold": _hold,
    "catch": _catch,
    "let go": _with_target,
    "release": _with_prop,
    "stay": _stay,
    "reach": _with_target,
    "look": _with_target,
    "give": _with_prop,
    "take": _with_prop,
    "say": _say,
    "be held": _with_target,
    "push apart": _push_apart,
    "chain": _chain,
    "carry": _carry,
    "brake": _with_target,
    "clip tether": _with_target,
    "throw": _with_prop,
    "turn": _turn,
    "follow": _with_target,
    "pan": _frame,
    "tilt": _frame,
    "roll": _frame,
    "dolly": _frame,
}
"""By move; a move that is not here has a sentence without gaps."""
