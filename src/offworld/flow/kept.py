"""Results of some stages as they lie in the cache, for the stages after them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from offworld.film.audit_report import AuditReport
from offworld.film.finding import Finding
from offworld.film.key_frame import KeyFrame
from offworld.flow.files import json_bytes
from offworld.flow.records import read_record

AUDIT: Final = "audit.json"
"""The whole report of the audit."""
VERDICT: Final = "verdict.json"
"""A plain summary with all findings, for whoever prints it."""
_FRAMES: Final = "frames.json"


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
