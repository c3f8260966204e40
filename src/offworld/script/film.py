"""The file film.yaml: everything that the scenes share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from offworld.errors import FilmError
from offworld.film.camera import Sensor
from offworld.film.continuity import CutBands
from offworld.film.habits import Habits
from offworld.film.kit import Package
from offworld.film.light_said import FilmLight
from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.times import Times
from offworld.film.world import World
from offworld.script.continuity import read_bands
from offworld.script.kit.read import read_package
from offworld.script.light import read_film_light
from offworld.script.limits import MOST_SCENES
from offworld.script.people import read_people, read_props
from offworld.script.profiles import read_profiles
from offworld.script.scene_parts import read_light
from offworld.script.speech import SPEAKING_RATE
from offworld.script.times import read_times
from offworld.script.worlds import read_worlds
from offworld.text import Fields, Node, Scalar, Sheet
from offworld.timecode import parse_rate

FILE: Final = "film.yaml"
"""Its name."""
DEFAULT_ASPECT: Final = Fraction(239, 100)
"""Scope, as theatres show it."""
_ASPECT: Final = re.compile(r"(\d{1,2}(?:\.\d{1,3})?)(?::(\d{1,2}))?")
_ASPECTS: Final = (Fraction(1), Fraction(4))
SCENE_FILE: Final = re.compile(r"[0-9a-zа-яё][0-9a-zа-яё_-]{0,39}")
"""Names of scene files, without `.yaml`."""
_LONGEST_TITLE: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFile:
    """What film.yaml says."""

    title: str
    """Title."""
    rate: Fraction
    """Frames a second."""
    aspect: Fraction
    """Width over height."""
    people: Mapping[str, Person]
    """By id."""
    called: Mapping[str, tuple[str, ...]]
    """Names that the script calls people by."""
    props: Mapping[str, Prop]
    """By id."""
    worlds: Mapping[str, World]
    """By name, the built-in ones among them."""
    sensor: Sensor
    """The gate."""
    package: Package
    """Camera body and lenses."""
    scenes: tuple[Scalar, ...] | None
    """Names of scene files in film order; None: all there are, by name."""
    speaking_rate: float
    """Words a minute."""
    light: Mapping[str, float]
    """Moments of light for all scenes."""
    outside: FilmLight
    """Its orbit, sites and days."""
    seed: int
    """Root of every random number."""
    beeps: bool
    """Whether the animatics beep where somebody must be given their cue."""
    habits: Habits
    """How people vary from take to take."""
    times: Times
    """How long the crew's work lasts."""
    continuity: CutBands
    """From where on cuts are called bad."""


def read_film_file(root: Node, sheet: Sheet) -> FilmFile:
    """Reads the content of film.yaml; what is wrong is noted and read as if it were not there."""
    fields = Fields(root, sheet, "the film")
    title = _title(fields)
    rate, aspect = _rate(fields), _aspect(fields)
    profiles = read_profiles(fields)
    people = read_people(fields, profiles)
    props = read_props(fields, [person.id for person, _, _ in people])
    worlds = read_worlds(fields)
    sensor, package = read_package(fields, aspect)
    film = FilmFile(
        title=title,
        rate=rate,
        aspect=aspect,
        people={person.id: person for person, _, _ in people},
        called={person.id: names for person, names, _ in people},
        props={prop.id: prop for prop in props},
        worlds=worlds,
        sensor=sensor,
        package=package,
        scenes=_scenes(fields),
        speaking_rate=_speaking_rate(fields),
        light=read_light(fields),
        outside=read_film_light(fields, worlds),
        seed=fields.whole("seed", 0, 2**31 - 1) or 1,
        beeps=fields.flag("beeps") is not False,
        habits=Habits(
            profiles=profiles,
            people=tuple((person.id, profile) for person, _, profile in people if profile is not None),
        ),
        times=read_times(fields),
        continuity=read_bands(fields),
    )
    fields.done()
    return film


def _title(fields: Fields) -> str:
    node = fields.scalar("title") if fields.need("title", "The Visit") is not None else None
    if node is None:
        return ""
    if len(node.text) > _LONGEST_TITLE:
        fields.sheet.wrong(
            node, f"the title has {len(node.text)} characters", f"at most {_LONGEST_TITLE}", kind="too-long"
        )
    return node.text[:_LONGEST_TITLE]


def _rate(fields: Fields) -> Fraction:
    node = fields.scalar("rate")
    if node is None:
        return Fraction(24)
    try:
        return parse_rate(node.text)
    except FilmError as error:
        fields.sheet.take_over(error, node)
        return Fraction(24)


def _aspect(fields: Fields) -> Fraction:
    node = fields.scalar("aspect")
    if node is None:
        return DEFAULT_ASPECT
    match = _ASPECT.fullmatch(node.text.strip())
    if match is not None and int(match[2] or 1) > 0:
        aspect = Fraction(match[1]) / int(match[2] or 1)
        if _ASPECTS[0] <= aspect <= _ASPECTS[1]:
            return aspect
    remedy = "write width over height from 1 to 4: 2.39, 1.85, 16:9"
    fields.sheet.wrong(node, f"{node.text[:40]!r} is no aspect of a picture", remedy, kind="bad-aspect")
    return DEFAULT_ASPECT


def _scenes(fields: Fields) -> tuple[Scalar, ...] | None:
    nodes = fields.items("scenes", MOST_SCENES)
    if nodes is None:
        return None
    found: list[Scalar] = []
    for node in nodes:
        if not isinstance(node, Scalar) or not SCENE_FILE.fullmatch(node.text):
            text = node.text[:40] if isinstance(node, Scalar) else "a list"
            remedy = "write the file's name without folder and '.yaml', such as 'hatch'"
            fields.sheet.wrong(node, f"{text!r} cannot be the name of a scene file", remedy, kind="bad-name")
        elif any(node.text == other.text for other in found):
            fields.sheet.wrong(node, f"scene {node.text!r} is listed twice", "keep one", kind="duplicate")
        else:
            found.append(node)
    return tuple(found)


def _speaking_rate(fields: Fields) -> float:
    node = fields.get("speech")
    if node is None:
        return SPEAKING_RATE
    speech = Fields(node, fields.sheet, "speech")
    rate = speech.number("words per minute", 40.0, 400.0)
    speech.done()
    return rate or SPEAKING_RATE
