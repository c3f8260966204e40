"""From a take and its findings to cue cards: who does what, when, on which cue, with which hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from offworld.film.blocking import Target
from offworld.film.cue_card import Amount, CueCard, HoldSpan, Name, Slot, Term, Words
from offworld.film.finding import Finding
from offworld.film.scene import HoldStart, PersonStart
from offworld.film.take import Take
from offworld.report.cards.context import Context, heading, limbs
from offworld.report.cards.entries import entries_of
from offworld.report.cards.watch import avoid_words, mind_words

_FAR: Final = 100.0
"""A point farther away than this, metres, is in no room: it stands for a direction."""


def cue_cards(take: Take, findings: Sequence[Finding] = ()) -> tuple[CueCard, ...]:
    """A card for everybody in a scene, helpers among them, in order of the scene file."""
    context = Context.of(take)
    return tuple(
        _card(context, person.id, number, findings) for number, person in enumerate(take.rehearsal.people)
    )


def _card(context: Context, me: str, number: int, findings: Sequence[Finding]) -> CueCard:
    holds = _holds(context, me)
    return CueCard(
        person=me,
        number=number,
        roles=_roles(context, me),
        start=_start(context, me),
        entries=entries_of(context, me, holds),
        holds=holds,
        avoid=avoid_words(context, me, findings),
        mind=mind_words(context, me, findings),
    )


def _holds(context: Context, me: str) -> tuple[HoldSpan, ...]:
    """What the hands and feet of one person hold, in order of time."""
    found = []
    for hold in context.take.holds:
        person, limb = context.limb_of(hold)
        if person == me and limb is not None:
            found.append(
                HoldSpan(
                    limb=limb, thing=context.thing_of(hold), start=hold.start, end=hold.end,
                    slips=hold.ended_by == "slip",
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.start, each.limb)))


def _starts(context: Context) -> dict[str, PersonStart]:
    return {start.person: start for start in context.take.rehearsal.scene.people}


def _roles(context: Context, me: str) -> tuple[Words, ...]:
    """What one is in the scene besides acting."""
    starts = _starts(context)
    found = []
    for set_up in context.take.rehearsal.scene.set_ups:
        if set_up.by == me:
            lens = Amount(value=set_up.lens_mm, unit="mm")
            found.append(_words("role.operates", camera=Name(text=set_up.id, kind="person"), lens=lens))
    mine = starts.get(me)
    if mine is not None and mine.held_by is not None:
        found.append(_words("role.held by", who=Name(text=mine.held_by, kind="person")))
    found += [
        _words("role.holds", who=Name(text=other.person, kind="person"))
        for other in starts.values()
        if other.held_by == me
    ]
    if mine is not None and mine.strapped is not None:
        found.append(_words("role.patient", thing=mine.strapped))
    if mine is not None and mine.limp:
        found.append(_words("role.limp"))
    return tuple(found)


def _start(context: Context, me: str) -> tuple[Words, ...]:
    """How one is before it begins, as the scene file says it."""
    starts = _starts(context)
    start = starts.get(me)
    if start is None:
        return ()
    found = []
    if start.strapped is not None:
        found.append(_words("start.strapped", thing=start.strapped))
    found += _gripped(context, start.holds)
    for prop in context.take.rehearsal.scene.props:
        if prop.held_by == me and prop.hand is not None and start.operates is None:
            found.append(
                _words("start.prop", thing=Target(kind="prop", name=prop.prop), limb=limbs((prop.hand,)))
            )
    if start.operates is not None:
        found.append(_words("start.operates", camera=Name(text=start.operates, kind="person")))
    if start.held_by is not None:
        found.append(_words("start.held by", who=Name(text=start.held_by, kind="person")))
    found += [
        _words("start.holds", who=Name(text=other.person, kind="person"))
        for other in starts.values()
        if other.held_by == me
    ]
    return (*found, *_placed(start))


def _gripped(context: Context, holds: Sequence[HoldStart]) -> list[Words]:
    """What hands and feet are on, things held by both in one."""
    together: dict[Target, list[str]] = {}
    for hold in holds:
        together.setdefault(hold.target, []).append(hold.limb)
    return [
        _words("start.hold.loop" if context.is_loop(thing) else "start.hold", limb=limbs(which), thing=thing)
        for thing, which in together.items()
    ]


def _placed(start: PersonStart) -> list[Words]:
    """Where one is and how one lies."""
    found = []
    if start.up is not None:
        found.append(_words("start.up", heading=heading(start.up)))
    if start.lying is not None and start.lying != "any" and start.lying_to is not None:
        other = Name(text=start.lying_to, kind="person")
        found.append(_words("start.lying", lie=Term(table="lie", key=start.lying), who=other))
    if start.facing is not None:
        found.append(_facing(start.facing))
    if start.position is not None:
        found.append(_words("start.at", thing=start.position))
    if any(start.drift):
        size = sum(part * part for part in start.drift) ** 0.5
        way = (start.drift[0] / size, start.drift[1] / size, start.drift[2] / size)
        speed = Amount(value=size, unit="m/s")
        found.append(_words("start.drift", speed=speed, heading=heading(way)))
    if start.limp:
        found.append(_words("start.limp"))
    return found


def _facing(target: Target) -> Words:
    """What the chest faces: a thing, or a direction, which the scene file writes as a far point."""
    x, y, z = target.offset
    far = (x * x + y * y + z * z) ** 0.5
    if target.kind == "point" and far > _FAR:
        return _words("start.facing.way", heading=heading((x / far, y / far, z / far)))
    return _words("start.facing", thing=target)


def _words(pattern: str, **slots: Slot) -> Words:
    return Words(pattern=pattern, slots=tuple(slots.items()))
