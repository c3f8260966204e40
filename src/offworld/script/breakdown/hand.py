"""The file breakdown.yaml: what is written by hand for each scene, under its steady name."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final, cast, get_args

from offworld.errors import FilmError, Problem
from offworld.film.breakdown import Difficulty, Need, SheetHand
from offworld.film.categories import CATEGORIES
from offworld.script.breakdown.cast import Roles
from offworld.script.people import place_of
from offworld.text import Fields, Node, Scalar, Sheet, read_yaml, remedy_for

BREAKDOWN: Final = "breakdown.yaml"
"""Its name, in the film folder."""
MOST_SCENES: Final = 2000
_MOST_NEEDS: Final = 200
_LONGEST: Final = 200


def read_hand(
    folder: Path, roles: Roles, people: Collection[str], names: Collection[str], next_scene: int,
    problems: list[Problem],
) -> tuple[SheetHand, ...]:  # fmt: skip
    """What is written by hand, if the film folder holds the file.

    Args:
        folder: the film folder.
        roles: names of the script.
        people: ids of the film's people.
        names: steady names of the scenes in the script.
        next_scene: the first number that no scene ever had; one below it that is not there has gone.
        problems: gets every mistake in the file.
    """
    path = folder / BREAKDOWN
    if not path.exists() and not path.is_symlink():
        return ()
    if not path.resolve().is_relative_to(folder.resolve()):
        what, remedy = f"{BREAKDOWN} leads out of the film folder", "put the file itself there"
        problems.append(Problem(what=what, remedy=remedy, file=BREAKDOWN, kind="outside"))
        return ()
    sheet = Sheet(file=BREAKDOWN, problems=problems)
    try:
        fields = Fields(read_yaml(path, BREAKDOWN), sheet, BREAKDOWN)
    except FilmError as error:
        problems += error.problems
        return ()
    found = []
    for key, node in fields.entries("scenes", MOST_SCENES):
        if _is_scene(key, sheet, names, next_scene):
            found.append(_Reader(key, node, sheet, roles, people).read(names, next_scene))
    fields.done()
    return tuple(found)


def _is_scene(key: Scalar, sheet: Sheet, names: Collection[str], next_scene: int) -> bool:
    """Whether a name is that of a scene, or of one that has gone."""
    number = key.text[1:]
    if key.text in names or (
        key.text[:1] == "S" and number.isdecimal() and len(number) < 7 and 0 < int(number) < next_scene
    ):
        return True
    remedy = remedy_for(key.text, names, name="names of scenes")
    what = f"there is no scene {key.text[:40]!r}"
    sheet.wrong(key, what, f"{remedy}; 'offworld breakdown' tells the name of each", kind="unknown-scene")
    return False


class _Reader:
    """One scene of the file."""

    def __init__(self, key: Scalar, node: Node, sheet: Sheet, roles: Roles, people: Collection[str]) -> None:
        self.key, self.sheet, self.roles, self.people = key, sheet, roles, people
        self.empty = isinstance(node, Scalar) and node.empty
        self.fields = Fields(node, sheet, f"scene {key.text}") if not self.empty else None

    def read(self, names: Collection[str], next_scene: int) -> SheetHand:
        """All its fields."""
        where = place_of(self.key, self.sheet)
        fields = self.fields
        if fields is None:
            return SheetHand(scene=self.key.text, where=where)
        needs = [need for one in CATEGORIES for need in self._needs(fields, one.id)]
        crew = [
            Need(category="crew", name=node.text, source="hand", person=node.text)
            for node in self._crew(fields)
        ]
        difficulty = fields.choice("difficulty", get_args(Difficulty))
        found = SheetHand(
            scene=self.key.text, needs=(*needs, *crew),
            leave_out=frozenset(one.text.casefold() for one in self._texts(fields, "leave out")),
            synopsis=self._line(fields, "synopsis"),
            notes=tuple(one.text for one in self._texts(fields, "notes")),
            place=self._line(fields, "place"), light=self._line(fields, "light"),
            priority=fields.whole("priority", 1, 5), minutes=fields.whole("minutes", 5, 1440),
            set_ups=fields.whole("set-ups", 1, 100), difficulty=cast("Difficulty | None", difficulty),
            after=tuple(
                one.text for one in self._texts(fields, "after")
                if _is_scene(one, self.sheet, names, next_scene) and self._other(one)
            ),
            together=self._line(fields, "together"), script_day=self._line(fields, "script day"), where=where,
        )  # fmt: skip
        fields.done()
        return found

    def _needs(self, fields: Fields, category: str) -> list[Need]:
        found = []
        for node in self._texts(fields, category):
            if category != "cast":
                found.append(Need(category=category, name=node.text, source="hand"))
            elif any(node.text.casefold() == name.casefold() for name in self.roles.known()):
                found.append(self.roles.need(node.text, "hand"))
            else:
                what = f"nobody in the film or the script is called {node.text[:40]!r}"
                remedy = remedy_for(node.text, self.roles.known(), name="names")
                self.sheet.wrong(node, what, f"{remedy}; who never speaks may be one of 'extras'",
                                 kind="unknown-person")  # fmt: skip
        return found

    def _crew(self, fields: Fields) -> list[Scalar]:
        found = []
        for node in self._texts(fields, "crew"):
            if node.text in self.people:
                found.append(node)
                continue
            what = f"there is no person {node.text[:40]!r}"
            self.sheet.wrong(
                node, what, remedy_for(node.text, self.people, name="people"), kind="unknown-person"
            )
        return found

    def _other(self, node: Scalar) -> bool:
        if node.text != self.key.text:
            return True
        self.sheet.wrong(node, "a scene cannot come after itself", "take it out", kind="order-circle")
        return False

    def _texts(self, fields: Fields, name: str) -> list[Scalar]:
        """A list of short texts; one alone counts as a list."""
        found = []
        for node in fields.items(name, _MOST_NEEDS) or ():
            if isinstance(node, Scalar) and 0 < len(node.text) <= _LONGEST:
                found.append(node)
                continue
            what = f"each of {name!r} is one text of at most {_LONGEST} characters"
            self.sheet.wrong(node, what, "write 'a thing, and what it is like' in quotes", kind="wrong-type")
        return found

    def _line(self, fields: Fields, name: str) -> str:
        node = fields.scalar(name)
        if node is not None and len(node.text) > _LONGEST:
            what = f"{name!r} has {len(node.text)} characters"
            self.sheet.wrong(node, what, f"at most {_LONGEST}", kind="too-long")
        return "" if node is None else node.text[:_LONGEST]
