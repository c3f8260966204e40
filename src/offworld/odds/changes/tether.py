"""A tether: from the belt to a rail or loop near by, so long that it hangs just slack at the start."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from offworld.film.advice import Change
from offworld.odds.changes.situation import Situation, called
from offworld.space.fittings import place_of
from offworld.space.rails import nearest_on_rail

NEAREST: Final = 3
"""Hooks tried for each person, the nearest first."""
FARTHEST_M: Final = 2.5
"""m from the hips to a hook beyond which none is tried: a line across the room is in everybody's way; a guess."""
SLACK_M: Final = 0.15
"""m that it is longer than the way at the start, so that one who floats a little otherwise is not pulled."""


def offer(situation: Situation) -> list[Change]:
    """Tethers for everybody who is not strapped down and has none."""
    found: list[Change] = []
    stage = situation.rehearsal.stage_set
    for start in situation.people():
        if start.strapped is not None or start.held_by is not None or start.tether is not None:
            continue
        hips = situation.site(f"{start.person}/hips")[0]
        hooks = [
            (float(np.linalg.norm(nearest_on_rail(rail, hips).point - hips)), rail.id) for rail in stage.rails
        ]
        hooks += [(float(np.linalg.norm(place_of(loop) - hips)), loop.id) for loop in stage.loops]
        for gap, name in sorted(hooks)[:NEAREST]:
            if gap > FARTHEST_M:
                continue
            length = max(0.4, math.ceil(10.0 * (gap + SLACK_M)) / 10.0)
            words = f"tethered to {name} by {length:.1f} m"
            found.append(
                Change(
                    kind="tether",
                    who=(start.person,),
                    words=f"{called(start.person)} is {words}",
                    lines=(situation.start_line(start.person, words),),
                )
            )
    return found
