"""What a scene may name, and the reading of targets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lark import Token, Tree

from offworld.errors import FilmError
from offworld.film.basic import ORIGIN, Vec3
from offworld.film.blocking import Channel, Target
from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.scene import Line
from offworld.film.stage_set import StageSet
from offworld.script.language import Piece, Writing
from offworld.text import remedy_for
from offworld.units import parse_quantity

NEAREST: Final = ("rail", "loop", "handhold")
"""What ``nearest`` may be said of."""
FARTHEST: Final = 1000.0
"""Coordinates beyond this many metres are taken for a slip."""
PARTS: Final = (
    "face", "eyes", "head", "chest", "back", "hips",
    "left hand", "left wrist", "left elbow", "left shoulder", "left knee", "left ankle", "left foot",
    "right hand", "right wrist", "right elbow", "right shoulder", "right knee", "right ankle", "right foot",
)  # fmt: skip
"""Parts of a person that can be named."""
_DIRECTIONS: Final = {"x": (1.0, 0.0, 0.0), "y": (0.0, 1.0, 0.0), "z": (0.0, 0.0, 1.0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Everything that one scene may name."""

    people: Mapping[str, Person]
    """All of the film, by id."""
    props: Mapping[str, Prop]
    """All of the film, by id."""
    stage_set: StageSet | None
    """The set; None if it could not be read: names of fittings are then taken as they are."""
    lines: Mapping[str, Line]
    """All lines of the film, by id."""
    marks: Mapping[str, Target] = field(default_factory=dict)
    """Marks of the scene, by name."""
    light: tuple[str, ...] = ()
    """Light conditions that cues may name."""
    cameras: tuple[str, ...] = ()
    """Cameras of the scene that are placed by hand or held."""
    shots: tuple[str, ...] = ()
    """Shots of the scene that are asked for in words: they can be cut to, and are nothing that one can be near."""

    def fittings(self) -> tuple[str, ...]:
        """Ids of everything fixed in the set, nicest names first."""
        stage = self.stage_set
        if stage is None:
            return ()
        named = (stage.rails, stage.loops, stage.beds, stage.marks, stage.windows, stage.exits, stage.solids)
        return tuple(dict.fromkeys(thing.id for things in named for thing in things))

    def all(self) -> tuple[str, ...]:
        """Every name, for spelling and for completions."""
        return (*self.marks, *self.people, *self.props, *self.fittings())


def read_target(tree: Tree[Token], names: Names, writing: Writing) -> Target | None:
    """The target that a ``target`` tree means; None if it is wrong, which is then noted."""
    base, shift = tree.children
    assert isinstance(base, Tree)
    target = _read_base(base, names, writing)
    if target is None or not isinstance(shift, Tree):
        return target
    offset = read_vector(shift.children[0], writing)
    if offset is None:
        return None
    x, y, z = target.offset
    return replace(target, offset=(x + offset[0], y + offset[1], z + offset[2]))


def _read_base(base: Tree[Token], names: Names, writing: Writing) -> Target | None:
    place = writing.place(base)
    if base.data == "point":
        point = read_vector(base.children[0], writing)
        return None if point is None else Target(kind="point", offset=point, place=place)
    if base.data == "camera_prop":
        return _named("camera", base, names, writing)
    word = str(next(child for child in base.children if isinstance(child, Token) and child.type != "THE"))
    if base.data == "nearest":
        if word in NEAREST:
            return Target(kind="nearest", name=word, place=place)
        remedy = remedy_for(word, NEAREST, name="one of")
        writing.wrong(base.children[0], f"there is no nearest {word[:40]!r}", remedy, kind="unknown-sort")
        return None
    if base.data == "camera":
        if word in names.cameras:
            return Target(kind="camera", name=word, place=place)
        writing.wrong(
            base, f"the scene has no camera {word!r}", remedy_for(word, names.cameras, name="cameras"),
            kind="unknown-camera",
        )  # fmt: skip
        return None
    if base.data == "part_of":
        person = read_person(base.children[0], names, writing)
        part = part_name(base.children[2], writing)
        if person is None or part is None:
            return None
        return Target(kind="person", name=person, part=part, place=place)
    return _named(word, base, names, writing)


def _named(word: str, base: Piece, names: Names, writing: Writing) -> Target | None:
    place = writing.place(base)
    if word in names.marks:
        return replace(names.marks[word], place=place)
    if word in names.people:
        return Target(kind="person", name=word, place=place)
    if word in names.props:
        return Target(kind="prop", name=word, place=place)
    if names.stage_set is None or word in names.fittings():
        return Target(kind="fitting", name=word, place=place)
    what = f"nobody and nothing here is called {word[:40]!r}"
    writing.wrong(base, what, remedy_for(word, names.all(), name="there are"), kind="unknown-name")
    return None


def read_person(
    token: Piece | None, names: Names, writing: Writing, *, written: str | None = None
) -> str | None:
    """The person that a word names (``written``, else the token's); None if there is none, which is then noted."""
    word = str(token) if written is None else written
    if word in names.people:
        return word
    writing.wrong(
        token, f"there is no person {word[:40]!r} in this film", remedy_for(word, names.people, name="people"),
        kind="unknown-person",
    )  # fmt: skip
    return None


def read_prop(token: Piece | None, word: str, names: Names, writing: Writing) -> str | None:
    """The prop that a word names; None if there is none, which is then noted."""
    if word in names.props:
        return word
    writing.wrong(
        token, f"there is no prop {word[:40]!r} in this film", remedy_for(word, names.props, name="props"),
        kind="unknown-prop",
    )  # fmt: skip
    return None


def part_name(piece: Piece | None, writing: Writing) -> str | None:
    """The part that a ``part`` tree names."""
    words = words_of(piece)
    if words == "feet":
        writing.wrong(piece, "'feet' are two", "say 'left foot' or 'right foot'", kind="which-foot")
        return None
    return words


def words_of(piece: Piece | None) -> str:
    """The words of a tree in order, parted by blanks."""
    if isinstance(piece, Tree):
        return " ".join(str(token) for token in piece.scan_values(lambda value: isinstance(value, Token)))
    return str(piece)


def limbs_of(piece: Piece) -> tuple[Channel, ...]:
    """The channels that ``left hand``, ``both feet``, ``gaze`` mean."""
    words = words_of(piece)
    both: dict[str, tuple[Channel, ...]] = {
        "both hands": ("left hand", "right hand"),
        "both feet": ("left foot", "right foot"),
    }
    single: dict[str, Channel] = {
        "gaze": "gaze", "voice": "voice", "body": "body", "left hand": "left hand",
        "right hand": "right hand", "left foot": "left foot", "right foot": "right foot",
    }  # fmt: skip
    return both.get(words) or (single[words],)


def read_vector(piece: Piece | None, writing: Writing) -> Vec3 | None:
    """Three coordinates in metres, set frame."""
    assert isinstance(piece, Tree)
    numbers = [_coordinate(child, writing) for child in piece.children]
    x, y, z = numbers
    if x is None or y is None or z is None:
        return None
    return x, y, z


def _coordinate(piece: Piece | None, writing: Writing) -> float | None:
    assert isinstance(piece, Tree)
    value = read_quantity(piece.children[0], "m", -FARTHEST, FARTHEST, "coordinate", writing)
    return None if value is None else value + 0.0


def read_heading(piece: Piece | None, writing: Writing) -> Vec3 | None:
    """A direction as a unit vector, set frame, from ``+x`` or ``[0, 1, 1]``."""
    token = piece.children[0] if isinstance(piece, Tree) and piece.data == "heading" else piece
    if isinstance(token, Token):
        x, y, z = _DIRECTIONS[token[1]]
        sign = 1.0 if token[0] == "+" else -1.0
        return sign * x + 0.0, sign * y + 0.0, sign * z + 0.0
    vector = read_vector(token, writing)
    if vector is None:
        return None
    length = math.sqrt(sum(part * part for part in vector))
    if vector == ORIGIN or length < 1e-9:
        writing.wrong(token, "[0, 0, 0] is no direction", "write +x, or another vector", kind="no-direction")
        return None
    return vector[0] / length, vector[1] / length, vector[2] / length


def read_quantity(
    token: Piece | None, unit: str, low: float, high: float, what: str, writing: Writing
) -> float | None:
    """A quantity in ``unit`` from ``low`` to ``high``; None if it is not, which is then noted."""
    try:
        value = parse_quantity(str(token), unit, bare=True)
    except FilmError as error:
        problem = error.problems[0]
        writing.wrong(token, problem.what, problem.remedy, kind=problem.kind)
        return None
    if low <= value <= high:
        return value
    said = f"a {what} of {str(token)[:40]} is not from {low:g} to {high:g} {unit}"
    writing.wrong(token, said, f"write a {what} between them", kind="out-of-range")
    return None
