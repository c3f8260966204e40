"""The light that a scene is drawn in: what shines at moments of its take, how bright its lamps are, the exposure."""

from __future__ import annotations

from dataclasses import dataclass

from offworld.film.exposure import InFrame
from offworld.film.light import Shine, Through, WindowLight


@dataclass(frozen=True, slots=True, kw_only=True)
class LitMoment:
    """What shines at one moment of a take."""

    tick: float
    """Moment of the take, ms; between moments light changes evenly."""
    shine: Shine
    """Outside."""
    windows: tuple[WindowLight, ...]
    """Of the set, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneLight:
    """The light that a take is drawn in."""

    moments: tuple[LitMoment, ...]
    """At least one, in order."""
    ev100: float
    """What pictures are exposed for: the exposure value at ISO 100 that one stop, held all through, is set to."""
    lamps: float = 1.0
    """Level of the set's lamps, 0 off to 1 full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LitFrame:
    """One frame of a scene in the light of one moment, as a page shows it."""

    utc_ms: int
    """When."""
    after_s: float
    """Seconds since the same frame of the take as it is shot."""
    picture: str
    """Name of its file."""
    through: Through
    """The strongest light that any window of the set has."""
    windows: tuple[str, ...]
    """Those that have it."""
    lasts_s: float | None
    """How long they have it yet, s; None: longer than was looked for."""
    room_lux: float
    """What all windows together give in the room, where none of them shines straight."""
    lamps_lux: float
    """What its lamps give there."""
    ev100: float
    """Exposure value of both together at ISO 100."""
    stop: str
    """Stop for that with the film's camera, for example `T4 ⅓`."""
    off: float
    """How many stops the room is brighter than what the pictures are exposed for."""
    in_frame: tuple[InFrame, ...] = ()
    """Windows that the camera sees, the largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LitScene:
    """A frame of a scene in the light that it is shot in, later, and through the next change of the Sun."""

    tick: int
    """Moment of the take that the frame shows, ms."""
    camera: str
    """Id of its set-up."""
    now: LitFrame
    """As it is shot."""
    later: LitFrame
    """A while later, exposed the same."""
    strip: tuple[LitFrame, ...]
    """Through the nearest sunset or sunrise, exposed the same."""
    turn_ms: int | None
    """UTC of that sunset or sunrise; None: there is none near, the strip begins as the scene is shot."""
    sets: bool
    """True: the Sun sets then."""
    camera_words: str
    """How the film's camera is set, for example `ISO 800, 180° shutter at 25 frames a second`."""
