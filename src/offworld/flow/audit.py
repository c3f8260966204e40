"""The work behind ``offworld audit``: read a take, prove it, say so."""

from __future__ import annotations

from pathlib import Path

from offworld.audit import audit, text
from offworld.flow.answer import Answer
from offworld.store.take import read_take


def audit_take(path: Path) -> Answer:
    """Audits a take on disk.

    Args:
        path: the folder of the take, or its ``take.json``.

    Raises:
        BadTake: it cannot be read as a take, or was changed after it was written.
    """
    folder = path.parent if path.name == "take.json" else path
    report = audit(read_take(folder))
    return Answer(text=text(report), data=report, attention=len(report.faults))
