"""Whether every tether pulled as a strap does: only while taut, along its line, by its law, the same on both ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.audit.clearance import distance_to_line
from offworld.audit.evidence import Evidence, Finder, Subject
from offworld.audit.grips import LOOP, RAIL, STRAP_HALF, SURFACE, gap_to_shapes
from offworld.audit.motion import Floats
from offworld.film.take import TetherRecord
from offworld.geometry import rotation
from offworld.strength import tension

ROUNDING: Final = 1e-7
"""N s and N m s that a pull may be off in one step besides what it changes about it."""
LAW_SHARE: Final = 0.02
"""Share of a pull that it may be off besides."""
MOST_STRETCH: Final = 0.5
"""How much longer than it is a tether may become, m: webbing tears."""
TAUT_START: Final = 1e-6
"""How far apart its ends may be beyond its length as it is clipped, m."""
TOLD_SHARE: Final = 0.02
"""Share by which a record of a pull may be off,"""
TOLD_LEAST: Final = 0.01
"""and N s or N besides."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """One tether at all states."""

    record: TetherRecord
    """The tether."""
    tree: str
    """Whose belt it is on."""
    partner: str
    """Tree of the other end; `set` for the room."""
    stretch: Floats
    """(n,) m beyond its length; negative is slack; nothing outside its time."""
    pull: Floats
    """(n,) N by its law."""
    wrench: Floats
    """(n, 6) force, N, and torque about the set origin, N m, on the belt."""


def lines_of(evidence: Evidence) -> list[Line]:
    """All tethers of a take."""
    return [_line(evidence, record) for record in evidence.take.tethers]


def _line(evidence: Evidence, record: TetherRecord) -> Line:
    motion, nodes = evidence.motion, evidence.take.assembly.nodes
    start, end = motion.point(record.node, record.anchor), motion.point(record.partner, record.partner_anchor)
    apart = end - start
    distance = np.linalg.norm(apart, axis=1)
    along = apart / np.maximum(distance, 1e-9)[:, None]
    parting = motion.point_velocity(record.partner, record.partner_anchor)
    parting = parting - motion.point_velocity(record.node, record.anchor)
    ticks = evidence.stream.ticks
    on = (ticks >= record.start) & (ticks <= (ticks[-1] if record.end is None else record.end))
    stretch = np.where(on, distance - record.length, -np.inf)
    pull = tension(np.where(on, distance - record.length, 0.0), np.sum(parting * along, axis=1))
    force = pull[:, None] * along
    return Line(
        record=record, tree=nodes[record.node].tree, partner=nodes[record.partner].tree, stretch=stretch, pull=pull,
        wrench=np.hstack([force, rotation.cross(start, force)]),
    )  # fmt: skip


def check_tethers(evidence: Evidence, finder: Finder) -> None:
    """Looks at every tether, and at everything that is booked to one."""
    lines = lines_of(evidence)
    for line in lines:
        _check_ends(evidence, line, finder)
        _check_length(evidence, line, finder)
        _check_told(evidence, line, finder)
    pairs = {(key.tree, key.partner) for key in evidence.take.keys if key.cause == "tether"}
    pairs |= {(line.tree, line.partner) for line in lines} | {(line.partner, line.tree) for line in lines}
    for tree, partner in sorted(pairs):
        if tree in evidence.trees:
            _check_booked(evidence, tree, partner, lines, finder)


def _name(line: Line) -> str:
    return f"{line.tree}'s tether to {line.record.thing}"


def _check_ends(evidence: Evidence, line: Line, finder: Finder) -> None:
    """It begins on a belt and ends on what it says."""
    record, nodes = line.record, evidence.take.assembly.nodes
    own = gap_to_shapes(evidence, record.node, record.anchor)
    own = own if nodes[record.node].id.endswith("/pelvis") else float("inf")
    gap, bound = _gap_to_fitting(evidence, record)
    for value, allowed, text in (
        (own, SURFACE, "it does not begin on a belt"), (gap, bound, f"it does not end on {record.thing}"),
    ):  # fmt: skip
        subject = Subject(kind="tether", who=_name(line), text=f"{_name(line)}: {text}", unit="m")
        finder.look(subject, [record.start], [value], allowed)


def _gap_to_fitting(evidence: Evidence, record: TetherRecord) -> tuple[float, float]:
    """Distance of the far end from what it is clipped to, m, and what is allowed."""
    stage, point = evidence.take.rehearsal.stage_set, np.array(record.partner_anchor)
    if record.partner:
        return gap_to_shapes(evidence, record.partner, record.partner_anchor), SURFACE
    for rail in stage.rails:
        if rail.id == record.thing:
            return float(distance_to_line(point, rail.points)), rail.radius_m + RAIL
    for loop in stage.loops:
        if loop.id == record.thing:
            return float(np.linalg.norm(point - loop.position)), STRAP_HALF + LOOP
    return float("inf"), SURFACE


def _check_length(evidence: Evidence, line: Line, finder: Finder) -> None:
    ticks, who = evidence.stream.ticks, _name(line)
    long = Subject(kind="tether", who=who, text=f"{who}: it became longer than a strap can", unit="m")
    finder.look(long, ticks, np.maximum(line.stretch, 0.0), MOST_STRETCH)
    first = evidence.state_at(line.record.start)
    taut = Subject(kind="tether", who=who, text=f"{who}: it was clipped where it does not reach", unit="m")
    finder.look(taut, [ticks[first]], [max(float(line.stretch[first]), 0.0)], TAUT_START)


def _check_told(evidence: Evidence, line: Line, finder: Finder) -> None:
    """The pulls that are told are those that were."""
    h, ticks, who = evidence.step_s, evidence.stream.ticks, _name(line)
    whole = h * float(np.sum(0.5 * (line.pull[1:] + line.pull[:-1])))
    told = sum(pull.impulse for pull in line.record.pulls)
    peak = max((pull.peak for pull in line.record.pulls), default=0.0)
    most = float(np.max(line.pull, initial=0.0))
    during = np.zeros(len(ticks), dtype=bool)
    for pull in line.record.pulls:
        during |= (ticks >= pull.start) & (ticks <= pull.end)
    untold = float(np.max(np.where(during, 0.0, line.pull), initial=0.0))
    step = float(np.max(np.abs(np.diff(line.pull)), initial=0.0))
    for value, bound, unit in (
        (abs(told - whole), TOLD_LEAST + TOLD_SHARE * whole, "N s"),
        (abs(peak - most), TOLD_LEAST + TOLD_SHARE * most + step, "N"),
        (untold, TOLD_LEAST, "N"),
    ):
        text = f"{who}: what is told of its pulls is not what they were"
        finder.look(
            Subject(kind="tether", who=who, text=text, unit=unit), [line.record.start], [value], bound
        )


def _check_booked(evidence: Evidence, tree: str, partner: str, lines: list[Line], finder: Finder) -> None:
    """What is booked to tethers between two is what their law makes of where and how fast their ends were."""
    h = evidence.step_s
    booked = evidence.booked(evidence.keys_of(tree, partner, ("tether",)))
    mean, spread = np.zeros((evidence.steps, 6)), np.zeros((evidence.steps, 6))
    for line in lines:
        if (line.tree, line.partner) in {(tree, partner), (partner, tree)}:
            sign = 1.0 if line.tree == tree else -1.0
            mean += sign * 0.5 * (line.wrench[1:] + line.wrench[:-1])
            change = np.abs(np.diff(line.wrench, axis=0))
            padded = np.pad(change, ((1, 1), (0, 0)))
            spread += 0.5 * np.maximum(change, np.maximum(padded[:-2], padded[2:]))
    # While both ends of a step are slack nothing may be booked, whatever the steps beside it are.
    spread[~mean.any(axis=1)] = 0.0
    text = f"{tree} received from a tether to {partner} what no strap gives"
    for part, unit in ((slice(0, 3), "N s"), (slice(3, 6), "N m s")):
        gap = np.linalg.norm((booked - h * mean)[:, part], axis=1)
        size = np.linalg.norm(mean[:, part], axis=1)
        bound = ROUNDING + h * (spread[:, part].sum(axis=1) + LAW_SHARE * size)
        finder.look(
            Subject(kind="tether", who=f"{tree}, {partner}", text=text, unit=unit),
            evidence.stream.ticks[1:],
            gap,
            bound,
        )
