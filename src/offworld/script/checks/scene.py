"""All checks of one scene."""

from __future__ import annotations

from offworld.film.basic import Place
from offworld.film.scene import Scene
from offworld.film.stage_set import StageSet
from offworld.film.world import World
from offworld.script.checks.channels import check_channels
from offworld.script.checks.cycles import check_cycles
from offworld.script.checks.people import check_hands, check_holders, check_movers, check_weight
from offworld.text import Scalar, Sheet


def check_scene(scene: Scene, world: World | None, stage: StageSet | None, sheet: Sheet) -> None:
    """Notes every contradiction in a scene that was read without one so far."""
    report = Report(sheet)
    check_channels(scene, report.wrong)
    check_cycles(scene, report.wrong)
    check_hands(scene, report.wrong)
    check_holders(scene, report.wrong)
    check_movers(scene, report.wrong)
    if world is not None:
        check_weight(scene, world, report.wrong)
    if stage is not None:
        check_names(scene, stage, report)


class Report:
    """Notes mistakes at the places that records carry."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def wrong(self, place: Place, what: str, remedy: str, kind: str) -> None:
        """Notes one mistake."""
        sheet = Sheet(file=place.file or self._sheet.file, problems=self._sheet.problems)
        sheet.wrong(Scalar(text="", line=place.line, column=place.column), what, remedy, kind=kind)


def check_names(scene: Scene, stage: StageSet, report: Report) -> None:
    """A person or prop must not have the name of a fitting of the set."""
    fittings = {
        thing.id for things in (stage.rails, stage.loops, stage.beds, stage.exits) for thing in things
    }
    for person in scene.people:
        if person.person in fittings:
            what = f"{person.person!r} is also a fitting of the set {stage.id}"
            report.wrong(person.place, what, "give the person another name", "name-of-fitting")
    for prop in scene.props:
        if prop.prop in fittings:
            what = f"{prop.prop!r} is also a fitting of the set {stage.id}"
            report.wrong(prop.place, what, "give the prop another name", "name-of-fitting")
