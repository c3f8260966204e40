"""The check of a cut, and of all cuts of a scene."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from offworld.film.continuity import BANDS, CutBands, CutCheck, CutKind, CutWarning
from offworld.film.shot import View
from offworld.frame.continuity import looks, pictures
from offworld.frame.continuity.side import Side

UP_CONFIDENCE: Final = 0.4
"""Of a warning that the up changes hands too often: no study of it was found [I: handbook camera, section 2.5]."""
Rule = Callable[[Side, Side, CutBands], list[CutWarning]]
RULES: Final[dict[Rule, tuple[CutKind, ...]]] = {
    looks.line: ("line",), looks.direction: ("screen direction",), looks.eyeline: ("eyeline",),
    pictures.jump: ("jump cut",), pictures.roll: ("roll jump", "reorientation"),
    looks.answers: ("look angle", "size step"),
}  # fmt: skip
"""Every rule that looks at one cut, and what it may find."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cut:
    """Two shots that follow each other."""

    before: Side
    """Last picture of the one."""
    after: Side
    """First picture of the other."""
    tick: int | None = None
    """When in the take, ms."""
    answers: tuple[View, ...] = ()
    """Other places that the solver found for the second."""
    possible: Callable[[View], bool] | None = None
    """Whether a camera can be there; None: anywhere."""
    eyes: bool = False
    """True: the second is a look through somebody's eyes, which lies as they do: no mend moves or rolls it."""


def warnings_of(before: Side, after: Side, bands: CutBands = BANDS) -> tuple[CutWarning, ...]:
    """What a viewer may stumble over at one cut, the surest first."""
    found = [warning for rule in RULES for warning in rule(before, after, bands)]
    return tuple(sorted(found, key=lambda one: -one.confidence))


def has(before: Side, after: Side, kind: CutKind, bands: CutBands = BANDS) -> bool:
    """Whether one cut has a fault of one kind: quicker than all of them."""
    rules = (rule for rule, kinds in RULES.items() if kind in kinds)
    return any(warning.kind == kind for rule in rules for warning in rule(before, after, bands))


def check(cut: Cut, bands: CutBands = BANDS) -> CutCheck:
    """One cut, without mends and without what only many cuts tell."""
    shares = looks.line_shares(cut.before, cut.after, bands)
    on_line = any(min(abs(first), abs(second)) < bands.neutral for _, first, second in shares)
    return CutCheck(
        before=cut.before.camera, after=cut.after.camera, tick=cut.tick, neutral=on_line,
        warnings=warnings_of(cut.before, cut.after, bands), ups=(cut.before.up, cut.after.up),
        turn=cut.after.motivated,
    )  # fmt: skip


def check_all(cuts: Sequence[Cut], bands: CutBands = BANDS) -> tuple[CutCheck, ...]:
    """All cuts of a scene in order, without mends; a change of up too many is told at its cut."""
    checks = [check(cut, bands) for cut in cuts]
    ups, meant = ups_of(cuts)
    for index in pictures.changes_of_up(ups, bands, meant):
        warning = CutWarning(
            kind="change of up", confidence=UP_CONFIDENCE, value=bands.up_changes + 1, threshold=bands.up_changes,
            unit="changes", who=(), reason=_up_reason(ups, index, bands),
        )  # fmt: skip
        checks[index] = replace(checks[index], warnings=(*checks[index].warnings, warning))
    return tuple(checks)


def ups_of(cuts: Sequence[Cut]) -> tuple[list[str], list[int]]:
    """Whose up each shot of a scene takes, and the numbers of those (from 0) that are meant to turn the picture."""
    if not cuts:
        return [], []
    ups = [cuts[0].before.up, *(cut.after.up for cut in cuts)]
    return ups, [shot for shot, cut in enumerate(cuts, 1) if cut.after.motivated]


def _up_reason(ups: Sequence[str], index: int, bands: CutBands) -> str:
    first = max(index + 2 - bands.up_shots, 0)
    taken = ", ".join(up or "free" for up in ups[first : index + 2])
    return (
        f"the picture takes another up more than {bands.up_changes} times in {bands.up_shots} shots: {taken}"
    )
