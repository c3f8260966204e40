"""What a film says of its light: orbit, sites, days, and what its scenes want. No take depends on it.

Moments are `utc_ms`, as in `offworld.film.light`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import NOWHERE, Place
from offworld.film.light import BodyName
from offworld.film.light_levels import LightLevels

Limb = Literal["sphere", "ellipsoid"]
PartKind = Literal["shot", "beat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementSet:
    """One mean-element set of a satellite, as published."""

    object_id: int
    """Catalogue number, 25544 for the ISS."""
    name: str
    """As the file has it; may be empty."""
    epoch_ms: float
    """UTC, with its fractions."""
    mean_motion: float
    """Mean motion as Kozai has it, revolutions a day."""
    eccentricity: float
    """Of the orbit."""
    inclination: float
    """rad, as all angles here; true equator, mean equinox of the epoch."""
    raan: float
    """Right ascension of the ascending node."""
    perigee: float
    """Argument of the perigee."""
    anomaly: float
    """Mean anomaly."""
    drag: float
    """B*, one over Earth radii."""
    revolution: int | None = None
    """Number of the revolution at the epoch; None: not said."""
    place: Place = NOWHERE
    """Where it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attitude:
    """The station's attitude from a moment on, as mission planners give it."""

    from_ms: int | None
    """UTC; None: from the beginning."""
    yaw: float
    """About the axis to the Earth, first, rad."""
    pitch: float
    """About the new axis across the flight, second, rad."""
    roll: float
    """About the new axis along the flight, last, rad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place on the ground of a body."""

    body: BodyName
    """Moon or Mars."""
    latitude: float
    """rad, north positive (Moon: mean Earth frame; Mars: planetographic)."""
    longitude: float
    """rad, east positive."""
    forward: float = 0.0
    """Azimuth that the set's +x looks to, rad from north by east."""
    dust: float | None = None
    """Optical depth of the dust (tau); None: usual for the season."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The shooting days, as whole UTC days."""

    first_ms: int
    """Beginning of the first, UTC."""
    end_ms: int
    """End of the last, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A light that a scene wants, in words."""

    text: str
    """For example `direct sun through port cabin window for at least 4 min`."""
    place: Place = NOWHERE
    """Where it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWish:
    """A light that a shot or a beat asks for, in words; it must hold while that is on."""

    kind: PartKind
    """What asks."""
    part: str
    """Id of the camera or of the beat."""
    text: str
    """As in `Wish`."""
    place: Place = NOWHERE
    """Where it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLight:
    """The light that a scene is shot in."""

    scene: str
    """Its number."""
    utc_ms: int | None
    """UTC of its start; None: not chosen yet."""
    wants: tuple[Wish, ...] = ()
    """What must hold during a take; all of it."""
    lamps: float = 1.0
    """Level of the set's lamps in pictures, 0 off to 1 full."""
    place: Place = NOWHERE
    """Where it is written."""
    parts: tuple[PartWish, ...] = ()
    """What its shots and beats ask for besides."""

    @property
    def words(self) -> str:
        """All that the scene, its shots and its beats ask for, each once; empty: nothing."""
        wanted = [wish.text for wish in self.wants] + [wish.text for wish in self.parts]
        return " and ".join(dict.fromkeys(wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmLight:
    """What a film says of its light. No take depends on it."""

    elements: tuple[ElementSet, ...] = ()
    """Element sets in order of their epochs; empty: not read yet, or no orbit is known."""
    elements_file: str | None = None
    """Path of the file with element sets in the film folder; None: the film names none."""
    elements_place: Place = NOWHERE
    """Where the film names it."""
    object_id: int = 25544
    """Catalogue number that they must have; 25544 is the ISS."""
    limb: Limb = "sphere"
    """What the Sun sets behind: the Earth as published times take it, or flattened as it is."""
    attitudes: tuple[Attitude, ...] = ()
    """By table, in order; empty: the usual one."""
    days: Days | None = None
    """Shooting days; None: none said."""
    sites: tuple[tuple[str, Site], ...] = ()
    """By name of the world."""
    scenes: tuple[AskedLight, ...] = ()
    """Of the scenes that say something of it."""
    levels: LightLevels = LightLevels()
    """How strong each light is, and how the camera is set."""
