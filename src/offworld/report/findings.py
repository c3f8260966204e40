"""Findings in plain words: what to look at, when, what would help, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Sequence

from offworld.film.finding import Finding, Measure
from offworld.report.markup import moment, number, table, tag, text

_ORDER = {"danger": 0, "care": 1, "note": 2}
_SHOWN = 8
"""Findings that are spread out on the page; dangers always are."""
_NAMES = {"danger": "danger", "care": "take care", "note": "note"}


def findings_list(findings: Sequence[Finding]) -> str:
    """All findings, the weightiest first, as markup."""
    if not findings:
        return tag("p", "Nothing in this take asks for attention.", class_="calm")
    ordered = sorted(findings, key=lambda each: (_ORDER[each.weight], each.tick))
    urgent = [each for each in ordered if each.weight == "danger"]
    rest = [each for each in ordered if each.weight != "danger"]
    shown = urgent + rest[: max(0, _SHOWN - len(urgent))]
    folded = ordered[len(shown) :]
    cards = tag("ol", *(_finding(each) for each in shown), class_="findings")
    return cards + (_folded(folded) if folded else "")


def _folded(findings: Sequence[Finding]) -> str:
    """The lighter findings as a table that opens."""
    rows = [
        (
            moment(each.tick),
            tag("span", text(_NAMES[each.weight]), class_=f"kind {each.weight}"),
            text(each.text),
            text(each.remedy),
        )
        for each in findings
    ]
    title = f"and {len(findings)} more"
    content = table(("When", "Weight", "What", "What would help"), rows)
    return tag("details", tag("summary", text(title)), tag("div", content), class_="more")


def counted(findings: Sequence[Finding]) -> str:
    """How many there are of each weight, in words: `1 danger, 2 to take care of, 3 notes`."""
    parts = []
    for weight, one, many in (
        ("danger", "danger", "dangers"),
        ("care", "to take care of", "to take care of"),
        ("note", "note", "notes"),
    ):
        count = sum(each.weight == weight for each in findings)
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    return ", ".join(parts) or "no findings"


def _finding(finding: Finding) -> str:
    when = tag(
        "div",
        moment(finding.tick),
        tag("div", text(_NAMES[finding.weight]), class_=f"kind {finding.weight}"),
    )
    words = [tag("p", text(finding.text), class_="what")]
    if finding.remedy:
        words.append(tag("p", text(finding.remedy), class_="remedy"))
    if finding.measures:
        words.append(tag("p", " · ".join(_measure(each) for each in finding.measures), class_="measures"))
    if finding.beat:
        words.append(tag("p", "beat ", tag("code", text(finding.beat)), class_="small"))
    return tag("li", when, tag("div", *words), class_=f"finding {finding.weight}")


def _measure(measure: Measure) -> str:
    value = tag("b", text(f"{number(measure.value)} {measure.unit}".strip()))
    note = f" ({text(measure.note)})" if measure.note else ""
    return f"{text(measure.name)} {value}{note}"
