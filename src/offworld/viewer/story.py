"""What the browser file tells beside shapes and motion: who is who, holds, touches, findings, lines and cuts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from offworld.film.finding import Finding
from offworld.film.take import ContactRecord, Take
from offworld.look.lines import link_names
from offworld.timecode import frame_at

COLOURS: Final = 8
"""Colours of people on a page, `--p0` and so on."""
BUMP: Final = 0.1
"""Closing speed from which a touch flashes, m/s: slower ones are too many and hurt nobody."""


def story(take: Take, rate: Fraction, findings: Sequence[Finding]) -> dict[str, Any]:
    """All of it as plain data; moments are ticks, but cuts are told in frames."""
    scene, stage_set = take.rehearsal.scene, take.rehearsal.stage_set
    return {
        "people": _people(take),
        "holds": _holds(take),
        "touches": [_touch(contact) for contact in take.contacts if contact.closing_speed >= BUMP],
        "findings": [_finding(each) for each in findings],
        "lines": _lines(take),
        "cuts": [(frame_at(tick, rate), camera) for tick, camera in take.cuts],
        "room": {"title": stage_set.title, "low": stage_set.low, "high": stage_set.high, "up": stage_set.up},
        "scene": scene.id,
        "nodes": [
            *(node.id for node in take.assembly.nodes),
            *link_names(take.tethers, take.assembly.nodes),
        ],
    }


def _people(take: Take) -> list[dict[str, Any]]:
    """Name, number of the colour and the two nodes that stand for everybody who has a body."""
    numbers = {node.id: number for number, node in enumerate(take.assembly.nodes)}
    return [
        {
            "id": person.id,
            "colour": i % COLOURS,
            "chest": numbers[f"{person.id}/chest"],
            "head": numbers[f"{person.id}/head"],
        }
        for i, person in enumerate(take.rehearsal.people)
        if f"{person.id}/chest" in numbers and f"{person.id}/head" in numbers
    ]


def _holds(take: Take) -> list[dict[str, Any]]:
    nodes = take.assembly.nodes
    return [
        {
            "node": hold.node, "who": nodes[hold.node].tree, "at": hold.anchor, "start": hold.start,
            "end": take.length if hold.end is None else hold.end, "slip": hold.ended_by == "slip",
        }
        for hold in take.holds
        if hold.kind in {"hand", "foot", "prop"}
    ]  # fmt: skip


def _touch(contact: ContactRecord) -> dict[str, Any]:
    return {"tick": contact.start, "at": contact.position, "speed": round(contact.closing_speed, 3)}


def _finding(finding: Finding) -> dict[str, Any]:
    return {"tick": finding.tick, "end": finding.end, "who": finding.who, "weight": finding.weight}


def _lines(take: Take) -> list[dict[str, Any]]:
    lines = {line.id: line for line in take.rehearsal.scene.lines}
    return [
        {"tick": tick, "end": tick + round(1000 * lines[name].duration_s), "who": lines[name].character,
         "text": lines[name].text}
        for tick, name in take.lines
        if name in lines
    ]  # fmt: skip
