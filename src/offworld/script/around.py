"""What a scene file stands in: the rest of the film."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from offworld.film.basic import Place
from offworld.film.kit import Package
from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.scene import Line
from offworld.film.stage_set import StageSet
from offworld.film.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The film as far as a scene needs it."""

    people: Mapping[str, Person]
    """By id."""
    called: Mapping[str, Sequence[str]]
    """Names that the script calls people by, by id."""
    props: Mapping[str, Prop]
    """By id."""
    worlds: Mapping[str, World]
    """By name."""
    lines: Mapping[str, Line]
    """All of the script, by id, in order."""
    line_scenes: Mapping[str, str]
    """Number of the scene that each line stands in."""
    line_places: Mapping[str, Place]
    """Where each line stands in the script."""
    package: Package
    """Camera body and lenses; without lenses any will do."""
    light: Mapping[str, float]
    """Light moments that hold for all scenes, seconds."""
    read_set: Callable[[str], StageSet]
    """Reads a set by its name; raises FilmError."""
