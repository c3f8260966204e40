"""A set while it is being read: what its parts have added so far, and how a part says what it looks like."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from offworld.film.assembly import Material, Surface
from offworld.film.basic import Vec3
from offworld.film.materials import BY_NAME
from offworld.film.stage_set import Bed, Exit, Loop, Mark, NoTouch, Rail, Solid, Window
from offworld.space.entry import Entry
from offworld.space.frame import Look
from offworld.text import remedy_for

NO_TOUCH: dict[str, NoTouch] = {
    "glass": "glass",
    "switch": "switch",
    "fan": "fan",
    "experiment": "experiment",
}


@dataclass(slots=True, kw_only=True)
class Building:
    """What has been added so far."""

    up: Vec3 = (0.0, 0.0, 1.0)
    """Architectural up of the set, unit."""
    solids: list[Solid] = field(default_factory=list)
    """All solids."""
    rails: list[Rail] = field(default_factory=list)
    """All rails."""
    loops: list[Loop] = field(default_factory=list)
    """All loops."""
    windows: list[Window] = field(default_factory=list)
    """All windows."""
    exits: list[Exit] = field(default_factory=list)
    """All exits."""
    marks: list[Mark] = field(default_factory=list)
    """All marks."""
    beds: list[Bed] = field(default_factory=list)
    """All beds."""
    surfaces: list[Surface] = field(default_factory=list)
    """What a model looks like."""
    materials: list[Material] = field(default_factory=list)
    """Materials of a model."""
    free: list[Vec3] = field(default_factory=list)
    """Corners of the clear sections of rooms, set frame."""


def look_of(entry: Entry, *, key: str = "material", base: Look | None = None) -> Look:
    """How a part looks: its material under ``key``, whether it may be touched, whether it is a guess.

    A measure with a source is none; one without either ``source`` or ``guess`` is taken as a guess.
    """
    start = base or Look(guess=guessed(entry))
    name = entry.text(key, start.material)
    if name not in BY_NAME:
        entry.wrong(
            f"there is no material {name!r}", remedy_for(name, BY_NAME), "unknown-material", entry.item(key)
        )
        name = start.material
    if base is not None:
        return replace(base, material=name)
    why = entry.choice("no_touch", ("", *NO_TOUCH), "")
    return replace(start, material=name, no_touch=NO_TOUCH.get(why), solid=entry.flag("solid", default=True))


def guessed(entry: Entry) -> bool:
    """Whether the measures of a part are guesses."""
    return entry.flag("guess", default=not entry.text("source", ""))
