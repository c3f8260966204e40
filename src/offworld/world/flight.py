"""The flight path of an aircraft as data: what its cabin feels at any moment."""

from __future__ import annotations

from bisect import bisect_right

from offworld.film.world import FlightPoint
from offworld.units import STANDARD_GRAVITY


def load_at(flight: tuple[FlightPoint, ...], t: float) -> float:
    """Apparent gravity along the cabin's −z at the aircraft's centre, m/s²; at the ends it stays as it is.

    Args:
        flight: rows in order of time; none means free fall.
        t: seconds from the start of the scene.
    """
    before, after, share = _between(flight, t)
    if before is None or after is None:
        return 0.0
    return STANDARD_GRAVITY * (before.load_g + share * (after.load_g - before.load_g))


def pitch_at(flight: tuple[FlightPoint, ...], t: float) -> tuple[float, float]:
    """Nose-up rate of the cabin in rad/s and how fast that rate changes in rad/s², at t."""
    before, after, share = _between(flight, t)
    if before is None or after is None:
        return 0.0, 0.0
    change = after.pitch_rate - before.pitch_rate
    span = after.time_s - before.time_s
    return before.pitch_rate + share * change, change / span if span > 0.0 else 0.0


def _between(
    flight: tuple[FlightPoint, ...], t: float
) -> tuple[FlightPoint | None, FlightPoint | None, float]:
    """The rows on either side of t and how far t lies between them; twice the same row beyond the ends."""
    if not flight:
        return None, None, 0.0
    after = bisect_right(flight, t, key=lambda point: point.time_s)
    if after == 0:
        return flight[0], flight[0], 0.0
    if after == len(flight):
        return flight[-1], flight[-1], 0.0
    before = flight[after - 1]
    share = (t - before.time_s) / (flight[after].time_s - before.time_s)
    return before, flight[after], share
