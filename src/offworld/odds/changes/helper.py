"""One more helper: somebody with free hands holds a person by the feet."""

from __future__ import annotations

from typing import Final

from offworld.film.advice import Change
from offworld.film.scene import PersonStart
from offworld.odds.changes.situation import Situation, called

FROM_OUTSIDE: Final = 1
"""People who are not in the scene that are tried for each who is held: they come in where there is room, so one is
like another but for size."""
_HANDS: Final = {"left hand", "right hand"}
_FEET: Final = {"left foot", "right foot"}


def offer(situation: Situation) -> list[Change]:
    """Somebody to hold everybody whose feet are free."""
    found: list[Change] = []
    for start in situation.people():
        if start.strapped is not None or any(start.drift) or situation.busy(start) & _FEET:
            continue
        holders = [other.person for other in situation.starts if _can_hold(situation, other, start)]
        holders += [person.id for person in situation.others[:FROM_OUTSIDE]]
        for holder in holders:
            more = "" if holder in {one.person for one in situation.starts} else ", who comes in for it,"
            found.append(
                Change(
                    kind="helper",
                    who=(start.person, holder),
                    words=f"{called(holder)}{more} holds {called(start.person)} by the feet",
                    lines=(situation.start_line(start.person, f"held by {holder} by the feet"),),
                )
            )
    return found


def _can_hold(situation: Situation, other: PersonStart, held: PersonStart) -> bool:
    """Whether somebody of the scene has both hands free for the feet of another."""
    if other.person == held.person or other.strapped is not None or other.limp or any(other.drift):
        return False
    return not situation.busy(other) & _HANDS and other.held_by != held.person
