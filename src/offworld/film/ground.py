"""Days on the ground of the Moon and of Mars: where Sun and Earth stand, hour by hour, and what a camera is set to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.exposure import Exposure
from offworld.film.light_said import Site

Key = Literal["sun", "earth", "sky", "none"]
"""What lights most: the Sun, the Earth, the sky of Mars alone, or nothing to speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkyMark:
    """A point of a path with its name."""

    label: str
    """For example `14` for an hour of Mars, `15 Oct` on the Moon."""
    utc_ms: int
    """When."""
    azimuth: float
    """rad from north by east."""
    elevation: float
    """Above the level horizon, rad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkyPath:
    """The way of Sun or Earth over the sky of a site."""

    what: Literal["sun", "earth"]
    """Which."""
    points: tuple[tuple[int, float, float], ...]
    """Moment UTC in ms, azimuth (from north by east) and elevation, rad, evenly in time; below the horizon too."""
    marks: tuple[SkyMark, ...]
    """Hours of a sol, or days of a lunar day."""
    radius: float
    """Angular radius of its disc, rad, at the middle of the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundHour:
    """One moment of a day."""

    utc_ms: int
    """When."""
    utc: str
    """The same as text."""
    mean_time_h: float | None
    """Mars: local mean solar time (LMST), Martian hours."""
    true_time_h: float | None
    """Mars: local true solar time (LTST), Martian hours."""
    sun_azimuth: float
    """rad from north by east."""
    sun_elevation: float
    """Of its middle above the level horizon, rad."""
    key: Key
    """What lights most."""
    face: Exposure
    """A face turned to that, with all the sky and ground that it sees."""
    shade_lux: float
    """An upright face turned away from it: half the sky and half the ground."""
    contrast_stops: float | None
    """How far that lies below the face turned to the light; None: no light."""
    earth_azimuth: float | None = None
    """Moon: rad from north by east."""
    earth_elevation: float | None = None
    """Moon: of its middle above the level horizon, rad."""
    earth_lit: float | None = None
    """Moon: lit share of its disc."""
    earth_radius: float | None = None
    """Moon: its angular radius, rad."""
    earth_lux: float | None = None
    """Moon: on a plane that faces it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundDay:
    """One day of a site: a sol of Mars from mean midnight to mean midnight, or a UTC day on the Moon."""

    label: str
    """For example `2021-10-15` or `sol 52345` (Mars Sol Date)."""
    start_ms: int
    """UTC."""
    end_ms: int
    """UTC."""
    sunrise_ms: int | None
    """The first in it; None: none."""
    sunset_ms: int | None
    """The first in it; None: none."""
    noon_ms: int | None
    """When the Sun is highest; None: it only rises or only sinks."""
    highest: float
    """Greatest elevation of the Sun's middle, rad."""
    daylight: float
    """Share of it with the Sun's middle up."""
    season: str
    """In words, for example `northern summer, Ls 121°`; the Moon has none."""
    year: int | None
    """Mars year; None on the Moon."""
    dust: float | None
    """Optical depth that is reckoned with; None on the Moon."""
    hours: tuple[GroundHour, ...]
    """Every Martian hour of mean time, or every hour of UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundLight:
    """All that is said of a site over some days."""

    site: Site
    """Where."""
    days: tuple[GroundDay, ...]
    """In order."""
    paths: tuple[SkyPath, ...]
    """The Sun over the first sol or the whole lunar day that the first day lies in, and the Earth of the Moon."""
    error_s: float
    """Expected error of sunrise and sunset over a level horizon, s."""
    note: str
    """What is left out."""
