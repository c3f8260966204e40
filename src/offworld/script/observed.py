"""The file observed.yaml: what was seen of people in filmed takes, by hand and in few words."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.blocking import Beat
from offworld.film.habits import OUTCOMES, PRIOR_TAKES, Habits, Observed
from offworld.film.scene import Scene
from offworld.script.sourced import degrees, seconds, speed
from offworld.text import Fields, Node, Sheet, read_yaml, remedy_for
from offworld.units import parse_quantity

OBSERVED: Final = "observed.yaml"
"""Its name, in the film folder."""
MOST_SEEN: Final = 5000
"""Observations in it."""
_PUSHES: Final = ("push off", "pull", "push apart")
_metres: Final = functools.partial(parse_quantity, unit="m", bare=True)


def read_observed(folder: Path, scenes: Sequence[Scene], habits: Habits, problems: list[Problem]) -> Habits:
    """The habits of a film with what was seen, if its folder holds the file.

    Args:
        folder: the film folder.
        scenes: all scenes that could be read.
        habits: what film.yaml says.
        problems: gets every mistake in the file.
    """
    path = folder / OBSERVED
    if not path.exists() and not path.is_symlink():
        return habits
    sheet = Sheet(file=OBSERVED, problems=problems)
    if not path.resolve().is_relative_to(folder.resolve()):
        what, remedy = f"{OBSERVED} leads out of the film folder", "put the file itself there"
        problems.append(Problem(what=what, remedy=remedy, file=OBSERVED, kind="outside"))
        return habits
    try:
        fields = Fields(read_yaml(path, OBSERVED), sheet, OBSERVED)
    except FilmError as error:
        problems += error.problems
        return habits
    weight = fields.number("counts as", 1.0, 1000.0)
    # Read by `offworld.script.days.shot`, which knows the scenes of the script.
    fields.items("takes", MOST_SEEN)
    seen = [_observed(node, sheet, scenes) for node in fields.items("seen", MOST_SEEN) or ()]
    fields.done()
    return Habits(
        profiles=habits.profiles,
        people=habits.people,
        observed=tuple(one for one in seen if one is not None),
        prior_takes=PRIOR_TAKES if weight is None else weight,
    )


def _observed(node: Node, sheet: Sheet, scenes: Sequence[Scene]) -> Observed | None:
    fields = Fields(node, sheet, "this observation")
    by_id = {scene.id: scene for scene in scenes}
    scene = by_id.get(_one_of(fields, "scene", list(by_id), "2"))
    people = [] if scene is None else [one.person for one in scene.people]
    person = _one_of(fields, "who", people, "zhenya") if scene is not None else fields.text("who")
    take = fields.whole("take", 1, 99999) if fields.need("take", "1") is not None else None
    beat = _beat(fields, scene, person or "")
    asked = fields.measure("asked", speed, 0.01, 5.0, "m/s")
    found = Observed(
        scene="" if scene is None else scene.id,
        take=take or 0,
        person=person or "",
        beat="" if beat is None else beat.id,
        move="" if beat is None else beat.intent.move,
        lag_s=fields.measure("lag", seconds, 0.01, 20.0, "s"),
        speed_m_s=fields.measure("speed", speed, 0.01, 5.0, "m/s"),
        asked_m_s=asked if asked is not None or beat is None else beat.intent.speed,
        off_deg=fields.measure("off", degrees, 0.0, 90.0, "deg"),
        start_m=fields.measure("start off", _metres, 0.0, 5.0, "m"),
        outcome=fields.choice("outcome", OUTCOMES),
    )
    fields.done()
    _fitting(fields, found)
    return found if scene is not None and person and take else None


def _one_of(fields: Fields, name: str, known: Sequence[str], example: str) -> str:
    """A field that must name one of what there is; empty if it does not."""
    node = fields.scalar(name) if fields.need(name, example) is not None else None
    if node is None:
        return ""
    if node.text in known:
        return node.text
    thing = "person in this scene" if name == "who" else name
    what = f"there is no {thing} {node.text[:40]!r}"
    fields.sheet.wrong(node, what, remedy_for(node.text, known), kind=f"unknown-{name}")
    return ""


def _beat(fields: Fields, scene: Scene | None, person: str) -> Beat | None:
    node = fields.scalar("beat")
    if node is None or scene is None or not person:
        return None
    known = {beat.id: beat for beat in scene.beats if person in beat.who}
    if node.text in known:
        return known[node.text]
    what = f"{person} has no beat {node.text[:40]!r} in scene {scene.id}"
    remedy = remedy_for(node.text, known) if known else "leave it out"
    fields.sheet.wrong(node, what, f"{remedy}; if it has gone since, leave 'beat' out", kind="unknown-beat")
    return None


def _fitting(fields: Fields, found: Observed) -> None:
    """What was seen must be something that such a beat can show."""
    measures = (found.lag_s, found.speed_m_s, found.off_deg, found.start_m, found.outcome)
    if all(one is None for one in measures):
        fields.sheet.wrong(
            fields.node, "this observation says nothing", "add 'lag', 'speed', 'off', 'start off' or 'outcome'",
            kind="missing-field",
        )  # fmt: skip
    node = fields.get("speed")
    if node is None:
        return
    if found.beat and found.move not in _PUSHES:
        what = f"the beat {found.beat!r} is no push or pull and has no speed"
        fields.sheet.wrong(node, what, "take 'speed' out", kind="unknown-field")
    elif not found.beat and found.asked_m_s is None:
        what = "nobody knows what this speed was to be"
        fields.sheet.wrong(node, what, "name its 'beat', or add 'asked: 0.3 m/s'", kind="missing-field")
