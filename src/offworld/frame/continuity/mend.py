"""The smallest mend of a cut: changes of the second shot, the least first, each tried and checked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from offworld.film.continuity import BANDS, CutBands, CutCheck, CutKind, CutWarning, Mend, MendKind
from offworld.film.shot import View
from offworld.frame.continuity.check import Cut, check_all, has, ups_of, warnings_of
from offworld.frame.continuity.pictures import changes_of_up
from offworld.frame.continuity.side import Body, Side
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

STEP_DEG: Final = 5.0
"""Steps in which rolls and ways round are tried, degrees."""
ROLL_MOST_DEG: Final = 60.0
"""Roll beyond which a face is hard to read (handbook camera, section 2.5): no mend takes one there."""
AROUND_MOST_DEG: Final = 90.0
"""Farthest way round its subject that a camera is moved; beyond it the other side of the line is nearer."""
SIZES: Final = (1.5, 1.0 / 1.5, 1.8, 1.0 / 1.8, 2.4, 1.0 / 2.4)
"""By how much nearer or farther, or by how much longer a lens, is tried."""
OCTAVE_DEG: Final = 40.0
"""Degrees of way round that an octave of size weighs as much as [I]."""
MIRROR_DEG: Final = 45.0
"""What a change to the other side of the line weighs, which keeps all else of the picture [I]."""
ANSWER_DEG: Final = 20.0
"""What another set-up weighs beside the degrees that it is turned by [I]."""
INSERT_DEG: Final = 150.0
"""What one more shot weighs [I]."""
MINOR: Final = 0.45
"""Confidence below which a new warning is no reason against a mend [I: looks and sizes that differ]."""
INSERT_MM: Final = 18.0
"""Lens of a shot put between."""


_SIDED: Final = frozenset({"line", "eyeline", "screen direction"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Try:
    """One change."""

    kind: MendKind
    effort: float
    text: str
    view: View


def mended(cuts: tuple[Cut, ...], bands: CutBands = BANDS) -> tuple[CutCheck, ...]:
    """All cuts of a scene, each warning with the smallest mend that was found."""
    return tuple(
        replace(result, warnings=tuple(_with_mend(cuts, number, one, bands) for one in result.warnings))
        for number, result in enumerate(check_all(cuts, bands))
    )


def _with_mend(cuts: tuple[Cut, ...], number: int, warning: CutWarning, bands: CutBands) -> CutWarning:
    if warning.kind == "change of up":
        return replace(warning, mend=_same_up(cuts, number, bands))
    return replace(warning, mend=smallest(cuts[number], warning, bands))


def _same_up(cuts: tuple[Cut, ...], number: int, bands: CutBands) -> Mend | None:
    """The up of the shot before taken over, where that takes the warning away; whose place must then be found anew."""
    ups, meant = ups_of(cuts)
    kept = next((up for up in reversed(ups[: number + 1]) if up), "")
    ups[number + 1] = kept
    if number in changes_of_up(ups, bands, meant):
        return None
    text = f"let {cuts[number].after.camera} keep the up of the shot before it: up {kept}"
    return Mend(kind="up", text=text, effort=0.0, view=None)


def smallest(cut: Cut, warning: CutWarning, bands: CutBands = BANDS) -> Mend | None:
    """The least change that takes a warning away and brings no sure one of another kind; None if none tried does."""
    if warning.kind == "change of up":
        return None
    there = {one.kind for one in warnings_of(cut.before, cut.after, bands)}
    for one in sorted(_tries(cut, warning.kind), key=lambda each: each.effort):
        # The solver's own answers keep what must hold, with the moments of the whole shot.
        if one.kind != "answer" and cut.possible is not None and not cut.possible(one.view):
            continue
        if _clears(cut, one, warning.kind, there, bands):
            return Mend(kind=one.kind, text=one.text, effort=one.effort, view=one.view)
    return None


def _clears(cut: Cut, one: _Try, kind: CutKind, there: set[CutKind], bands: CutBands) -> bool:
    if one.kind == "insert":
        between = replace(cut.after, view=one.view, on=(), hidden=frozenset(), camera="between")
        if has(cut.before, between, kind, bands) or has(between, cut.after, kind, bands):
            return False
        left = warnings_of(cut.before, between, bands) + warnings_of(between, cut.after, bands)
        return _no_worse(left, there)
    after = replace(cut.after, view=one.view)
    subject = cut.after.subject
    if subject is not None and (subject.id not in after.seen or _hard_to_read(cut.after, after, subject)):
        return False
    if has(cut.before, after, kind, bands):
        return False
    return _no_worse(warnings_of(cut.before, after, bands), there)


def _no_worse(left: tuple[CutWarning, ...], there: set[CutKind]) -> bool:
    return all(each.kind in there or each.confidence < MINOR for each in left)


def _hard_to_read(was: Side, now: Side, subject: Body) -> bool:
    """Whether a face that could be read before lies too far over now."""
    rolls = [abs(side.arrow(subject.eyes, subject.up).roll_deg) for side in (was, now)]
    return rolls[1] > max(ROLL_MOST_DEG, rolls[0])


def _tries(cut: Cut, kind: CutKind) -> Iterator[_Try]:
    side, subject = cut.after, cut.after.subject
    if not cut.eyes and (kind in _SIDED or kind in {"roll jump", "reorientation"}):
        yield from _rolls(side.view)
    yield from _answers(cut)
    if subject is None:
        return
    if not cut.eyes:
        yield from _around(side, subject)
        if kind in {"jump cut", "size step"}:
            yield from _sizes(side, subject)
    partner = _partner(cut, subject)
    if partner is None:
        return
    if kind in _SIDED and not cut.eyes:
        yield _mirror(side, subject, partner)
    if kind not in {"look angle", "size step"}:
        yield from _between(cut, subject, partner)


def _rolls(view: View) -> Iterator[_Try]:
    for step in range(1, int(180.0 / STEP_DEG) + 1):
        for way in (1.0, -1.0):
            angle = way * step * STEP_DEG
            words = "clockwise" if angle > 0.0 else "anticlockwise"
            turn = rotation.from_axis_angle(view.forward(), np.array(np.radians(angle)))
            yield _Try(
                kind="roll", effort=abs(angle), text=f"roll the second camera by {abs(angle):.0f}° {words}",
                view=replace(view, attitude=_quat(rotation.multiply(turn, view.attitude))),
            )  # fmt: skip


def _around(side: Side, subject: Body) -> Iterator[_Try]:
    """The camera carried round its subject, the picture of it kept, about the top of the frame and about its right."""
    names = (("to its left", "to its right"), ("up", "down"))
    for axis, words in zip((side.axes[1], side.axes[0]), names, strict=True):
        for step in range(1, int(AROUND_MOST_DEG / STEP_DEG) + 1):
            for way, word in zip((-1.0, 1.0), words, strict=True):
                angle = step * STEP_DEG
                turn = rotation.from_axis_angle(axis, np.array(np.radians(way * angle)))
                text = f"move the second camera {angle:.0f}° {word} about {subject.id}"
                yield _Try(kind="move", effort=angle, text=text, view=_carried(side.view, subject.eyes, turn))


def _carried(view: View, about: FloatArray, turn: FloatArray) -> View:
    place = about + rotation.rotate(turn, np.asarray(view.position) - about)
    return replace(view, position=_vec(place), attitude=_quat(rotation.multiply(turn, view.attitude)))


def _sizes(side: Side, subject: Body) -> Iterator[_Try]:
    """Nearer or farther on the ray to the subject, or another lens from where it is."""
    away = np.asarray(side.view.position) - subject.eyes
    for factor in SIZES:
        effort = OCTAVE_DEG * abs(float(np.log2(factor)))
        word = "closer" if factor > 1.0 else "farther away"
        length = float(np.linalg.norm(away))
        text = f"take the second camera {abs(length - length / factor):.1f} m {word}"
        yield _Try(
            kind="size",
            effort=effort,
            text=text,
            view=replace(side.view, position=_vec(subject.eyes + away / factor)),
        )
        lens = side.view.lens_mm * factor
        text = f"take a lens of about {lens:.0f} mm for the second"
        yield _Try(kind="lens", effort=effort + 1.0, text=text, view=replace(side.view, lens_mm=lens))


def _mirror(side: Side, subject: Body, partner: Body) -> _Try:
    """Across the line between two people: the place mirrored at the plane of the line and the top of the frame."""
    normal = rotation.cross(partner.eyes - subject.eyes, side.axes[1])
    normal = normal / max(float(np.linalg.norm(normal)), 1e-9)
    place = np.asarray(side.view.position)
    place = place - 2.0 * float((place - subject.eyes) @ normal) * normal
    back = side.axes[2] - 2.0 * float(side.axes[2] @ normal) * normal
    view = replace(side.view, position=_vec(place), attitude=_quat(rotation.looking(-back, side.axes[1])))
    return _Try(
        kind="mirror", effort=MIRROR_DEG,
        text=f"put the second camera on the other side of the line between {subject.id} and {partner.id}, at "
        f"({', '.join(f'{value:.2f}' for value in view.position)}) m", view=view,
    )  # fmt: skip


def _answers(cut: Cut) -> Iterator[_Try]:
    for number, view in enumerate(cut.answers, 1):
        turn = float(np.degrees(rotation.angle_between(cut.after.view.attitude, view.attitude)))
        if turn < 1.0 and np.allclose(view.position, cut.after.view.position, atol=0.01):
            continue
        text = (
            f"take another answer that was found for the second shot (number {number}, {view.lens_mm:.0f} mm)"
        )
        yield _Try(kind="answer", effort=ANSWER_DEG + turn, text=text, view=view)


def _between(cut: Cut, subject: Body, partner: Body) -> Iterator[_Try]:
    """A shot from the line itself, over whoever is nearer to the lens: it fits either side."""
    line = subject.eyes - partner.eyes
    line = line / max(float(np.linalg.norm(line)), 1e-9)
    tops = (cut.before.axes[1], cut.after.axes[1], cut.before.axes[1] + cut.after.axes[1])
    for front, way, name in ((partner.eyes, line, subject.id), (subject.eyes, -line, partner.id)):
        for k, top in enumerate(tops):
            across = top - (top @ way) * way
            if float(np.linalg.norm(across)) < 0.1:
                continue
            place = front - 0.5 * way + 0.3 * across / float(np.linalg.norm(across))
            view = replace(
                cut.after.view, position=_vec(place), lens_mm=INSERT_MM,
                attitude=_quat(rotation.looking(front + 2.0 * way - place, across)),
            )  # fmt: skip
            text = f"put a shot between, from the line itself, towards {name}"
            yield _Try(kind="insert", effort=INSERT_DEG + k, text=text, view=view)


def _partner(cut: Cut, subject: Body) -> Body | None:
    """The other end of the line: whom the shot before was on, else who is nearest to the subject's look."""
    before = cut.before.subject
    other = None if before is None or before.id == subject.id else cut.after.body(before.id)
    if other is not None:
        return other
    others = [one for one in cut.after.people if one.id != subject.id]

    def beside(one: Body) -> float:
        way = one.eyes - subject.eyes
        return -float(way @ subject.gaze) / max(float(np.linalg.norm(way)), 1e-9)

    return min(others, key=beside, default=None)


def _vec(values: FloatArray) -> tuple[float, float, float]:
    return (float(values[0]), float(values[1]), float(values[2]))


def _quat(values: FloatArray) -> tuple[float, float, float, float]:
    return (float(values[0]), float(values[1]), float(values[2]), float(values[3]))
