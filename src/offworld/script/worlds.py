"""The worlds that scenes can name: five built in, and the variants that a film declares."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, get_args

from offworld.film.world import FlightPoint, World, WorldKind
from offworld.script.limits import AIR_SPEED, LONGEST
from offworld.script.people import place_of, seconds
from offworld.text import Fields, Node, Scalar, Sheet
from offworld.text import Mapping as MappingNode
from offworld.units import (
    CABIN_AIR_DENSITY,
    CABIN_AIR_VISCOSITY,
    EARTH_GRAVITY,
    MARS_AIR_DENSITY,
    MARS_GRAVITY,
    MOON_GRAVITY,
    parse_quantity,
)

MARS_AIR_VISCOSITY: Final = 1.1e-5
"""Pa s, carbon dioxide near 210 K; recalled."""

# The profile 1 g, 1.8 g, 22 s, 1.8 g with pitch from +45° to −45° while weightless (handbook physics, section 7).
# Ramps of 2 s are recalled. The rate while pulling up is what brings the nose from level to +45° in time:
# 22 s × rate − 1 s × weightless rate = 45°, where the ramps count half.
_WEIGHTLESS_S: Final = 22.0
_RAMP_S: Final = 2.0
_PULL_S: Final = 20.0
_DEGREE: Final = 0.017453292519943295
_DOWN: Final = -90.0 * _DEGREE / _WEIGHTLESS_S
_UP: Final = (45.0 * _DEGREE - 0.5 * _RAMP_S * _DOWN) / (_PULL_S + _RAMP_S)

DEFAULT_FLIGHT: Final = (
    FlightPoint(time_s=-_PULL_S - 2 * _RAMP_S, load_g=1.0, pitch_rate=0.0),
    FlightPoint(time_s=-_PULL_S - _RAMP_S, load_g=1.8, pitch_rate=_UP),
    FlightPoint(time_s=-_RAMP_S, load_g=1.8, pitch_rate=_UP),
    FlightPoint(time_s=0.0, load_g=0.0, pitch_rate=_DOWN),
    FlightPoint(time_s=_WEIGHTLESS_S, load_g=0.0, pitch_rate=_DOWN),
    FlightPoint(time_s=_WEIGHTLESS_S + _RAMP_S, load_g=1.8, pitch_rate=_UP),
    FlightPoint(time_s=_WEIGHTLESS_S + _RAMP_S + _PULL_S, load_g=1.8, pitch_rate=_UP),
    FlightPoint(time_s=_WEIGHTLESS_S + 2 * _RAMP_S + _PULL_S, load_g=1.0, pitch_rate=0.0),
)
"""Flight path of the built-in `parabola`; weightlessness begins with the scene."""

_CABIN: Final[dict[str, Any]] = {"air_density": CABIN_AIR_DENSITY, "air_viscosity": CABIN_AIR_VISCOSITY}
BUILT_IN: Final[dict[str, World]] = {
    "orbit": World(kind="orbit", **_CABIN),
    "parabola": World(kind="parabola", flight=DEFAULT_FLIGHT, **_CABIN),
    "earth": World(kind="earth", gravity=(0.0, 0.0, -EARTH_GRAVITY), **_CABIN),
    "moon": World(kind="moon", gravity=(0.0, 0.0, -MOON_GRAVITY), air_density=0.0, air_viscosity=0.0),
    "mars": World(
        kind="mars", gravity=(0.0, 0.0, -MARS_GRAVITY), air_density=MARS_AIR_DENSITY,
        air_viscosity=MARS_AIR_VISCOSITY,
    ),
}  # fmt: skip
"""Worlds that every film has."""
ON_THE_GROUND: Final[tuple[WorldKind, ...]] = ("earth", "moon", "mars")
"""Where people must be strapped, seated or held."""

_MOST_WORLDS: Final = 50
_MOST_ROWS: Final = 500
_FIELDS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "orbit": ("mean motion",),
    "parabola": ("flight", "turn centre", "begins at"),
    "earth": (),
    "moon": (),
    "mars": (),
}


def read_worlds(film: Fields) -> dict[str, World]:
    """All worlds of the film by name, the built-in ones among them."""
    worlds = dict(BUILT_IN)
    for key, node in film.entries("worlds", _MOST_WORLDS):
        name = film.name_of(key, "world")
        if name is None:
            continue
        if name in BUILT_IN:
            film.sheet.wrong(
                key, f"{name!r} is built in and cannot be changed", "give the variant its own name",
                kind="built-in",
            )  # fmt: skip
            continue
        world = _read_world(key, node, film.sheet)
        if world is not None:
            worlds[name] = world
    return worlds


def _read_world(key: Scalar, node: Node, sheet: Sheet) -> World | None:
    fields = Fields(node, sheet, f"world {key.text}")
    if fields.need("kind", "orbit") is None:
        return None
    kind = fields.choice("kind", get_args(WorldKind))
    if kind is None:
        return None
    base = BUILT_IN[kind]
    given: dict[str, Any] = {
        "air_flow": fields.vector("air flow", AIR_SPEED),
        "air_density": fields.number("air density", 0.0, 10.0),
    }
    own = _FIELDS_OF[kind]
    if "mean motion" in own:
        given["mean_motion"] = fields.number("mean motion", 0.0, 0.01)
    if "flight" in own:
        given["turn_centre"] = fields.vector("turn centre", 100.0)
        flight = _read_flight(fields, sheet) or base.flight
        shift = fields.measure("begins at", seconds, -LONGEST, LONGEST, "s") or 0.0
        given["flight"] = tuple(replace(row, time_s=row.time_s - shift) for row in flight)
    fields.done()
    changes = {name: value for name, value in given.items() if value is not None}
    return replace(base, place=place_of(key, sheet), **changes)


def _read_flight(fields: Fields, sheet: Sheet) -> tuple[FlightPoint, ...]:
    """Rows of a flight path, in order of time."""
    rows: list[FlightPoint] = []
    for node in fields.items("flight", _MOST_ROWS) or ():
        row = Fields(node, sheet, "this row of the flight path")
        if not isinstance(node, MappingNode):
            continue
        for name, example in (("time", "0 s"), ("load", "1.8"), ("pitch rate", "-4 deg/s")):
            row.need(name, example)
        time = row.measure("time", seconds, -LONGEST, LONGEST, "s")
        load = row.number("load", -1.0, 5.0)
        rate = row.measure("pitch rate", _spin, -1.0, 1.0, "rad/s")
        row.done()
        if time is None or load is None or rate is None:
            continue
        if rows and time <= rows[-1].time_s:
            sheet.wrong(
                node, "this row is not later than the one before", "put them in order", kind="flight-order"
            )
            continue
        rows.append(FlightPoint(time_s=time, load_g=load, pitch_rate=rate))
    return tuple(rows)


_spin: Final = functools.partial(parse_quantity, unit="rad/s", bare=True)
