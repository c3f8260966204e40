"""People and props where they cannot be, and moves that a body there cannot make."""

from __future__ import annotations

from collections import Counter
from typing import Final

from offworld.film.scene import Scene
from offworld.film.world import World
from offworld.script.checks.channels import Wrong
from offworld.script.moves import NOT_YET_REMEDY, NOT_YET_WHY
from offworld.script.worlds import ON_THE_GROUND

_TRAVEL: Final = ("push off", "pull", "drift", "stay")


def check_weight(scene: Scene, world: World, wrong: Wrong) -> None:
    """On the ground people are strapped, seated or held, and do not go anywhere."""
    if world.kind not in ON_THE_GROUND:
        return
    for start in scene.people:
        if start.strapped is None and start.held_by is None:
            what = f"{start.person} would have to stand on {world.kind}: {NOT_YET_WHY}"
            wrong(start.place if start.place.line else scene.place, what, NOT_YET_REMEDY, "not-yet")
    for beat in scene.beats:
        if beat.intent.move in _TRAVEL:
            what = f"{beat.intent.move!r} on {world.kind} would be walking: {NOT_YET_WHY}"
            wrong(beat.place, what, NOT_YET_REMEDY, "not-yet")


def check_holders(scene: Scene, wrong: Wrong) -> None:
    """Who is held is held by somebody who is not held by them in turn."""
    holders = {start.person: start.held_by for start in scene.people}
    for start in scene.people:
        seen, person = {start.person}, start.held_by
        while person is not None and person not in seen:
            seen.add(person)
            person = holders.get(person)
        if person == start.person:
            what = f"{start.person} is held by somebody whom {start.person} holds"
            wrong(start.place, what, "let one of them hold the set", "held-in-a-ring")
    for holder, count in Counter(name for name in holders.values() if name).items():
        if count > 1:
            place = next(start.place for start in scene.people if start.held_by == holder)
            what = f"{holder} holds {count} people by the feet"
            wrong(place, what, "two hands hold one pair of feet: name another holder", "holds-too-many")


def check_hands(scene: Scene, wrong: Wrong) -> None:
    """A hand holds one thing when the scene starts, and a camera has one operator."""
    held: dict[tuple[str, str], str] = {}
    for person in scene.people:
        for hold in person.holds:
            if "hand" in hold.limb:
                held[person.person, hold.limb] = hold.target.name or "a rail"
    for person in scene.people:
        if person.held_by is not None:
            for hand in ("left hand", "right hand"):
                if (person.held_by, hand) in held:
                    what = f"{person.held_by} holds {person.person} with hands that hold something else"
                    wrong(person.place, what, "hold on with the feet, 'left foot in loop.2'", "hand-taken")
                    break
    for prop in scene.props:
        if prop.held_by is None or prop.hand is None:
            continue
        other = held.get((prop.held_by, prop.hand))
        if other is not None:
            what = f"the {prop.hand} of {prop.held_by} holds {other} and {prop.prop} at once"
            wrong(prop.place, what, "use the other hand, or a foot", "hand-taken")
        held[prop.held_by, prop.hand] = prop.prop
    operators = {set_up.id: set_up for set_up in scene.set_ups}
    for person in scene.people:
        set_up = operators.get(person.operates or "")
        if set_up is not None and set_up.by != person.person:
            who = set_up.by or "nobody: it is fixed"
            what = f"{person.person} operates camera {set_up.id}, which is held by {who}"
            wrong(person.place, what, f"write 'by: {person.person}' at camera {set_up.id}", "operator")


def check_movers(scene: Scene, wrong: Wrong) -> None:
    """Who is strapped goes nowhere, and a line is said once."""
    strapped = {start.person for start in scene.people if start.strapped is not None}
    sayers: dict[str, str] = {}
    for beat in scene.beats:
        fixed = sorted(strapped & set(beat.who))
        if fixed and beat.intent.move in _TRAVEL:
            what = f"{fixed[0]} is strapped and cannot {beat.intent.move}"
            wrong(beat.place, what, "change the start line, or take the beat out", "strapped")
        line = beat.intent.line
        if line is not None and line in sayers:
            what = f"{line} is said a second time (first by {sayers[line]!r})"
            wrong(beat.place, what, "a line is said once: cues name it", "said-again")
        elif line is not None:
            sayers[line] = beat.id
