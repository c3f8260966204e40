"""The take: one run of a scene, needing no simulator to read. Ticks are integer milliseconds from its start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from offworld.film.assembly import Assembly
from offworld.film.basic import Quat, Vec3
from offworld.film.scene import Rehearsal

Array = npt.NDArray[Any]
Outcome = Literal["waiting", "running", "done", "missed", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeatOutcome:
    """How one beat came out."""

    beat: str
    """Beat id."""
    outcome: Outcome
    """`waiting`: its cue never came; `running`: the scene ended first."""
    start: int | None
    """Tick; None if it never ran."""
    end: int | None
    """Tick; None if it never ended."""
    reason: str = ""
    """For people: why it was missed or refused, or with what error it was done."""
    otherwise: bool = False
    """True if the `else` (written or by default) was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One moment worth a name."""

    tick: int
    """When."""
    kind: str
    """`beat start`, `beat end`, `grip`, `let go`, `slip`, `clip`, `unclip`,
    `contact`, `line`, `word`, `limit`, `recovery`."""
    who: str
    """Person or prop."""
    what: str
    """Rest of it, for people."""
    beat: str = ""
    """Beat that caused it; empty if none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRecord:
    """One hold, from the grip to its end."""

    id: int
    """Number in order of gripping."""
    node: int
    """Index of the hand or foot (or, for straps, the segment)."""
    partner: int
    """Index of the node held; 0 is the set."""
    kind: Literal["hand", "foot", "strap", "prop", "velcro"]
    """Sort of hold; decides its limits."""
    thing: str
    """Rail, loop, prop or person's part held, as blocking names it."""
    start: int
    """Tick of the grip."""
    end: int | None
    """Tick of letting go; None if held at the end."""
    ended_by: str
    """`let go`, `slip`, or empty."""
    anchor: Vec3
    """The grip point in the frame of `node`, metres."""
    partner_anchor: Vec3
    """The same point in the frame of `partner` at the grip, metres."""
    relative: Quat
    """Axes of `node` to axes of `partner` at the grip."""
    force_limit: float
    """Breakaway, N, on the filtered load."""
    torque_limit: float
    """Largest torque it can carry, N m, on the filtered load."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """A stretch of time in which a tether was taut, until it hung slack for 0.1 s."""

    start: int
    """Tick."""
    end: int
    """Tick."""
    closing_speed: float
    """At which its ends parted as it came taut, m/s."""
    effective_mass: float
    """Of both ends together along the line, kg."""
    impulse: float
    """Sum of the tension over time, N s."""
    peak: float
    """Largest tension, N: the law of the strap in `offworld.strength`, whose stiffness is a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TetherRecord:
    """One tether, from when it was clipped to its end."""

    id: int
    """Number in order of clipping."""
    node: int
    """Index of the pelvis on whose belt it begins."""
    partner: int
    """Index of the node it is clipped to; 0 is the set."""
    thing: str
    """Rail, loop, prop or person it is clipped to, as blocking names it."""
    start: int
    """Tick of clipping."""
    end: int | None
    """Tick of unclipping; None if on at the end."""
    length: float
    """From which on it pulls, m."""
    anchor: Vec3
    """Its end on the belt, in the frame of `node`, m."""
    partner_anchor: Vec3
    """Its other end, in the frame of `partner`, m."""
    pulls: tuple[Pull, ...] = ()
    """Each time it was taut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord:
    """One touch, from first contact until parted for 0.1 s."""

    a: str
    """Shape id of the one who moves."""
    b: str
    """Shape id of what was touched."""
    start: int
    """Tick."""
    end: int
    """Tick."""
    position: Vec3
    """Where first, set frame."""
    closing_speed: float
    """Just before, m/s along the normal; never negative."""
    effective_mass: float
    """Along the normal, kg."""
    impulse: float
    """Sum of the normal force over time, N s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerKey:
    """Who gave the impulse to whom, and how."""

    tree: str
    """Tree that received it."""
    partner: str
    """Tree it came from; `set` or `world` for the fixed room and for fields."""
    cause: Literal["contact", "hold", "tether", "gravity", "rotation", "air"]
    """`rotation`: Coriolis, centrifugal, Euler and gravity gradient of a turning frame."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stream:
    """The audit stream: full rate, double precision. One row per simulation step unless said otherwise."""

    ticks: Array
    """(n+1,) int64: tick of each state; row 0 is the start."""
    coordinates: Array
    """(n+1, nq) float64."""
    velocities: Array
    """(n+1, nv) float64."""
    torques: Array
    """(n, nj) float64: muscle torque on each hinge during the step, N m, order of `joint_dofs`."""
    joint_dofs: Array
    """(nj,) int64: velocity index of each hinge with muscles."""
    impulse_step: Array
    """(m,) int64: step index of each ledger row."""
    impulse_key: Array
    """(m,) int64: index into `Take.keys`."""
    impulse: Array
    """(m, 6) float64: N s in the set frame, then N m s about the set origin."""
    hold_step: Array
    """(k,) int64: step index of each load row."""
    hold_id: Array
    """(k,) int64: `HoldRecord.id`."""
    hold_load: Array
    """(k, 6) float64: mean force, N, and torque about the grip point, N m, set frame, on `node` during the step."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Take:
    """One run of a scene."""

    rehearsal: Rehearsal
    """What it was made from."""
    assembly: Assembly
    """What has a shape."""
    step_ticks: int
    """Simulation step, ms."""
    control_ticks: int
    """Control step, ms; a multiple of the simulation step."""
    length: int
    """Length, ms."""
    sample_ticks: Array
    """(t,) int64: tick of each sample of `poses`, evenly spaced, about 100 Hz."""
    poses: Array
    """(t, nodes, 7) float32: position, metres, and attitude of each node, set frame."""
    outcomes: tuple[BeatOutcome, ...]
    """One per beat, order of the scene."""
    events: tuple[Event, ...]
    """In order of time."""
    holds: tuple[HoldRecord, ...]
    """All holds."""
    contacts: tuple[ContactRecord, ...]
    """All touches."""
    keys: tuple[LedgerKey, ...]
    """Rows of the ledger."""
    ledger: Array
    """(keys, 6) float64: whole impulse and angular impulse (about the set origin) of each key over the take."""
    remainder: tuple[tuple[str, float, float], ...]
    """Per tree: largest |ΔP − ledger| in N s and |ΔL − ledger| in N m s (about its own centre) at any tick, given to no
    cause."""
    cuts: tuple[tuple[int, str], ...]
    """Tick and camera of each cut that came, first at 0."""
    lines: tuple[tuple[int, str], ...]
    """Tick and line id of each line that was said."""
    fingerprint: str
    """Processor kind and versions that the numbers depend on."""
    stream: Stream | None = None
    """Audit stream; None in a take made for odds."""
    stopped: str = ""
    """Why the simulation stopped before its end; empty if it did not."""
    tethers: tuple[TetherRecord, ...] = ()
    """All tethers."""
    notes: dict[str, Any] = field(default_factory=dict)
    """Small extras for people (solver effort, advice)."""

    def node(self, name: str) -> int:
        """Index of the node with that id."""
        return next(i for i, node in enumerate(self.assembly.nodes) if node.id == name)

    def seconds(self) -> float:
        """Length in seconds."""
        return self.length / 1000.0

    def row(self, tick: int) -> int:
        """Last sample at or before a tick."""
        return int(np.searchsorted(self.sample_ticks, tick, side="right")) - 1
