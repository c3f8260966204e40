"""Exposures of a set: at one moment, by kind of light over days, and the lamps that hide each sunset."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, get_args

import numpy as np

from offworld.film.exposure import ConditionLight, Exposure, Turn
from offworld.film.light import LightDay, Shine, Through, WindowLight
from offworld.film.light_levels import LightLevels
from offworld.film.stage_set import StageSet
from offworld.light.clock import IntArray
from offworld.light.colour import mixed_kelvin
from offworld.light.exposure import expose
from offworld.light.lamps import hide
from offworld.light.place import Place
from offworld.light.room import alike, room_light, room_over_time
from offworld.light.window import through

TURN_S: Final = 600.0
"""s about a sunset or sunrise in which a take may stand: the change of light is taken from one end to the other."""
_SAMPLE_MS: Final = 60_000
_SEEN_LUX: Final = 0.01


def exposures(
    shine: Shine, windows: Sequence[WindowLight], stage_set: StageSet, levels: LightLevels, rate: Fraction
) -> tuple[Exposure, ...]:
    """What each light of one moment asks of the camera, the room first.

    Args:
        shine: what shines outside.
        windows: what they give.
        stage_set: the set.
        levels: camera, lamps and walls.
        rate: frames a second.
    """
    lux, kelvin = room_light(windows, stage_set, levels)
    view = max((window.body_lux for window in windows), default=0.0) or None
    lamps = (levels.lamp_lux, levels.lamp_kelvin)
    both = mixed_kelvin(((lux, kelvin), lamps))
    found = [
        expose(lux + lamps[0], both, levels, rate, what="room, windows and lamps", window_lux=view),
        expose(lux, kelvin, levels, rate, what="room, windows alone", window_lux=view),
        expose(*lamps, levels, rate, what="room, lamps alone", window_lux=view),
    ]
    if brightest := max(windows, key=lambda window: window.lux, default=None):
        what = f"face at {brightest.window}"
        found.append(expose(brightest.lux, brightest.kelvin, levels, rate, what=what))
    if any(window.sun_lux > 0.0 for window in windows):
        beam = shine.sun_lux * levels.window_pass
        found.append(expose(beam + lux, shine.sun_kelvin, levels, rate, what="face in the Sun's beam"))
    out = [
        ("outside, Sun", shine.sun_lux, shine.sun_kelvin),
        ("outside, sky", shine.sky_lux, shine.sky_kelvin),
    ]
    if shine.body is not None:
        out.append((f"outside, {shine.body.name}", shine.body.lux, shine.body.kelvin))
    found.extend(
        expose(level, colour, levels, rate, what=what) for what, level, colour in out if level > _SEEN_LUX
    )
    return tuple(found)


def by_condition(
    place: Place, stage_set: StageSet, from_ms: int, to_ms: int, rate: Fraction
) -> tuple[ConditionLight, ...]:
    """The room's light by the strongest kind that any window gives, from minute to minute, strongest kind first."""
    times = np.arange(from_ms, to_ms, _SAMPLE_MS, dtype=np.int64)
    if not len(times) or not stage_set.windows:
        return ()
    kinds: tuple[Through, ...] = get_args(Through)
    rank = _strongest(place, stage_set, times, kinds)
    now = room_over_time(place, stage_set, times)
    levels, found = place.levels, []
    for number, kind in enumerate(kinds):
        mine = rank == number
        if not np.any(mine):
            continue
        room, colour, pane, view = (
            float(np.median(v[mine])) for v in (now.lux, now.kelvin, now.pane, now.view)
        )
        both = mixed_kelvin(((room, colour), (levels.lamp_lux, levels.lamp_kelvin)))
        found.append(
            ConditionLight(
                condition=kind, share=float(mine.mean()), pane_lux=pane,
                natural=expose(room, colour, levels, rate, what=f"{kind}, windows alone", window_lux=view),
                lit=expose(room + levels.lamp_lux, both, levels, rate, what=f"{kind}, with lamps", window_lux=view),
            )
        )  # fmt: skip
    return tuple(found)


def turns(place: Place, stage_set: StageSet, days: Sequence[LightDay]) -> tuple[Turn, ...]:
    """Every sunset and sunrise of some days, in order, with the lamps that would hide it in the room."""
    moments = sorted(
        [(at, True) for day in days for at in day.sunsets_ms]
        + [(at, False) for day in days for at in day.sunrises_ms]
    )
    if not moments:
        return ()
    at = np.array([moment for moment, _ in moments], dtype=np.int64)
    half = round(TURN_S * 500.0)
    first, last = (room_over_time(place, stage_set, at + shift) for shift in (-half, half))
    return tuple(
        Turn(
            utc_ms=moment, sets=sets, minutes=TURN_S / 60.0,
            advice=hide(
                (float(first.lux[i]), float(first.kelvin[i])), (float(last.lux[i]), float(last.kelvin[i])), place.levels
            ),
        )
        for i, (moment, sets) in enumerate(moments)
    )  # fmt: skip


def _strongest(place: Place, stage_set: StageSet, times: IntArray, kinds: Sequence[Through]) -> IntArray:
    """Index (n,) into the kinds of the strongest that any window gives."""
    best = np.full(len(times), len(kinds) - 1, dtype=np.int64)
    for window, _ in alike(stage_set):
        conditions, otherwise = through(place, stage_set, window)
        mine = np.full(len(times), kinds.index(otherwise), dtype=np.int64)
        for name, condition in reversed(conditions):
            mine = np.where(condition.value(times) > 0.0, kinds.index(name), mine)
        best = np.minimum(best, mine)
    return best
