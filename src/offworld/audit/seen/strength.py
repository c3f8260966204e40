"""Grips that were lost, and muscles, wrists and people that were at their limit for long."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.seen.view import View, called, finding, part, stretches
from offworld.film.finding import Finding, Measure
from offworld.film.take import HoldRecord, Stream
from offworld.strength import felt, torque_bounds

FULL: Final = 0.97
"""Share of its limit from which a muscle gives all it can."""
LONG_MS: Final = 500
"""How long muscles give all before it is told, ms."""
STRAINED: Final = 0.9
"""Share of its limit from which a grip or wrist is near to slipping."""
PRESSED_N: Final = 40.0
"""Mean force with which one is pressed against a thing to count as pinned, N; a guess."""
PRESSED_MS: Final = 2000
"""How long, ms."""
_TOLD: Final = 3


def strength_findings(view: View) -> list[Finding]:
    """Grips lost, muscles and grips at their limits, people pinned."""
    out = [_lost(view, hold) for hold in view.take.holds if hold.ended_by == "slip"]
    out += _pinned(view)
    if view.take.stream is not None:
        out += _muscles(view, view.take.stream)
        out += _grips(view, view.take.stream)
    return out


def _hand(view: View, hold: HoldRecord) -> str:
    tree = view.tree(hold.node)
    if tree not in view.people:
        return f"The {tree}"
    return f"{called(tree)}'s {part(view.nodes[hold.node].id)}"


def _lost(view: View, hold: HoldRecord) -> Finding:
    end = view.take.length if hold.end is None else hold.end
    after = (end - hold.start) / 1000.0
    text = f"{_hand(view, hold)} slips off {hold.thing} after {after:.1f} s."
    measures = (
        Measure(name="held for", value=after, unit="s"),
        Measure(name="it can carry", value=hold.force_limit, unit="N", note="breakaway, from tables"),
        Measure(name="and twist", value=hold.torque_limit, unit="N m", note="from tables"),
    )
    remedy = "Come slower, hold with both hands, or get a foot into a loop first."
    who = [view.tree(hold.node)] + ([view.tree(hold.partner)] if hold.partner else [])
    return finding("grip lost", "care", (end, end), who, text, remedy=remedy, measures=measures)


def _muscles(view: View, stream: Stream) -> list[Finding]:
    """One finding per person and stretch in which any muscle gives all it can."""
    out: list[Finding] = []
    column = {int(dof): index for index, dof in enumerate(stream.joint_dofs)}
    every = max(view.take.control_ticks // view.take.step_ticks, 1)
    set_at = np.arange(len(stream.torques)) // every * every
    for person in view.people:
        joints = [j for node in view.nodes if node.tree == person for j in node.joints if j.dof in column]
        if not joints or not len(stream.torques):
            continue
        torque = stream.torques[:, [column[joint.dof] for joint in joints]]
        rate = stream.velocities[:-1][:, [joint.dof for joint in joints]][set_at]
        low, high = torque_bounds(np.array([joint.torque for joint in joints]), rate)
        full = (np.abs(torque) >= FULL * np.where(torque > 0.0, high, -low)) & (np.abs(torque) > 1e-3)
        for start, end in stretches(np.asarray(full.any(axis=1)), stream.ticks[:-1], LONG_MS):
            during = full[(stream.ticks[:-1] >= start) & (stream.ticks[:-1] <= end)].mean(axis=0)
            names = [part(joints[i].id) for i in np.argsort(-during)[:_TOLD] if during[i] > 0.0]
            seconds = (end - start) / 1000.0
            text = f"{called(person)} gives all there is for {seconds:.1f} s ({', '.join(names)})."
            out.append(
                finding(
                    "limit", "note", (start, end), (person,), text,
                    remedy="Ask for less speed, or more time.",
                    measures=(Measure(name="at the limit for", value=seconds, unit="s"),),
                )
            )  # fmt: skip
    return out


def _grips(view: View, stream: Stream) -> list[Finding]:
    """Holds whose filtered load stayed near its limit for long without slipping."""
    out: list[Finding] = []
    for hold in view.take.holds:
        rows = stream.hold_id == hold.id
        steps, loads = stream.hold_step[rows], stream.hold_load[rows]
        if not len(loads):
            continue
        load = felt(loads, view.take.step_ticks / 1000.0)
        force, twist = np.linalg.norm(load[:, :3], axis=1), np.linalg.norm(load[:, 3:], axis=1)
        share = np.maximum(force / max(hold.force_limit, 1e-9), twist / max(hold.torque_limit, 1e-9))
        for start, end in stretches(share >= STRAINED, stream.ticks[steps], LONG_MS):
            top = 100.0 * float(share[(stream.ticks[steps] >= start) & (stream.ticks[steps] <= end)].max())
            text = f"{_hand(view, hold)} is near to losing {hold.thing} for {(end - start) / 1000:.1f} s."
            out.append(
                finding(
                    "limit", "care", (start, end), (view.tree(hold.node),), text,
                    remedy="Hold with a second hand or a foot, or move more slowly.",
                    measures=(Measure(name="load", value=top, unit="% of what it can carry"),),
                )
            )  # fmt: skip
    return out


def _pinned(view: View) -> list[Finding]:
    """People pressed against something for long where nothing weighs."""
    if any(view.take.rehearsal.world.gravity) or view.take.rehearsal.world.kind == "parabola":
        return []
    shapes = {shape.id: shape for shape in view.take.assembly.shapes}
    out: list[Finding] = []
    for contact in view.take.contacts:
        long = contact.end - contact.start
        if contact.a not in shapes or long < PRESSED_MS or 1000.0 * contact.impulse / long < PRESSED_N:
            continue
        index = shapes[contact.a].node
        node = view.nodes[index]
        # A limb that holds something there leans on it; a strapped body lies on its bed.
        leans = any(hold.node == index or hold.kind == "strap" for hold in view.holds_of(node.tree))
        if node.tree not in view.people or leans:
            continue
        force = 1000.0 * contact.impulse / long
        thing = contact.b.partition("/")[0]
        text = f"{called(node.tree)}'s {part(node.id)} is pressed against {thing} for {long / 1000:.1f} s."
        out.append(
            finding(
                "pinned", "care", (contact.start, contact.end), (node.tree,), text,
                remedy="Give them more room, or another hold.",
                measures=(Measure(name="mean force", value=force, unit="N"),),
            )
        )  # fmt: skip
    return out
