"""What a move hands back at each control tick: tasks, a posture, grips to close or open, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from offworld.rehearse.control.tasks import Task
from offworld.rehearse.holds import HoldKind
from offworld.rehearse.moves.framing import Goal
from offworld.rehearse.system import Floats

Status = Literal["running", "done", "missed", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GripWish:
    """Close a hold now."""

    limb: str
    """Which limb of the owner."""
    partner_body: int
    """Body held; 0 for the room."""
    point: Floats
    """Grip point, set frame, m."""
    kind: HoldKind
    """Sort of hold."""
    thing: str
    """Name of what is held, as blocking has it."""
    owner: str = ""
    """Whose limb; empty for the move's own person."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClipWish:
    """Clip a tether from the own belt now."""

    partner_body: int
    """Body it is clipped to; 0 for the room."""
    point: Floats
    """Where, set frame, m."""
    thing: str
    """Name of it, as blocking has it."""
    length_m: float
    """From which on it pulls."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trace:
    """A planned motion of all hinges that is to be followed closely."""

    angles: Floats
    """(hinges,) now, rad."""
    speeds: Floats
    """(hinges,) now, rad/s."""
    push: Floats
    """(hinges,) accelerations through the coming control step, rad/s²."""
    firm: Floats
    """(hinges,) 1 where nothing else may pull against it, 0 where the usual posture's weight is enough."""


@dataclass(slots=True, kw_only=True, eq=False)
class Wish:
    """What a move wants at this tick."""

    status: Status = "running"
    """How the move stands."""
    reason: str = ""
    """For people: what was reached, or why not."""
    tasks: list[Task] = field(default_factory=list)
    """Rows for the controller."""
    posture: dict[int, float] = field(default_factory=dict)
    """Wanted angle, rad, by hinge number of the person."""
    posture_weight: float | None = None
    """Weight of the whole posture; None leaves it."""
    free_limbs: tuple[str, ...] = ()
    """Limbs whose posture must not pull against a task."""
    moves_body: bool = False
    """True: the move says what the whole body does, so that nothing else need hold it still."""
    at_rest: list[Task] = field(default_factory=list)
    """What the whole body of one who holds on does where no move says it, instead of coming to rest."""
    grips: list[GripWish] = field(default_factory=list)
    """Holds to close."""
    releases: list[str] = field(default_factory=list)
    """Own limbs to open."""
    clips: list[ClipWish] = field(default_factory=list)
    """Tethers to put on."""
    unclips: list[int] = field(default_factory=list)
    """Numbers of own tethers to take off."""
    others_release: list[tuple[str, str]] = field(default_factory=list)
    """Limbs of others to open: (person, limb)."""
    others: dict[str, Wish] = field(default_factory=dict)
    """What other people should do for it: the receiver's hand."""
    frame: Goal | None = None
    """Where the camera in the own hands is to be, instead of what its operator does unasked; None leaves it to them."""
    limp: bool | None = None
    """Switch the muscles off or on; None leaves them."""
    shake: Floats | None = None
    """(hinges,) angles to be thrown to, rad: a body acting against its will."""
    trace: Trace | None = None
    """What all hinges are to do, instead of a posture."""
