"""Constants with their sources, and the reading of quantities such as ``0.3 m/s`` from text.

SI inside: metres, seconds, kilograms, radians, newtons. What is only recalled says so beside it.
"""

from __future__ import annotations

import difflib
import math
import re
from fractions import Fraction
from typing import Final

from offworld.errors import FilmError, Problem

STANDARD_GRAVITY: Final = 9.80665
"""Standard gravity, m/s²: exact by definition (3rd CGPM, 1901)."""
EARTH_GRAVITY: Final = STANDARD_GRAVITY
"""Gravity in the world ``earth``, m/s²."""
MOON_GRAVITY: Final = 1.62
"""Gravity at the Moon's surface, m/s² (NASA planetary fact sheet: 1.62)."""
MARS_GRAVITY: Final = 3.72
"""Gravity at the surface of Mars, m/s² (published values lie between 3.711 and 3.721)."""
CABIN_AIR_DENSITY: Final = 1.2
"""Air in a cabin at 101.3 kPa and 22 °C, kg/m³ (ideal gas law: 1.196)."""
CABIN_AIR_VISCOSITY: Final = 1.8e-5
"""Viscosity of that air, Pa s; recalled (Sutherland's formula gives 1.82e-5)."""
MARS_AIR_DENSITY: Final = 0.020
"""Air at the surface of Mars, kg/m³ (NASA planetary fact sheet: about 0.020)."""

_PI = Fraction(math.pi)
# Each kind of quantity: spelling -> how many SI units it is, exactly. The SI unit comes first.
_KINDS: Final[dict[str, dict[str, Fraction]]] = {
    "length": {"m": Fraction(1), "cm": Fraction(1, 100), "mm": Fraction(1, 1000), "km": Fraction(1000)},
    "time": {"s": Fraction(1), "ms": Fraction(1, 1000), "min": Fraction(60), "h": Fraction(3600)},
    "mass": {"kg": Fraction(1), "g": Fraction(1, 1000)},
    "angle": {"rad": Fraction(1), "deg": _PI / 180, "°": _PI / 180},
    "force": {"N": Fraction(1), "kN": Fraction(1000)},
    "speed": {
        "m/s": Fraction(1),
        "cm/s": Fraction(1, 100),
        "mm/s": Fraction(1, 1000),
        "km/h": Fraction(1000, 3600),
    },
    "spin": {"rad/s": Fraction(1), "deg/s": _PI / 180, "°/s": _PI / 180},
    "frequency": {"Hz": Fraction(1)},
    "acceleration": {"m/s²": Fraction(1), "m/s^2": Fraction(1), "g0": Fraction("9.80665")},
    "torque": {"N m": Fraction(1), "Nm": Fraction(1), "N·m": Fraction(1)},
    "illuminance": {"lx": Fraction(1), "klx": Fraction(1000)},
    "colour temperature": {"K": Fraction(1)},
}
# Digits and exponents are bounded so that no text can ask for a number of a million digits.
_QUANTITY: Final = re.compile(
    r"\s*(?P<number>[+\-−]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:[eE][+-]?\d{1,2})?)"
    r"\s*(?P<unit>(?![eE][+-]?\d)[A-Za-z°µ%][^\s,]*(?: [^\s,\d]+)?)?\s*"
)


def parse_quantity(text: str, unit: str, *, bare: bool = False) -> float:
    """Reads a number with its unit.

    Args:
        text: what was written, such as ``0.3 m/s``, ``30 cm`` or ``45°``.
        unit: the unit that the answer is in; it also says which kind of quantity is wanted.
        bare: whether a number without a unit is taken as being in ``unit``.

    Returns:
        The value in ``unit``, rounded once.

    Raises:
        FilmError: no number, no unit, or one of another kind; the remedy lists the units accepted.
        KeyError: ``unit`` itself is none that is known here (a mistake of the caller).
    """
    accepted = accepted_units(unit)
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise _problem(text, unit, "is not a number with a unit")
    number = Fraction(match["number"].replace("−", "-"))
    spelling = match["unit"]
    if spelling is None:
        if not bare:
            raise _problem(text, unit, "has no unit")
        return float(number)
    if spelling not in accepted:
        shown = spelling if len(spelling) <= 20 else spelling[:19] + "…"
        raise _problem(text, unit, f"is in {shown!r}, which is no unit of {_kind_of(unit)}", shown)
    return float(number * accepted[spelling] / accepted[unit])


def accepted_units(unit: str) -> dict[str, Fraction]:
    """The spellings that may be written where ``unit`` is wanted, each with its size in SI units."""
    return _KINDS[_kind_of(unit)]


def _kind_of(unit: str) -> str:
    for kind, spellings in _KINDS.items():
        if unit in spellings:
            return kind
    raise KeyError(unit)


def _problem(text: str, unit: str, what: str, spelling: str = "") -> FilmError:
    accepted = list(accepted_units(unit))
    remedy = f"write a number and one of {', '.join(accepted)}"
    if near := difflib.get_close_matches(spelling, accepted, n=1, cutoff=0.5):
        remedy += f" (did you mean {near[0]!r}?)"
    shown = text if len(text) <= 40 else text[:39] + "…"
    return FilmError(Problem(what=f"{shown!r} {what}", remedy=remedy, kind="bad-quantity"))
