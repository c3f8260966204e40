"""What `offworld light` says of exposure: each kind of light, and the lamps that hide sunsets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from offworld.film.exposure import ConditionLight, Exposure, Turn
from offworld.film.light import LightDay
from offworld.film.light_levels import LightLevels
from offworld.film.light_said import Days
from offworld.film.scene import Film
from offworld.flow.columns import columns
from offworld.flow.light_place import Lit
from offworld.utc import to_text

if TYPE_CHECKING:
    from offworld.light.place import Place


DARK_STOPS: Final = 6.0
"""Stops that the fastest lens lacks beyond which a light is called dark: ISO 800 would have to be 50 000."""


def exposure_answer(
    one: Lit, days: Days, found: Sequence[LightDay], film: Film
) -> tuple[list[str], dict[str, Any]]:
    """Exposure by kind of light over some days, and lamps for each sunset and sunrise: for people and for programs.

    Args:
        one: a set with its light.
        days: the time.
        found: its days.
        film: its frame rate, and the stop that it is shot at.
    """
    from offworld.light.exposures import by_condition, turns

    if not one.stage_set.windows:
        return [], {}
    place: Place = one.place
    kinds = by_condition(place, one.stage_set, days.first_ms, days.end_ms, film.rate)
    edges = turns(place, one.stage_set, found)
    lines = [_head(place.levels, film), *_kind_table(kinds), *_lamp_lines(edges, place.levels)]
    return lines, {
        "kinds": [asdict(kind) for kind in kinds],
        "turns": [{"utc": to_text(turn.utc_ms), **asdict(turn)} for turn in edges],
        "levels": asdict(place.levels),
    }


def stop_words(exposure: Exposure) -> str:
    """A stop with what it needs: `T16 ⅓, ND 0.9`, or how much light lacks."""
    from offworld.light.exposure import filter_text

    if exposure.stop is None or exposure.short_stops > DARK_STOPS:
        return "dark"
    extra = f", {filter_text(exposure.filter_stops)}" if exposure.filter_stops else ""
    if exposure.short_stops >= 0.05:
        extra = f", {exposure.short_stops:.1f} stops short"
    return f"{exposure.stop_text}{extra}"


def _head(levels: LightLevels, film: Film) -> str:
    from offworld.light.exposure import lux_at

    nd = f", ND {0.3 * levels.nd:.1f}" if levels.nd else ""
    walls = 100.0 * levels.room_albedo
    wanted, stop = lux_at(film.package.t_stop, levels, film.rate), f"T{film.package.t_stop:g}"
    return (
        f"Exposure of a face in the room at ISO {levels.iso:g}, {math.degrees(levels.shutter):.0f}° at "
        f"{float(film.rate):.5g} frames/s{nd}: {stop}, at which the film is shot, wants {wanted:,.0f} lx. Lamps "
        f"{levels.lamp_lux:g} lx, {levels.lamp_kelvin:.0f} K; an estimate, walls throw back {walls:.0f} %"
    )


def _kind_table(kinds: Sequence[ConditionLight]) -> list[str]:
    head = (
        "strongest light",
        "time",
        "lux, pane",
        "lux, room",
        "colour",
        "EV100",
        "windows alone",
        "with lamps",
    )
    rows = [(*head, "window over room")]
    for kind in kinds:
        alone, lit = kind.natural, kind.lit
        rows.append((
            kind.condition, f"{100.0 * kind.share:.1f} %", f"{kind.pane_lux:,.0f}", f"{alone.lux:,.1f}",
            f"{alone.kelvin:,.0f} K" if alone.kelvin else "", "" if alone.ev100 is None else f"{alone.ev100:.1f}",
            stop_words(alone), stop_words(lit), "" if lit.window_stops is None else f"{lit.window_stops:+.1f} stops",
        ))  # fmt: skip
    return columns(rows, left={0, 6, 7})


def _lamp_lines(edges: Sequence[Turn], levels: LightLevels) -> list[str]:
    if not edges:
        return []
    worst = max(edges, key=lambda turn: turn.advice.needed_lux)
    advice, hidden = worst.advice, sum(1 for turn in edges if turn.advice.hidden != "in part")
    one = "the sunset" if worst.sets else "the sunrise"
    count = one if len(edges) == 1 else f"all {len(edges)} sunsets and sunrises"
    unseen = f"to {levels.hide:.2g} stop over {worst.minutes:.0f} min"
    if advice.needed_lux <= levels.lamp_lux:
        enough = f"{advice.needed_lux:,.0f} lx" if advice.needed_lux >= 1.0 else "less than 1 lx"
        return [
            f"The lamps as they are hide {count} in the room {unseen}; {enough} would be enough for that."
        ]
    when = to_text(worst.utc_ms, places=0)[:16].replace("T", " ")
    lines = [
        f"Lamps held at {advice.needed_lux:,.0f} lx and {advice.lamp_kelvin:,.0f} K hide {count} in the room {unseen}.",
    ]
    if hidden == len(edges):
        lines.append(
            f"  That is {100.0 * advice.lamp_share:.0f} % of what they can give. At {when} it takes most."
        )
    else:
        lines.append(
            f"  They can give {levels.lamp_most_lux:g} lx, which hides {hidden} of {len(edges)}: at {when} "
            f"{abs(advice.left_stops):.1f} stops are left, unless they are brought up to {advice.follow_lux:,.0f} lx "
            "as the light goes."
        )
    return lines
