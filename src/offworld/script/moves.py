"""The table of moves: what each does, what may be said with it, and which channels it claims.

The reference of the language is made from this table, and `offworld check` judges by it.
"""

from __future__ import annotations

from typing import Final

from offworld.film.blocking import CHANNELS, Channel
from offworld.script.move_rule import FEET, HANDS, LIMBS, MoveRule

_ONE_HAND: Final[tuple[Channel, ...]] = ("right hand",)
_MEANT: Final = ("touch_wanted", "miss_wanted")
_TURNS_FRAME: Final = ("sense", "by_angle", "within")
_RELATIONS: Final = ("near", "with_thing", "face_to_face", "back_to_back", "side_by_side")

RULES: Final[dict[str, MoveRule]] = {
    rule.move: rule
    for rule in (
        MoveRule(
            move="push off", what="Pushes the body off what the hands or feet are on.",
            ends="when the last limb has left; done if speed and direction came out as asked",
            takes=("source", "to", "towards", "heading", "speed", "with_limbs", *_MEANT),
            needs=(("to", "towards", "heading"),),
            claims=("body", *HANDS), always=("body",), may_claim=("body", *LIMBS),
            examples=(
                "ivan: push off from rail.s2 towards table at 0.4 m/s",
                "ivan [both feet]: push off towards +x at 0.3 m/s after L12",
            ),
        ),
        MoveRule(
            move="push apart", what="Two who hold each other push along the line of their centres and let go.",
            ends="when the hands have left; done if speed and direction came out as asked",
            takes=("speed", *_MEANT), claims=("body", *HANDS), always=("body",), may_claim=("body", *LIMBS),
            examples=("zhenya, ivan: push apart at 0.4 m/s",),
        ),
        MoveRule(
            move="brake", what="Takes hold of a rail in passing, slows down and lets go; without a speed, stays.",
            ends="when the hand opens again, or at rest", object="thing", needs=(("object",),),
            takes=("object", "to_speed", "with_limbs", *_MEANT), claims=("body", "right hand"), always=("body",),
            may_claim=("body", *HANDS), examples=("ivan [right hand]: brake on rail.p4 to 0.1 m/s",),
        ),
        MoveRule(
            move="carry", what="Takes hold of a person and brings them along a rail, the other hand on it.",
            ends="when both have come to the thing after `to`, or to the end of the rail", object="thing",
            needs=(("object",), ("along",)), takes=("object", "by_part", "along", "to", "towards", "speed", *_MEANT),
            claims=("body",), always=("body",), also=HANDS, may_claim=HANDS,
            examples=("ivan [left hand]: carry zhenya by the left wrist along rail.p4 to table at 0.2 m/s",),
        ),
        MoveRule(
            move="chain", what="The first holds a rail, each next is held by the one before, the last has free hands.",
            ends="lasts until told; missed when a link does not close or breaks",
            takes=("source", "towards", "for_time", *_MEANT), needs=(("source",),), claims=("body",),
            may_claim=("body",),
            examples=("anton, dubrov, ivan: chain from rail.p4 towards scalpel until end",),
        ),
        MoveRule(
            move="pull", what="Goes along a rail hand over hand.",
            ends="when the body has come to the thing after `to`, or to the end of the rail",
            takes=("along", "to", "towards", "speed", "with_limbs", *_MEANT), needs=(("along",),),
            claims=("body", *HANDS), always=("body",), may_claim=("body", *HANDS),
            examples=("zhenya: pull along hatch.rim to table at 0.3 m/s",),
        ),
        MoveRule(
            move="drift", what="Lets the body go as it goes; only posture is moved.",
            ends="lasts until told, or until the body has come to the thing after `to`",
            takes=("to", "towards", "for_time", *_MEANT), claims=("body",), may_claim=("body",),
            examples=("zhenya: drift to rail.p4 after push-off",),
        ),
        MoveRule(
            move="hold", what="Grips a thing as soon as it is within reach, and keeps it.",
            ends="lasts until told", object="thing", needs=(("object",),),
            takes=("object", "by_part", "with_limbs", "for_time", *_MEANT),
            claims=_ONE_HAND, may_claim=LIMBS,
            examples=(
                "zhenya [left foot]: hold table.loop until end, else hold nearest rail",
                "dubrov [both hands]: hold anton by the left ankle until end",
            ),
        ),
        MoveRule(
            move="catch", what="Catches what passes: the hand meets it, closes, and brings both to rest.",
            ends="done when it is held and at rest, missed when it has passed", object="thing",
            needs=(("object",),), takes=("object", "by_part", "with_limbs", "lying", *_MEANT),
            claims=_ONE_HAND, may_claim=LIMBS,
            examples=(
                "ivan [right hand]: catch zhenya by the left ankle when within reach, else hold nearest rail",
            ),
        ),
        MoveRule(
            move="let go", what="Opens the hands, or takes the feet out.", ends="at once",
            takes=("of", "with_limbs"), claims=HANDS, may_claim=LIMBS,
            examples=("ivan [left hand]: let go of rail.s2 on L14",),
        ),
        MoveRule(
            move="release", what="Leaves a prop floating, as still as the hand can.", ends="at once",
            object="prop", needs=(("object",),), takes=("object", "with_limbs"),
            claims=_ONE_HAND, may_claim=HANDS,
            examples=("ivan [left hand]: release scalpel after L15",),
        ),
        MoveRule(
            move="stay", what="Keeps a place and attitude relative to a person or thing.",
            ends="lasts until told", takes=(*_RELATIONS, "distance", "lying", "for_time", *_MEANT),
            claims=("body",), may_claim=("body",),
            examples=(
                "zhenya, ivan: stay face to face 0.6 m apart, ivan across, from L13 to L18",
                "anton: stay near rail.s4 for 10 s",
            ),
        ),
        MoveRule(
            move="reach", what="Brings a hand or foot to a thing.", ends="when it is there",
            takes=("for_thing", "to", "towards", "with_limbs", *_MEANT), needs=(("for_thing", "to", "towards"),),
            claims=_ONE_HAND, may_claim=LIMBS,
            examples=("zhenya [left hand]: reach for window.9, touch wanted, on L16",),
        ),
        MoveRule(
            move="look", what="Turns eyes and head to a thing and keeps them there.", ends="lasts until told",
            takes=("at", "towards", "for_time"), needs=(("at", "towards"),), claims=("gaze",), may_claim=("gaze",),
            examples=('ivan [gaze]: look at zhenya on word "where" in L12',),
        ),
        MoveRule(
            move="give", what="Holds a prop out to a person and opens the hand when it is taken.",
            ends="done when the other has it", object="prop", needs=(("object",), ("to",)),
            takes=("object", "to", "fumbled", "with_limbs", *_MEANT), claims=_ONE_HAND, may_claim=HANDS,
            examples=("zhenya [right hand]: give scalpel to ivan [left hand], fumbled",),
        ),
        MoveRule(
            move="take", what="Takes a prop out of the air, from where it is stuck, or from a person.",
            ends="done when it is in the hand", object="prop", needs=(("object",),),
            takes=("object", "source", "fumbled", "with_limbs", *_MEANT), claims=_ONE_HAND, may_claim=HANDS,
            examples=("dubrov [right hand]: take scalpel when within reach",),
        ),
        MoveRule(
            move="say", what="Says a line of the script.", ends="with its last word", object="line",
            needs=(("object",),), takes=("object",), claims=("voice",), may_claim=("voice",),
            examples=("zhenya [voice]: say L19 on light sunrise on zhenya's face",),
        ),
        MoveRule(
            move="go limp", what="All muscles give way; the body rests in its neutral posture.",
            ends="lasts until told", takes=("for_time",),
            claims=("gaze", *LIMBS, "body"), may_claim=CHANNELS, examples=("patient: go limp after convulse",),
        ),
        MoveRule(
            move="turn", what="Turns one who floats free and holds nothing, by swinging arms, legs and trunk.",
            ends="when the turn is done, in the posture in which it began; done if it came out as asked",
            takes=("by_angle", "sense", "to_face", "within", *_MEANT),
            needs=(("by_angle", "to_face"), ("sense", "to_face")),
            claims=("body", *LIMBS), always=("body", *LIMBS), may_claim=("body",),
            ways=("left", "right", "forward", "backward", "sideways left", "sideways right"),
            examples=(
                "zhenya: turn left by 90° in 10 s", "zhenya: turn forward by 30°",
                "zhenya: turn sideways left by 6° in 20 s", "zhenya: turn to face ivan in 8 s",
            ),
        ),
        MoveRule(
            move="tuck", what="Draws knees and arms to the chest: whoever turns then turns faster.",
            ends="lasts until told", takes=("for_time", "with_limbs"), claims=("body", *LIMBS),
            may_claim=("body", *LIMBS), examples=("zhenya: tuck after turn",),
        ),
        MoveRule(
            move="open", what="Lets arms and legs out again: whoever turns then turns slower.",
            ends="when the neutral posture is taken; the turning before and after is told",
            claims=("body", *LIMBS), may_claim=("body",), examples=("zhenya: open 3 s after tuck starts",),
        ),
        MoveRule(
            move="convulse", what="Arms and legs jerk against the will.",
            ends="after its time, 1.5 s if none is said", takes=("for_time", *_MEANT),
            claims=(*LIMBS, "body"), may_claim=(*LIMBS, "body"),
            examples=("patient: convulse for 1.5 s, 1 s after give",),
        ),
        MoveRule(
            move="be held", what="Gives the feet to a person who holds them, and lies still.",
            ends="lasts until told", takes=("by_person", "by_part", "for_time"), needs=(("by_person",),),
            claims=FEET, may_claim=FEET, examples=("anton: be held by dubrov by the feet",),
        ),
        MoveRule(
            move="throw", what="Sends a prop on its way by a stroke of the arm; the thrower recoils.",
            ends="when it has left the hand; done with its speed and aim", object="prop",
            needs=(("object",), ("to", "towards", "heading")),
            takes=("object", "to", "towards", "heading", "speed", "with_limbs", *_MEANT),
            claims=_ONE_HAND, may_claim=HANDS,
            examples=(
                "zhenya [right hand]: throw scalpel to ivan [left hand] at 0.6 m/s",
                "ivan [left hand]: throw scalpel towards +x at 0.4 m/s after L15",
            ),
        ),
        MoveRule(
            move="clip tether", what="Clips a tether from the own belt to a rail, a loop, a person's belt or a prop.",
            ends="when the hand has been there", takes=("to", "by_length", "with_limbs"), needs=(("to",),),
            claims=_ONE_HAND, may_claim=HANDS,
            examples=("ivan [left hand]: clip tether to rail.p4 by 1.2 m, else hold nearest rail",),
        ),
        MoveRule(
            move="unclip tether", what="Takes the own tether off again, or the one from a thing.", ends="at once",
            takes=("source", "with_limbs"), claims=_ONE_HAND, may_claim=HANDS,
            examples=("ivan [right hand]: unclip tether from rail.p4 after L15",),
        ),
        MoveRule(
            move="follow", what="Keeps somebody or something in the middle of the frame of the own camera.",
            ends="lasts until told; the frame then stays as it is", object="thing", needs=(("object",),),
            takes=("object", "for_time"), claims=_ONE_HAND, may_claim=HANDS,
            examples=("anton: follow zhenya's face from L6 to L11",),
        ),
        MoveRule(
            move="pan", what="Turns the frame of the own camera about its own top.",
            ends="after its time, told how far the frame came", needs=(("sense",), ("by_angle",)),
            takes=_TURNS_FRAME, claims=_ONE_HAND, may_claim=HANDS, ways=("left", "right"),
            examples=("anton: pan left by 60° in 4 s",),
        ),
        MoveRule(
            move="tilt", what="Turns the frame of the own camera about its own right.",
            ends="after its time, told how far the frame came", needs=(("sense",), ("by_angle",)),
            takes=_TURNS_FRAME, claims=_ONE_HAND, may_claim=HANDS, ways=("up", "down"),
            examples=("anton: tilt up by 20° in 3 s",),
        ),
        MoveRule(
            move="roll", what="Turns the own camera about its lens, clockwise as its operator sees the camera.",
            ends="after its time, told how far the frame came", needs=(("sense",), ("by_angle",)),
            takes=_TURNS_FRAME, claims=_ONE_HAND, may_claim=HANDS, ways=("clockwise", "anticlockwise"),
            examples=("anton: roll clockwise by 15° in 3 s",),
        ),
        MoveRule(
            move="dolly", what="Carries the own camera along a line; the frame keeps its attitude.",
            ends="after its time, told how far the camera came",
            needs=(("towards", "heading", "sense"), ("by_length",)),
            takes=("towards", "heading", "sense", "by_length", "within"), claims=_ONE_HAND, may_claim=HANDS,
            ways=("left", "right", "up", "down", "forward", "backward"),
            examples=("anton: dolly towards zhenya by 0.3 m in 3 s", "anton: dolly backward by 20 cm"),
        ),
    )
}  # fmt: skip
"""By move."""

NOT_YET: Final = ("stand", "walk", "run", "jump")
"""Moves that are understood and refused."""
NOT_YET_WHY: Final = "nobody stands or walks yet: balance on feet is not simulated"
"""The reason."""
NOT_YET_REMEDY: Final = "have people strapped, seated or held there, or use the world 'orbit' or 'parabola'"
"""What to do about it."""
