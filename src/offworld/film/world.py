"""Worlds: which fields act in a scene. The formulas are `offworld.world`'s."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import NOWHERE, Place, Vec3

WorldKind = Literal["orbit", "parabola", "earth", "moon", "mars"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlightPoint:
    """One row of an aircraft's flight path, linear in between."""

    time_s: float
    """Seconds from the start of the scene; may be negative."""
    load_g: float
    """Apparent gravity along the cabin's −z, in units of 9.80665 m/s²."""
    pitch_rate: float
    """Nose-up rate of the cabin, rad/s about its +y axis reversed (x forward, y left, z up: nose up is −y)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One world."""

    kind: WorldKind
    """Which fields act."""
    gravity: Vec3 = (0.0, 0.0, 0.0)
    """Uniform acceleration in the set frame, m/s²; set for earth, moon and mars."""
    mean_motion: float = 1.127e-3
    """Orbit only: rad/s (handbook physics, section 7)."""
    flight: tuple[FlightPoint, ...] = ()
    """Parabola only: the flight path."""
    turn_centre: Vec3 = (0.0, 0.0, 0.0)
    """Parabola only: the aircraft's centre of mass in the set frame, metres."""
    air_density: float = 1.2
    """kg/m³; 0 in vacuum."""
    air_viscosity: float = 1.8e-5
    """Pa s."""
    air_flow: Vec3 = (0.0, 0.0, 0.0)
    """Cabin air velocity, m/s, set frame."""
    place: Place = NOWHERE
    """Where the film says so."""
