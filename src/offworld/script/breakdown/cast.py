"""Who is called what: names of the script and the film's people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from offworld.film.breakdown import Need, Source
from offworld.film.screenplay import ScriptScene
from offworld.script.breakdown.words import named_in
from offworld.script.screenplay.emphasis import plain
from offworld.script.screenplay.marks import bare_name


class Roles:
    """The names of a script with the people who play them."""

    def __init__(self, called: Mapping[str, Sequence[str]], scenes: Iterable[ScriptScene]) -> None:
        self.called = {person: tuple(names) for person, names in called.items()}
        """Names in the script by person."""
        self._person = {name.casefold(): person for person, names in called.items() for name in names}
        self._person.update({person.casefold(): person for person in called})
        speaking = [
            bare_name(one.text) for scene in scenes for one in scene.elements if one.kind == "character"
        ]
        self.unknown = tuple(dict.fromkeys(one for one in speaking if self.person(one) == ""))
        """Names that speak and belong to nobody, in order."""

    def person(self, name: str) -> str:
        """Id of the person whom a name is of; empty: nobody's."""
        return self._person.get(name.casefold(), "")

    def need(self, name: str, source: Source) -> Need:
        """A name as cast; of a person it is always the first one that the script has for them."""
        person = self.person(name)
        shown = self.called[person][0].upper() if person else name.upper()
        return Need(category="cast", name=shown, source=source, person=person)

    def known(self) -> list[str]:
        """All that may be written as cast."""
        return [*self.called, *(name for names in self.called.values() for name in names), *self.unknown]

    def in_scene(self, scene: ScriptScene) -> list[Need]:
        """Who speaks in a scene, then who is named in its action."""
        found: dict[tuple[str, str], Need] = {}
        speaking = [bare_name(one.text) for one in scene.elements if one.kind == "character"]
        action = "\n".join(plain(one.text) for one in scene.elements if one.kind == "action")
        names = [name for names in self.called.values() for name in names]
        for name in [*speaking, *named_in(action, names), *named_in(action, self.unknown, capitals=True)]:
            need = self.need(name, "script")
            found.setdefault((need.person, "" if need.person else need.name), need)
        return list(found.values())
