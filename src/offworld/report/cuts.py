"""The cuts of a scene on its page: what a viewer may stumble over, why, how sure that is, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from offworld.film.continuity import CutCheck, CutWarning
from offworld.report.markup import moment, table, tag, text

SURE: Final = 0.75
"""Confidence from which a warning is called clear."""
LIKELY: Final = 0.5
"""Confidence from which it is called likely; below it is a matter of taste."""


def cuts_part(checks: Sequence[CutCheck]) -> str:
    """The section's content as markup: the cuts that ask for a look, and how many do not."""
    asking = [each for each in checks if each.warnings]
    calm = len(checks) - len(asking)
    words = [tag("p", text(_counted(calm, len(checks))), class_="calm" if not asking else "small")]
    if asking:
        rows = [row for each in asking for row in _rows(each)]
        words.append(table(("When", "Cut", "What a viewer may stumble over", "Smallest mend"), rows))
        words.append(
            tag(
                "p",
                "Warnings, not errors: how viewers take such cuts is known in part only; the bounds are conventions.",
                class_="small",
            )
        )
    return "".join(words)


def _counted(calm: int, count: int) -> str:
    if calm == count:
        return f"All {count} cuts hold together." if count > 1 else "Its one cut holds together."
    if calm:
        return f"{calm} of {count} cuts hold together."
    return f"Each of the {count} cuts asks for a look." if count > 1 else "Its one cut asks for a look."


def _rows(check: CutCheck) -> list[tuple[str, str, str, str]]:
    rows = []
    for number, warning in enumerate(check.warnings):
        when = "" if number or check.tick is None else moment(check.tick)
        cut = (
            ""
            if number
            else tag("b", text(f"{check.before}\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}{check.after}"))
        )
        mend = (
            tag("span", "none was found", class_="small") if warning.mend is None else text(warning.mend.text)
        )
        rows.append((when, cut, _told(warning), mend))
    return rows


def _told(warning: CutWarning) -> str:
    kind = tag("span", text(warning.kind), class_=f"kind {'care' if warning.confidence >= SURE else 'note'}")
    return f"{kind} {text(warning.reason)} {tag('span', text(_sure(warning)), class_='small')}"


def _sure(warning: CutWarning) -> str:
    if warning.confidence >= SURE:
        return "· clear"
    return "· likely" if warning.confidence >= LIKELY else "· a matter of taste"
