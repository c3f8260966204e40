"""How strong and what colour each light is, and how the film's camera is set: numbers that a film may override.

What is marked recalled was not read in a source; it is a starting point that a light meter on the spot replaces.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LightLevels:
    """Light and camera of a film. Sources: handbook light, section 5, unless said otherwise."""

    sun_lux: float = 133_100.0
    """Of the Sun at 1 AU without air, on a plane square to it: 1361 W/m² at 98 lm/W (recalled; IES uses 128 000)."""
    sun_kelvin: float = 5900.0
    """Colour of the Sun without air (recalled; spectra above the air give 5800 to 6000)."""
    earth_albedo: float = 0.30
    """Share of sunlight that the Earth gives back as a dull white ball would (0.2 clear sea to 0.8 thick cloud)."""
    earth_kelvin: float = 7000.0
    """Colour of earthlight (recalled: clouds are as the Sun, sea and air bluer)."""
    earth_geometric_albedo: float = 0.434
    """Brightness of the full Earth from afar against a white disc of its size (recalled; gives 16 lux on the Moon)."""
    night_earth_lux: float = 0.05
    """On a window that faces the Earth's night side (recalled: moonlit clouds, airglow, cities)."""
    night_sky_lux: float = 0.001
    """Of the night sky of Mars on a level plane (recalled: starlight on the Earth)."""
    regolith_albedo: float = 0.12
    """Of the Moon's ground: what a vertical face gets from it (geometric albedo 0.12)."""
    dust_red: float = 0.945
    """Share of light that a grain of Martian dust scatters on and does not swallow, at 670 nm (recalled)."""
    dust_green: float = 0.885
    """The same at 550 nm (recalled)."""
    dust_blue: float = 0.80
    """The same at 440 nm (recalled)."""
    window_pass: float = 0.70
    """Share of light that four panes let through (recalled; each of eight faces loses 4 %)."""
    room_albedo: float = 0.50
    """Mean reflectance of what is in the room (recalled: light panels, dark gaps)."""
    lamp_lux: float = 300.0
    """What the room's lamps give on a face (recalled: 100 to 500)."""
    lamp_most_lux: float = 500.0
    """The most that they can give (recalled)."""
    lamp_kelvin: float = 4500.0
    """Their colour (recalled: station lamps can be set from 2700 to 6500)."""
    iso: float = 800.0
    """Sensitivity that the camera is set to."""
    shutter: float = 3.141592653589793
    """Angle of the shutter, rad: a half turn is half of the frame's time."""
    nd: float = 0.0
    """Filter in front of the lens, stops."""
    widest: float = 1.4
    """T-stop of the fastest lens, wide open."""
    narrowest: float = 22.0
    """T-stop of the lens closed as far as it goes."""
    hide: float = 1.0 / 3.0
    """A change of light of this many stops is taken as not seen."""

    def __post_init__(self) -> None:
        """A level below nothing, or a share beyond one, is a slip of the hand."""
        shares = (
            "earth_albedo",
            "regolith_albedo",
            "dust_red",
            "dust_green",
            "dust_blue",
            "window_pass",
            "room_albedo",
        )
        for name in shares:
            if not 0.0 < getattr(self, name) < 1.0:
                raise ValueError(f"{name} is {getattr(self, name)!r}; it lies between 0 and 1")
        above = ("sun_lux", "sun_kelvin", "earth_kelvin", "lamp_kelvin", "iso", "shutter", "widest", "hide")
        for name in above:
            if not getattr(self, name) > 0.0:
                raise ValueError(f"{name} is {getattr(self, name)!r}; it must be above 0")
        for name in ("earth_geometric_albedo", "night_earth_lux", "night_sky_lux", "lamp_lux", "nd"):
            if not getattr(self, name) >= 0.0:
                raise ValueError(f"{name} is {getattr(self, name)!r}; it must not be below 0")
        if not self.lamp_most_lux >= self.lamp_lux:
            raise ValueError(f"lamps give {self.lamp_lux:g} lx but at most {self.lamp_most_lux:g} lx")
        if not self.narrowest >= self.widest:
            raise ValueError(f"the lens opens to T{self.widest:g} but closes to T{self.narrowest:g}")
