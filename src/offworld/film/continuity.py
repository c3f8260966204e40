"""Cuts: what a viewer may stumble over where one shot follows another, why, and the least change that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from offworld.film.camera import Cut
from offworld.film.shot import View

CutKind = Literal[
    "line", "screen direction", "eyeline", "look angle", "jump cut", "size step", "roll jump", "reorientation",
    "change of up",
]  # fmt: skip
"""`line`: who was on the left is on the right. `look angle`: one looks past the lens much closer than the other.
`roll jump`: the picture turns a little, or turns and does nothing else. `reorientation`: it turns over. `change of up`:
too often another's up."""
MendKind = Literal["roll", "move", "mirror", "size", "lens", "answer", "insert", "up"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutBands:
    """From where on a cut is called bad. [R] is recalled from practice, [I] our own choice; a film may set its own."""

    neutral: float = 0.2
    """Share of the line of action across the picture below which a shot is on the line and fits either side [I:
    handbook camera, section 2.4]."""
    apart: float = 0.4
    """Half frames between two faces from which on they plainly stand left and right of each other [I]."""
    facing_deg: float = 25.0
    """Degrees from somebody's eyes within which a look is at them [I]."""
    face_deg: float = 110.0
    """Degrees between a look and the way to the lens beyond which the face is turned away and the look not read [I]."""
    eyeline_deg: float = 60.0
    """Degrees by which two looks may miss each other across the cut [I: left and right stay told apart]."""
    look_deg: float = 15.0
    """Degrees by which two looks may differ in how far they pass the lens (handbook camera, section 2.4)."""
    across: float = 0.35
    """Share of a direction across the lens below which it says nothing in the picture: within about 20° of the lens
    (handbook camera, section 2.2)."""
    speed_m_s: float = 0.1
    """m/s across the lens below which nobody is seen to go anywhere [I]."""
    level_deg: float = 60.0
    """Degrees from level within which a motion is to the left or to the right (handbook camera, section 2.4)."""
    motion_deg: float = 90.0
    """Degrees by which a motion may turn in the picture where it is not to the left or right in both [I]."""
    jump_deg: float = 30.0
    """Degrees about the subject that a new angle must be apart [R: the 30° rule]."""
    jump_octaves: float = 0.75
    """Octaves of size within which it is the same picture [I: a class of the handbook's table is 0.55 on average, and
    those from CU to MS lie so close that two of them look alike]."""
    step_octaves: float = 0.75
    """Octaves of size by which two singles that answer each other may differ [I: likewise]."""
    roll_free_deg: float = 10.0
    """Degrees of roll that nobody minds [I: handbook camera, section 2.4]."""
    roll_deg: float = 30.0
    """Degrees of roll, weighed over all that tells it, from which on it is a jump [I]."""
    turn_deg: float = 60.0
    """Degrees of roll from which on it is a reorientation [I: handbook camera, section 2.4]."""
    set_weight: float = 0.5
    """Share of the set beside that of a person in telling the roll [I: people tell more than an empty room does]."""
    up_changes: int = 2
    """Changes of whose up it is allowed in `up_shots` shots in a row [I]."""
    up_shots: int = 6
    """See `up_changes` [I]."""


BANDS: Final = CutBands()
"""What holds where a film sets nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutRules:
    """What the cuts of one scene are checked by."""

    cuts: tuple[Cut, ...] = ()
    """As written; those at which the picture is meant to turn are marked."""
    bands: CutBands = BANDS
    """What the film calls bad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One change that takes a warning away: tried and checked again."""

    kind: MendKind
    """What is changed. `answer`: another of the solver's. `insert`: a shot between the two. `up`: whose up it takes."""
    text: str
    """In plain words, with its numbers."""
    effort: float
    """What it was ordered by: degrees of roll and of way round, and as many for other changes [I]."""
    view: View | None
    """The second camera as changed, or the camera of the shot put between; None: it must be found anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutWarning:
    """One thing that a viewer may stumble over at a cut. Never an error: the evidence is mixed."""

    kind: CutKind
    """What sort."""
    confidence: float
    """0 to 1; lower near the threshold, and where faces lie so far over that looks are hard to read."""
    value: float
    """What was measured, in `unit`."""
    threshold: float
    """From where on it is called bad, in `unit`."""
    unit: str
    """Of both; empty for a ratio."""
    who: tuple[str, ...]
    """People it concerns, or `set`."""
    reason: str
    """Plain words, with the numbers."""
    mend: Mend | None = None
    """The smallest that was found; None: none was, or none was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutCheck:
    """What was seen at one cut."""

    before: str
    """Id of the camera before it."""
    after: str
    """Id of the camera after it."""
    tick: int | None
    """When in the take, ms; None: not known."""
    warnings: tuple[CutWarning, ...]
    """The surest first; empty: it cuts."""
    neutral: bool = False
    """True if one of the two looks along the line of action, so that either side follows."""
    ups: tuple[str, str] = ("", "")
    """Whose up the picture follows before and after, as one word each; empty: nobody's."""
    turn: bool = False
    """True: the picture may turn here: it is meant to, or it is a look through somebody's eyes."""
