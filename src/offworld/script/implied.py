"""What a scene file leaves unsaid: people only named, things at hand, cameras, lines nobody was told to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from offworld.film.basic import Place
from offworld.film.blocking import Beat, Cue, Intent, Target
from offworld.film.camera import SetUp
from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.scene import Line, PersonStart, PropStart
from offworld.film.stage_set import StageSet
from offworld.script.people import default_camera
from offworld.text import Node, Sheet

OPENING_S: Final = 1.0
"""Seconds before the first line of a scene that no beat says; recalled."""
BREATH_S: Final = 0.5
"""Seconds between one line and the next when no beat says when; recalled."""


def with_everybody(
    starts: Sequence[PersonStart], beats: Sequence[Beat], set_ups: Sequence[SetUp]
) -> tuple[PersonStart, ...]:
    """Everyone in the scene: those with a start line, then those whom others, beats or cameras name."""
    found = {start.person: start for start in starts}
    named: list[str] = []
    for start in starts:
        named += [name for name in (start.held_by, start.lying_to) if name is not None]
        named += [hold.target.name for hold in start.holds if hold.target.kind == "person"]
    for beat in beats:
        named += beat.who
        targets = (beat.intent.target, beat.intent.source, beat.intent.whom)
        named += [target.name for target in targets if target is not None and target.kind == "person"]
    named += [set_up.by for set_up in set_ups if set_up.by is not None]
    for name in named:
        found.setdefault(name, PersonStart(person=name))
    operators = {set_up.by: set_up.id for set_up in set_ups if set_up.by is not None}
    return tuple(
        replace(start, operates=operators[start.person])
        if start.operates is None and start.person in operators
        else start
        for start in found.values()
    )


def with_camera_props(
    set_ups: Sequence[SetUp], props: Mapping[str, Prop]
) -> tuple[tuple[SetUp, ...], dict[str, Prop]]:
    """Set-ups that are held, each with a camera prop of its own; a film that has too few gets more.

    Returns:
        The set-ups, and the props that had to be made.
    """
    taken = {set_up.prop for set_up in set_ups if set_up.prop is not None}
    free = [name for name, prop in props.items() if prop.camera and name not in taken]
    made: dict[str, Prop] = {}
    found = []
    for set_up in set_ups:
        if set_up.by is None or set_up.prop is not None:
            found.append(set_up)
            continue
        name = free.pop(0) if free else f"camera-{set_up.id.lower()}"
        if name not in props:
            made[name] = default_camera(name)
        found.append(replace(set_up, prop=name))
    return tuple(found), made


def with_all_props(
    starts: Sequence[PropStart],
    beats: Sequence[Beat],
    people: Sequence[PersonStart],
    set_ups: Sequence[SetUp],
    stage: StageSet | None,
    sheet: Sheet,
    where: Node,
) -> tuple[PropStart, ...]:
    """Every prop in the scene.

    Those with a start line; cameras in the hands of their operators; and those that beats name, in the hand that
    gives them if it is free, else stuck to the set's table.
    """
    found = {start.prop: start for start in starts}
    for set_up in set_ups:
        if set_up.by is not None and set_up.prop is not None:
            held = PropStart(prop=set_up.prop, held_by=set_up.by, hand="right hand", place=set_up.place)
            found.setdefault(set_up.prop, held)
    busy = {(start.person, hold.limb) for start in people for hold in start.holds}
    for beat in beats:
        prop = beat.intent.prop
        if prop is None or prop in found:
            continue
        hand = beat.intent.limbs[0]
        if beat.intent.move == "give" and (beat.who[0], hand) not in busy:
            found[prop] = PropStart(prop=prop, held_by=beat.who[0], hand=hand, place=beat.place)
        elif stage is None or stage.beds:
            bed = Target(kind="fitting", name=stage.beds[0].id if stage else "table", place=beat.place)
            found[prop] = PropStart(prop=prop, position=bed, stuck=True, place=beat.place)
        else:
            what = f"where {prop} is when the scene starts is not said"
            remedy = f"add to start: '{prop}: in {beat.who[0]}'s {hand}'"
            sheet.wrong(where, what, remedy, kind="prop-start")
    return tuple(found.values())


def say_the_rest(
    lines: Sequence[Line],
    beats: Sequence[Beat],
    speakers: Mapping[str, str],
    places: Mapping[str, Place],
) -> tuple[Beat, ...]:
    """Beats for the lines that no beat says, each after the line before it in the script.

    Args:
        lines: the lines of the scene, in order of the script.
        beats: the beats as written.
        speakers: person by line id.
        places: where each line stands in the script.
    """
    said = {beat.intent.line for beat in beats if beat.intent.move == "say"}
    found: list[Beat] = []
    before: str | None = None
    for line in lines:
        if line.id not in said and line.id in speakers:
            place = places[line.id]
            start = (
                Cue(kind="time", delay_s=OPENING_S, place=place)
                if before is None
                else Cue(kind="line end", ref=before, delay_s=BREATH_S, place=place)
            )
            person = speakers[line.id]
            found.append(
                Beat(
                    id=f"say-{line.id}", number=len(beats) + len(found) + 1, who=(person,),
                    channels=("voice",), intent=Intent(move="say", line=line.id), start=start,
                    text=f"{person} [voice]: say {line.id}", place=place,
                )
            )  # fmt: skip
        before = line.id
    return tuple(found)


def speaker_of(
    character: str, people: Mapping[str, Person], called: Mapping[str, Sequence[str]]
) -> str | None:
    """The person whom the script calls so; None if the film has none."""
    wanted = character.casefold()
    for name in people:
        if wanted in {name.casefold(), *(text.casefold() for text in called.get(name, ()))}:
            return name
    return None
