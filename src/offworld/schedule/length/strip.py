"""How long a strip takes: preparation, takes with the way back to one, strike, for each of its set-ups."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from offworld.film.breakdown import SceneSheet
from offworld.film.odds import SceneOdds
from offworld.film.shoot import SECONDS_OF_A_PAGE, ShootRules, StripLength
from offworld.schedule.length.takes import share_after, takes_within


def strip_length(
    sheet: SceneSheet, rules: ShootRules, odds: Mapping[str, SceneOdds], sheets: Sequence[SceneSheet]
) -> StripLength:
    """The length of one strip with all that it is made of.

    Args:
        sheet: its scene.
        rules: of the film.
        odds: what rehearsals with many takes came to, by blocked scene.
        sheets: of all scenes, for what the takes that were shot teach.
    """
    takes = rules.takes
    known = _known(sheet, odds)
    clean = _clean(sheet, rules, odds)
    good, weight = good_share(sheet, rules, odds, sheets)
    count = takes_within(takes.chance, clean * good, weight, takes.good)
    runs = max(1, math.ceil(sheet.set_ups / takes.cameras))
    set_up = known.set_up if known is not None else None
    if set_up is not None:
        prepare_s, strike_s = set_up.prepare_s, set_up.strike_s
        take_s, back_s = set_up.scene_s[1], set_up.back_s[1]
        source = f"rehearsed with people of the profile {known.profile.name!r}" if known is not None else ""
    else:
        prepare_s, strike_s = runs * takes.prepare_s.value, runs * takes.strike_s.value
        take_s, back_s = sheet.eighths / 8.0 * SECONDS_OF_A_PAGE, takes.back_s.value
        source = "never rehearsed with --takes: guesses, and its pages"
    seconds = prepare_s + runs * count * (take_s + back_s) + strike_s
    minutes = sheet.minutes if sheet.minutes is not None else seconds / 60.0
    if sheet.minutes is not None:
        source = "by hand"
    return StripLength(
        scene=sheet.id, minutes=max(rules.slot, math.ceil(minutes / rules.slot) * rules.slot), runs=runs, takes=count,
        take_s=take_s, back_s=back_s, prepare_s=prepare_s, strike_s=strike_s, clean=clean, good=good, source=source,
    )  # fmt: skip


def good_share(
    sheet: SceneSheet, rules: ShootRules, odds: Mapping[str, SceneOdds], sheets: Sequence[SceneSheet]
) -> tuple[float, float]:
    """Share of takes that are good apart from their physics, and its weight, by what was shot of this difficulty."""
    alike = {one.id: one for one in sheets if one.difficulty == sheet.difficulty}
    shot = [
        (one.takes, one.good, _clean(alike[one.scene], rules, odds))
        for one in rules.shot
        if one.scene in alike
    ]
    return share_after(rules.takes.share(sheet.difficulty).value, rules.takes.counts_as, shot)


def _clean(sheet: SceneSheet, rules: ShootRules, odds: Mapping[str, SceneOdds]) -> float:
    known = _known(sheet, odds)
    return rules.takes.clean.value if known is None else known.odds.clean.value


def _known(sheet: SceneSheet, odds: Mapping[str, SceneOdds]) -> SceneOdds | None:
    """What is known of the first of its blocked scenes that was rehearsed."""
    return next((odds[one] for one in sheet.blocked if one in odds), None)
