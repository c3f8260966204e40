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


def _fall(time_s: float, pitch_rate: float) -> FlightPoint:
    return FlightPoint(time_s=time_s, load_g=0.0, pitch_rate=pitch_rate)


PARABOLA_FLIGHT: tuple[FlightPoint, ...] = (
    FlightPoint(time_s=-24.0, load_g=1.0, pitch_rate=0.0),
    FlightPoint(time_s=-21.0, load_g=1.8, pitch_rate=0.040),
    FlightPoint(time_s=-3.0, load_g=1.8, pitch_rate=0.040),
    _fall(0.0, -0.04545), _fall(2.75, -0.05818), _fall(5.5, -0.07273), _fall(8.25, -0.08556), _fall(11.0, -0.09091),
    _fall(13.75, -0.08556), _fall(16.5, -0.07273), _fall(19.25, -0.05818), _fall(22.0, -0.04545),
    FlightPoint(time_s=25.0, load_g=1.8, pitch_rate=0.040),
    FlightPoint(time_s=43.0, load_g=1.8, pitch_rate=0.040),
    FlightPoint(time_s=46.0, load_g=1.0, pitch_rate=0.0),
)  # fmt: skip
"""A parabola as flown for people, scene time 0 at the start of the free fall: 1 g, pull-up at 1.8 g, 22 s of free fall
with the nose going from +45° to −45°, recovery at 1.8 g (handbook physics, section 7; the profile is recalled).

In free fall the nose follows the flight path, γ = atan((11 s − t) / 11 s), so its rate is −1/(11 s (1 + tan² γ)).
The pull-up rate is (1.8 − 1) g / v at v = 200 m/s; the three seconds of each change of load are a guess."""
