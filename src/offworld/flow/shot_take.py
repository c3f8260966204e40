"""A take as pictures are given it: with the set-ups that were found for the shots that its scene asks for in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from offworld.film.blocking import Target
from offworld.film.camera import USUAL_NEAR_M, SetUp
from offworld.film.finding import Finding
from offworld.film.framing import Framed, Placed, Up
from offworld.film.take import Take
from offworld.flow.files import json_bytes
from offworld.geometry import rotation

FRAMED: Final = "framed.json"
"""What came of each shot."""
FINDINGS: Final = "findings.json"
"""What is worth attention about them."""
WIDE_MM: Final = 16.0
"""Lens of the wide picture that stands in for a shot that cannot be had: that of a scene without cameras."""
_NAMED: Final[dict[str, str]] = {"set": "set", "gravity": "gravity"}
"""Ups that a set-up placed by hand has as well."""


def write_framed(folder: Path, framed: tuple[Framed, ...], findings: tuple[Finding, ...]) -> None:
    """Writes what came of the shots of a scene."""
    from offworld.store.records import to_plain

    (folder / FRAMED).write_bytes(json_bytes(to_plain(framed)))
    (folder / FINDINGS).write_bytes(json_bytes(to_plain(findings)))


def read_framed(folder: Path | None) -> tuple[Framed, ...]:
    """What `write_framed` wrote; nothing where no stage has framed anything."""
    from offworld.store.records import from_plain

    if folder is None:
        return ()
    return from_plain(json.loads((folder / FRAMED).read_bytes()), tuple[Framed, ...], FRAMED)


def read_shot_findings(folder: Path | None) -> tuple[Finding, ...]:
    """What is worth attention about the shots."""
    from offworld.store.records import from_plain

    if folder is None:
        return ()
    return from_plain(json.loads((folder / FINDINGS).read_bytes()), tuple[Finding, ...], FINDINGS)


def read_shot_take(given: Mapping[str, Path]) -> Take:
    """The take in `given["take"]`, without its stream, with the shots in `given["framed"]` if there are any."""
    from offworld.store.take import read_take

    return with_shots(read_take(given["take"], with_stream=False), read_framed(given.get("framed")))


def with_shots(take: Take, framed: tuple[Framed, ...]) -> Take:
    """The take with a set-up for each shot. A scene that says no cuts is cut to each shot as its time comes."""
    if not framed:
        return take
    scene = take.rehearsal.scene
    set_ups = (*scene.set_ups, *(set_up_of(one, one.answers[0] if one.answers else None) for one in framed))
    rehearsal = replace(take.rehearsal, scene=replace(scene, set_ups=set_ups))
    cuts = take.cuts if scene.cuts else _cuts(framed, scene.set_ups)
    return replace(take, rehearsal=rehearsal, cuts=cuts)


def set_up_of(framed: Framed, placed: Placed | None) -> SetUp:
    """A shot as a set-up; the wide one, from a corner of the room, where none was found."""
    framing = framed.framing
    goal = framing.on[0] if framing.on else ""
    eyes = Target(kind="person", name=goal, part="eyes") if goal else None
    if placed is None:
        return SetUp(id=framing.id, lens_mm=WIDE_MM, looks_at=None)
    up, vector = _up(framing.up, placed)
    return SetUp(
        id=framing.id, lens_mm=placed.lens_mm, at=Target(kind="point", offset=placed.position), looks_at=eyes, up=up,
        up_vector=vector, keep=framed.status == "kept", attitude=placed.attitude, stop=placed.stop,
        # A found shot is within what its lens can focus on: the search has seen to that.
        near_m=min(placed.focus_m, USUAL_NEAR_M),
        eyes_of=framing.over if framing.kind == "pov" else "",
    )  # fmt: skip


def _up(up: Up, placed: Placed) -> tuple[str, tuple[float, float, float] | None]:
    """Whose up, as a set-up says it: a name, or the direction that the top of the frame has."""
    if up.kind == "actor":
        return up.person, None
    if up.kind in _NAMED and not up.roll_deg:
        return _NAMED[up.kind], None
    x, y, z = (float(value) for value in rotation.rotate(placed.attitude, [0.0, 1.0, 0.0]))
    return "vector", (x, y, z)


def _cuts(framed: tuple[Framed, ...], others: tuple[SetUp, ...]) -> tuple[tuple[int, str], ...]:
    """A cut to each shot when its time comes; until the first it is the first camera's picture."""
    begun = sorted((one.framing.start or 0, number) for number, one in enumerate(framed))
    cuts = [(start, framed[number].framing.id) for start, number in begun]
    first = others[0].id if others else cuts[0][1]
    return tuple(cuts) if cuts[0][0] == 0 else ((0, first), *cuts)
