"""What one person does in a take, entry by entry: own beats, hands that must open, what others do to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from offworld.film.blocking import Beat, Intent, Target
from offworld.film.camera import SetUp
from offworld.film.cue_card import Amount, CardEntry, HoldSpan, Name, Slot, Term, Words
from offworld.film.signal import signalled
from offworld.report.cards.context import Context, heading, limbs
from offworld.report.cards.cues import cue_words, cut_cue, cut_words, until_words
from offworld.report.cards.deeds import deed_words, how_words, meant_words

_QUIET: Final = ("say", "look")
_OPENS: Final = ("let go", "release", "give", "throw")
"""Moves that open the hand themselves."""
_CAN_FAIL: Final = ("catch", "brake", "hold", "pull", "push off")
"""Moves after whose failure one floats: if nothing is written, one gets hold of the nearest thing."""
_NEAREST: Final = Intent(move="hold", target=Target(kind="nearest", name="handhold"))
_DONE_TO: Final = ("give", "throw", "catch", "hold", "take", "push off", "reach")
_ENDING: Final = ("pull", "push off", "convulse", "push apart", "brake", "carry", "turn")
"""Moves that take a while and end by themselves: when they ended is told."""


def entries_of(context: Context, me: str, holds: tuple[HoldSpan, ...]) -> tuple[CardEntry, ...]:
    """Everything that one person has to do or bear, in order of time; what never began comes last."""
    found = [
        *_helps(context, me),
        *_own(context, me, holds),
        *openings(context, me),
        *_others(context, me),
        *_turns(context, me),
    ]
    last = context.take.length + 1
    order = {"other": 0, "deed": 1, "let go": 2, "picture": 3, "line": 4}
    return tuple(sorted(found, key=lambda each: (last if each.tick is None else each.tick, order[each.kind])))


def _helps(context: Context, me: str) -> Iterator[CardEntry]:
    """Holding somebody by the feet, or being held so, from before the first moment on."""
    for start in context.take.rehearsal.scene.people:
        if start.held_by is None or me not in {start.person, start.held_by}:
            continue
        grips = [hold for hold in context.take.holds if hold.start == 0 and hold.kind == "hand"]
        by_me = [
            (limb, context.thing_of(hold))
            for hold in grips
            if (limb := context.limb_of(hold)[1]) and context.limb_of(hold)[0] == start.held_by
        ]
        grip = [
            Words(
                pattern="how.grip",
                slots=(("limb", limbs((limb,))), ("part", Term(table="part", key=thing.part))),
            )
            for limb, thing in by_me
            if thing.kind == "person" and thing.name == start.person and thing.part
        ]
        helper = me == start.held_by
        other = Name(text=start.person if helper else start.held_by, kind="person")
        yield CardEntry(
            tick=0, end=None, kind="deed", beat="", cue=Words(pattern="cue.action"), signal=False,
            deed=Words(pattern="deed.help" if helper else "deed.helped", slots=(("who", other),)),
            details=(*(grip if helper else ()), Words(pattern="until.scene")),
        )  # fmt: skip


def _own(context: Context, me: str, holds: tuple[HoldSpan, ...]) -> Iterator[CardEntry]:
    for beat in context.take.rehearsal.scene.beats:
        if me not in beat.who:
            continue
        outcome = context.outcomes.get(beat.id)
        start, end = (outcome.start, outcome.end) if outcome else (None, None)
        details = [*how_words(beat.intent, beat, me), *meant_words(beat)]
        until = until_words(context, beat)
        if until is not None and beat.intent.duration_s is None:
            details.append(until)
        details += _seen(beat, holds, start, end)
        yield CardEntry(
            tick=start,
            end=end,
            kind="line" if beat.intent.move in _QUIET else "deed",
            beat=beat.id,
            cue=cue_words(context, beat, me),
            signal=signalled(beat),
            deed=deed_words(context, beat.intent, beat, me),
            details=tuple(details),
            otherwise=_otherwise(context, beat, me),
            outcome=outcome.outcome if outcome else None,
        )


def _seen(beat: Beat, holds: tuple[HoldSpan, ...], start: int | None, end: int | None) -> list[Words]:
    """When the hand was on it, or when it was over, as the take had it."""
    if start is None or end is None:
        return []
    if beat.intent.move in {"catch", "take", "hold"}:
        got = [hold.start for hold in holds if start < hold.start <= end and hold.limb in beat.intent.limbs]
        return [_at("how.got", got[0])] if got else []
    return [_at("how.ended", end)] if beat.intent.move in _ENDING else []


def _at(pattern: str, tick: int) -> Words:
    return Words(pattern=pattern, slots=(("at", Amount(value=float(tick), unit="clock")),))


def _otherwise(context: Context, beat: Beat, me: str) -> tuple[Words, ...]:
    intent = beat.otherwise
    if intent is None and beat.intent.move in _CAN_FAIL and not beat.wanted_miss:
        intent = _NEAREST
    if intent is None:
        return ()
    other = intent.limbs and set(intent.limbs) != set(beat.intent.limbs)
    how = how_words(intent, beat, me) if other else ()
    return (deed_words(context, intent, beat, me), *how)


def openings(context: Context, me: str) -> Iterator[CardEntry]:
    """Hands and feet that open during a move of the whole body: the moment that counts."""
    opened: dict[tuple[int, Target, str], list[str]] = {}
    for hold in context.take.holds:
        person, limb = context.limb_of(hold)
        if person == me and limb is not None and hold.end is not None and hold.ended_by == "let go":
            beat = _ending_beat(context, me, hold.end)
            if beat is not None:
                opened.setdefault((hold.end, context.thing_of(hold), beat), []).append(limb)
    for (tick, thing, beat), which in opened.items():
        move = Term(table="move", key=context.beats[beat].intent.move)
        yield CardEntry(
            tick=tick, end=tick, kind="let go", beat=beat, signal=False,
            cue=Words(pattern="cue.during", slots=(("move", move),)),
            deed=Words(pattern="let go", slots=(("thing", thing),)),
            details=(Words(pattern="how.limb", slots=(("limb", limbs(which)),)),),
        )  # fmt: skip


def _ending_beat(context: Context, me: str, tick: int) -> str | None:
    """The beat during which a hand of one's own opened; None if that beat is about opening it."""
    for event in context.take.events:
        if event.tick == tick and event.kind == "let go" and event.who == me and event.beat in context.beats:
            opens = context.beats[event.beat].intent.move in _OPENS
            return None if opens else event.beat
    return None


def _others(context: Context, me: str) -> Iterator[CardEntry]:
    """What others do to one."""
    for beat in context.take.rehearsal.scene.beats:
        intent = beat.intent
        touched = intent.source if intent.move in {"take", "push off"} else intent.target
        if me in beat.who or intent.move not in _DONE_TO or touched is None:
            continue
        if touched.kind != "person" or touched.name != me:
            continue
        outcome = context.outcomes.get(beat.id)
        details: tuple[Words, ...] = ()
        if intent.to_channel is not None:
            details = (Words(pattern="how.into", slots=(("limb", limbs((intent.to_channel,))),)),)
        if intent.fumbled:
            details = (*details, Words(pattern="how.fumbled.other"))
        yield CardEntry(
            tick=outcome.start if outcome else None, end=outcome.end if outcome else None, kind="other",
            beat=beat.id, cue=cue_words(context, beat, me), signal=signalled(beat),
            deed=_done_to_me(beat, touched), details=details, outcome=outcome.outcome if outcome else None,
        )  # fmt: skip


def _done_to_me(beat: Beat, touched: Target) -> Words:
    slots: list[tuple[str, Slot]] = [("who", Name(text=beat.who[0], kind="person"))]
    pattern = f"other.{beat.intent.move}"
    if beat.intent.move in {"catch", "hold", "reach"}:
        if touched.part:
            slots.append(("part", Term(table="part", key=touched.part)))
        else:
            pattern += ".plain"
    if beat.intent.move in {"give", "take", "throw"}:
        slots.append(("prop", Target(kind="prop", name=beat.intent.prop or "…")))
    return Words(pattern=pattern, slots=tuple(slots))


def _turns(context: Context, me: str) -> Iterator[CardEntry]:
    """When the camera in one's hands has the picture, and when not."""
    mine = {set_up.id: set_up for set_up in context.take.rehearsal.scene.set_ups if set_up.by == me}
    cuts = context.take.cuts if mine else ()
    for number, (tick, camera) in enumerate(cuts):
        cue = cut_words(context, cut_cue(context, tick, camera), me)
        end = cuts[number + 1][0] if number + 1 < len(cuts) else None
        if camera in mine:
            yield CardEntry(
                tick=tick, end=end, kind="picture", beat="", cue=cue, signal=False,
                deed=_framed(mine[camera]), details=_lens(context, mine[camera]),
            )  # fmt: skip
        elif number and cuts[number - 1][1] in mine:
            before = mine[cuts[number - 1][1]]
            off = Words(pattern="picture.off", slots=(("camera", Name(text=before.id, kind="person")),))
            yield CardEntry(tick=tick, end=end, kind="picture", beat="", cue=cue, signal=False, deed=off)


def _framed(set_up: SetUp) -> Words:
    camera: tuple[str, Slot] = ("camera", Name(text=set_up.id, kind="person"))
    target = set_up.follows or set_up.looks_at
    if target is None:
        return Words(pattern="picture.plain", slots=(camera,))
    return Words(pattern="picture", slots=(camera, ("target", target)))


def _lens(context: Context, set_up: SetUp) -> tuple[Words, ...]:
    """Focal length, and whose up the top of the frame follows."""
    lens = Words(pattern="how.lens", slots=(("lens", Amount(value=set_up.lens_mm, unit="mm")),))
    return (lens, top_words(context, set_up))


def top_words(context: Context, set_up: SetUp) -> Words:
    """Whose up the top of a set-up's frame follows."""
    if set_up.up_vector is not None:
        return Words(pattern="how.top.of", slots=(("up", heading(set_up.up_vector)),))
    if set_up.up in {person.id for person in context.take.rehearsal.people}:
        return Words(pattern="how.top", slots=(("who", Name(text=set_up.up, kind="person")),))
    return Words(pattern="how.top.of", slots=(("up", Term(table="up", key=set_up.up)),))
