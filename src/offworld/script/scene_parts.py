"""The parts of a scene file besides beats, cameras and cuts."""

from __future__ import annotations

import re
from typing import Final

from offworld.errors import FilmError
from offworld.film.blocking import Target
from offworld.film.scene import PersonStart, PropStart
from offworld.film.stage_set import StageSet
from offworld.film.world import World
from offworld.script.around import Around
from offworld.script.cameras import read_place
from offworld.script.language import Writing, reserved
from offworld.script.limits import LONGEST, MOST_MARKS, MOST_PEOPLE, MOST_PROPS
from offworld.script.names import Names
from offworld.script.people import seconds
from offworld.script.starts import read_person_start, read_prop_start
from offworld.text import Fields, Node, Scalar, remedy_for
from offworld.text.fields import NAME

_ID: Final = re.compile(r"\d{1,4}[A-Za-z]{0,2}")
_CAMERA: Final = re.compile(r"(?!L\d)[A-Z][A-Za-z0-9_-]{0,15}")
_MOST_CAMERAS: Final = 26


def read_scene_id(fields: Fields) -> str:
    """The scene's number; empty if it is wrong."""
    node = fields.scalar("scene") if fields.need("scene", "7") is not None else None
    if node is None:
        return ""
    if _ID.fullmatch(node.text):
        return node.text
    remedy = "write a number, with a letter if need be: 7, 12A"
    fields.sheet.wrong(node, f"{node.text[:40]!r} is no scene number", remedy, kind="bad-scene-number")
    return ""


def read_stage(fields: Fields, around: Around) -> StageSet | None:
    """The scene's set; None if it cannot be had."""
    node = fields.scalar("set") if fields.need("set", "zvezda") is not None else None
    if node is None:
        return None
    if not NAME.fullmatch(node.text):
        remedy = "use small letters, digits, '-' and '_', a letter first"
        fields.sheet.wrong(node, f"{node.text[:40]!r} cannot be the name of a set", remedy, kind="bad-name")
        return None
    try:
        return around.read_set(node.text)
    except FilmError as error:
        fields.sheet.take_over(error, node)
        return None


def read_scene_world(fields: Fields, around: Around) -> tuple[str, World | None]:
    """The scene's world by name."""
    node = fields.scalar("world") if fields.need("world", "orbit") is not None else None
    if node is None:
        return "", None
    if node.text not in around.worlds:
        remedy = remedy_for(node.text, around.worlds, name="worlds")
        fields.sheet.wrong(node, f"there is no world {node.text[:40]!r}", remedy, kind="unknown-world")
    return node.text, around.worlds.get(node.text)


def read_light(fields: Fields, besides: tuple[str, ...] = ()) -> dict[str, float]:
    """Moments of light, seconds from the start of the scene; `besides` are fields that are none."""
    found: dict[str, float] = {}
    for key, node in fields.entries("light", 20):
        if key.text in besides:
            continue
        name = fields.name_of(key, "light")
        if not isinstance(node, Scalar):
            fields.sheet.wrong(node, "a moment of light is one time", "write '21 s'", kind="wrong-type")
            continue
        moment = fields.as_measure(node, "moment", seconds, 0.0, LONGEST, "s")
        if name is not None and moment is not None:
            found[name] = moment
    return found


def read_camera_entries(fields: Fields) -> tuple[tuple[Scalar, Node], ...]:
    """Names and mappings of the scene's cameras."""
    found = []
    for key, node in fields.entries("cameras", _MOST_CAMERAS):
        if _CAMERA.fullmatch(key.text):
            found.append((key, node))
            continue
        remedy = "use a capital letter, such as A"
        fields.sheet.wrong(key, f"{key.text[:40]!r} cannot be the name of a camera", remedy, kind="bad-name")
    return tuple(found)


def read_marks(fields: Fields, names: Names) -> dict[str, Target]:
    """Marks of the scene: names for places relative to the set, to people or to props."""
    found: dict[str, Target] = {}
    for key, node in fields.entries("marks", MOST_MARKS):
        name = fields.name_of(key, "mark")
        target = read_place(node, names, fields.sheet)
        if name is None or target is None:
            continue
        if name in reserved() or name in names.all():
            what = f"{name!r} is taken and cannot be the name of a mark"
            fields.sheet.wrong(key, what, "choose another", kind="duplicate")
            continue
        found[name] = target
    return found


def read_starts(fields: Fields, names: Names) -> tuple[tuple[PersonStart, ...], tuple[PropStart, ...]]:
    """How people and props are when the scene starts."""
    people: list[PersonStart] = []
    props: list[PropStart] = []
    for key, node in fields.entries("start", MOST_PEOPLE + MOST_PROPS):
        known = key.text in names.people or key.text in names.props
        if not known:
            remedy = remedy_for(key.text, (*names.people, *names.props), name="people and props")
            what = f"nobody and nothing in this film is called {key.text[:40]!r}"
            fields.sheet.wrong(key, what, remedy, kind="unknown-person")
        elif not isinstance(node, Scalar) or node.empty:
            what = f"how {key.text} starts must be one line"
            fields.sheet.wrong(node, what, "write 'both hands on hatch.rim'", kind="wrong-type")
        elif key.text in names.people:
            person = read_person_start(key.text, names, Writing(sheet=fields.sheet, node=node))
            people += [] if person is None else [person]
        else:
            prop = read_prop_start(key.text, names, Writing(sheet=fields.sheet, node=node))
            props += [] if prop is None else [prop]
    return tuple(people), tuple(props)
