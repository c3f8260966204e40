"""What a film shoots with: camera bodies and their recording modes, lenses and sets of them, with their sources."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from offworld.film.basic import Vec3
from offworld.film.camera import USUAL_NEAR_M, Sensor

RECALLED: Final = "recalled"
"""Mark of a number that is from memory and was not looked up; it stands in the source."""
STOP_PER_T: Final = 1.0 / 1.05
"""N over T of a lens that tells only one of them, a guess: 9 % of the light lost in the glass. Of four ZEISS Master
Primes of T 1.3 the patent US 2007/0236805 has N 1.24, which is 0.954."""
USUAL_T: Final = 2.8
"""T that is shot at where nothing is said; a choice."""
USUAL_CLEAR_M: Final = 0.18
"""m about the entrance pupil that must stay clear where the body's size is not known; a guess."""
PUPIL_AHEAD_M: Final = 0.06
"""m from the front of a body to the entrance pupil of a usual prime [I: handbook camera 3.4 has 5 to 15 cm from the
sensor, which lies 2 to 5 cm inside]."""
CLEAR_M: Final = (0.12, 0.25)
"""m that even the smallest camera needs, for the hand that sets it up, and that a long one needs to its sides [I: 0.15
to 0.25 m by handbook camera 2.3]."""
NEAR_M_PER_MM: Final = 0.01
"""Minimum focus over focal length of a lens that does not say it: 0.25 m at 25 mm, 0.75 m at 75 mm [R: handbook camera,
section 3.2]."""
NEAREST_M: Final = 0.2
"""The shortest minimum focus of a cinema prime [R: likewise]."""
_AT_LEAST_M: Final = 0.01
BARREL_M: Final = 0.06
"""m of radius of a barrel with its hood where the front is not known; a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One way of recording: which part of the sensor is used."""

    name: str
    """As the maker calls it, for example `4.6K 16:9`."""
    width_mm: float
    """Active width."""
    height_mm: float
    """Active height."""
    pixels: tuple[int, int] | None = None
    """Across and down; None: not known."""
    source: str = ""
    """Where it is from; `recalled` in it where it was not looked up."""

    @property
    def pitch_um(self) -> float | None:
        """From one photosite to the next, micrometres; None where the pixels are not known."""
        return None if self.pixels is None else 1000.0 * self.width_mm / self.pixels[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A camera body."""

    name: str
    """With its maker."""
    modes: tuple[Mode, ...]
    """At least one; the first is the usual one."""
    size_m: Vec3 | None = None
    """Width, height and length of the body alone; None: not known."""
    mass_kg: float | None = None
    """Of the body alone; None: not known."""
    clear_m: float | None = None
    """Radius of the ball about the entrance pupil that must stay clear; None: from its size."""
    about: str = ""
    """Where size and mass are from."""

    @property
    def reach_m(self) -> float:
        """Radius of the ball about the entrance pupil that holds the body, m: a guess from its size."""
        if self.clear_m is not None:
            return self.clear_m
        if self.size_m is None:
            return USUAL_CLEAR_M
        width, height, length = self.size_m
        reach = math.hypot(width / 2.0, height / 2.0, length + PUPIL_AHEAD_M)
        return round(min(max(reach, CLEAR_M[0]), CLEAR_M[1]), 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class LensData:
    """One lens, or one mark on the ring of a zoom."""

    focal_mm: float
    """Focal length; of an anamorphic lens that across the height of the picture."""
    near_m: float
    """Minimum focus from the image plane, m. Distances of set-ups are from the entrance pupil, which lies ahead of it:
    taking one for the other errs on the safe side."""
    t_stop: float | None = None
    """T wide open, for exposure; None: not known."""
    stop: float | None = None
    """N wide open, for depth of field; None: not known."""
    pupil_m: float | None = None
    """From the image plane forward to the entrance pupil, m; None: not known."""
    front_m: float | None = None
    """Diameter of the front, m; None: not known."""
    length_m: float | None = None
    """Of the barrel, m; None: not known."""
    mass_kg: float | None = None
    """None: not known."""
    source: str = ""
    """Where it is from; `recalled` in it where it was not looked up."""

    @property
    def ratio(self) -> float:
        """N over T; a guess where only one of them is known."""
        if self.stop is not None and self.t_stop is not None:
            return self.stop / self.t_stop
        return STOP_PER_T

    @property
    def widest_t(self) -> float | None:
        """T wide open, from N where only that is known; None: neither is."""
        if self.t_stop is None and self.stop is not None:
            return self.stop / STOP_PER_T
        return self.t_stop

    def stops(self, wanted_t: float) -> tuple[float, float | None]:
        """N and T that it is shot at, the wanted T or the widest that it has; no T where none is known."""
        widest = self.widest_t
        if widest is None:
            return wanted_t, None
        t_stop = max(wanted_t, widest)
        return round(t_stop * self.ratio, 2), t_stop

    @property
    def near_pupil_m(self) -> float:
        """Minimum focus from the entrance pupil, m, as far as that is known."""
        return max(self.near_m - (self.pupil_m or 0.0), _AT_LEAST_M)


def plain_lens(focal_mm: float) -> LensData:
    """A lens that says no more than its focal length."""
    return LensData(
        focal_mm=focal_mm,
        near_m=max(NEAR_M_PER_MM * focal_mm, NEAREST_M),
        source="minimum focus by a rule of thumb: 1 m for every 100 mm",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LensSet:
    """Lenses that are made, hired or packed together."""

    name: str
    """With its maker."""
    lenses: tuple[LensData, ...]
    """From the widest."""
    squeeze: float = 1.0
    """Width of the picture over what the sensor holds of it; 1: spherical."""
    zoom: bool = False
    """True: one lens; its focal lengths are marks on the ring."""
    source: str = ""
    """Where it is from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What one film shoots with, besides the gate itself (`Sensor`)."""

    body: str = ""
    """Name of the camera body; empty: none is said, the gate alone is."""
    mode: str = ""
    """Recording mode."""
    clear_m: float = USUAL_CLEAR_M
    """Radius of the ball about the entrance pupil that must stay clear, m."""
    lens_set: str = ""
    """Name of the set that its lenses are of; empty: of none."""
    lenses: tuple[LensData, ...] = ()
    """As the film lists them; empty: any lens will do."""
    others_mm: tuple[float, ...] = ()
    """Focal lengths that the set has besides: what could be packed too."""
    t_stop: float = USUAL_T
    """T that is shot at, where the lens is as fast."""

    @property
    def lenses_mm(self) -> tuple[float, ...]:
        """Their focal lengths; empty: any lens will do."""
        return tuple(lens.focal_mm for lens in self.lenses)

    def lens(self, focal_mm: float) -> LensData | None:
        """The lens of a focal length; None: there is none."""
        near = (one for one in self.lenses if abs(one.focal_mm - focal_mm) < 0.05)
        return next(near, None)

    def near_m(self, focal_mm: float) -> float:
        """Minimum focus of a focal length from the entrance pupil, m; the usual one of a lens that is not there."""
        lens = self.lens(focal_mm)
        return USUAL_NEAR_M if lens is None else lens.near_pupil_m

    def stops(self, focal_mm: float) -> tuple[float, float | None]:
        """N and T that a focal length is shot at; of a lens that is not there, N alone."""
        lens = self.lens(focal_mm)
        return (self.t_stop, None) if lens is None else lens.stops(self.t_stop)

    @property
    def barrel_m(self) -> float:
        """Radius of the thickest barrel, m."""
        fronts = [lens.front_m / 2.0 for lens in self.lenses if lens.front_m is not None]
        return max(fronts) if fronts and len(fronts) == len(self.lenses) else BARREL_M


def gate(
    width_mm: float, height_mm: float, aspect: float, squeeze: float = 1.0, coc_mm: float | None = None
) -> Sensor:
    """The part of a sensor that holds a picture of a wanted aspect: cut above and below, or at the sides.

    Args:
        width_mm: active width.
        height_mm: active height.
        aspect: width over height of the picture.
        squeeze: of the lenses.
        coc_mm: circle of confusion; None: from the gate's diagonal.
    """
    height = width_mm * squeeze / aspect
    if height <= height_mm:
        return Sensor(width_mm=width_mm, height_mm=height, squeeze=squeeze, coc_mm=coc_mm)
    return Sensor(width_mm=height_mm * aspect / squeeze, height_mm=height_mm, squeeze=squeeze, coc_mm=coc_mm)
