"""The cuts of a scene on its page: what a viewer may stumble over, why, how sure that is, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from offworld.film.continuity import CutCheck, CutWarning
from offworld.report.markup import moment, table, tag, text

SURE: Final = 0.75
"""Confidence from which a warning is called clear."""
TURNS: Final = frozenset({"roll jump", "reorientation", "change of up"})
"""What a cut may do on purpose."""
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
    words.append(_ups(checks))
    return "".join(words)


def _ups(checks: Sequence[CutCheck]) -> str:
    """Whose up each shot takes, in order; nothing where no shot takes anybody's."""
    shots = [(checks[0].before, checks[0].ups[0], False)] if checks else []
    shots += [(check.after, check.ups[1], check.turn) for check in checks]
    if not any(up for _, up, _ in shots):
        return ""
    told = " · ".join(
        f"{tag('b', text(camera))}\N{NO-BREAK SPACE}{text(up or 'free')}" + (" (turning)" if meant else "")
        for camera, up, meant in shots
    )
    taken = [up for _, up, _ in shots if up]
    changes = sum(one != other for one, other in pairwise(taken))
    count = f"{changes} change{'' if changes == 1 else 's'} in {len(shots)} shots"
    meant = sum(turned for _, _, turned in shots)
    count += f", {meant} of them meant" if meant and changes else ""
    return tag("p", f"Whose up the picture follows: {told}: {count}.", class_="small")


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
        mend = _none(check, warning) if warning.mend is None else text(warning.mend.text)
        rows.append((when, cut, _told(warning), mend))
    return rows


def _none(check: CutCheck, warning: CutWarning) -> str:
    """What stands in place of a mend."""
    words = "none was found"
    if warning.kind in TURNS:
        words += f"; if it is meant, write “{check.after} turning on …” in the cuts"
    return tag("span", text(words), class_="small")


def _told(warning: CutWarning) -> str:
    kind = tag("span", text(warning.kind), class_=f"kind {'care' if warning.confidence >= SURE else 'note'}")
    return f"{kind} {text(warning.reason)} {tag('span', text(_sure(warning)), class_='small')}"


def _sure(warning: CutWarning) -> str:
    if warning.confidence >= SURE:
        return "· clear"
    return "· likely" if warning.confidence >= LIKELY else "· a matter of taste"
