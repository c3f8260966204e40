"""What a set file says of one object of a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from offworld.film.basic import Vec3
from offworld.film.stage_set import NoTouch
from offworld.space.entry import Entry

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "rails": ("radius", "normal"),
    "windows": ("diameter", "normal"),
    "hatches": ("diameter", "normal"),
    "tables": ("head", "normal"),
    "loops": ("toes", "normal"),
    "no_touch": ("why",),
}
"""Sections that name objects of a model, and what each may say besides the object."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Named:
    """What a set file calls something in a model."""

    section: str
    """`rails`, `windows`, `hatches`, `tables`, `loops` or `no_touch`."""
    name: str
    """Its name in the set."""
    things: tuple[int, ...]
    """The objects."""
    entry: Entry
    """Where it is said."""
    size_m: float | None
    """Radius or diameter, where it is said."""
    normal: Vec3 | None
    """Unit, into the room, where it is said."""
    along: Vec3 | None
    """Unit: where heads or toes point, where it is said."""
    no_touch: NoTouch | None
    """Why it must not be touched."""
