"""People: what a film says of a body. How the body is built from it is `offworld.body`'s business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import NOWHERE, Place

Sex = Literal["female", "male"]
Wear = Literal["flight suit", "T-shirt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of the film, actor or helper."""

    id: str
    """Name used in blocking, lower case, for example `zhenya`."""
    sex: Sex
    """Which table of segment parameters is used."""
    stature_m: float
    """Standing height on Earth, metres."""
    mass_kg: float
    """Body mass with clothes, kilograms."""
    strength: float = 1.0
    """Factor on every torque and grip limit of the table for this sex; 1 is the table's adult."""
    suit: str = "navy"
    """Colour name of the costume, for pictures."""
    wear: Wear = "flight suit"
    """What the costume is; with a T-shirt the forearms are bare and the trousers dark."""
    cap: bool = False
    """Whether a cap in the colour of the costume is worn."""
    posture: int = 1
    """Family of the neutral body posture, 1, 2 or 3 (handbook physics, section 2)."""
    place: Place = NOWHERE
    """Where the film says so."""
