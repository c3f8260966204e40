"""Framings: the shots that a director asks for in words, and the set-ups that were found for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import NOWHERE, Place, Quat, Vec3
from offworld.film.blocking import Cue
from offworld.film.camera import USUAL_STOP
from offworld.film.kit import Package
from offworld.film.score import Score

Size = Literal["ECU", "BCU", "CU", "MCU", "bust", "MS", "cowboy", "MLS", "FS", "ELS"]
SIZES: tuple[Size, ...] = ("ECU", "BCU", "CU", "MCU", "bust", "MS", "cowboy", "MLS", "FS", "ELS")
"""From the closest to the widest."""
Kind = Literal["single", "over", "two", "group", "pov"]
"""One person; one over another's shoulder; two side by side in the frame; several; through somebody's eyes."""
UpKind = Literal["actor", "group", "set", "gravity", "line", "previous", "vector", "free"]
Vantage = Literal["front", "three-quarter", "profile", "three-quarter back", "back"]
Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Up:
    """Whose up the top of the frame follows."""

    kind: UpKind
    """`line`: the line between the two people lies level. `previous`: as little roll as can be from the shot before."""
    person: str = ""
    """Whose, for `actor`."""
    vector: Vec3 | None = None
    """Unit, set frame, for `vector`."""
    roll_deg: float = 0.0
    """Wanted tilt of that up in the frame, degrees, clockwise as seen; a dutch angle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where somebody's face is to be in the picture."""

    person: str
    """Id."""
    x: float
    """-1 left edge to 1 right edge."""
    y: float | None = None
    """-1 lower edge to 1 upper edge; None: as it comes out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """A shot as it is asked for. What is None is left to the solver."""

    id: str
    """Letter or name of the camera in the scene file."""
    kind: Kind
    """What sort of shot."""
    on: tuple[str, ...]
    """People it is on, the most important first; for `pov`, what is looked at (may be empty)."""
    over: str = ""
    """Over whose shoulder, or whose point of view; empty for others."""
    size: Size | None = None
    """Of the first person."""
    up: Up = Up(kind="free")
    """Whose up."""
    vantage: Vantage | None = None
    """From where about the first person's own up axis."""
    side: Side | None = None
    """On which side of the person the camera is, that person's own left or right."""
    elevation_deg: float | None = None
    """How far above the first person's eyes the camera is, degrees, by that person's own up; negative is below."""
    spots: tuple[Spot, ...] = ()
    """Places in the picture that are asked for."""
    lens_mm: float | None = None
    """Focal length; None: any of the package."""
    by: str | None = None
    """Person who holds the camera, and needs room there; None: locked."""
    start: int | None = None
    """Tick from which it must hold; None: the whole scene. Filled in from its cues when the take is there."""
    end: int | None = None
    """Tick until which it must hold."""
    text: str = ""
    """As it is written."""
    place: Place = NOWHERE
    """Where it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A set-up that was found and is kept: written in the scene file, and moved by nobody but its writer."""

    position: Vec3
    """Entrance pupil, set frame, m."""
    attitude: Quat
    """Camera axes (x right, y top of the frame, z back) to set frame."""
    lens_mm: float
    """Focal length."""
    focus_m: float
    """Distance along the lens that is in focus, m."""
    stop: float = USUAL_STOP
    """Aperture N, focal length over its diameter."""
    score: float | None = None
    """What it was worth when it was kept; None: not written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedShot:
    """A shot of a scene file: what is asked for, from which cue to which, and its set-up if one is kept."""

    framing: Framing
    """As asked for; its ticks are not known before there is a take."""
    begins: Cue | None = None
    """From which moment it must hold; None: from the start of the scene."""
    until: Cue | None = None
    """Until which; None: to the end."""
    kept: Kept | None = None
    """None: it is found anew for each take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotList:
    """The shots of one scene, and what there is to shoot them with."""

    shots: tuple[AskedShot, ...]
    """In order of the scene file."""
    package: Package = Package()
    """Body and lenses of the film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A camera and lens in space: one answer to a framing."""

    position: Vec3
    """Entrance pupil, set frame, m."""
    attitude: Quat
    """Camera axes (x right, y top of the frame, z back) to set frame."""
    lens_mm: float
    """Focal length."""
    focus_m: float
    """Distance along the lens that is in focus, m."""
    stop: float
    """Aperture N, focal length over its diameter."""
    score: Score
    """What it is worth, term by term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """What came of a framing."""

    framing: Framing
    """As asked for."""
    status: Literal["found", "kept", "impossible", "out of budget"]
    """`impossible`: no place keeps the hard conditions; `out of budget`: none was found in the evaluations allowed."""
    answers: tuple[Placed, ...]
    """The best first, each distinct from those before it; empty if there is none."""
    reason: str = ""
    """Which condition fails, and what would free it; empty if it was found."""
    free_m: float | None = None
    """The longest free line to a lens from the eyes of the first person; None: not measured."""
    longest_mm: float | None = None
    """The longest lens that the room allows for the size asked for; None: no size is, or it was not measured."""
    evaluations: int = 0
    """How many camera poses were scored."""
