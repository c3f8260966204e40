"""From light to a stop: exposure values and T-stops for incident light.

EV100 = log2(E · 100 / C) with C = 250 lx s, an incident meter's constant (handbook light, section 5),
and N² / t = E S / C. T-stops take the place of f-stops: what the glass swallows is in them.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Final

from offworld.film.exposure import Exposure
from offworld.film.light_levels import LightLevels

INCIDENT: Final = 250.0
"""Calibration constant of an incident meter, lx s."""
MARKS: Final = (1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0, 11.0, 16.0, 22.0, 32.0, 45.0)
"""What is engraved on a lens, each half the light of the one before: powers of √2, rounded."""
_THIRD_SIGNS: Final = {0: "", 1: " ⅓", 2: " ⅔"}
ND_STOPS: Final = 1.0
"""Filters come in whole stops: 0.3, 0.6, 0.9 …"""
DENSITY_PER_STOP: Final = 0.3
"""Density of a filter of one stop: log10 2, as engraved."""


def ev100(lux: float) -> float:
    """Exposure value at ISO 100 of incident light; minus infinity in the dark."""
    return math.log2(lux * 100.0 / INCIDENT) if lux > 0.0 else -math.inf


def lux_of(ev: float) -> float:
    """The incident light that has this exposure value at ISO 100."""
    return float(INCIDENT / 100.0 * 2.0**ev)


def exposure_time(levels: LightLevels, rate: Fraction) -> float:
    """How long a frame is exposed, s: the share of a turn that the shutter is open, over the frame rate."""
    return levels.shutter / (2.0 * math.pi) / float(rate)


def t_stop(lux: float, levels: LightLevels, rate: Fraction) -> float:
    """The T-stop that exposes incident light rightly; 0 in the dark."""
    behind = lux / 2.0**levels.nd
    return math.sqrt(max(behind, 0.0) * levels.iso * exposure_time(levels, rate) / INCIDENT)


def lux_at(stop: float, levels: LightLevels, rate: Fraction) -> float:
    """The incident light that a T-stop is right for."""
    return stop * stop * INCIDENT * float(2.0**levels.nd) / (levels.iso * exposure_time(levels, rate))


def stop_text(stop: float) -> str:
    """A T-stop in thirds as crews say it: `T4 ⅓` is a third of a stop closed from T4."""
    if stop <= 0.0:
        return "dark"
    thirds = round(6.0 * math.log2(stop))
    whole, over = divmod(thirds, 3)
    if not 0 <= whole < len(MARKS):
        return f"T{2.0 ** (whole / 2.0):.2g}{_THIRD_SIGNS[over]}"
    return f"T{MARKS[whole]:g}{_THIRD_SIGNS[over]}"


def expose(
    lux: float,
    kelvin: float,
    levels: LightLevels,
    rate: Fraction,
    *,
    what: str,
    window_lux: float | None = None,
) -> Exposure:
    """The exposure for one light, and how far a window in frame lies above it.

    Args:
        lux: incident light on the subject.
        kelvin: its colour; 0 if there is none.
        levels: the camera.
        rate: frames a second.
        what: name of the light.
        window_lux: what a meter at the window reads, behind the glass; None: no window in frame.
    """
    stop = t_stop(lux, levels, rate)
    filters = 0.0
    if stop > levels.narrowest:
        over = 2.0 * math.log2(stop / levels.narrowest)
        filters = ND_STOPS * math.ceil(over / ND_STOPS - 1e-9)
        stop /= 2.0 ** (filters / 2.0)
    short = 2.0 * math.log2(levels.widest / stop) if 0.0 < stop < levels.widest else 0.0
    over_window = None
    if window_lux is not None and window_lux > 0.0 and lux > 0.0:
        over_window = math.log2(window_lux / lux)
    return Exposure(
        what=what, lux=lux, kelvin=kelvin, ev100=ev100(lux) if lux > 0.0 else None, stop=stop if stop > 0.0 else None,
        stop_text=stop_text(stop), filter_stops=filters, short_stops=max(short, 0.0), window_stops=over_window,
    )  # fmt: skip


def filter_text(stops: float) -> str:
    """A neutral filter as it is engraved: `ND 0.9` takes three stops; empty for none."""
    return f"ND {DENSITY_PER_STOP * stops:.1f}" if stops > 0.0 else ""
