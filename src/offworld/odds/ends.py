"""Where a take left people and props, beside where it found them: what the way back to its start is made of."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from offworld.film.odds import EndRow
from offworld.film.take import HoldRecord, Take
from offworld.geometry import rotation

STRAPS = "straps"
"""In place of a limb, for somebody who is strapped."""
TETHER = "tether"
"""The same for somebody on a tether."""
_ROOT = "pelvis"
"""Part of a person that says where they are."""


def ends_of(take: Take) -> tuple[EndRow, ...]:
    """For each person of a take, then each prop, in order of the scene."""
    scene = take.rehearsal.scene
    people = (_end(take, one.person, f"{one.person}/{_ROOT}") for one in scene.people)
    return (*people, *(_end(take, one.prop, one.prop) for one in scene.props))


def _end(take: Take, who: str, node: str) -> EndRow:
    start, end = (np.asarray(take.poses[k, take.node(node)], dtype=float) for k in (0, -1))
    turn = float(np.degrees(rotation.angle_between(start[3:], end[3:])))
    return EndRow(
        who=who,
        start=(float(start[0]), float(start[1]), float(start[2])),
        end=(float(end[0]), float(end[1]), float(end[2])),
        turn_deg=turn,
        gone=tuple(_gone(take, who)),
        held_by=_holder(take, who),
    )


def _gone(take: Take, person: str) -> Iterator[tuple[str, str]]:
    """What somebody held at the start and does not hold at the end, each once."""
    held = {_grip(take, hold) for hold in take.holds if hold.end is None}
    began = [
        _grip(take, hold) for hold in take.holds if hold.start == 0 and hold.kind not in {"prop", "velcro"}
    ]
    for owner, limb, thing in dict.fromkeys(began):
        if owner == person and (owner, limb, thing) not in held:
            yield limb, thing
    on = {(tether.node, tether.thing) for tether in take.tethers if tether.end is None}
    for tether in take.tethers:
        owner, _, _ = take.assembly.nodes[tether.node].id.partition("/")
        if owner == person and tether.start == 0 and (tether.node, tether.thing) not in on:
            yield TETHER, tether.thing


def _grip(take: Take, hold: HoldRecord) -> tuple[str, str, str]:
    """Who holds what with which limb."""
    owner, _, segment = take.assembly.nodes[hold.node].id.partition("/")
    return owner, STRAPS if hold.kind == "strap" else segment.replace("_", " "), hold.thing


def _holder(take: Take, prop: str) -> str:
    """Who holds a prop at the end."""
    for hold in reversed(take.holds):
        if hold.end is not None:
            continue
        if hold.kind == "velcro" and take.assembly.nodes[hold.node].id == prop:
            return "set"
        if hold.kind == "prop" and take.assembly.nodes[hold.partner].id == prop:
            return take.assembly.nodes[hold.node].id.partition("/")[0]
    return ""
