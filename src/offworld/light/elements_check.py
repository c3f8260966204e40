"""What an element set must be like to be of the station, and how far it can be trusted at another time.

Most of the "ISS element sets" that can be found for the days of the shoot were invented (handbook light, section 2.2):
their numbers look right and their planes are wrong. The plane gives them away. The node of an orbit runs back at the
rate which the Earth's oblateness sets (Kozai 1959; Vallado, Fundamentals of Astrodynamics, section 9.4):

    dΩ/dt = −3/2 n J₂ (R / p)² cos i

so where the plane of the ISS lies at any date near a known one follows from that one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from offworld.errors import Problem
from offworld.film.light_said import ElementSet
from offworld.utc import DAY_MS, read_utc, to_text

ISS: Final = 25544
"""Catalogue number of the International Space Station."""
EARTH_RADIUS: Final = 6_378_137.0
"""m, equatorial, WGS 84."""
GM: Final = 3.986004418e14
"""m³/s², WGS 84."""
J2: Final = 1.08262668e-3
"""Oblateness of the Earth's field, EGM 96."""
USE_DAYS: Final = 3.0
"""Days from its epoch for which a set may be used without a warning (handbook light, section 2.2)."""
MOST_DAYS: Final = 60.0
"""Days after which a set is refused: nothing but the inclination is known then."""
SPEED_KM_S: Final = 7.66
"""Of the ISS along its orbit: what turns kilometres into seconds."""
# The plane that is known: a real set of the station (handbook light, section 2.3).
_KNOWN: Final = (read_utc("2021-10-15") + 0.70144628 * DAY_MS, math.radians(106.8285), 15.48692786)
# A plane at another date: 1 deg, and for every day between them what drag and reboosts leave open.
_RAAN_SURE: Final = math.radians(1.0)
_RAAN_A_DAY: Final = math.radians(0.03)
_ISS_BOUNDS: Final = (
    ("inclination", 51.5, 51.8, "deg"),
    ("mean motion", 15.3, 15.8, "a day"),
    ("eccentricity", 0.0, 0.004, ""),
)
_ANY_BOUNDS: Final = (
    ("inclination", 0.0, 180.0, "deg"),
    ("mean motion", 11.25, 16.6, "a day"),
    ("eccentricity", 0.0, 0.25, ""),
)


def error_km(days: float) -> float:
    """Expected error of a position so many days from the epoch, km: through the handbook's two measured points.

    48 km at 3 to 4 days and 466 km at 7 (section 2.2, the ISS in October 2021) give 48 (d / 3.5)^3.28; 1 km is what a
    set has at its epoch (the usual figure; recalled). Half way round the orbit is the most that one can be wrong.
    """
    exponent = math.log(466.0 / 48.0) / math.log(7.0 / 3.5)
    return float(min(1.0 + 48.0 * (abs(days) / 3.5) ** exponent, 21_300.0))


def error_s(days: float) -> float:
    """The same as seconds along the orbit: how much earlier or later everything may come."""
    return error_km(days) / SPEED_KM_S


def precession(mean_motion: float, eccentricity: float, inclination: float) -> float:
    """Rate of the node by J₂, rad a day.

    Args:
        mean_motion: revolutions a day.
        eccentricity: of the orbit.
        inclination: rad.
    """
    n = mean_motion * 2.0 * math.pi / 86_400.0
    p = math.cbrt(GM / n**2) * (1.0 - eccentricity**2)
    return -1.5 * n * 86_400.0 * J2 * (EARTH_RADIUS / p) ** 2 * math.cos(inclination)


def problems_of(sets: Sequence[ElementSet], object_id: int) -> Iterator[Problem]:
    """Everything for which a set must be refused."""
    for one in sets:
        if one.object_id != object_id:
            what = f"this element set is of object {one.object_id}, not of {object_id}"
            remedy = "take the station's, or say 'object: …' under 'station:' in film.yaml"
            yield _at(one, what, remedy, "wrong-object")
            continue
        wrong = list(_bounds(one))
        yield from wrong or _plane(one)
    right = sorted((one for one in sets if one.object_id == object_id), key=lambda one: one.epoch_ms)
    for before, after in pairwise(right):
        yield from _together(before, after)


def _bounds(one: ElementSet) -> Iterator[Problem]:
    values = {
        "inclination": math.degrees(one.inclination), "mean motion": one.mean_motion, "eccentricity": one.eccentricity,
    }  # fmt: skip
    for name, low, high, unit in _ISS_BOUNDS if one.object_id == ISS else _ANY_BOUNDS:
        if not low <= values[name] <= high:
            what = f"{name} {values[name]:.4g} {unit}".rstrip() + f" is not from {low:g} to {high:g}"
            whose = (
                "the ISS has never flown so" if one.object_id == ISS else "that is no low orbit of the Earth"
            )
            yield _at(one, f"{what}: {whose}", "the set is invented or of something else", "no-such-orbit")


def _plane(one: ElementSet) -> Iterator[Problem]:
    """The plane of the ISS must be where it was then."""
    if one.object_id != ISS:
        return
    epoch, node, motion = _KNOWN
    expected, tolerance = _node_at(epoch, node, 0.5 * (motion + one.mean_motion), one)
    off = _turned(one.raan - expected)
    if abs(off) > tolerance:
        what = (
            f"the ascending node lies at {math.degrees(one.raan):.1f} deg, where that of the ISS was at "
            f"{math.degrees(expected) % 360.0:.1f} ± {math.degrees(tolerance):.0f} deg on "
            f"{to_text(one.epoch_ms)[:10]}: about {_apart_km(off, one.inclination):,.0f} km off"
        )
        yield _at(one, what, "the set is invented: take one from where it was published", "no-such-orbit")


def _together(before: ElementSet, after: ElementSet) -> Iterator[Problem]:
    """Two sets of one object must follow from each other: plane, and number of revolutions."""
    days = (after.epoch_ms - before.epoch_ms) / DAY_MS
    motion = 0.5 * (before.mean_motion + after.mean_motion)
    expected, tolerance = _node_at(before.epoch_ms, before.raan, motion, after)
    off = _turned(after.raan - expected)
    since = to_text(before.epoch_ms)[:10]
    if abs(off) > tolerance:
        what = (
            f"the ascending node lies {math.degrees(abs(off)):.1f} deg from where that of the set of {since} has gone "
            f"by then: about {_apart_km(off, after.inclination):,.0f} km"
        )
        yield _at(
            after, what, "one of both is invented, or there was another orbit between them", "no-such-orbit"
        )
    if before.revolution is None or after.revolution is None or days > MOST_DAYS:
        return
    # The number has five digits and begins again; a reboost shifts it by parts of one.
    wanted, said = days * motion, (after.revolution - before.revolution) % 100_000
    if abs(said - wanted) > 2.0:
        what = f"revolution {after.revolution} is {said} after that of the set of {since}; {wanted:.0f} have gone by"
        yield _at(after, what, "one of both is invented, or its number is", "no-such-orbit")


def _node_at(epoch_ms: float, node: float, mean_motion: float, one: ElementSet) -> tuple[float, float]:
    """Where a node has gone by the epoch of a set, and how surely, rad."""
    days = (one.epoch_ms - epoch_ms) / DAY_MS
    expected = node + precession(mean_motion, one.eccentricity, one.inclination) * days
    return expected, _RAAN_SURE + _RAAN_A_DAY * abs(days)


def _apart_km(off: float, inclination: float) -> float:
    """How far two orbits lie apart at their farthest whose nodes differ, km."""
    between = 2.0 * math.asin(min(1.0, abs(math.sin(off / 2.0)) * math.sin(inclination)))
    return 6_790.0 * 2.0 * math.sin(between / 2.0)


def _turned(angle: float) -> float:
    """An angle from −π to π."""
    return math.remainder(angle, 2.0 * math.pi)


def _at(one: ElementSet, what: str, remedy: str, kind: str) -> Problem:
    return Problem(what=what, remedy=remedy, kind=kind).at(one.place.file, one.place.line)


def age_words(sets: Iterable[ElementSet], utc_ms: float) -> tuple[float, str]:
    """Days from the nearest epoch to a moment, and what they mean, in words."""
    days = min((abs(one.epoch_ms - utc_ms) / DAY_MS for one in sets), default=math.inf)
    if days > 25.0:
        return days, "moments mean nothing at that age; beta and lengths still hold"
    return days, f"expected error {error_km(days):,.0f} km, {error_s(days):,.0f} s"
