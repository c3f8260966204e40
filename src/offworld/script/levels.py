"""Light levels of a film: `light levels:` in film.yaml, over those that every film has."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any, Final

from offworld.errors import FilmError, Problem
from offworld.film.light_levels import LightLevels
from offworld.script.sourced import Sort, share
from offworld.text import Fields
from offworld.units import parse_quantity

DENSITY_PER_STOP: Final = 0.3
"""Density of a neutral filter of one stop, as it is engraved: log10 2."""
_lux: Final = functools.partial(parse_quantity, unit="lx", bare=True)
_kelvin: Final = functools.partial(parse_quantity, unit="K", bare=True)
_turn: Final = functools.partial(parse_quantity, unit="rad")


def _plain(text: str) -> float:
    """A bare number.

    Raises:
        FilmError: it is none.
    """
    try:
        return float(text)
    except ValueError:
        what = f"{text[:40]!r} is no number"
        raise FilmError(Problem(what=what, remedy="write digits, such as 2.8", kind="bad-number")) from None


def _density(text: str) -> float:
    """Stops of a neutral filter, from its density."""
    return _plain(text) / DENSITY_PER_STOP


_SHARE: Final = Sort(read=share, low=0.01, high=0.99, unit="", example="30 %")
_COLOUR: Final = Sort(read=_kelvin, low=1500.0, high=25_000.0, unit="K", example="4500 K")
_LAMPS: Final = Sort(read=_lux, low=0.0, high=100_000.0, unit="lx", example="300 lx")
_STOP: Final = Sort(read=_plain, low=0.7, high=90.0, unit="", example="2.8")
LEVELS: Final[dict[str, tuple[str, Sort]]] = {
    "iso": ("iso", Sort(read=_plain, low=6.0, high=500_000.0, unit="", example="800")),
    "shutter": ("shutter", Sort(read=_turn, low=0.01, high=6.2832, unit="rad", example="180°")),
    "nd": ("nd", Sort(read=_density, low=0.0, high=15.0, unit="stops", example="0.6")),
    "widest stop": ("widest", _STOP),
    "narrowest stop": ("narrowest", _STOP),
    "lamps": ("lamp_lux", _LAMPS),
    "most lamps": ("lamp_most_lux", _LAMPS),
    "lamp colour": ("lamp_kelvin", _COLOUR),
    "unseen change": ("hide", Sort(read=_plain, low=0.01, high=3.0, unit="stops", example="0.33")),
    "window pass": ("window_pass", _SHARE),
    "room albedo": ("room_albedo", _SHARE),
    "sun": ("sun_lux", Sort(read=_lux, low=50_000.0, high=200_000.0, unit="lx", example="133100 lx")),
    "sun colour": ("sun_kelvin", Sort(read=_kelvin, low=5000.0, high=7000.0, unit="K", example="5900 K")),
    "earth albedo": ("earth_albedo", _SHARE),
    "earth colour": ("earth_kelvin", _COLOUR),
    "full earth": ("earth_geometric_albedo", _SHARE),
    "night earth": ("night_earth_lux", Sort(read=_lux, low=0.0, high=10.0, unit="lx", example="0.05 lx")),
    "night sky": ("night_sky_lux", Sort(read=_lux, low=0.0, high=10.0, unit="lx", example="0.001 lx")),
    "lunar ground": ("regolith_albedo", _SHARE),
    "dust red": ("dust_red", _SHARE),
    "dust green": ("dust_green", _SHARE),
    "dust blue": ("dust_blue", _SHARE),
}
"""How they are written: the field of the record, and the sort of number."""


def read_levels(film: Fields) -> LightLevels:
    """The film's light levels; what it does not say is as everywhere."""
    node = film.get("light levels")
    if node is None:
        return LightLevels()
    fields = Fields(node, film.sheet, "the light levels")
    said: dict[str, Any] = {}
    for written, (field, sort) in LEVELS.items():
        value = fields.measure(written, sort.read, sort.low, sort.high, sort.unit)
        if value is not None:
            said[field] = value
    fields.done()
    if "lamp_lux" in said and "lamp_most_lux" not in said:
        # Who says only one of the two has lamps that are brighter than the usual ones.
        said["lamp_most_lux"] = max(said["lamp_lux"], LightLevels().lamp_most_lux)
    elif "lamp_most_lux" in said and "lamp_lux" not in said:
        said["lamp_lux"] = min(said["lamp_most_lux"], LightLevels().lamp_lux)
    try:
        return replace(LightLevels(), **said)
    except ValueError as error:
        film.sheet.wrong(node, str(error), "put the two the other way round", kind="bad-levels")
        return LightLevels()
