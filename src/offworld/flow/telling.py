"""What was found in a take, in plain words for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_WORDS: Final = {"danger": "DANGER", "care": "care", "note": "note"}
"""How much a finding matters, as it is printed; those worst come first."""
_NOTES_SHOWN: Final = 3
"""More notes than this are only counted; the page has them all."""


def attention_of(verdict: Mapping[str, Any]) -> int:
    """How many things in a scene demand attention: findings above a note, and a take that cannot be trusted."""
    grave = sum(1 for finding in verdict["findings"] if finding["weight"] != "note")
    return grave + (not verdict["trusted"])


def scene_lines(scene: str, verdict: Mapping[str, Any]) -> list[str]:
    """A few lines on one scene: what it is, whether to trust it, and what was found.

    Args:
        scene: its number.
        verdict: plain data as the verdict stage writes it.
    """
    trust = "trusted" if verdict["trusted"] else "NOT TRUSTED"
    lines = [f"Scene {scene} — {verdict['title']}, {verdict['length_s']:.1f} s: {trust}"]
    lines += [f"  {reason}" for reason in verdict["reasons"]]
    if verdict["stopped"]:
        lines.append(f"  stopped before its end: {verdict['stopped']}")
    order = list(_WORDS)
    findings = sorted(verdict["findings"], key=lambda one: (order.index(one["weight"]), one["tick"]))
    notes = [finding for finding in findings if finding["weight"] == "note"]
    for finding in [one for one in findings if one["weight"] != "note"] + notes[:_NOTES_SHOWN]:
        lines.append(f"  {_WORDS[finding['weight']]:<6} {finding['tick'] / 1000.0:6.1f} s  {finding['text']}")
        if finding["remedy"]:
            lines.append(f"{'':18}{finding['remedy']}")
    if len(notes) > _NOTES_SHOWN:
        lines.append(f"  and {len(notes) - _NOTES_SHOWN} more notes, on the page")
    if not findings:
        lines.append("  nothing that needs attention")
    return lines
