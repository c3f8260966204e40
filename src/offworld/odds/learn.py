"""Filmed takes update a profile: what people did up there, weighed with what was thought of them before.

Each number of a profile counts as so many observations (its weight, `Habits.prior_takes`); what was seen is added to
them. A spread about nothing (speed, aim, place) has an inverse-gamma prior, the answer to a cue a normal-inverse-gamma
one for its logarithm: Gelman et al., Bayesian Data Analysis, 3rd ed., sections 2.6 and 3.3. Intervals are those of the
posterior, 95 %.

Not learned: how late catches begin besides, how far reaches go astray, strength, posture, attitude and drift.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from scipy.special import gammaincinv, stdtrit

from offworld.film.habits import Observed, Profile, Spread
from offworld.odds.vary import CATCHES, EVERYDAY_SPEED

_TAIL: Final = 0.025
"""Left out at each end of an interval."""


def learn(profile: Profile, observed: Iterable[Observed], weight: float) -> Profile:
    """A profile after what was seen of its people.

    Args:
        profile: as it was thought to be; who has a profile of their own in it keeps that one.
        observed: of the people who vary by it.
        weight: observations that each of its numbers counts as.

    Returns:
        The profile; numbers of which nothing was seen are as before.
    """
    seen = tuple(observed)
    lags = [(one, one.lag_s) for one in seen if one.lag_s is not None and one.move not in CATCHES]
    speeds = [
        (one, one.speed_m_s / (one.asked_m_s or EVERYDAY_SPEED) - 1.0)
        for one in seen
        if one.speed_m_s is not None
    ]
    aims = [(one, one.off_deg) for one in seen if one.off_deg is not None]
    starts = [(one, one.start_m) for one in seen if one.start_m is not None]
    lag, lag_sd = _lag(profile.lag_s, profile.lag_sd_s, lags, weight)
    return replace(
        profile,
        lag_s=lag,
        lag_sd_s=lag_sd,
        speed=_about_nothing(profile.speed, speeds, weight, axes=1),
        # What is seen is the angle between two directions, or a distance: two axes of it, or three.
        aim_deg=_about_nothing(profile.aim_deg, aims, weight, axes=2),
        start_m=_about_nothing(profile.start_m, starts, weight, axes=3),
    )


def _about_nothing(
    before: Spread, seen: Sequence[tuple[Observed, float]], weight: float, *, axes: int
) -> Spread:
    """A standard deviation along each of so many axes, of deviations of which the whole size was seen."""
    if not seen:
        return before
    freedom = axes * (weight + len(seen))
    scale = (axes * weight * before.value**2 + sum(size**2 for _, size in seen)) / freedom
    low, high = _deviations(scale, freedom)
    return _learned(before, math.sqrt(scale), low, high, seen, weight)


def _lag(
    mean: Spread, deviation: Spread, seen: Sequence[tuple[Observed, float]], weight: float
) -> tuple[Spread, Spread]:
    """Mean and standard deviation of a log-normal delay."""
    # Who is thought to answer at once says nothing about the logarithm: then only what was seen counts.
    counts = weight if mean.value > 0.0 else 0.0
    freedom = counts + len(seen)
    if not seen or freedom < 2.0:
        return mean, deviation
    logs = [math.log(delay) for _, delay in seen]
    usual = sum(logs) / len(logs)
    spread = math.log(1.0 + (deviation.value / mean.value) ** 2) if counts else 0.0
    middle = math.log(mean.value) - 0.5 * spread if counts else usual
    apart = counts * len(logs) / freedom * (usual - middle) ** 2
    scale = (counts * spread + sum((log - usual) ** 2 for log in logs) + apart) / freedom
    middle = (counts * middle + len(logs) * usual) / freedom
    half = float(stdtrit(freedom, 1.0 - _TAIL)) * math.sqrt(scale / freedom)
    value = math.exp(middle + 0.5 * scale)
    low, high = (value * math.sqrt(math.expm1(end**2)) for end in _deviations(scale, freedom))
    return (
        _learned(mean, value, value * math.exp(-half), value * math.exp(half), seen, weight),
        _learned(deviation, value * math.sqrt(math.expm1(scale)), low, high, seen, weight),
    )


def _deviations(scale: float, freedom: float) -> tuple[float, float]:
    """Ends of the interval of a standard deviation whose square is scaled inverse chi-square."""
    ends = (2.0 * float(gammaincinv(freedom / 2.0, tail)) for tail in (1.0 - _TAIL, _TAIL))
    low, high = (math.sqrt(freedom * scale / end) for end in ends)
    return low, high


def _learned(
    before: Spread,
    value: float,
    low: float,
    high: float,
    seen: Sequence[tuple[Observed, float]],
    weight: float,
) -> Spread:
    takes = len({(one.scene, one.take) for one, _ in seen})
    told = "1 filmed take" if takes == 1 else f"{takes} filmed takes"
    source = f"{told}, and before them with the weight of {weight:g}: {before.source}"
    return Spread(value=value, source=source, low=low, high=high, seen=len(seen))
