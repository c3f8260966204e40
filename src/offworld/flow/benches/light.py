"""How quickly a month of light is foretold, and how far its moments are from a path that shares nothing with it.

The orbit is that of the film's element set of 15 October 2021, carried a fortnight to either side: how true it is so
far from its epoch does not matter for the cost. Time is the process's own, with one thread.
"""

from __future__ import annotations

import math
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from offworld.film.light import LightDay
from offworld.film.light_said import ElementSet
from offworld.film.stage_set import StageSet
from offworld.flow.answer import PROGRESS
from offworld.flow.figure import Bar, Figure
from offworld.light import second
from offworld.light.condition import Condition, intervals
from offworld.light.day import light_days, sun_up
from offworld.light.orbit import Orbit
from offworld.space import read_set
from offworld.utc import DAY_MS, read_utc

DAYS: Final = 30
"""Of the published figure."""
MOST_S: Final = 5.0
"""Seconds that a month of orbit may take for the 14 windows."""
LINEAR: Final = 1.25
"""Largest ratio of the cost of a day in the whole span to that in half of it."""
ISS: Final = ElementSet(
    object_id=25544, name="ISS", epoch_ms=1634316604958.592, mean_motion=15.48692786, eccentricity=0.0003768,
    inclination=math.radians(51.6430), raan=math.radians(106.8285), perigee=math.radians(107.2156),
    anomaly=math.radians(352.5939), drag=0.00012985, revolution=30727,
)  # fmt: skip
"""A published set of 15 October 2021."""
_MIDDLE: Final = read_utc("2021-10-15 12:00")


def measure(samples: int | None) -> tuple[Figure, ...]:
    """Foretells a month and half a month.

    Args:
        samples: days; None: `DAYS`.
    """
    days = samples or DAYS
    # The set that comes with Offworld: a film folder of nothing has no other.
    zvezda = read_set("zvezda", Path(os.devnull))
    stage_set = _all_different(zvezda)
    # Whatever is read or made ready once (the ephemeris, libraries) belongs to neither span.
    _run(stage_set, 1)
    PROGRESS.info("foretelling %d days of light …", days)
    half_s = _run(stage_set, max(1, days // 2))[1]
    found, whole_s = _run(stage_set, days)
    a_day, half_day = whole_s / days, half_s / max(1, days // 2)
    spans = sum(len(window.spans) for day in found for window in day.windows)
    apart = _apart_s(stage_set)
    return (
        Figure(
            name=f"{days} days of light, {len(stage_set.windows)} different windows, {spans:,} spans", value=whole_s,
            unit="s", baseline=_run(zvezda, days)[1], against="windows of Zvezda, many of which see the same",
            bar=Bar(sense="at most", limit=MOST_S),
        ),
        Figure(
            name="cost of a day, whole span", value=1000.0 * a_day, unit="ms", baseline=1000.0 * half_day,
            against="half the span", bar=Bar(sense="at most", limit=LINEAR, of="ratio"),
        ),
        Figure(
            name="sunrises and sunsets of two days apart from the second path, most", value=apart, unit="s",
            baseline=second.ERROR_S, against="its stated error", bar=Bar(sense="at most", limit=1.0, of="ratio"),
        ),
    )  # fmt: skip


def _all_different(stage_set: StageSet) -> StageSet:
    """The set with windows of which no two see the same, so that nothing is worked out once for several."""
    windows = (
        replace(window, diameter_m=window.diameter_m + 0.001 * number)
        for number, window in enumerate(stage_set.windows)
    )
    return replace(stage_set, windows=tuple(windows))


def _run(stage_set: StageSet, days: int) -> tuple[tuple[LightDay, ...], float]:
    """The days about the epoch, and the process time that they took."""
    start = _MIDDLE - days * DAY_MS // 2
    place = Orbit([ISS])
    began = time.process_time()
    found = light_days(place, stage_set, start, start + days * DAY_MS)
    return found, time.process_time() - began


def _apart_s(stage_set: StageSet) -> float:
    """The largest difference of a sunrise or sunset from the second path's, a day to either side of the epoch, s."""
    middle = int(ISS.epoch_ms)
    plain = Condition(name="plain", step_s=60.0, value=lambda times: second.sun_height(ISS, times))
    ends = (middle - DAY_MS, middle + DAY_MS)
    pairs = zip(intervals(sun_up(Orbit([ISS]), stage_set), *ends), intervals(plain, *ends), strict=True)
    return float(np.max([abs(one[0] - other[0]) for one, other in pairs])) / 1000.0
