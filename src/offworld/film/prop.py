"""Props: loose things with mass; a film camera is one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import NOWHERE, ORIGIN, Place, Vec3

PropShape = Literal["box", "sphere", "cylinder", "capsule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """One loose thing."""

    id: str
    """Name used in blocking."""
    shape: PropShape
    """Its solid shape."""
    size_m: Vec3
    """Full extents along its own x, y, z, metres; sphere uses x as diameter, cylinder and capsule x as
    diameter and z as whole length."""
    mass_kg: float
    """Mass, kilograms."""
    inertia: Vec3 | None = None
    """Principal inertia about its own x, y, z, kg m²; None means that of the uniform solid shape."""
    drag_area_m2: float | None = None
    """Drag coefficient times area, m²; None means that of its faces."""
    grip: Vec3 = ORIGIN
    """Where a hand holds it, metres in its own frame."""
    camera: bool = False
    """True for a film camera: its own −z is the optical axis, +y the top of its frame."""
    colour: str = "steel"
    """Colour name, for pictures."""
    place: Place = NOWHERE
    """Where the film says so."""
