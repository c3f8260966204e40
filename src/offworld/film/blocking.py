"""Blocking: beats, their cues and what they ask of a body. One beat is one line of the scene file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import NOWHERE, ORIGIN, Place, Vec3

Channel = Literal["gaze", "voice", "left hand", "right hand", "left foot", "right foot", "body"]
CHANNELS: tuple[Channel, ...] = (
    "gaze", "voice", "left hand", "right hand", "left foot", "right foot", "body",
)  # fmt: skip

Move = Literal[
    "push apart", "brake", "chain", "carry",
    "push off", "pull", "drift", "hold", "catch", "let go", "release", "stay", "reach", "look", "give", "take",
    "say", "go limp", "convulse", "be held", "clip tether", "unclip tether", "throw",
    "follow", "pan", "tilt", "roll", "dolly",
    "turn", "tuck", "open",
]  # fmt: skip
STATES: tuple[Move, ...] = ("hold", "chain", "stay", "look", "drift", "go limp", "be held", "follow", "tuck")
"""Moves that last until told; the others end by themselves."""
CAMERA_MOVES: tuple[Move, ...] = ("follow", "pan", "tilt", "roll", "dolly")
"""Moves of a camera in somebody's hands."""

TargetKind = Literal["fitting", "person", "prop", "camera", "point", "nearest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A thing or place that a beat, a camera or a start names."""

    kind: TargetKind
    """What sort of thing; `nearest` means the nearest one of the sort in `name` (rail, loop, handhold)."""
    name: str = ""
    """Id of the fitting, person or prop; "rail", "loop" or "handhold" for `nearest`; empty for a point."""
    part: str = ""
    """Part of a person: face, eyes, head, chest, back, hips, left hand, right hand, left wrist, left elbow, left
    shoulder, left knee, left ankle, left foot (and right …); empty for the whole."""
    offset: Vec3 = ORIGIN
    """Added to the place, metres in the set frame; for a point it is the point."""
    place: Place = NOWHERE
    """Where it is written."""


CueKind = Literal[
    "time", "start", "end", "word", "line", "line end", "contact", "distance", "reach", "caught", "missed", "light",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A moment: when its condition first becomes true, plus a delay."""

    kind: CueKind
    """`time`: at `delay_s` after the scene starts. `start`/`end`: of the beat `ref` (`end` whatever its outcome).
    `word`: the word `word` of line `ref`. `line`/`line end`: start or end of line `ref`. `contact`: `a` touches `b`.
    `distance`: `a` within `distance_m` of `b`. `reach`: `b` within arm's reach of the beat's own limb.
    `caught`/`missed`: beat `ref` ended done, or missed or refused. `light`: named condition `ref` of the scene."""
    ref: str = ""
    """Beat id, line id or name of a light condition."""
    word: str = ""
    """The word, for `word`."""
    a: Target | None = None
    """First thing, for contact and distance."""
    b: Target | None = None
    """Second thing, for contact, distance and reach; None for reach means the beat's own target."""
    distance_m: float | None = None
    """Threshold, for distance."""
    delay_s: float = 0.0
    """Seconds after the condition; for `time`, seconds after the scene starts."""
    place: Place = NOWHERE
    """Where it is written."""


USUAL_THROW = 0.5
"""m/s of a thrown prop when nothing is said: slow enough to be caught with one hand, a guess."""

Relation = Literal["face to face", "back to back", "side by side", "near"]
Lie = Literal["upright", "across", "inverted", "any"]
"""How one's head-up lies to the other's: the same way, at 90°, opposite, or as it comes."""
Sense = Literal[
    "", "left", "right", "up", "down", "forward", "backward", "sideways left", "sideways right", "clockwise",
    "anticlockwise",
]  # fmt: skip
"""Which way something turns or goes, as the one who does it sees it; empty: not said. Of a body: left and right about
its own long axis, forward and backward as in bowing, sideways as in a cartwheel, the head first to that side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a beat asks for: a move with its arguments; those that a move does not use are None or empty."""

    move: Move
    """Which move."""
    target: Target | None = None
    """What or whom: pushed towards, held, caught, looked at, reached for, stayed with, given to (person)."""
    source: Target | None = None
    """From what: pull along this rail, push off from this thing, take from this person."""
    whom: Target | None = None
    """For carry: the person, with the part that is taken hold of; empty part: the nearest handle."""
    direction: Vec3 | None = None
    """Push direction, unit, set frame; None means towards `target`."""
    speed: float | None = None
    """m/s of the centre of mass."""
    duration_s: float | None = None
    """Seconds, for convulse and timed states."""
    distance_m: float | None = None
    """For a tether: its length. For stay: between faces (face to face) or nearest points.
    For dolly: how far the camera goes."""
    relation: Relation | None = None
    """For stay."""
    lie: Lie = "any"
    """For stay, and for a catch that should end in an attitude."""
    who_lies: str | None = None
    """For a joint stay: the owner who lies so to the others; None: whoever has to turn least."""
    prop: str | None = None
    """For give, take, release."""
    to_channel: Channel | None = None
    """For give: the hand of the receiver."""
    line: str | None = None
    """For say."""
    fumbled: bool = False
    """For give and take: the hands miss on purpose."""
    limbs: tuple[Channel, ...] = ()
    """Limbs that do it, when the move takes several (both hands)."""
    angle_rad: float | None = None
    """How far it turns, rad, never negative: `sense` says which way. None: not said."""
    within_s: float | None = None
    """The time in which it is to be done, s; None: what it needs."""
    sense: Sense = ""
    """Which way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One line of blocking."""

    id: str
    """Stable name: given by the writer as a label, else the move with a number (`give`, `hold.2`)."""
    number: int
    """Position in the scene's list, from 1."""
    who: tuple[str, ...]
    """Its owners; several for a joint beat."""
    channels: tuple[Channel, ...]
    """Channels claimed of each owner."""
    intent: Intent
    """What is asked."""
    start: Cue | None = None
    """None: when the owners' earlier beats on these channels have ended, else at the start."""
    until: Cue | None = None
    """None: a state lasts until another beat claims its channel or the scene ends; an event ends by itself."""
    otherwise: Intent | None = None
    """What instead when it is missed or refused; None means what people do (hold the nearest thing)."""
    wanted_touch: bool = False
    """True: touching the target is meant, and no finding."""
    wanted_miss: bool = False
    """True: missing is meant."""
    text: str = ""
    """The line as written."""
    place: Place = NOWHERE
    """Where it is written."""
