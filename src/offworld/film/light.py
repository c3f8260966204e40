"""Light: what shines on a set at a moment, what comes through its windows, and for how long.

Moments are `utc_ms`: milliseconds of UTC since 1970-01-01, without leap seconds, as clocks count them.
Directions are unit vectors in the set's own frame, from the set to the thing. Illuminance is in lux, colours of light
are correlated colour temperatures in kelvin. The formulas are `offworld.light`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import NO_TURN, Quat, Vec3

BodyName = Literal["earth", "moon", "mars"]
Through = Literal["direct sun", "earth day", "terminator", "earth night", "day", "night", "space"]
"""What a window gives, the strongest first: the Sun itself; the Earth's day side, its terminator or its night side; on
the ground, day or night; nothing but space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkyBody:
    """The body that fills a part of the sky: the Earth below a station, the Earth above the Moon."""

    name: BodyName
    """Which."""
    direction: Vec3
    """Of its centre, set frame."""
    radius: float
    """Angular radius, rad (69.8 deg for the Earth from 420 km)."""
    sun: Vec3
    """Direction of the Sun as the body has it, set frame: its lit side faces there."""
    phase: float
    """Angle Sun–body–set, rad: 0 full, π new."""
    lux: float
    """On a plane that faces its centre, outside the glass."""
    kelvin: float
    """Colour of that light."""
    below: tuple[float, float] | None = None
    """Latitude and longitude (east positive) under the set or facing it, rad; None: not worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shine:
    """What shines on a set at one moment, outside its windows."""

    utc_ms: int
    """When."""
    utc: str
    """The same as text, for example `2021-10-15T17:24:22.000Z`."""
    set_id: str
    """Which set."""
    sun: Vec3
    """Direction of the middle of the Sun, set frame, also when it is hidden."""
    sun_height: float
    """How far the middle of the Sun stands above the limb or the horizon, rad; below: negative."""
    sun_share: float
    """Share of its disc that is seen: 1 whole, 0 night, between them penumbra."""
    sun_lux: float
    """On a plane square to it, outside the glass; what is hidden and what air takes away is taken off."""
    sun_kelvin: float
    """Colour of its light."""
    sun_radius: float
    """Angular radius of its disc, rad."""
    body: SkyBody | None
    """What fills the sky beside it; None: nothing that lights."""
    sky_lux: float = 0.0
    """Of the whole sky (dust of Mars) on a level plane, lux; 0 without air."""
    sky_kelvin: float = 0.0
    """Its colour; 0 without sky."""
    up: Vec3 | None = None
    """Away from the body that one orbits or stands on, set frame; None: there is none."""
    beta: float | None = None
    """Orbit only: Sun above the plane of the orbit, rad; positive on the side of the orbit's normal."""
    attitude: Quat = NO_TURN
    """Set axes to local axes: in orbit x along the flight, y against the orbit normal, z to the Earth; on the ground
    x east, y north, z up."""
    error_s: float = 0.0
    """Expected error of the moments of sunrise and sunset, s."""
    note: str = ""
    """What the error is made of and what is left out, in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """A spot of direct sun on one surface of the room."""

    window: str
    """Where it comes in."""
    solid: str
    """Id of the solid that it falls on."""
    points: tuple[Vec3, ...]
    """Its outline, set frame, in order round it."""
    normal: Vec3
    """Unit, out of the surface, set frame."""
    lux: float
    """On the surface."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLight:
    """What one window gives at one moment."""

    window: str
    """Which."""
    through: Through
    """The kind of light that it gives."""
    sun_angle: float
    """Between the Sun and the window's outward normal, rad: 0 straight in, beyond π/2 it shines on the other side."""
    sun_share: float
    """Share of the pane's area that direct sun still passes through after the depth of its frame."""
    sun_lux: float
    """Of the Sun on the inside of the pane."""
    body_lux: float
    """Of the body (earthlight) and the sky on the inside of the pane."""
    kelvin: float
    """Colour of both together; 0 where there is none."""
    day_share: float
    """Share of the body's disc seen through the window that lies in daylight; 0 if it is not seen."""
    filled: float | None = None
    """Share of its view that the body fills, each part by the light that it could give; None: not in orbit."""
    patches: tuple[Patch, ...] = ()
    """Where the Sun's spot lies in the room; empty: no direct sun, or not worked out."""

    @property
    def lux(self) -> float:
        """All of it on the inside of the pane."""
        return self.sun_lux + self.body_lux


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time during which a condition holds."""

    start_ms: int
    """It holds from here, UTC."""
    end_ms: int
    """To here, UTC."""
    condition: str
    """In words, for example `direct sun`."""
    where: str = ""
    """Window, set or site; empty: the place as a whole."""
    open_start: bool = False
    """True: it held already when the search began."""
    open_end: bool = False
    """True: it still held when the search ended."""
    lux: tuple[float, float, float] | None = None
    """Least, mean and most light on the inside of the window while it lasts; None: not worked out."""
    stops_per_min: float | None = None
    """The fastest change of that light within it, stops a minute; None: not worked out, or too short to say."""
    lux_per_min: float | None = None
    """The same in lux a minute."""

    @property
    def length_s(self) -> float:
        """How long it lasts, s."""
        return (self.end_ms - self.start_ms) / 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowDay:
    """One window over one day."""

    window: str
    """Which."""
    spans: tuple[Span, ...]
    """What it gives, from one end of the day to the other without a gap; `condition` is a `Through`."""
    lux: tuple[float, ...]
    """On the inside of the pane at every minute of the day, the first at its start."""
    filled: float | None = None
    """Share of its view that the body fills in the middle of the day; None: not in orbit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightDay:
    """One UTC day of a set."""

    date: str
    """For example `2021-10-15`."""
    start_ms: int
    """UTC, of its beginning; a day that is cut by the time asked for begins and ends there."""
    end_ms: int
    """UTC, of its end."""
    beta: float | None
    """At 12:00 UTC, rad; None: not in orbit."""
    sunlit: float
    """Share of the day in which the middle of the Sun is seen outside."""
    sunrises_ms: tuple[int, ...]
    """Moments of all sunrises (middle of the disc)."""
    sunsets_ms: tuple[int, ...]
    """And of all sunsets."""
    windows: tuple[WindowDay, ...]
    """Every window of the set."""
    error_s: float = 0.0
    """Expected error of the moments on this day, s: the worst of the day."""
