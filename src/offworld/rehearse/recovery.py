"""What follows a beat that was missed or refused: its `else`, or what people do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offworld.film.blocking import CAMERA_MOVES, Beat, Channel, Intent, Target
from offworld.rehearse.actor import Actor
from offworld.rehearse.beats import RunningBeat
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.catalogue import make_move

CARE = Intent(move="hold", target=Target(kind="nearest", name="handhold"))
"""What people do when something has failed and nothing else holds them: get hold of the nearest thing."""


def what_else(beat: Beat, actor: Actor, floor: Floor) -> RunningBeat | None:
    """The beat that follows a failed one, already running; None where nothing need be done.

    Args:
        beat: the one that failed.
        actor: whose part of it.
        floor: the scene now.
    """
    intent = beat.otherwise
    if intent is None:
        harmless = beat.intent.move in {"say", "look", *CAMERA_MOVES}
        if actor.anchored() or actor.limp or harmless or beat.wanted_miss:
            return None
        intent = CARE
    named = tuple(channel for channel in beat.channels if channel.endswith(("hand", "foot")))
    channels: tuple[Channel, ...] = named or _free_hand(actor, floor) or ("body",)
    following = replace(
        beat, id=f"{beat.id}/else", who=(actor.name,), channels=channels, intent=intent, start=None, until=None,
        otherwise=None, text=f"else {intent.move}",
    )  # fmt: skip
    after = RunningBeat(following)
    after.state, after.start, after.otherwise = "running", floor.tick, True
    after.moves[actor.name] = make_move(actor, intent, after.beat, channels)
    return after


def _free_hand(actor: Actor, floor: Floor) -> tuple[Channel, ...]:
    """The free hand nearest to something to hold."""
    hands: tuple[Channel, ...] = ("right hand", "left hand")
    free = [limb for limb in hands if actor.hold(limb) is None]

    def far(limb: str) -> float:
        point = actor.limb(limb)[1]
        return float(np.linalg.norm(floor.nearest_handhold(point).point - point))

    return (min(free, key=far),) if free else ()
