"""Beats: from rough ones to records, with their cues and channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from offworld.film.blocking import STATES, Beat, Channel, Cue, Intent, Target
from offworld.script.cues import Cueing, known_line, read_cue, read_when
from offworld.script.deeds import read_intent
from offworld.script.light_wishes import IN_LIGHT
from offworld.script.move_rule import LIMBS
from offworld.script.names import Names, read_person
from offworld.script.rough import RoughBeat
from offworld.script.said import Said


def read_beats(rough: Sequence[RoughBeat], names: Names) -> tuple[Beat, ...]:
    """The beats of a scene; those that are wrong are noted and left out."""
    cueing = cueing_of(rough, names)
    read = [_read_beat(beat, cueing) for beat in rough]
    whole = [beat for beat in read if beat is not None]
    # Judged on what is written: a beat that is wrong elsewhere must not hide the order of the others.
    return tuple(_after_own_move(beat, whole[:index]) for index, beat in enumerate(whole))


def cueing_of(rough: Sequence[RoughBeat], names: Names) -> Cueing:
    """What cues of the scene can refer to."""
    return Cueing(
        names=names,
        beats={beat.id: beat.move for beat in rough},
        owners={beat.id: tuple(name for name, _ in beat.owners) for beat in rough},
    )


def _read_beat(rough: RoughBeat, cueing: Cueing) -> Beat | None:
    names = cueing.names
    people = [read_person(token, names, rough.who, written=name) for name, token in rough.owners]
    owners = tuple(person for person in people if person is not None)
    if len(owners) < len(people) or not _owners_fit(rough, owners):
        return None
    found = read_intent(rough.deed, owners, rough.channels, names)
    if found is None:
        return None
    intent, channels = found
    fits, otherwise = _read_otherwise(rough, owners, channels, names)
    timing = _read_timing(rough.deed.timing(), cueing, _self(owners, intent))
    if timing is None or not fits:
        return None
    kinds = {said.kind for said in rough.deed.said}
    return Beat(
        id=rough.id,
        number=rough.number,
        who=owners,
        channels=channels,
        intent=intent,
        start=timing[0],
        until=timing[1],
        otherwise=otherwise,
        wanted_touch="touch_wanted" in kinds,
        wanted_miss="miss_wanted" in kinds,
        text=rough.text,
        place=rough.who.place(),
    )


def _owners_fit(rough: RoughBeat, owners: tuple[str, ...]) -> bool:
    if len(set(owners)) < len(owners):
        rough.who.wrong(None, "a person is named twice", "name each owner once", kind="owner-twice")
        return False
    if len(owners) > 1 and rough.move in {"give", "take", "throw", "release", "be held"}:
        what = f"{rough.move!r} is done by one person"
        rough.who.wrong(None, what, "write one beat for each", kind="one-owner")
        return False
    if rough.move == "chain" and len(owners) < 2:
        rough.who.wrong(
            None, "one person is no chain", "name all in order: 'a, b, c: chain'", kind="two-owners"
        )
        return False
    if rough.move == "push apart" and len(owners) != 2:
        rough.who.wrong(
            None, "two people push each other apart", "name both: 'a, b: push apart'", kind="two-owners"
        )
        return False
    return True


def _self(owners: tuple[str, ...], intent: Intent) -> Target:
    """What ``within reach`` and ``contact`` mean when they name one thing: the owner's limb."""
    limb = intent.limbs[0] if len(intent.limbs) == 1 else ""
    return Target(kind="person", name=owners[0], part=limb)


def _read_otherwise(
    rough: RoughBeat, owners: tuple[str, ...], channels: tuple[Channel, ...], names: Names
) -> tuple[bool, Intent | None]:
    """Whether the else is right, and its intent: done with the limbs of the beat where it can be."""
    deed = rough.otherwise
    if deed is None:
        return True, None
    for said in deed.timing():
        said.writing.wrong(said.tree, "an else has no cue of its own", "take it out", kind="else-cue")
        return False, None
    for said in (one for one in deed.said if one.kind == IN_LIGHT):
        what = "an else asks for no light of its own"
        said.writing.wrong(said.tree, what, "put it before the else", kind="else-light")
        return False, None
    limbs = tuple(channel for channel in channels if channel in LIMBS)
    own = any(said.kind == "with_limbs" for said in deed.said)
    borrowed = limbs if deed.verb in {"hold", "catch", "let go", "reach"} and not own else ()
    found = read_intent(deed, owners, borrowed, names)
    return found is not None, found[0] if found else None


def _read_timing(timing: Sequence[Said], cueing: Cueing, me: Target) -> tuple[Cue | None, Cue | None] | None:
    """Start and until; None if something is wrong, which is then noted."""
    start: Cue | None = None
    until: Cue | None = None
    started = ended = False
    for said in timing:
        begins = said.kind in {"begins", "spans", "from_line"}
        ends = said.kind in {"spans", "until", "until_scene_end"}
        if (begins and started) or (ends and ended):
            end = "start" if begins and started else "end"
            said.writing.wrong(said.tree, f"this says a second {end}", "keep one of them", kind="said-twice")
            return None
        started, ended = started or begins, ended or ends
        found = _read_said(said, cueing, me)
        if found is None:
            return None
        start, until = found[0] or start, found[1] or until
    return start, until


def _read_said(said: Said, cueing: Cueing, me: Target) -> tuple[Cue | None, Cue | None] | None:
    tree, writing = said.tree, said.writing
    if said.kind == "until_scene_end":
        return None, None
    if said.kind in {"spans", "from_line"}:
        if not all([known_line(token, cueing.names, writing) for token in tree.children]):  # noqa: C419
            return None
        ids = [str(token) for token in tree.children]
        start = Cue(kind="line", ref=ids[0], place=writing.place(tree))
        until = Cue(kind="line end", ref=ids[1], place=writing.place(tree)) if len(ids) == 2 else None
        return start, until
    child = tree.children[0]
    if said.kind == "until":
        cue = read_cue(child, cueing, me, writing, ended=False)
        return None if cue is None else (None, cue)
    assert not isinstance(child, str)
    cue = read_when(child, cueing, me, writing)
    return None if cue is None else (cue, None)


def _after_own_move(beat: Beat, before: Sequence[Beat]) -> Beat:
    """A beat of hand or foot without a cue waits until its owner's last move of the body has ended.

    One reads `zhenya: pull along hatch.rim to table` and then `zhenya [left foot]: hold table.loop` as one after
    the other, though the foot is free all the while.
    """
    if beat.start is not None or "body" in beat.channels or not set(beat.channels) & set(LIMBS):
        return beat
    moving = [
        other for other in before
        if set(other.who) & set(beat.who) and "body" in other.channels and other.intent.move not in STATES
        and other.intent.move != "convulse"
    ]  # fmt: skip
    if not moving:
        return beat
    return replace(beat, start=Cue(kind="end", ref=moving[-1].id, place=beat.place))
