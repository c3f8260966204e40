"""Advice in plain words for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from offworld.film.advice import Advice, Change, Shift, Tried
from offworld.film.odds import Share
from offworld.flow.odds_telling import share_words
from offworld.odds.changes.catalogue import RULES

_SHIFTS = 3
"""Findings told that go or come with a change, of each sort."""


def advice_lines(advice: Advice) -> list[str]:
    """What would help, what was tried, and how sure that is."""
    lines = [
        f"Scene {advice.scene} with {advice.profile} people (how much they vary is a guess)",
        f"As written something goes wrong in {_risk(advice.risk, advice.danger)}.",
    ]
    if advice.verdict == "clean enough":
        return [
            *lines,
            f"That is clean enough: no change could be shown to be better ({_takes(advice.takes)} made).",
        ]
    if advice.verdict == "nothing to try":
        return [
            *lines,
            "No small change could be thought out that the scene has room for.",
            *_refused(advice),
        ]
    lines.append(f"Tried {_counted(advice)}, {_takes(advice.takes)} in all.")
    helpful = [one for one in advice.tried if one.confirmed is not None and one.confirmed.helps]
    doubtful = [one for one in advice.tried if one.confirmed is not None and not one.confirmed.helps]
    if advice.fresh_risk is not None and advice.fresh_danger is not None:
        of = advice.fresh_risk.of
        lines.append(f"On {of} fresh takes as written: {_risk(advice.fresh_risk, advice.fresh_danger)}.")
    if not helpful:
        lines.append("Nothing that was tried can be shown to help.")
    for number, one in enumerate(helpful, 1):
        lines += ["", f"{number}. {one.change.words}", *_write(one.change), *_shown(one)]
    if doubtful:
        lines += ["", "Looked better in the search, but not shown on fresh takes:"]
        for one in doubtful:
            assert one.confirmed is not None
            lines.append(f"  {one.change.words} — wrong in {_risk(one.confirmed.risk, one.confirmed.danger)}")
    return [*lines, *_others(advice.tried), *_refused(advice)]


def _shown(one: Tried) -> list[str]:
    assert one.confirmed is not None
    confirmed = one.confirmed
    gain = confirmed.paired
    gone = [shift for shift in confirmed.shifts if shift.after.value < shift.before.value]
    come = [shift for shift in reversed(confirmed.shifts) if shift.after.value > shift.before.value]
    return [
        f"     then something goes wrong in {_risk(confirmed.risk, confirmed.danger)}",
        f"     of {gain.of} takes {gain.fixed} are put right and {gain.spoiled} spoiled",
        *(f"     less of: {_shift(shift)}" for shift in gone[:_SHIFTS]),
        *(f"     more of: {_shift(shift)}" for shift in come[:_SHIFTS]),
    ]


def _write(change: Change) -> list[str]:
    lines = [f"     write: {line.text}" for line in change.lines]
    if change.order:
        lines.append("     in the order: " + ", ".join(change.order))
    return lines


def _others(tried: Sequence[Tried]) -> list[str]:
    rest = [one for one in tried if one.confirmed is None and not one.refused]
    if not rest:
        return []
    lines = ["", "Not among the best:"]
    return [*lines, *(f"  {one.change.words} — wrong in {share_words(one.risk)}" for one in rest)]


def _refused(advice: Advice) -> list[str]:
    gone = [one for one in advice.tried if one.refused]
    lines = ["", "No room for:"] if gone else []
    return [*lines, *(f"  {one.change.words} — {one.refused}" for one in gone)]


def _counted(advice: Advice) -> str:
    kinds = Counter(one.change.kind for one in advice.tried)
    names = [_several(kinds[rule.kind], rule.what) for rule in RULES if kinds[rule.kind]]
    more = f", {advice.left_out} more left out for want of takes" if advice.left_out else ""
    return f"{_several(len(advice.tried), 'change')} ({', '.join(names)}){more}"


def _risk(risk: Share, danger: Share) -> str:
    dangerous = f", a danger in {share_words(danger)}" if danger.count else ""
    return f"{share_words(risk)} of takes{dangerous}"


def _shift(shift: Shift) -> str:
    who = f", {' and '.join(shift.who)}" if shift.who else ""
    beat = f", {shift.beat}" if shift.beat else ""
    before, after = (100.0 * share.value for share in (shift.before, shift.after))
    return f"{shift.kind}{who}{beat}: {before:.0f} % → {after:.0f} %"


def _takes(number: int) -> str:
    return _several(number, "take")


def _several(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
