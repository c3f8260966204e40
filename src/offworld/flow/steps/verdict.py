"""What is to be known of a take, from its files alone: whether to trust it, and what a director should see."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.audit import audit
from offworld.audit.findings import findings
from offworld.flow.files import json_bytes
from offworld.flow.kept import AUDIT, VERDICT
from offworld.flow.records import write_record
from offworld.store.records import to_plain
from offworld.store.take import read_take


def make(given: Mapping[str, Path], out: Path) -> None:
    """Audits the take in `given["take"]` and finds what is worth attention in it.

    Writes ``audit.json`` (an `AuditReport`) and ``verdict.json``, a plain summary with all findings for whoever
    prints it.
    """
    take = read_take(given["take"])
    report = audit(take)
    write_record(out / AUDIT, report)
    verdict = {
        "title": take.rehearsal.scene.title,
        "length_s": take.seconds(),
        "trusted": report.trusted,
        "reasons": [fault.text for fault in report.faults],
        "stopped": take.stopped,
        "findings": to_plain(findings(take)),
    }
    (out / VERDICT).write_bytes(json_bytes(verdict))
