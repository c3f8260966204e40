"""What a rule of a move is made of: the clauses of the language, and the channels that moves claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from offworld.film.blocking import Channel, Move, Sense

HANDS: Final[tuple[Channel, ...]] = ("left hand", "right hand")
FEET: Final[tuple[Channel, ...]] = ("left foot", "right foot")
LIMBS: Final = HANDS + FEET

CLAUSES: Final[dict[str, str]] = {
    "object": "a thing right after the move",
    "speed": "at SPEED",
    "distance": "LENGTH apart",
    "at": "at THING",
    "along": "along RAIL",
    "to": "to THING",
    "to_speed": "to SPEED",
    "towards": "towards THING",
    "heading": "towards +x",
    "source": "from THING",
    "of": "of THING",
    "for_thing": "for THING",
    "for_time": "for TIME",
    "by_angle": "by ANGLE",
    "by_length": "by LENGTH",
    "within": "in TIME",
    "sense": "left, right, up, down, forward, backward, sideways left, clockwise …",
    "to_face": "to face THING",
    "by_part": "by the PART",
    "by_person": "by PERSON",
    "with_limbs": "with both hands",
    "with_thing": "with PERSON",
    "near": "near THING",
    "face_to_face": "face to face",
    "back_to_back": "back to back",
    "side_by_side": "side by side",
    "lying": "across, upright or inverted",
    "fumbled": "fumbled",
    "touch_wanted": "touch wanted",
    "miss_wanted": "miss wanted",
}
"""Everything that can be said with a move, but when: as it is written."""
TIMING: Final = ("begins", "spans", "from_line", "until_scene_end", "until")
"""Clauses that say when; every move takes them."""
ANY_MOVE: Final = (*TIMING, "in_light")
"""Clauses that every move takes: when, and the light that it wants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRule:
    """One move of the language."""

    move: Move
    """Which."""
    what: str
    """What a body does, in one sentence."""
    ends: str
    """How it ends."""
    object: Literal["", "thing", "prop", "line"] = ""
    """What stands right after the move; empty: nothing may."""
    takes: tuple[str, ...] = ()
    """Clauses it understands, names of `CLAUSES`."""
    needs: tuple[tuple[str, ...], ...] = ()
    """For each group, one of its clauses must be there."""
    claims: tuple[Channel, ...] = ()
    """Channels claimed when none are named."""
    always: tuple[Channel, ...] = ()
    """Channels claimed in addition to those named."""
    also: tuple[Channel, ...] = ()
    """Channels claimed besides, whatever is named: limbs that help."""
    may_claim: tuple[Channel, ...] = ()
    """Channels that may be named in brackets."""
    ways: tuple[Sense, ...] = ()
    """What the clause `sense` may say; empty: all of them."""
    examples: tuple[str, ...] = ()
    """Beats as they are written."""
