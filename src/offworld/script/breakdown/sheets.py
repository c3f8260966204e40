"""The sheet of each scene: found in script and blocking, completed by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from offworld.film.breakdown import Need, SceneSheet, SheetHand, TimeOfDay
from offworld.film.categories import BY_ID, CATEGORIES
from offworld.film.scene import Film, Scene
from offworld.film.screenplay import ScriptScene
from offworld.script.breakdown.cast import Roles
from offworld.script.breakdown.headings import read_heading
from offworld.script.breakdown.words import capitals_in, named_in, things_in
from offworld.script.screenplay.emphasis import plain
from offworld.script.screenplay.pages import eighths

EIGHTHS_OF_A_SET_UP: Final = 3
"""Eighths of a page that one set-up covers where nothing says how many there are: a guess, near the handbook's 3 to 6
pages a day at 30 minutes a set-up (schedule, 2.2)."""
USUAL_PRIORITY: Final = 3
"""Of a scene of which nothing is said."""


class Sheets:
    """Makes the sheets of one film."""

    def __init__(self, film: Film, roles: Roles, numbers: frozenset[str]) -> None:
        """Begins.

        Args:
            film: with its blocked scenes.
            roles: names of the script.
            numbers: of all scenes of the script.
        """
        self._film, self._roles, self._numbers = film, roles, numbers
        self._things = {prop.id: re.sub(r"[-_]+", " ", prop.id) for prop in film.props if not prop.camera}
        self._cameras = {prop.id for prop in film.props if prop.camera}
        self._time: TimeOfDay = ""

    def sheet(self, name: str, scene: ScriptScene, hand: SheetHand) -> SceneSheet:
        """The sheet of a scene; to be asked for in order of the script."""
        heading = read_heading(plain(scene.heading.text))
        if not heading.same:
            self._time = heading.time
        blocked = [one for one in self._film.scenes if self._plays(one.id, scene.number)]
        set_id = blocked[0].set_id if blocked else self._set(heading.set_words)
        needs = self._needs(scene, blocked, hand)
        length = eighths(scene)
        wish = next((light for one in blocked if (light := self._wish(one))), "")
        synopsis = next((one.text for one in scene.elements if one.kind == "synopsis"), "")
        counted = max((len(one.set_ups) + len(one.framings) for one in blocked), default=0)
        return SceneSheet(
            id=name, number=scene.number, heading=plain(scene.heading.text), inside=heading.inside,
            set_words=heading.set_words, set_id=set_id, time=self._time, time_words=heading.time_words,
            eighths=length, line=scene.heading.line,
            needs=tuple(one for one in needs if one.category in BY_ID), candidates=self._candidates(scene, needs, hand),
            people=frozenset(one.person for one in needs if one.person) | _there(blocked, hand),
            blocked=tuple(one.id for one in blocked), synopsis=hand.synopsis or synopsis, notes=hand.notes,
            place=hand.place or set_id or heading.set_words.casefold(), light=hand.light or wish,
            priority=USUAL_PRIORITY if hand.priority is None else hand.priority, minutes=hand.minutes,
            set_ups=hand.set_ups or counted or max(1, -(-length // EIGHTHS_OF_A_SET_UP)),
            difficulty=hand.difficulty or "usual", after=hand.after, together=hand.together,
            script_day=hand.script_day,
        )  # fmt: skip

    def _plays(self, blocked: str, number: str) -> bool:
        """Whether a blocked scene plays a scene of the script: under its number, or as a variant of it."""
        variant = number.isdecimal() and re.fullmatch(rf"{number}[^\W\d_]", blocked) is not None
        return blocked == number or (variant and blocked not in self._numbers)

    def _set(self, words: str) -> str:
        """The film's set that a heading names, the one with the longest name; empty: none."""
        names = {
            one.id: name
            for one in self._film.sets
            for name in (one.title, re.sub(r"[-_]+", " ", one.id))
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE)
        }
        return max(names, key=lambda one: (len(names[one]), one), default="")

    def _needs(self, scene: ScriptScene, blocked: list[Scene], hand: SheetHand) -> list[Need]:
        action = _action(scene)
        found = [*self._roles.in_scene(scene)]
        found += [
            Need(category="props", name=one, source="script") for one in things_in(action, self._things)
        ]
        for one in blocked:
            acting = [start.person for start in one.people if self._acts(one, start.person)]
            found += [self._roles.need(person, "blocking") for person in acting]
            for prop in one.props:
                category = "kit" if prop.prop in self._cameras else "props"
                found.append(Need(category=category, name=prop.prop, source="blocking"))
        kept = [one for one in found if not {one.name.casefold(), one.person.casefold()} & hand.leave_out]
        unique: dict[tuple[str, str], Need] = {}
        for need in [*kept, *hand.needs]:
            unique.setdefault((need.category, need.person or need.name.casefold()), need)
        order = {one.id: place for place, one in enumerate(CATEGORIES)}
        return sorted(unique.values(), key=lambda one: order.get(one.category, len(order)))

    @staticmethod
    def _acts(scene: Scene, person: str) -> bool:
        """Whether somebody in a blocked scene is in the picture: no operator, and no one who only holds one."""
        by_id = {start.person: start for start in scene.people}
        operators = {one.person for one in scene.people if one.operates is not None}
        operators |= {one.by for one in scene.set_ups if one.by is not None}
        holders = {by_id[one].held_by for one in operators if one in by_id}
        return person not in operators | holders

    def _wish(self, scene: Scene) -> str:
        asked = next((one for one in self._film.light.scenes if one.scene == scene.id), None)
        return asked.words if asked is not None else ""

    def _candidates(self, scene: ScriptScene, needs: list[Need], hand: SheetHand) -> tuple[str, ...]:
        known = {one.name.casefold() for one in needs} | hand.leave_out
        known |= {words.casefold() for words in self._things.values()}
        known |= {name.casefold() for name in self._roles.known()}
        found = capitals_in(_action(scene))
        return tuple(
            one for one in found if one.casefold() not in known and not named_in(one, self._roles.known())
        )


def _action(scene: ScriptScene) -> str:
    return "\n".join(plain(one.text) for one in scene.elements if one.kind == "action")


def _there(blocked: list[Scene], hand: SheetHand) -> frozenset[str]:
    """Who is there without being cast: whoever is in the blocking, and the crew that is written by hand."""
    own = {start.person for one in blocked for start in one.people}
    return frozenset(own | {one.person for one in hand.needs if one.person}) - hand.leave_out


def unplayed(sheets: Mapping[str, SceneSheet]) -> tuple[str, ...]:
    """Names of cast that nobody of the film plays, in order."""
    names = [
        need.name
        for sheet in sheets.values()
        for need in sheet.needs
        if need.category == "cast" and not need.person
    ]
    return tuple(dict.fromkeys(names))
