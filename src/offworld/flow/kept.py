"""Results of some stages as they lie in the cache, for the stages after them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from offworld.film.audit_report import AuditReport
from offworld.film.finding import Finding
from offworld.film.imagined import Departure, Ghost, Imagined, ImaginedBeat
from offworld.film.key_frame import KeyFrame
from offworld.flow.files import json_bytes
from offworld.flow.records import read_record

AUDIT: Final = "audit.json"
"""The whole report of the audit."""
VERDICT: Final = "verdict.json"
"""A plain summary with all findings, for whoever prints it."""
_FRAMES: Final = "frames.json"
IMAGINED: Final = "imagined.json"
"""Beats as imagined."""
DEPARTURES: Final = "departures.json"
"""Where the take parts from that, the first where it began."""
GHOSTS: Final = "ghosts.npz"
"""Poses of everybody as imagined: `ticks`, and `nodes_PERSON` and `poses_PERSON` of each."""


def read_verdict(folder: Path) -> tuple[AuditReport, tuple[Finding, ...]]:
    """The audit's report of a take, and what is worth attention in it."""
    from offworld.store.records import from_plain

    found = json.loads((folder / VERDICT).read_bytes())["findings"]
    return read_record(folder / AUDIT, AuditReport), from_plain(found, tuple[Finding, ...], VERDICT)


def write_stills(folder: Path, frames: tuple[KeyFrame, ...]) -> None:
    """Writes key frames as ``01.jpg`` and so on, with a list of what they show."""
    for number, frame in enumerate(frames, 1):
        _still(folder, number).write_bytes(frame.picture)
    rows = [{"tick": frame.tick, "camera": frame.camera, "text": frame.text} for frame in frames]
    (folder / _FRAMES).write_bytes(json_bytes(rows))


def read_stills(folder: Path) -> tuple[KeyFrame, ...]:
    """The key frames that `write_stills` wrote, in order of time."""
    rows = json.loads((folder / _FRAMES).read_bytes())
    return tuple(
        KeyFrame(**row, picture=_still(folder, number).read_bytes()) for number, row in enumerate(rows, 1)
    )


def _still(folder: Path, number: int) -> Path:
    return folder / f"{number:02d}.jpg"


def write_imagined(folder: Path, imagined: Imagined, departures: tuple[Departure, ...]) -> None:
    """Writes a scene as imagined, and where its take parts from it."""
    from offworld.store.arrays import pack_arrays
    from offworld.store.records import to_plain

    plain = {
        "length": imagined.length,
        "beats": to_plain(imagined.beats),
        "people": [g.who for g in imagined.ghosts],
    }
    (folder / IMAGINED).write_bytes(json_bytes(plain))
    (folder / DEPARTURES).write_bytes(json_bytes(to_plain(departures)))
    arrays = {"ticks": imagined.ticks}
    for ghost in imagined.ghosts:
        arrays[f"nodes_{ghost.who}"], arrays[f"poses_{ghost.who}"] = ghost.nodes, ghost.poses
    (folder / GHOSTS).write_bytes(pack_arrays(arrays))


def read_imagined(folder: Path) -> tuple[Imagined, tuple[Departure, ...]]:
    """What `write_imagined` wrote."""
    from offworld.store.arrays import unpack_arrays
    from offworld.store.records import from_plain

    plain = json.loads((folder / IMAGINED).read_bytes())
    arrays = unpack_arrays((folder / GHOSTS).read_bytes())
    ghosts = tuple(
        Ghost(who=who, nodes=arrays[f"nodes_{who}"], poses=arrays[f"poses_{who}"]) for who in plain["people"]
    )
    imagined = Imagined(
        length=plain["length"],
        beats=from_plain(plain["beats"], tuple[ImaginedBeat, ...], IMAGINED),
        ticks=arrays["ticks"],
        ghosts=ghosts,
    )
    parted = json.loads((folder / DEPARTURES).read_bytes())
    return imagined, from_plain(parted, tuple[Departure, ...], DEPARTURES)
