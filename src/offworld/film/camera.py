"""Cameras, lenses and set-ups as a film and a scene name them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from offworld.film.basic import NOWHERE, Place, Quat, Vec3
from offworld.film.blocking import Cue, Target

FRAME_TURNS: Final[dict[tuple[str, str], Vec3]] = {
    ("pan", "left"): (0.0, 1.0, 0.0), ("pan", "right"): (0.0, -1.0, 0.0),
    ("tilt", "up"): (1.0, 0.0, 0.0), ("tilt", "down"): (-1.0, 0.0, 0.0),
    ("roll", "anticlockwise"): (0.0, 0.0, 1.0), ("roll", "clockwise"): (0.0, 0.0, -1.0),
}  # fmt: skip
"""Axis of each turn of a frame by move and way, camera axes (x right, y top, z back), right-handed: clockwise as the
operator sees the camera, so that the picture seems to go the other way."""
FRAME_WAYS: Final[dict[str, Vec3]] = {
    "left": (-1.0, 0.0, 0.0), "right": (1.0, 0.0, 0.0), "up": (0.0, 1.0, 0.0), "down": (0.0, -1.0, 0.0),
    "forward": (0.0, 0.0, -1.0), "backward": (0.0, 0.0, 1.0),
}  # fmt: skip
"""Directions as the finder shows them, camera axes."""
COC_PER_DIAGONAL: Final = 1.0 / 1500.0
"""Circle of confusion over the diagonal of the gate (handbook camera, section 3.4)."""
USUAL_NEAR_M: Final = 0.3
"""Minimum focus of a lens of which nothing is known, m; recalled, of usual cinema primes."""
USUAL_STOP: Final = 2.8
"""Aperture N where nothing is said; a choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensor:
    """The gate of a camera."""

    width_mm: float = 24.89
    """Active width (Super 35, handbook camera)."""
    height_mm: float = 14.0
    """Active height after the film's aspect is cut out."""
    squeeze: float = 1.0
    """Width of the picture over what the gate holds of it: 2 for most anamorphic lenses."""
    coc_mm: float | None = None
    """Circle of confusion; None: `COC_PER_DIAGONAL` of the gate's diagonal."""

    @property
    def aspect(self) -> float:
        """Width over height of the picture."""
        return self.width_mm * self.squeeze / self.height_mm

    @property
    def circle_mm(self) -> float:
        """Circle of confusion on the sensor."""
        diagonal = math.hypot(self.width_mm, self.height_mm)
        return COC_PER_DIAGONAL * diagonal if self.coc_mm is None else self.coc_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """A camera and lens placed for a scene."""

    id: str
    """Letter or name, for example `A`."""
    lens_mm: float
    """Focal length."""
    at: Target | None = None
    """Where it is fixed; None when somebody holds it."""
    by: str | None = None
    """Person who holds it (the prop of that camera is in their hands); None when fixed."""
    looks_at: Target | None = None
    """What the lens is on at the start, and stays on when locked."""
    follows: Target | None = None
    """What the operator keeps in frame; None means locked."""
    up: str = "set"
    """Whose up: `set`, `gravity`, `free`, or a person's id."""
    up_vector: Vec3 | None = None
    """Explicit up, unit, set frame, when `up` is `vector`."""
    keep: bool = False
    """True: found and kept, never to be moved."""
    prop: str | None = None
    """Id of the camera prop when held."""
    attitude: Quat | None = None
    """Camera axes (x right, y top of the frame, z back) to set frame, of a shot that was found: the camera lies so for
    good, and `looks_at` is only what it is in focus on. None: it looks at its goal."""
    eyes_of: str = ""
    """Person whose point of view it is, who is not seen; empty: nobody's."""
    stop: float = USUAL_STOP
    """Aperture N, focal length over its diameter."""
    near_m: float = USUAL_NEAR_M
    """Minimum focus of its lens, from the entrance pupil, m."""
    place: Place = NOWHERE
    """Where it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """From this cue on, the picture is this camera's."""

    camera: str
    """Id of the set-up."""
    on: Cue | None = None
    """None for the first: from the start."""
    turn: bool = False
    """True: the picture may turn here, and is meant to. No take depends on it: a rehearsal is given none."""
    place: Place = NOWHERE
    """Where it is written."""
