"""What is to be known of a take, from its files alone: whether to trust it, and what a director should see."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.audit import audit
from offworld.audit.findings import findings, weightiest_first
from offworld.film.finding import Finding
from offworld.film.take import Take
from offworld.flow.files import json_bytes
from offworld.flow.kept import AUDIT, VERDICT
from offworld.flow.records import write_record
from offworld.flow.shot_take import read_shot_findings
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
        "findings": to_plain(_found(take, given.get("framed"), given.get("asked"))),
    }
    (out / VERDICT).write_bytes(json_bytes(verdict))


def _found(take: Take, *others: Path | None) -> tuple[Finding, ...]:
    """What the audit sees, and what framing its shots and its light have told."""
    more = [one for folder in others for one in read_shot_findings(folder)]
    return weightiest_first((*findings(take), *more))
